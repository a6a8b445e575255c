/** Kinks, ties, infinities, empty windows and long sums: one rule on every engine that is here. */

import { pipe } from 'fp-ts/lib/function.js'
import { describe, expect, it } from 'vitest'
import * as Bernoulli from '../../src/distributions/bernoulli.js'
import * as Categorical from '../../src/distributions/categorical.js'
import * as Kl from '../../src/distributions/kl.js'
import * as Laplace from '../../src/distributions/laplace.js'
import * as Poisson from '../../src/distributions/poisson.js'
import type { Engine } from '../../src/engines/engine.js'
import { from } from '../../src/random/key.js'
import * as T from '../../src/tensors/index.js'
import { everyEngine, hostOf } from './engine.js'
import { expectNear } from './near.js'
import { run } from './outcome.js'

const { engines, absent } = await everyEngine()

const [INF, NAN] = [Number.POSITIVE_INFINITY, Number.NaN]

/** A function of three numbers, at three numbers, what it gives and its gradient there. */
type Row = T.Tensor<readonly ['row', 3]>
type Edge = readonly [
  name: string,
  of: (x: Row) => T.Tensor<readonly ['row']>,
  at: readonly number[],
  value: number,
  gradient: readonly number[],
]

const zeros = (x: Row): Row => T.zerosLike(x)
const constant = (x: Row, ...values: readonly number[]): Row =>
  pipe(T.fromHost(hostOf(['row', 3], [1, 3], values)) as never as Row, T.same.add(zeros(x)))
const total = (x: Row) => T.sum(1)(x)
const [ln2, ln3] = [Math.LN2, Math.log(3)]

const KINKS: readonly Edge[] = [
  ['abs', (x) => total(T.abs(x)), [-1, 0, 1], 2, [-1, 0, 1]],
  ['relu', (x) => total(T.relu(x)), [-1, 0, 1], 1, [0, 0, 1]],
  ['leakyRelu', (x) => total(T.leakyRelu(0.5)(x)), [-1, 0, 1], 0.5, [0.5, 0.5, 1]],
  ['elu', (x) => total(T.elu(x)), [-1, 0, 1], Math.exp(-1), [Math.exp(-1), 1, 1]],
  ['clip', (x) => total(T.clip(-1, 1)(x)), [-1, 2, 1], 1, [1, 0, 1]],
  ['sqrt', (x) => total(T.sqrt(x)), [0, 1, 4], 3, [INF, 0.5, 0.25]],
  ['maximum', (x) => total(T.maximum(zeros(x))(x)), [-1, 0, 1], 1, [0, 0.5, 1]],
  ['minimum', (x) => total(T.minimum(zeros(x))(x)), [-1, 0, 1], -1, [1, 0.5, 0]],
  ['max', (x) => T.max(1)(x), [2, 2, 1], 2, [0.5, 0.5, 0]],
  [
    'Laplace at its mean',
    (x) => Laplace.logProb(Laplace.make(x, zeros(x)))<readonly []>(x),
    [0, 1, 2],
    -3 * ln2,
    [0, 0, 0],
  ],
]

const INFINITIES: readonly Edge[] = [
  ['logSumExp of nothing', T.logSumExp(1), [-INF, -INF, -INF], -INF, [0, 0, 0]],
  ['logSumExp beside nothing', T.logSumExp(1), [-INF, 0, 0], ln2, [0, 0.5, 0.5]],
  ['logSumExp of infinity', T.logSumExp(1), [INF, 0, 0], INF, [1, 0, 0]],
  ['keepDims.logSumExp of nothing', (x) => T.sum(1)(T.keepDims.logSumExp(1)(x)), [-INF, -INF, -INF], -INF, [0, 0, 0]],
  ['logMeanExp with a weight of nothing', (x) => logMeanOf(x), [-INF, 0, 0], ln2 - ln3, [0, 0.5, 0.5]],
  ['Categorical', (x) => logProbOf(Categorical.make(x), x, 0, 1, 0), [-INF, 0, 0], -ln2, [0, 0.5, -0.5]],
  ['the entropy of Categorical', (x) => Categorical.entropy(Categorical.make(x)), [-INF, 0, 0], ln2, [0, 0, 0]],
  [
    'the divergence of Categorical',
    (x) => Kl.closedForm(Categorical.make(x), Categorical.make(zeros(x))),
    [-INF, 0, 0],
    ln3 - ln2,
    [0, 0, 0],
  ],
  [
    'the divergence of Categorical from one masked alike',
    (x) => Kl.closedForm(Categorical.make(x), Categorical.make(constant(x, -INF, 0, 0))),
    [-INF, 0, 0],
    0,
    [0, 0, 0],
  ],
  ['Bernoulli, certain', (x) => bernoulli(x, 1, 0, 1), [INF, -INF, 0], -ln2, [0, 0, 0.5]],
  ['Bernoulli, impossible', (x) => bernoulli(x, 0, 0, 1), [INF, -INF, 0], -INF, [-1, 0, 0.5]],
  ['the entropy of Bernoulli', (x) => Bernoulli.entropy(Bernoulli.make(x)), [INF, -INF, 0], ln2, [0, 0, 0]],
  [
    'the divergence of Bernoulli',
    (x) => Kl.closedForm(Bernoulli.make(x), Bernoulli.make(zeros(x))),
    [INF, -INF, 0],
    2 * ln2,
    [0, 0, 0],
  ],
  ['Poisson, of no rate', (x) => poisson(x, 0, 0, 0), [-INF, 0, 0], -2, [0, -1, -1]],
  ['Poisson, impossible', (x) => poisson(x, 1, 0, 0), [-INF, 0, 0], -INF, [1, -1, -1]],
  ['Poisson, of an infinite rate', (x) => poisson(x, 3, 0, 0), [INF, 0, 0], -INF, [-INF, -1, -1]],
  [
    'the divergence of Poisson, of no rate and of a small one',
    (x) => Kl.closedForm(Poisson.make(x), Poisson.make(zeros(x))),
    [-INF, -200, 0],
    2,
    [0, 0, 0],
  ],
]

