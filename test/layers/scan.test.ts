import { describe, expect, it } from 'vitest'
import * as Layer from '../../src/layers/index.js'
import { from } from '../../src/random/key.js'
import { ShapeError } from '../../src/shapes/defect.js'
import * as T from '../../src/tensors/index.js'
import { conforms } from '../support/conformance.js'
import { everyEngine, hostOf, onCpu, onEach, scoped, valuesOf } from '../support/engine.js'
import { run } from '../support/outcome.js'
import { some } from './reference.js'

const [ROWS, TIME, IN, HIDDEN] = [2, 3, 2, 2] as const

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x))

type Gate = readonly [input: readonly number[], hidden: readonly number[], bias: readonly number[]]

/** `x W + h U + b` of one row, in float64. */
const affine = ([input, hidden, bias]: Gate, x: readonly number[], h: readonly number[]) =>
  bias.map(
    (b, to) =>
      b +
      x.reduce((sum, value, at) => sum + value * (input[at * HIDDEN + to] as number), 0) +
      h.reduce((sum, value, at) => sum + value * (hidden[at * HIDDEN + to] as number), 0),
  )

type Next = (carried: readonly (readonly number[])[], x: readonly number[]) => readonly (readonly number[])[]

/** What a cell gives at every time of every row. */
const overTime = (x: readonly number[], carried: number, next: Next): readonly number[] =>
  Array.from({ length: ROWS }, (_, row) => {
    let state: readonly (readonly number[])[] = Array.from({ length: carried }, () => [0, 0])
    return Array.from({ length: TIME }, (_, time) => {
      state = next(state, x.slice((row * TIME + time) * IN, (row * TIME + time + 1) * IN))
      return state[0] as readonly number[]
    }).flat()
  }).flat()

/** The gates of a cell from all its numbers. */
const gatesOf = (weights: readonly (readonly number[])[], count: number): readonly Gate[] =>
  Array.from({ length: count }, (_, at) => weights.slice(3 * at, 3 * at + 3) as unknown as Gate)

const x = hostOf(['batch', TIME, IN], [ROWS, TIME, IN], some(ROWS * TIME * IN, 1))
const input = (seed: number) => hostOf([IN, HIDDEN], [IN, HIDDEN], some(IN * HIDDEN, seed))
const hidden = (seed: number) => hostOf([HIDDEN, HIDDEN], [HIDDEN, HIDDEN], some(HIDDEN * HIDDEN, seed))
const bias = (seed: number) => hostOf([HIDDEN], [HIDDEN], some(HIDDEN, seed))

const gru = Layer.sequence(Layer.input([3, 2]), Layer.scan(Layer.gru(2)))
const lstm = Layer.sequence(Layer.input([3, 2]), Layer.scan(Layer.lstm(2)))
const gives = [
  ['batch', 3, 2],
  [ROWS, TIME, HIDDEN],
] as const

onEach(() => {
  conforms('scan of a gated recurrent unit', {
    inputs: [x, input(2), hidden(3), bias(4), input(5), hidden(6), bias(7), input(8), hidden(9), bias(10)],
    operation: (at, a, b, c, d, e, f, g, h, i) =>
      gru.apply([
        null,
        {
          reset: { input: a, hidden: b, bias: c },
          update: { input: d, hidden: e, bias: f },
          candidate: { input: g, hidden: h, bias: i },
        },
      ])(at),
    gives,
    reference: (at = [], ...weights) => {
      const [reset, update, candidate] = gatesOf(weights as never, 3) as readonly [Gate, Gate, Gate]
      return overTime(at as readonly number[], 1, ([h = []], now) => {
        const [r, u] = [affine(reset, now, h).map(sigmoid), affine(update, now, h).map(sigmoid)]
        const proposed = affine(
          candidate,
          now,
          h.map((value, each) => value * (r[each] as number)),
        ).map(Math.tanh)
        return [
          h.map((value, each) => (u[each] as number) * value + (1 - (u[each] as number)) * (proposed[each] as number)),
        ]
      })
    },
  })

  conforms('scan of long short-term memory', {
    inputs: [
      ...[x, input(2), hidden(3), bias(4), input(5), hidden(6), bias(7)],
      ...[input(8), hidden(9), bias(10), input(11), hidden(12), bias(13)],
    ] as const,
    operation: (...given) => {
      const [at, ...w] = given as unknown as readonly [T.Tensor<readonly ['batch', 3, 2]>, ...T.AnyTensor[]]
      const named = ['input', 'forget', 'output', 'candidate'].map((name, each) => [
        name,
        { input: w[3 * each], hidden: w[3 * each + 1], bias: w[3 * each + 2] },
      ])
      return lstm.apply([null, Object.fromEntries(named)])(at)
    },
    gives,
    reference: (at = [], ...weights) => {
      const [i, f, o, g] = gatesOf(weights as never, 4) as readonly [Gate, Gate, Gate, Gate]
      return overTime(at as readonly number[], 2, ([h = [], c = []], now) => {
        const [into, keep, out] = [i, f, o].map((each) => affine(each, now, h).map(sigmoid)) as [
          number[],
          number[],
          number[],
        ]
        const proposed = affine(g, now, h).map(Math.tanh)
        const kept = c.map(
          (value, each) => (keep[each] as number) * value + (into[each] as number) * (proposed[each] as number),
        )
        return [kept.map((value, each) => (out[each] as number) * Math.tanh(value)), kept]
      })
    },
  })
})

describe('scan', () => {
  onCpu()

  it('has the parameters of one cell, whatever the time, and sees no later input', () =>
    scoped(() => {
      const long = Layer.sequence(Layer.input([7, 2]), Layer.scan(Layer.gru(5)))
      const [, own] = long.init(from(1))
      expect([own.reset.input.shape, own.candidate.hidden.shape, own.update.bias.shape]).toEqual([[2, 5], [5, 5], [5]])
      const values = some(14, 3)
      const givenFirst = (last: number) =>
        valuesOf(
          long.apply([null, own])(
            T.fromHost({
              shape: ['batch', 7, 2] as const,
              sizes: [1, 7, 2],
              values: Float32Array.from([...values.slice(0, 13), last]),
            }),
          ),
        ).slice(0, 30)
      expect(givenFirst(0)).toEqual(givenFirst(9))
    }))

  it('gives the same on every engine', async () => {
    const found = await Promise.all(
      (await everyEngine()).engines.map(async (engine) => [
        ...(
          await run(
            engine.run((_: null, key) =>
              lstm.apply(lstm.init(key))(T.addScalar(0.5)(T.zeros(['batch', 3, 2], [2, 3, 2]))),
            )(null, from(4)),
          )
        ).values,
      ]),
    )
    for (const values of found)
      for (const [at, value] of values.entries()) expect(value).toBeCloseTo(found[0]?.[at] as number, 6)
  })

  it.each([
    ['scan: the cell is not a cell: take Layer.gru or Layer.lstm', () => Layer.scan(Layer.tanh as never)],
    ['gru: the hidden size must be a positive whole number, not 0', () => Layer.gru(0 as never)],
    ['lstm: the hidden size must be a positive whole number, not 0', () => Layer.lstm(0 as never)],
    [
      'layer 2 (scan) takes [time, n] but is given [4]',
      () => (Layer.sequence as (...layers: unknown[]) => unknown)(Layer.input([4]), Layer.scan(Layer.gru(2))),
    ],
  ])('refuses: %s', (words, make) => {
    expect(make).toThrow(new ShapeError(words))
  })
})
