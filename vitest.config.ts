import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  // what imports the package by its name gets the build
  resolve: {
    alias: {
      'shapebound/node': fileURLToPath(new URL('dist/node.js', import.meta.url)),
      'shapebound/report': fileURLToPath(new URL('dist/report.js', import.meta.url)),
      shapebound: fileURLToPath(new URL('dist/index.js', import.meta.url)),
      '#candidates': fileURLToPath(new URL('src/engines/candidates/node.ts', import.meta.url)),
      '#platform': fileURLToPath(new URL('src/engines/platform/node.ts', import.meta.url)),
    },
  },
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // two cores: a file each
    maxWorkers: 2,
  },
})
