import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  // what imports the package by its name gets the build
  resolve: { alias: { shapebound: fileURLToPath(new URL('dist/index.js', import.meta.url)) } },
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // two cores: a file each
    maxWorkers: 2,
  },
})
