/** One table of programs, on every engine that is here. */

import { beforeAll, describe, expect, it } from 'vitest'
import { kernels } from '../../src/compiler/kernels/kernels.js'
import * as Distributions from '../../src/distributions/index.js'
import * as Flow from '../../src/flows/index.js'
import * as Layer from '../../src/layers/index.js'
import * as Elbo from '../../src/losses/index.js'
import * as Autoencoder from '../../src/models/autoencoder.js'
import * as Vae from '../../src/models/vae/index.js'
import * as Optimizer from '../../src/optimizers/index.js'
import * as Random from '../../src/random/index.js'
import * as T from '../../src/tensors/index.js'
import { differenced, found, type Sizes } from '../conformance/case.js'
import { expectCase, KEY, type Output, outputsOn } from '../conformance/onEngines.js'
import { table } from '../conformance/table.js'
import { everyEngine } from './engine.js'
import { nativeKernels } from './nativeKernels.js'
import { expectNear } from './near.js'

const { engines, absent } = await everyEngine()

const SIZES: Sizes = { samples: 3, batch: 2, n: 4, m: 2 }
const CASES = table(SIZES)
const NUMBERED = CASES.map((each, index) => ({ ...each, index }))
const FOUND = CASES.map((each) => found(each, KEY))
const KERNELS = FOUND.map(({ kernels }) => kernels)
const EXACT = FOUND.map(({ numbers }) => numbers)

// -----------------------------------------------------------------------------
// the table
// -----------------------------------------------------------------------------

/** What is exported and has no program, and why. */
const NOTHING_TO_RUN: Readonly<Record<string, string>> = {
  'T.decode': 'a check: it makes host tensors of unknown values',
  'T.host': 'a check: it makes host tensors',
  'T.toHost': 'it reads numbers, which no program can',
  'T.Tree.leaves': 'it lists what a tree holds',
  'T.Tree.hostLeaves': 'it lists what a tree holds',
  'T.Tree.withLeaves': 'it puts a tree together',
  'T.Tree.withHostLeaves': 'it puts a tree together',
  'T.Tree.toHostTree': 'it puts a tree together',
  'T.Tree.fromHostTree': 'it puts a tree together, each leaf by `T.fromHost`',
  'T.Tree.count': 'it counts what a tree holds',
  'Kl.hasClosedForm': 'it says which pairs there are',
  'Layer.belowBound': 'it is a number, of a size',
  'Layer.head': 'every head of `Layer` is made by it',
  'Layer.headOfParameter': 'the heads of logits are made by it',
  'Elbo.formula': 'it is words',
  'Elbo.describe': 'it is words',
  'Layer.describe': 'it is words',
  'Vae.describe': 'it is words',
  'Autoencoder.describe': 'it is words',
  'Elbo.guaranteeOf': 'it is a word',
  'Optimizer.averageOf': 'it reads the state of an optimizer',
  'Elbo.isBound': 'it is a word',
  'DiscretizedLogistic.MOST': 'it is a number',
  'UniformSphere.logSurface': 'it is of a number',
  'UniformSphere.sample': 'its cases are those of the distribution',
}