const logMeanOf = (x: Row): T.Tensor<readonly ['row']> => T.logMeanExpOver('all')(named(x)) as never
const named = (x: Row): T.AnyTensor => ({ ...x, shape: ['row', 'all'] })
const logProbOf = (p: ReturnType<typeof Categorical.make<'row', readonly [3]>>, x: Row, ...at: readonly number[]) =>
  Categorical.logProb(p)<readonly []>(constant(x, ...at))
const bernoulli = (x: Row, ...at: readonly number[]) =>
  Bernoulli.logProb(Bernoulli.make<'row', readonly [3]>(x))(constant(x, ...at))
const poisson = (x: Row, ...at: readonly number[]) =>
  Poisson.logProb(Poisson.make<'row', readonly [3]>(x))<readonly []>(constant(x, ...at))

const runEdge = async (engine: Engine, of: Edge[1], at: readonly number[]) =>
  run(
    engine.run((x: Row) => {
      const { value, gradient } = T.valueAndGradient((each: Row) => [T.sum(0)(of(each)), null] as const)(x)
      return { value, gradient }
    })(hostOf(['row', 3], [1, 3], at), from(0)),
  )

// -----------------------------------------------------------------------------
// pools
// -----------------------------------------------------------------------------

type Image = T.Tensor<readonly ['row', 3, 3, 1]>
const LOW = new Array<number>(9).fill(-INF)
const ONES = new Array<number>(9).fill(1)

const POOLS: readonly (readonly [string, object, readonly number[], readonly number[], readonly number[]])[] = [
  ['of ones', { kernel: 2, stride: 1 }, ONES, [1, 1, 1, 1], [1, 1, 0, 1, 1, 0, 0, 0, 0]],
  ['of ones, padded', { kernel: 2, padding: 'same' }, ONES, [1, 1, 1, 1], [1, 0, 1, 0, 0, 0, 1, 0, 1]],
  ['of close numbers', { kernel: 3 }, [-9, 1e-9, 2e-9, 0, 0, 0, 0, 0, 0], [2e-9], [0, 0, 1, 0, 0, 0, 0, 0, 0]],
  ['of not a number', { kernel: 3 }, [1, NAN, 1, 1, 1, 1, 1, 1, 1], [NAN], [0, 1, 0, 0, 0, 0, 0, 0, 0]],
  ['of nothing', { kernel: 2, stride: 1 }, LOW, [-INF, -INF, -INF, -INF], [1, 1, 0, 1, 1, 0, 0, 0, 0]],
]

const pooled = (engine: Engine, options: object, image: readonly number[]) =>
  run(
    engine.run((x: Image) => {
      const pool = T.maxPool(options as { readonly kernel: 2 })
      const { gradient } = T.valueAndGradient(
        (at: Image) => [T.mulScalar(T.zerosLike(pool(at)).sizes[1] as number)(T.meanOfAll(pool(at))), null] as const,
      )(x)
      return { value: pool(x), gradient }
    })(hostOf(['row', 3, 3, 1], [1, 3, 3, 1], image), from(0)),
  )

// -----------------------------------------------------------------------------
// engines
// -----------------------------------------------------------------------------

