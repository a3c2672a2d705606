import { defineConfig } from 'vitest/config'

// The browser test walks through a running server, named by WELDI_BASE_URL; see tests/visitor.ts.
export default defineConfig({
  test: {
    include: ['tests/*.test.ts'],
    testTimeout: 90_000,
    hookTimeout: 60_000,
    fileParallelism: false,
  },
})