/** What has a test of its own on every engine, and which: a model of it learns, or it is compared with numbers by hand. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  'Elbo.codebook': 'models/vqVae',
  'Elbo.commitment': 'models/vqVae',
  'Elbo.discrimination': 'models/beside',
  'Elbo.divergenceBound': 'losses/fDivergence',
  'Elbo.divergenceByMonteCarlo': 'losses/fDivergence',
  'Elbo.marginalDivergence': 'losses/fDivergence',
  'Elbo.posteriorDivergence': 'losses/fDivergence',
  'Elbo.forwardKl': 'losses/generators',
  'Elbo.jensenShannon': 'losses/generators',
  'Elbo.neymanChiSquared': 'losses/generators',
  'Elbo.pearsonChiSquared': 'losses/generators',
  'Elbo.reverseKl': 'losses/generators',
  'Elbo.squaredHellinger': 'losses/generators',
  'Elbo.totalVariation': 'losses/generators',
  'Elbo.adversarialPenalty': 'losses/adversarial',
  'Elbo.marginalKl': 'losses/adversarial',
  'Elbo.priorDiscrimination': 'losses/adversarial',
  'Elbo.slicedWasserstein': 'losses/slicedWasserstein',
  'Elbo.bestVarianceLikelihood': 'losses/bestVariance',
  'Elbo.learnedError': 'losses/similarity',
  'Elbo.exampleDiscrimination': 'losses/similarity',
  'Elbo.examplePenalty': 'losses/similarity',
  'Elbo.structuralDissimilarity': 'losses/structure',
  'Elbo.inverseMultiquadratic': 'losses/discrepancy',
  'Elbo.klAcross': 'losses/across',
  'Elbo.logPosteriorAtData': 'models/joint/together',
  'Elbo.maximumMeanDiscrepancy': 'losses/discrepancy',
  'Elbo.radialBasis': 'losses/discrepancy',
  'Elbo.totalCorrelation': 'models/beside',
  'Elbo.within': 'models/joint/together',
  'Layer.countsOfTotal': 'layers/headsTotal',
  'Layer.gru': 'layers/scan',
  'Layer.lstm': 'layers/scan',
  'Layer.before': 'layers/places',
  'Layer.each': 'layers/each',
  'Layer.expert': 'layers/experts',
  'Layer.finiteScalar': 'layers/finiteScalar',
  'Layer.maskedConv2d': 'layers/maskedConv',
  'Layer.meanOfEach': 'layers/places',
  'Layer.repeat': 'layers/places',
  'Layer.quantize': 'layers/quantize',
  'Layer.quantizeLevels': 'layers/quantizeLevels',
  'Layer.quantizeResidual': 'layers/quantizeResidual',
  'Layer.scan': 'layers/scan',
  'Random.permuteRows': 'random/permuteRows',
  'Vae.beside': 'models/beside',
  'Vae.together': 'models/joint/together',
}

/** A standard distribution holds no tensor: `Kl.closedForm` and models take it. */
const isStandard = (name: string): boolean => name.endsWith('.standard')

/** What distributions are made of: they are the programs. */
const { Distribution: _parts, ...ALL } = Distributions

const MODULES = { T, Random, ...ALL, Layer, Flow, Vae, Autoencoder, Elbo, Optimizer }

const isModule = (given: unknown): given is object =>
  typeof given === 'object' && given !== null && Object.prototype.toString.call(given) === '[object Module]'

/** The names of what a module exports, those of the modules in it too. */
const exportsOf = ([name, module]: readonly [string, object]): readonly string[] =>
  Object.entries(module).flatMap(([each, value]) =>
    isModule(value) ? exportsOf([`${name}.${each}`, value]) : [`${name}.${each}`],
  )

describe('the table', () => {
  it('has a program of everything that is exported', () => {
    const shown = new Set(CASES.map((each) => each.of))
    const exported = Object.entries(MODULES).flatMap(exportsOf)
    const idle = [...Object.keys(NOTHING_TO_RUN), ...Object.keys(ELSEWHERE)]
    expect(exported).toContain('MixturePrior.logProb')
    expect(exported.filter((name) => !shown.has(name) && !idle.includes(name) && !isStandard(name))).toEqual([])
    expect([...shown].filter((name) => !exported.includes(name))).toEqual([])
    expect(idle.filter((name) => shown.has(name) || !exported.includes(name))).toEqual([])
  })

  it('reaches every kernel that can be traced', () => {
    const reached = new Set(KERNELS.flat())
    const unreached = kernels.map(({ name }) => name).filter((name) => !reached.has(name))
    expect(unreached).toEqual([])
  })

  it.each(NUMBERED)('$name: kernels that native TensorFlow has', ({ index }) => {
    expect(KERNELS[index]?.filter((name) => !nativeKernels.has(name))).toEqual([])
  })

  it.each(NUMBERED.filter((each) => each.differentiable))('$name: the gradient of its values', (given) => {
    const slopes = differenced(given, KEY)
    const gradient = (EXACT[given.index] ?? []).slice(-slopes.length)
    gradient.forEach((each, leaf) => {
      const wanted = slopes[leaf] ?? []
      // a small number beside large ones is what is left of a sum of float32 numbers like those
      const largest = Math.max(0, ...wanted.map(Math.abs))
      expectNear(each, wanted, { absolute: Math.max(1e-6, 1e-7 * largest), relative: 1e-6 })
    })
  })
})

// -----------------------------------------------------------------------------
// engines
// -----------------------------------------------------------------------------

describe.each(engines)('$name: means the same in float32', (engine) => {
  let outputs: readonly Output[]
  beforeAll(async () => {
    outputs = await outputsOn(engine, CASES)
  })

  it.each(NUMBERED)('$name', (given) => {
    expectCase(outputs[given.index], EXACT[given.index] ?? [])
  })
})

for (const words of absent) it.skip(`absent here: ${words}`, () => undefined)
