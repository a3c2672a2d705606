import { defineConfig } from 'vitest/config'

const usual = { globalSetup: 'tests/one-browser.ts', testTimeout: 90_000, hookTimeout: 60_000 }

// The browser tests walk through a running server, named by WELDI_BASE_URL; see tests/visitor.ts. Two walk at a time; what
// is measured is measured after them, alone. The speed is that of the machine too, and is asked for by name: `npm run measure`.
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'walks',
          include: ['tests/*.test.ts'],
          exclude: ['tests/measured.test.ts', 'tests/speed.test.ts'],
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
          ...usual,
        },
      },
      {
        test: {
          name: 'measured',
          include: ['tests/measured.test.ts'],
          maxWorkers: 1,
          sequence: { groupOrder: 2 },
          ...usual,
        },
      },
      {
        test: {
          name: 'speed',
          include: ['tests/speed.test.ts'],
          maxWorkers: 1,
          sequence: { groupOrder: 3 },
          ...usual,
        },
      },
    ],
  },
})
