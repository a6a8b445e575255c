import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

/** What a file imports by a name of the package's own is beside it: of the source for the source, of the build for the build. */
const ownImports = {
  name: 'own-imports',
  enforce: 'pre',
  resolveId: (name: string, importer: string | undefined): string | null => {
    const file = ['candidates', 'platform'].find((each) => name === `#${each}`)
    const built = importer?.startsWith(at('dist/')) ?? false
    return file === undefined ? null : at(`${built ? 'dist' : 'src'}/engines/${file}/node.${built ? 'js' : 'ts'}`)
  },
} as const

export default defineConfig({
  // what imports the package by its name gets the build
  resolve: {
    alias: {
      'shapebound/node': fileURLToPath(new URL('dist/node.js', import.meta.url)),
      'shapebound/report': fileURLToPath(new URL('dist/report.js', import.meta.url)),
      shapebound: fileURLToPath(new URL('dist/index.js', import.meta.url)),
    },
  },
  plugins: [ownImports],
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // two cores: a file each
    maxWorkers: 2,
  },
})
