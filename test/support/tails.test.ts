/** Functions of one number far from 0 and near it: exact to float32, and rising where they should, on every engine. */

import { pipe } from 'fp-ts/lib/function.js'
import { beforeAll, describe, expect, it } from 'vitest'
import { from } from '../../src/random/key.js'
import * as T from '../../src/tensors/index.js'
import { AT, DIGAMMA, LOG_GAMMA } from '../tensors/gammaNumbers.js'
import { everyEngine, hostOf } from './engine.js'
import { run } from './outcome.js'

const { engines, absent } = await everyEngine()

type X = T.Tensor<readonly ['n']>

// -----------------------------------------------------------------------------
// the table
// -----------------------------------------------------------------------------

const SIZES = [
  1e-30, 1e-20, 1e-10, 1e-8, 1e-7, 1e-6, 1e-5, 1e-4, 1e-3, 0.01, 0.1, 0.3, 0.5, 0.7, 1, 1.5, 2, 3, 5, 7, 8, 9, 10, 12,
  13, 14, 15, 16, 16.5, 17, 17.5, 18, 18.25, 18.5625, 20, 25, 30, 40, 50, 60, 70, 80, 85, 100,
]
const EVERY = [...SIZES.map((x) => -x).reverse(), 0, ...SIZES].map(Math.fround)

interface Tails {
  readonly of: (x: X) => X
  readonly exact: (x: number) => number
  readonly slope: (x: number) => number
  /** `false` for what falls somewhere. */
  readonly rises?: boolean
  readonly at?: readonly number[]
}

const decay = (x: number): number => Math.exp(-Math.abs(x))
const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x))
const sigmoidSlope = (x: number): number => decay(x) / (1 + decay(x)) ** 2
const softplus = (x: number): number => Math.max(x, 0) + Math.log1p(decay(x))
const SLOPE = Math.fround(0.1)

/** A function by its numbers at some places. */
const recorded = (values: readonly number[]) => (x: number) => values[AT.indexOf(x)] as number

const TAILS: Readonly<Record<string, Tails>> = {
  sigmoid: { of: T.sigmoid, exact: sigmoid, slope: sigmoidSlope },
  softplus: { of: T.softplus, exact: softplus, slope: sigmoid },
  silu: { of: T.silu, exact: (x) => x * sigmoid(x), slope: (x) => sigmoid(x) + x * sigmoidSlope(x), rises: false },
  tanh: { of: T.tanh, exact: Math.tanh, slope: (x) => 4 * sigmoidSlope(2 * x) },
  elu: { of: T.elu, exact: (x) => (x > 0 ? x : Math.expm1(x)), slope: (x) => Math.exp(Math.min(x, 0)) },
  exp: { of: T.exp, exact: Math.exp, slope: Math.exp },
  expm1: { of: T.expm1, exact: Math.expm1, slope: Math.exp },
  abs: { of: T.abs, exact: Math.abs, slope: Math.sign, rises: false },
  square: { of: T.square, exact: (x) => x * x, slope: (x) => 2 * x, rises: false },
  relu: { of: T.relu, exact: (x) => Math.max(x, 0), slope: (x) => (x > 0 ? 1 : 0) },
  leakyRelu: { of: T.leakyRelu(0.1), exact: (x) => (x > 0 ? x : SLOPE * x), slope: (x) => (x > 0 ? 1 : SLOPE) },
  log: { of: T.log, exact: Math.log, slope: (x) => 1 / x, at: EVERY.filter((x) => x > 0) },
  sqrt: { of: T.sqrt, exact: Math.sqrt, slope: (x) => 0.5 / Math.sqrt(x), at: EVERY.filter((x) => x > 0) },
  logGamma: { of: T.logGamma, exact: recorded(LOG_GAMMA), slope: recorded(DIGAMMA), rises: false, at: AT },
  // above 0 the sigmoid is rounded to 1, and -85 is where it leaves the normal numbers
  'log of sigmoid': {
    of: (x) => pipe(x, T.sigmoid, T.log),
    exact: (x) => -softplus(-x),
    slope: (x) => sigmoid(-x),
    at: EVERY.filter((x) => x <= 0 && x >= -85),
  },
}

const placesOf = (name: string): readonly number[] => TAILS[name]?.at ?? EVERY

// -----------------------------------------------------------------------------
// engines
// -----------------------------------------------------------------------------

/** Below the smallest normal float, numbers may be 0. */
const SMALLEST = 2 ** -126

const off = (name: string, given: readonly number[], wanted: (x: number) => number): readonly string[] =>
  placesOf(name).flatMap((x, at) => {
    const [got, want] = [given[at] as number, Math.fround(wanted(x))]
    const near = got === want || Math.abs(got - want) <= 1e-5 * Math.abs(want) + SMALLEST
    return near ? [] : [`${x}: ${got} for ${want}`]
  })

const both = (of: (x: X) => X) => (x: X) => {
  const { gradient } = T.valueAndGradient((at: X) => [pipe(of(at), T.sum(0)), null] as const)(x)
  return { value: of(x), gradient }
}

describe.each(engines)('$name', (engine) => {
  const outputs = new Map<string, { readonly value: readonly number[]; readonly gradient: readonly number[] }>()
  beforeAll(async () => {
    for (const [name, { of }] of Object.entries(TAILS)) {
      const places = placesOf(name)
      const { value, gradient } = await run(engine.run(both(of))(hostOf(['n'], [places.length], places), from(0)))
      outputs.set(name, { value: [...value.values], gradient: [...gradient.values] })
    }
  })

  it.each(Object.entries(TAILS))('%s is exact to float32', (name, { exact }) => {
    expect(off(name, outputs.get(name)?.value ?? [], exact)).toEqual([])
  })

  it.each(Object.entries(TAILS))('the gradient of %s is exact to float32', (name, { slope }) => {
    expect(off(name, outputs.get(name)?.gradient ?? [], slope)).toEqual([])
  })

  it.each(Object.keys(TAILS).filter((name) => TAILS[name]?.rises !== false))('%s never falls', (name) => {
    const values = outputs.get(name)?.value ?? []
    expect(values.filter((y, at) => at > 0 && y < (values[at - 1] as number))).toEqual([])
  })
})

for (const words of absent) it.skip(`absent here: ${words}`, () => undefined)
