import { Distribution, Elbo, Key, Layer, type T, Vae } from 'shapebound'
import { describe, expect, it } from 'vitest'
import { logistic, logisticHead, sampled, standardLogistic } from '../../examples/own-distribution.js'
import { from } from '../../src/random/key.js'
import { type Case, differenced, exact, found, numbersOf, of, type Sizes, some, together } from '../conformance/case.js'
import { everyEngine } from '../support/engine.js'
import { nativeKernels } from '../support/nativeKernels.js'
import { expectNear } from '../support/near.js'
import { formula, mean } from './own/durations.js'

// examples/own-distribution.ts is as a package of another: it knows the library by its name alone. Its distribution goes
// through the checks that those of the library go through

const { engines } = await everyEngine()
const KEY = from(5)
const SIZES: Sizes = { samples: 3, batch: 2, n: 4, m: 2 }

// -----------------------------------------------------------------------------
// the conformance table
// -----------------------------------------------------------------------------

type X = T.Tensor<readonly ['batch', 'n']>
type Many = T.Tensor<readonly ['samples', 'batch', 'n']>
type Parameters = { readonly mean: X; readonly logScale: X }

const distributionOf = ({ mean, logScale }: Parameters) => logistic.make<'batch', readonly ['n']>({ mean, logScale })

/** A small model of a posterior, a likelihood and a prior of one's own. */
const small = Vae.make({
  encoder: Layer.sequence(Layer.dense(4, 3), Layer.tanh, logisticHead(2)),
  decoder: Layer.sequence(Layer.dense(2, 3), Layer.tanh, logisticHead(4)),
  prior: standardLogistic(2),
})

/** A program of the built package among those of the source: safe, for a tensor is the same record in both. */
const built = (name: string, inputs: unknown, program: (inputs: never, key: never) => unknown): Case =>
  of<never>(name, { inputs: inputs as never }, program as never)

const cases = (sizes: Sizes): readonly Case[] => {
  const given = some(sizes)
  const distribution = { mean: given(['batch', 'n'], 501), logScale: given(['batch', 'n'], 502) }
  const x = given(['batch', 'n'], 503)
  const many = given(['samples', 'batch', 'n'], 504)
  const of1 = (
    name: string,
    program: (distribution: ReturnType<typeof distributionOf>, key: Key.Key) => unknown,
  ): Case => built(`logistic.${name}`, distribution, (at: Parameters, key: Key.Key) => program(distributionOf(at), key))
  const supplied = (key: Key.Key, rows: T.Tensor<readonly ['batch', 4]>) =>
    small.supply(small.init(Key.child('init')(key)))({ x: rows, key: Key.child('noise')(key), samples: sizes.samples })
  return [
    of1('make', ({ mean, logScale }) => [mean, logScale]),
    of1('flattenEvent', (q) => logistic.flattenEvent('event')(q).logScale),
    of1('sample', (q, key) => logistic.sample(key, 'samples', sizes.samples)(q)),
    of1('sampleWithLogProb', (q, key) => logistic.sampleWithLogProb(key, 'samples', sizes.samples)(q)),
    built(
      'logistic.logProb',
      { distribution, z: many },
      (at: { readonly distribution: Parameters; readonly z: Many }) =>
        logistic.logProb(distributionOf(at.distribution))<readonly ['samples']>(at.z),
    ),
    built(
      'logistic.family',
      { distribution, x },
      (at: { readonly distribution: Parameters; readonly x: X }, key: Key.Key) => [
        logistic.family.logProb(distributionOf(at.distribution))(at.x),
        logistic.family.mean(distributionOf(at.distribution)),
        logistic.family.sample(key)(distributionOf(at.distribution)),
      ],
    ),
    built(
      'model',
      { ...given(['batch', 'n'], 505), shape: ['batch', 4] },
      (rows: T.Tensor<readonly ['batch', 4]>, key: Key.Key) => {
        const atoms = supplied(key, rows)
        return [sampled, Elbo.iwae(Elbo.logWeight)].map((term) => term.evaluate(atoms).value)
      },
    ),
  ]
}

const CASES = cases(SIZES)
const NEAR = { absolute: 1e-5, relative: 1e-5 }

describe('the table', () => {
  it.each(CASES)('$name: kernels that native TensorFlow has', (given) => {
    expect(found(given, KEY).kernels.filter((name) => !nativeKernels.has(name))).toEqual([])
  })

  it.each(CASES)('$name: the gradient of its values', (given) => {
    const slopes = differenced(given, KEY)
    const gradient = exact(given, KEY).slice(-slopes.length)
    for (const [leaf, each] of gradient.entries())
      expectNear(each, slopes[leaf] ?? [], { absolute: 1e-6, relative: 1e-6 })
  })
})

describe.each(engines)('$name: means the same in float32', (each) => {
  it.each(CASES)('$name', async (given) => {
    const { program, inputs } = together([given])
    const output = await each.run(program)(inputs, KEY)()
    if (output._tag === 'Left') throw new Error(output.left.message)
    const found = numbersOf(output.right)
    for (const [leaf, wanted] of exact(given, KEY).entries()) expectNear(found[leaf] ?? [], wanted, NEAR)
  })
})

it('is no likelihood over numbers that no data is, in the words of the type', () => {
  const words: Distribution.Formula<'Duration', 'logRate'>['mean'] =
    'Duration is over positive numbers, which no data is: it cannot be a likelihood'
  // safe: what a cast lets through is refused
  const make = () => Distribution.independent<'Duration', 'logRate'>({ ...formula, mean: mean as never })
  expect(make).toThrow(words)
})
