import { defineConfig } from 'vitest/config'

// The browser test walks through a running server, named by WELDI_BASE_URL; see tests/browser.test.ts.
export default defineConfig({
  test: {
    include: ['tests/browser.test.ts'],
    testTimeout: 90_000,
    hookTimeout: 60_000,
    fileParallelism: false,
  },
})
