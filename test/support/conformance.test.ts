/** One table of programs, on every engine that is here. */

import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { kernels } from '../../src/compiler/kernels/kernels.js'
import * as Distributions from '../../src/distributions/index.js'
import type { Engine } from '../../src/engines/engine.js'
import * as Flow from '../../src/flows/index.js'
import * as Layer from '../../src/layers/index.js'
import * as Elbo from '../../src/losses/index.js'
import * as Autoencoder from '../../src/models/autoencoder.js'
import * as Vae from '../../src/models/vae/index.js'
import * as Optimizer from '../../src/optimizers/index.js'
import * as Random from '../../src/random/index.js'
import { from } from '../../src/random/key.js'
import * as T from '../../src/tensors/index.js'
import {
  atOnce,
  type Case,
  differenced,
  exact,
  found,
  numbersOf,
  type Sizes,
  together,
  type Whole,
} from '../conformance/case.js'
import { discreteCases } from '../conformance/discrete.js'
import { distributionCases } from '../conformance/distributions.js'
import { estimatorCases } from '../conformance/estimators.js'
import { blockCases, contextCases, eventCases } from '../conformance/events.js'
import { flowCases } from '../conformance/flows.js'
import { headCases } from '../conformance/heads.js'
import { indexCases } from '../conformance/indices.js'
import { jointCases } from '../conformance/joints.js'
import { layoutCases } from '../conformance/layout.js'
import { fullCases, laplaceCases, mixtureCases } from '../conformance/mixtures.js'
import { layerCases, modelCases } from '../conformance/networks.js'
import { optimizerCases, termCases } from '../conformance/objectives.js'
import { relaxedCases } from '../conformance/relaxed.js'
import { tensorCases } from '../conformance/tensors.js'
import { everyEngine } from './engine.js'
import { nativeKernels } from './nativeKernels.js'
import { expectNear, type Tolerance } from './near.js'

const { engines, absent } = await everyEngine()

const table = (sizes: Sizes): readonly Case[] => [
  ...tensorCases(sizes),
  ...distributionCases(sizes),
  ...indexCases(sizes),
  ...discreteCases(sizes),
  ...relaxedCases(sizes),
  ...laplaceCases(sizes),
  ...fullCases(sizes),
  ...mixtureCases(sizes),
  ...layoutCases(sizes),
  ...layerCases(sizes),
  ...blockCases(sizes),
  ...eventCases(sizes),
  ...contextCases(sizes),
  ...headCases(sizes),
  ...flowCases(sizes),
  ...modelCases(sizes),
  ...jointCases(sizes),
  ...termCases(sizes),
  ...estimatorCases(sizes),
  ...optimizerCases(sizes),
]

const SIZES: Sizes = { samples: 3, batch: 2, n: 4, m: 2 }
const CASES = table(SIZES)
const KEY = from(5)
const NUMBERED = CASES.map((each, index) => ({ ...each, index }))
const FOUND = CASES.map((each) => found(each, KEY))
const KERNELS = FOUND.map(({ kernels }) => kernels)
const EXACT = FOUND.map(({ numbers }) => numbers)

/** Sums of a few tens of products in float32. */
const NEAR: Tolerance = { absolute: 1e-5, relative: 1e-5 }

/** The leaves of a case, or the words of what failed. */
type Output = readonly (readonly number[])[] | string

/** Every leaf of a case; small numbers beside large ones in a leaf may be differences of large ones. */
const expectCase = (given: Output | undefined, expected: readonly (readonly number[])[]): void => {
  if (typeof given !== 'object') throw new Error(given)
  expect(given.length).toBe(expected.length)
  given.forEach((each, leaf) => {
    const wanted = expected[leaf] ?? []
    const scale = Math.max(1, ...wanted.map(Math.abs))
    expectNear(each, wanted, { absolute: NEAR.absolute * scale, relative: NEAR.relative })
  })
}

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
}

/** What has a test of its own on every engine, and which: a model of it learns, or it is compared with numbers by hand. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  'Elbo.codebook': 'models/vqVae',
  'Elbo.commitment': 'models/vqVae',
  'Elbo.discrimination': 'models/beside',
  'Elbo.inverseMultiquadratic': 'losses/discrepancy',
  'Elbo.logPosteriorAtData': 'models/joint/together',
  'Elbo.maximumMeanDiscrepancy': 'losses/discrepancy',
  'Elbo.radialBasis': 'losses/discrepancy',
  'Elbo.totalCorrelation': 'models/beside',
  'Elbo.within': 'models/joint/together',
  'Layer.gru': 'layers/scan',
  'Layer.lstm': 'layers/scan',
  'Layer.quantize': 'layers/quantize',
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
      expectNear(each, slopes[leaf] ?? [], { absolute: 1e-6, relative: 1e-6 })
    })
  })
})

// -----------------------------------------------------------------------------
// engines
// -----------------------------------------------------------------------------

/** So many cases a program: a session costs more than what it computes here, but grows faster than its nodes. */
const MANY = 40

const batches = (cases: readonly Case[]): readonly (readonly Case[])[] =>
  Array.from({ length: Math.ceil(cases.length / MANY) }, (_, at) => cases.slice(at * MANY, (at + 1) * MANY))

/** What some cases give on an engine, leaf by leaf; alone where they do not run together, to learn which does not. */
const batchOn = async (engine: Engine, cases: readonly Case[], whole?: Whole): Promise<readonly Output[]> => {
  const all = together(cases, whole)
  const output = await engine.run(all.program)(all.inputs, KEY)()
  if (output._tag === 'Right') return output.right.map(numbersOf)
  return cases.length === 1
    ? [output.left.message]
    : (await Promise.all(cases.map((each) => batchOn(engine, [each], whole)))).flat()
}

const outputsOn = async (engine: Engine, cases: readonly Case[], whole?: Whole): Promise<readonly Output[]> => {
  const outputs: Output[] = []
  for (const batch of batches(cases)) outputs.push(...(await batchOn(engine, batch, whole)))
  return outputs
}

describe.each(engines)('$name: means the same in float32', (engine) => {
  let outputs: readonly Output[]
  beforeAll(async () => {
    outputs = await outputsOn(engine, CASES)
  })

  it.each(NUMBERED)('$name', (given) => {
    expectCase(outputs[given.index], EXACT[given.index] ?? [])
  })
})

const anySizes = fc.record({
  samples: fc.integer({ min: 1, max: 4 }),
  batch: fc.integer({ min: 1, max: 5 }),
  n: fc.integer({ min: 1, max: 6 }),
  m: fc.integer({ min: 1, max: 5 }),
})

describe('for any sizes', () => {
  it(
    'every engine means the same in float32',
    () =>
      fc.assert(
        fc.asyncProperty(anySizes, async (sizes) => {
          const cases = table(sizes)
          const wanted = cases.map((each) => exact(each, KEY, atOnce))
          for (const engine of engines)
            for (const [index, output] of (await outputsOn(engine, cases, atOnce)).entries())
              expectCase(output, wanted[index] ?? [])
        }),
        { numRuns: 2, examples: [[{ samples: 1, batch: 1, n: 1, m: 1 }]] }, // all of size 1, and at random
      ),
    180_000,
  ) // two sizes of every case on every engine: half a minute on two cores with nothing else to do
})

for (const words of absent) it.skip(`absent here: ${words}`, () => undefined)
