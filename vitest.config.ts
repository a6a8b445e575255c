import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
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

/** What a file of the tests imports of the sources, as `scripts/compiled.mjs` has compiled it: Node loads it as it is. */
const compiledSources = {
  name: 'compiled-sources',
  enforce: 'pre',
  resolveId: (name: string, importer: string | undefined): string | null => {
    const path = name.startsWith('.') && importer !== undefined ? resolve(dirname(importer), name) : name
    return path.startsWith(at('src/')) && !importer?.includes('node_modules')
      ? at(`.compiled/${relative(at('src/'), path).replaceAll('\\', '/').replace(/\.ts$/, '.js')}`)
      : null
  },
} as const

// -----------------------------------------------------------------------------
// which files have a process of their own: most share one, and its modules; those of the build share another
// -----------------------------------------------------------------------------

/** What takes the build: beside the sources it would be a second library with one list of backends. */
const OF_BUILD = /^(import .*|\}) from '(shapebound|.*\/examples\/)/m

/** The text of a file without the programs that stand in it. */
const codeOf = (file: string): string => readFileSync(at(file), 'utf8').replaceAll(/`[^`]*`/g, '')

/** Others that cannot share theirs, each with why. */
const ALONE: Readonly<Record<string, string>> = {
  'test/engines/browser.test.ts': 'its page takes the build',
  'test/house/ownDistribution.test.ts': 'the build goes through the checks of the sources: two libraries',
  'test/engines/compiled/compiled.test.ts':
    'native TensorFlow.js, once called, flushes denormal numbers of its process',
}

/** What `npm run unit:slow` runs, each with why: `npm test` is to stay below five minutes on two cores. */
const SLOW: Readonly<Record<string, string>> = {
  'test/bench/main.test.ts': 'it runs the bench',
  'test/cli/compare.test.ts': 'it trains two runs',
  'test/cli/evaluate.test.ts': 'it trains, and asks for every metric',
  'test/cli/explore.test.ts': 'it trains, and serves what came of it',
  'test/cli/export.test.ts': 'it trains, and runs what is exported',
  'test/cli/exportModels.test.ts': 'it trains a model of each kind',
  'test/cli/given.test.ts': 'it trains with conditions',
  'test/cli/killed.test.ts': 'it kills trainings and goes on with them',
  'test/cli/main.test.ts':
    'it starts the command line as a program, on terminals and without; test/cli/program runs it here',
  'test/cli/report.test.ts': 'it trains runs for their reports',
  'test/cli/resume.test.ts': 'it trains, stops and goes on',
  'test/cli/sample.test.ts': 'it looks at runs in every way',
  'test/cli/sweep.test.ts': 'it trains each trial of studies in a process of its own, and kills them',
  'test/cli/sweepQueue.test.ts': 'it trains each trial in a process of its own, and kills workers and a Redis',
  'test/cli/sweepTasks.test.ts': 'it trains each trial in a process of its own, and on a Slurm where there is one',
  'test/data/sources/binarizedMnist.test.ts': 'it reads all of its files',
  'test/data/sources/cifar10.test.ts': 'it writes and reads archives of 180 MB',
  'test/data/sources/emnistLetters.test.ts': 'it writes and reads 145,600 letters',
  'test/data/sources/mnist.test.ts': 'it reads all of its files',
  'test/engines/onnxWeb.test.ts': 'it trains in a page, where onnxruntime-web is installed',
  'test/engines/onnxWebGpu.test.ts':
    'it trains in a page by software in place of a GPU, where onnxruntime-web is installed',
  'test/engines/using.test.ts': 'it opens engines hundreds of times',
  'test/explorer/faces.test.ts': 'it opens pages in a browser',
  'test/evaluation/samplers/diffusion.test.ts': 'it trains a diffusion model',
  'test/evaluation/samplers/secondStage.test.ts': 'it trains a second VAE',
  'test/explorer/live.test.ts': 'it trains while a page in a browser follows',
  'test/explorer/page.test.ts': 'it opens pages in a browser',
  'test/house/completions.test.ts': 'it asks an editor what it offers in fifty programs',
  'test/house/conditionalDigits.test.ts': 'it trains on MNIST',
  'test/house/declared.test.ts': 'it compiles every public value in a file of its own, on two compilers',
  'test/house/examples.test.ts': 'it trains every example on every engine',
  'test/house/jointExamples.test.ts': 'it trains joint models on every engine',
  'test/house/lax.test.ts': 'it compiles projects without strict',
  'test/house/pack.test.ts': 'it packs, compiles and trains as a user does',
  'test/house/packedCommands.test.ts': 'it trains in a packed consumer, and runs every command there',
  'test/house/site.test.ts': 'it makes the site, and opens it in a browser',
  'test/house/tutorial.test.ts': 'it types the tutorial, which packs, compiles, trains and tests types',
  'test/models/joint/supply.test.ts': 'it trains joint models on every engine',
  'test/models/vae/environment.test.ts': 'it trains models of every distribution',
  'test/mutants/mutants.test.ts': 'it compiles mutants',
  'test/mutants/runtime.test.ts': 'it tests mutants',
  'test/pools/postgres.test.ts': 'it makes and starts a PostgreSQL',
  'test/recipes/learning.test.ts': 'it trains every recipe',
  'test/sweeps/optimize.test.ts': 'it goes through studies for 20 seeds',
  'test/type-bench/measure.test.ts': 'it compiles a hundred programs',
  'test/training/session.test.ts': 'it trains by several engines side by side, for each of some numbers of them',
  'test/support/agreement.test.ts': 'it trains models step by step on every engine',
  'test/support/webGpu.test.ts': 'it runs programs of the table by software in place of a GPU',
  'test/support/anySizes.test.ts': 'it runs the whole table of programs in three sizes on every engine',
}

const files = readdirSync(at('test'), { recursive: true, encoding: 'utf8' })
  .map((path) => join('test', path).replaceAll('\\', '/'))
  .filter((path) => path.endsWith('.test.ts'))
/** What puts a module in place of another needs the sources, all of them anew: that is slow too. */
const isMocking = (file: string): boolean => /\bvi\.(doM|m)ock\(/.test(codeOf(file))
const slow = files.filter((file) => file in SLOW || isMocking(file))
const quick = files.filter((file) => !slow.includes(file))
const alone = quick.filter((file) => file in ALONE)
const ofBuild = quick.filter((file) => !alone.includes(file) && OF_BUILD.test(codeOf(file)))
const ofSources = quick.filter((file) => ![...alone, ...ofBuild].includes(file))

/** The order of the projects: a process that files share is left when another project comes. */
const PROJECTS = ['alone', 'build', 'shared', 'slow']

/** The longest first, as the last run measured them, project by project. */
class LongestFirst extends BaseSequencer {
  override async sort(specifications: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(specifications)
    const placeOf = ({ project }: TestSpecification): number => PROJECTS.indexOf(project.name)
    return sorted.toSorted((one, other) => placeOf(one) - placeOf(other))
  }
}

const TOGETHER = { isolate: false, setupFiles: ['test/support/shared.ts'] }

/** Those of `npm test` take what is compiled. */
const pluginsOf = (mode: string) => (mode === 'compiled' ? [compiledSources] : [])

export default defineConfig(({ mode }) => ({
  // what imports the package by its name gets the build
  resolve: {
    alias: {
      'shapebound/node': at('dist/node.js'),
      'shapebound/onnx-webgpu': at('dist/onnx-webgpu.js'),
      'shapebound/onnx-web': at('dist/onnx-web.js'),
      'shapebound/report': at('dist/report.js'),
      'shapebound/evaluate': at('dist/evaluate.js'),
      'shapebound/sweep': at('dist/sweep.js'),
      shapebound: at('dist/index.js'),
    },
  },
  plugins: [ownImports],
  test: {
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // two cores: a file each
    maxWorkers: 2,
    // Node loads what is compiled
    server: { deps: { external: [/\/\.compiled\//] } },
    // a young generation of 64 MB: a tenth of the time is otherwise that of the garbage collector
    execArgv: ['--max-semi-space-size=64'],
    sequence: { sequencer: LongestFirst },
    projects: [
      { extends: true, plugins: pluginsOf(mode), test: { name: 'alone', include: alone } },
      { extends: true, plugins: pluginsOf(mode), test: { ...TOGETHER, name: 'build', include: ofBuild } },
      { extends: true, plugins: pluginsOf(mode), test: { ...TOGETHER, name: 'shared', include: ofSources } },
      { extends: true, test: { name: 'slow', include: slow, testTimeout: 180_000, hookTimeout: 180_000 } },
    ],
  },
}))
