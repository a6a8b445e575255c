import { describe, expect, test } from 'vitest'
import { ENTRIES, filesUnder } from './sources.js'

/** Files without a test of their own, each with what holds it. */
const WITHOUT: Readonly<Record<string, string>> = {
  'distributions/distribution.ts': 'what a distribution of your own is made with: house/ownDistribution makes one',
  'distributions/ownPrior.ts': 'priors of your own: house/ownModels makes one, and house/examples learns it',
  'flows/formula.ts': 'the arithmetic of flows on tensors whose types are erased: every flow is tested with it',
  'shapes/digits.ts': 'a table that scripts/digits.mjs writes: shapes/arithmetic is tested with it',
  'data/sources/idxImages.ts': 'what image files are made of: data/sources/imageFiles is tested with it',
  'layers/mode.ts': 'a type alone: training/supplied is tested with it',
  'models/record.ts': 'types alone: training/supplied is tested with them',
  'data/sources/idxParts.ts': 'what files like those of MNIST are: data/sources/mnist and likeMnist are tested with it',
  'data/sources/archive.ts': 'where archives are: data/sources/cifar10 and emnistLetters are tested with it',
  'data/sources/named.ts': 'types alone: data/sources/registry is tested with them',
  'engines/candidate.ts': 'how an engine is opened: engines/select is tested with it',
  'explorer/model.ts': 'types alone: explorer/made and explorer/machine are tested with them',
  'explorer/style.ts': 'a style sheet: explorer/page is tested with it',
  'reports/report.ts': 'types alone: reports/html and reports/write are tested with them',
  'training/events.ts': 'types alone: training/fit is tested with them',
  'training/erased.ts': 'types alone: training/fit is tested with them',
  'training/plan.ts': 'the inside of fit: training/fit is tested with it',
  'training/run.ts': 'the inside of fit: training/fit is tested with it',
  'training/takeSteps.ts': 'the inside of the loop: training/loop is tested with it',
  'models/joint/asOne.ts': 'the inside of what joints supply: models/joint/supply and vae are tested with it',
  'models/joint/divergence.ts': 'the inside of what joints supply: models/joint/kl and vae are tested with it',
  'models/joint/own.ts': 'the inside of what joints supply: models/joint/supply and vae are tested with it',
  'models/joint/shown.ts': 'the inside of what joints supply: models/joint/supply and vae are tested with it',
  'reports/style.ts': 'a style sheet: reports/html is tested with it',
  'tensors/filters.ts': 'the gradients of convolutions: tensors/convolution and tensors/depthwise are tested with it',
  'tensors/gammaFunctions.ts': 'the gamma function of native tensors: tensors/gamma is tested with it',
  'tensors/stretched.ts': 'what broadcasts: tensors/binary/broadcasting and tensors/comparison are tested with it',
}