describe.each(engines)('$name', (engine) => {
  it.each([...KINKS, ...INFINITIES])('%s', async (_, of, at, value, gradient) => {
    const given = await runEdge(engine, of, at)
    expectNear([...given.value.values], [value], { absolute: 1e-6, relative: 1e-6 })
    expectNear([...given.gradient.values], gradient, { absolute: 1e-6, relative: 1e-6 })
  })

  it.each(POOLS)('the largest in windows %s', async (_, options, image, value, gradient) => {
    const given = await pooled(engine, options, image)
    expect([...given.value.values]).toEqual(value.map(Math.fround))
    expect([...given.gradient.values].map((each) => Number(each > 0))).toEqual(gradient)
  })

  it('a window that lies in the padding has a gradient of 0', async () => {
    type Pixel = T.Tensor<readonly ['row', 1, 1, 1]>
    type Filter = T.Tensor<readonly [1, 1, 1, 1]>
    const program = (inputs: { readonly x: Pixel; readonly f: Filter }) =>
      T.valueAndGradient(
        ({ x, f }: { readonly x: Pixel; readonly f: Filter }) =>
          [T.meanOfAll(pipe(x, T.conv2d(f, { stride: 2, padding: 1 }))), null] as const,
      )(inputs).gradient
    const inputs = { x: hostOf(['row', 1, 1, 1], [1, 1, 1, 1], [3]), f: hostOf([1, 1, 1, 1], [1, 1, 1, 1], [5]) }
    const { x, f } = await run(engine.run(program)(inputs, from(0)))
    expect([...x.values, ...f.values]).toEqual([0, 0])
  })

  it('sums of millions', async () => {
    const count = 4_000_001
    const x = { shape: ['n'] as const, sizes: [count], values: new Float32Array(count).fill(0.1) }
    const program = (at: T.Tensor<readonly ['n']>) => ({ sum: T.sum(0)(at), mean: T.mean(0)(at), all: T.meanOfAll(at) })
    const { sum, mean, all } = await run(engine.run(program)(x, from(0)))
    expectNear([...sum.values], [count * Math.fround(0.1)], { absolute: 0, relative: 1e-5 })
    expectNear([...mean.values, ...all.values], [0.1, 0.1], { absolute: 0, relative: 1e-5 })
  })

  it('sums of millions along one axis of two', async () => {
    const [rows, columns] = [2, 1_000_003]
    const values = Float32Array.from({ length: rows * columns }, (_, at) => (at < columns ? 0.1 : 0.3))
    const program = (at: T.Tensor<readonly ['a', 'b']>) => ({
      wide: T.sum(1)(at),
      tall: T.keepDims.sum(0)(T.transpose(at)),
    })
    const { wide, tall } = await run(
      engine.run(program)({ shape: ['a', 'b'], sizes: [rows, columns], values }, from(0)),
    )
    const wanted = [columns * Math.fround(0.1), columns * Math.fround(0.3)]
    expect([wide.sizes, tall.sizes]).toEqual([[2], [1, 2]])
    expectNear([...wide.values], wanted, { absolute: 0, relative: 1e-5 })
    expectNear([...tall.values], wanted, { absolute: 0, relative: 1e-5 })
  })

  it('the information of bits whose logits are far from 0 keeps its digits', async () => {
    const far = [20, -25, 30]
    const decay = far.map((x) => Math.exp(-Math.abs(x)))
    const sum = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0)
    const near = { absolute: 0, relative: 1e-5 }
    const ofEntropy = await runEdge(engine, (x) => Bernoulli.entropy(Bernoulli.make(x)), far)
    expectNear(
      [...ofEntropy.value.values],
      [sum(decay.map((e, at) => Math.log1p(e) + (Math.abs(far[at] as number) * e) / (1 + e)))],
      near,
    )
    expectNear(
      [...ofEntropy.gradient.values],
      decay.map((e, at) => (-(far[at] as number) * e) / (1 + e) ** 2),
      near,
    )
    const ofLikely = await runEdge(engine, (x) => bernoulli(x, 1, 0, 1), far)
    expectNear([...ofLikely.value.values], [-sum(decay.map(Math.log1p))], near)
  })

  it('a sum of many logarithms of bits keeps its digits', async () => {
    const count = 75
    const logits = Array.from({ length: count }, (_, at) => (at % 2 === 0 ? 1 : -1) * (10 + (at % 13)))
    const x = hostOf(['row', 'pixels'], [1, count], logits)
    const data = hostOf(
      ['row', 'pixels'],
      [1, count],
      logits.map((logit) => Number(logit > 0)),
    )
    type Wide = T.Tensor<readonly ['row', 'pixels']>
    const program = (inputs: { readonly x: Wide; readonly data: Wide }) =>
      Bernoulli.logProb(Bernoulli.make<'row', readonly ['pixels']>(inputs.x))(inputs.data)
    const given = await run(engine.run(program)({ x, data }, from(0)))
    const wanted = -logits.reduce((sum, logit) => sum + Math.log1p(Math.exp(-Math.abs(logit))), 0)
    expectNear([...given.values], [wanted], { absolute: 0, relative: 1e-5 })
  })
})

for (const words of absent) it.skip(`absent here: ${words}`, () => undefined)
