import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

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

// -----------------------------------------------------------------------------
// which files have a process of their own: most share one, and its modules, which are most of the time
// -----------------------------------------------------------------------------

/** What mocks modules, or takes the build: beside the sources it would be a second library with one list of backends. */
const OWN_MODULES = /\bvi\.(doM|m)ock\(|^(import .*|\}) from '(shapebound|.*\/examples\/)/m

/** Others that cannot share theirs, each with why. */
const ALONE: Readonly<Record<string, string>> = {
  'test/engines/browser.test.ts': 'its page takes the build',
  'test/engines/compiled/compiled.test.ts':
    'native TensorFlow.js, once called, flushes denormal numbers of its process',
}

const files = readdirSync(at('test'), { recursive: true, encoding: 'utf8' })
  .map((path) => join('test', path).replaceAll('\\', '/'))
  .filter((path) => path.endsWith('.test.ts'))
const alone = files.filter((file) => file in ALONE || OWN_MODULES.test(readFileSync(at(file), 'utf8')))

/** The longest first, as the last run measured them; those alone before the others, whose process is then not left. */
class LongestFirst extends BaseSequencer {
  override async sort(specifications: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(specifications)
    const isAlone = ({ project }: TestSpecification): number => Number(project.config.isolate)
    return sorted.toSorted((one, other) => isAlone(other) - isAlone(one))
  }
}

export default defineConfig({
  // what imports the package by its name gets the build
  resolve: {
    alias: {
      'shapebound/node': at('dist/node.js'),
      'shapebound/report': at('dist/report.js'),
      shapebound: at('dist/index.js'),
    },
  },
  plugins: [ownImports],
  test: {
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // two cores: a file each
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    projects: [
      { extends: true, test: { name: 'alone', include: alone } },
      {
        extends: true,
        test: {
          name: 'shared',
          include: ['test/**/*.test.ts'],
          exclude: alone,
          isolate: false,
          setupFiles: ['test/support/shared.ts'],
        },
      },
    ],
  },
})