/** Folders that are one machine in several files, each with the tests that run the whole of it. */
const TOGETHER: Readonly<Record<string, readonly string[]>> = {
  'cli/': ['cli/program', 'cli/badInput', 'cli/killed', 'cli/sweep', 'cli/sweepQueue', 'cli/sweepTasks'],
  'recipes/known/': ['recipes/registry', 'recipes/learning'],
  'models/joint/given.ts': ['recipes/conditional'],
  'recipes/looks.ts': ['recipes/experiment', 'recipes/seen'],
  'recipes/outcome.ts': ['recipes/reportOf', 'cli/summary'],
  'recipes/reports.ts': ['recipes/reportOf'],
  'recipes/views.ts': ['recipes/experiment'],
  'files/atomicWrite.ts': ['files/atomicWrite', 'files/fullDisk'],
  'listeners/metrics/appending.ts': ['listeners/metrics/toFile'],
  'listeners/metrics/growing.ts': ['listeners/metrics/toFile', 'listeners/metrics/toCsv'],
  'listeners/metrics/records.ts': ['listeners/metrics/toTensorBoard'],
  'losses/draws.ts': ['losses/gradients', 'losses/multisample'],
  'layers/concat.ts': ['layers/events'],
  'layers/embedding.ts': ['layers/events'],
  'layers/network.ts': ['layers/context', 'layers/events'],
  'layers/rows.ts': ['layers/events'],
  'layers/running.ts': ['layers/held', 'layers/context'],
  'layers/normalized.ts': ['layers/batchNorm'],
  'layers/custom.ts': ['layers/custom', 'layers/customContext'],
  'layers/net.ts': ['layers/sequence'],
  'layers/walk.ts': ['layers/sequence'],
  'layers/cell.ts': ['layers/scan'],
  'layers/gru.ts': ['layers/scan'],
  'models/coding.ts': ['models/vqVae'],
  'layers/coding.ts': ['layers/finiteScalar', 'layers/quantizeResidual', 'layers/quantizeLevels', 'models/vqVae'],
  'layers/lstm.ts': ['layers/scan'],
  'layers/head.ts': ['layers/heads', 'layers/headsSized'],
  'cli/sampleFrom.ts': ['cli/sample'],
  'layers/headTypes.ts': ['layers/heads'],
  'layers/heads.ts': [
    ...[
      'layers/heads',
      'layers/headsBernoulli',
      'layers/headsCategorical',
      'layers/headsLaplace',
      'layers/headsCounts',
      'layers/headsPoisson',
      'layers/headsStudentT',
    ],
  ],
  'layers/convolving.ts': ['layers/convolution', 'layers/depthwise'],
  'evaluation/annealing/options.ts': ['evaluation/annealing/annealed', 'evaluation/annealing/bidirectional'],
  'evaluation/annealing/programs.ts': ['evaluation/annealing/annealed', 'evaluation/annealing/bidirectional'],
  'evaluation/annealing/ways.ts': ['evaluation/annealing/annealed', 'evaluation/annealing/bidirectional'],
  'export/bare.ts': ['explorer/machine'],
  'explorer/file.ts': ['explorer/page'],
  'explorer/packed.ts': ['explorer/machine', 'explorer/made'],
  'explorer/page/': ['explorer/live', 'explorer/page', 'explorer/faces'],
  'explorer/programs.ts': ['explorer/machine', 'explorer/made'],
  'explorer/script.ts': ['explorer/page'],
  'explorer/unpacked.ts': ['explorer/machine', 'explorer/made'],
  'engines/candidates/': ['engines/select'],
  'engines/inWorker.ts': ['engines/onnxWeb', 'engines/onnxWebGpu'],
  'sweeps/directions.ts': ['sweeps/sobol'],
  'pools/library.ts': ['pools/bullmq', 'pools/postgres'],
  'pools/stores.ts': ['pools/redis', 'pools/postgres'],
  'engines/platform/': ['engines/using', 'engines/browser'],
  'distributions/numberFormula.ts': ['distributions/independent'],
  'distributions/numberDraws.ts': ['distributions/independent'],
  'distributions/overdispersed.ts': ['distributions/negativeBinomial', 'distributions/zeroInflatedNegativeBinomial'],
  'distributions/kl.ts': ['distributions/klNormal', 'distributions/klFull', 'distributions/klOther'],
  'distributions/mixturePrior.ts': ['distributions/mixturePrior', 'distributions/learnedMixture'],
  'engines/compiled/': ['engines/compiled/compiled', 'engines/engine'],
  'compiler/backend/': ['compiler/trace'],
  'tensors/gradients/': ['tensors/gradients/register', 'compiler/kernels'],
  'compiler/graph/': ['compiler/graph/builder'],
  'compiler/interpreter/': ['compiler/interpreter/interpret', 'compiler/kernels'],
  'compiler/kernels/': ['compiler/kernels', 'compiler/values'],
  'onnx/': ['onnx/serialize', 'compiler/kernels'],
  'compiler/rules/': ['compiler/rules/rules'],
  'compiler/symbolic/': ['compiler/symbolic/traceSymbolic'],
  'compiler/': ['compiler/trace', 'compiler/kernels', 'compiler/wasm'],
}

/** Tests of no file of src: of the benches and the mutants, of the repository itself, and what tests share. */
const OF_NO_FILE = /^(bench|house|mutants|support|type-bench)\//

const without = (path: string, ending: string): string => path.slice(0, -ending.length)

/** The entry points of the package: house/docs and house/declared go through all that they export. */
const ROOTS = Object.keys(ENTRIES).map((name) => `${name}.ts`)

const sources = filesUnder('src', '.ts').filter((path) => !/(^|\/)index\.ts$/.test(path) && !ROOTS.includes(path))
const tested = new Set([
  ...filesUnder('test', '.test.ts')
    .filter((path) => !OF_NO_FILE.test(path))
    .map((path) => without(path, '.test.ts')),
  ...filesUnder('type-tests', '.test-d.ts').map((path) => without(path, '.test-d.ts')),
])
const heldTogether = (path: string): boolean => Object.keys(TOGETHER).some((folder) => path.startsWith(folder))

describe('every file of src', () => {
  test('has a test or a type test of its path', () =>
    expect(
      sources.filter((path) => !(path in WITHOUT) && !heldTogether(path) && !tested.has(without(path, '.ts'))),
    ).toEqual([]))

  test('that is an exception is one', () =>
    expect(Object.keys(WITHOUT).filter((path) => !sources.includes(path) || tested.has(without(path, '.ts')))).toEqual(
      [],
    ))

  test('that is held together with others is held by tests that are there', () =>
    expect(
      Object.entries(TOGETHER).filter(
        ([folder, tests]) =>
          !sources.some((path) => path.startsWith(folder)) || tests.some((path) => !tested.has(path)),
      ),
    ).toEqual([]))
})

test('every test is of a file of src', () => {
  const together = Object.values(TOGETHER).flat()
  expect([...tested].filter((path) => !sources.includes(`${path}.ts`) && !together.includes(path))).toEqual([])
})
