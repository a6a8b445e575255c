import { describe, expect, it } from 'vitest'
import * as Layer from '../../src/layers/index.js'
import { from } from '../../src/random/key.js'
import { ShapeError } from '../../src/shapes/defect.js'
import * as T from '../../src/tensors/index.js'
import { onCpu, onEach, scoped, tensorOf, valuesOf } from '../support/engine.js'
import { expectNear } from '../support/near.js'

const DECAY = 0.75
const net = Layer.sequence(Layer.input([2]), Layer.quantizeByAverage(3, { decay: DECAY }))
type State = ReturnType<typeof net.begin>

const CODES = [0, 0, 2, 2, -9, 9]
const begun = (): State => [null, { codes: tensorOf([3, 2], [3, 2], CODES), counts: tensorOf([3], [3], [1, 1, 1]) }]
const context = (state: State, mode: 'training' | 'evaluation' = 'training') => ({ key: from(1), mode, state })
const rows = (values: readonly number[]) => tensorOf(['batch', 2], [values.length / 2, 2], values)
const read = ([, { codes, counts }]: State) => ({ codes: valuesOf(codes), counts: valuesOf(counts) })

/** Three batches: of both first codes, of the second alone, and of the first alone. */
const BATCHES = [
  [0.5, -0.25, 1.5, 1, 3, 2],
  [2, 1.5, 1.75, 2.5],
  [0.25, 0, -0.5, 0.5],
]

/** Appendix A.1 of the paper, equations 6 to 8, word for word. */
const recurrence = (batches: readonly (readonly number[])[]) => {
  const counts = [1, 1, 1]
  const sums = [...CODES]
  let codes = [...CODES]
  for (const batch of batches) {
    const vectors = Array.from({ length: batch.length / 2 }, (_, at) => batch.slice(2 * at, 2 * at + 2))
    const chosen = vectors.map(([x = 0, y = 0]) => {
      const distances = [0, 1, 2].map(
        (each) => (x - (codes[2 * each] ?? 0)) ** 2 + (y - (codes[2 * each + 1] ?? 0)) ** 2,
      )
      return distances.indexOf(Math.min(...distances))
    })
    for (const code of [0, 1, 2]) {
      const own = vectors.filter((_, at) => chosen[at] === code)
      counts[code] = DECAY * (counts[code] ?? 0) + (1 - DECAY) * own.length
      for (const axis of [0, 1])
        sums[2 * code + axis] =
          DECAY * (sums[2 * code + axis] ?? 0) + (1 - DECAY) * own.reduce((sum, each) => sum + (each[axis] ?? 0), 0)
    }
    codes = sums.map((sum, at) => sum / (counts[Math.floor(at / 2)] ?? 0))
  }
  return { codes, counts }
}

onEach(() => {
  it('moves its codes as the paper says, step by step', () =>
    scoped(() => {
      let state = begun()
      for (const [step, batch] of BATCHES.entries()) {
        const [, after] = net.run([null, null], context(state))(rows(batch))
        state = after
        const [found, wanted] = [read(state), recurrence(BATCHES.slice(0, step + 1))]
        expectNear(found.codes, wanted.codes)
        expectNear(found.counts, wanted.counts)
      }
    }))

  it('gives the codes from before the step, with the gradient that the next layer sends', () =>
    scoped(() => {
      const weight = rows([5, -7, 0.25, 3])
      const { gradient, rest } = T.valueAndGradient((x: T.Tensor<readonly ['batch', 2]>) => {
        const [value, [, { codes }]] = net.run([null, null], context(begun()))(x)
        // the codes after the step are in the sum too: no gradient goes through a state
        const sum = T.same.add(T.sum(0, 1)(codes))(T.sum(0, 1)(T.same.mul(weight)(value)))
        return [sum, value] as const
      })(rows([1.5, 1, -0.2, 0.3]))
      expect(valuesOf(rest)).toEqual([2, 2, 0, 0])
      expect(valuesOf(gradient)).toEqual([5, -7, 0.25, 3])
    }))

  it('leaves a code where it is that stands for nothing, however long', () =>
    scoped(() => {
      const lone: State = [null, { codes: begun()[1].codes, counts: tensorOf([3], [3], [1, 1, 1e-38]) }]
      const [, once] = net.run([null, null], context(lone))(rows([0.5, 0.5]))
      const [, twice] = net.run([null, null], context(once))(rows([0.5, 0.5]))
      expect(read(twice).codes.slice(4)).toEqual([-9, 9])
      expect([...read(twice).codes, ...read(twice).counts].every(Number.isFinite)).toBe(true)
      // and it moves again, to what comes: nearly all of it is new
      const [, found] = net.run([null, null], context(twice))(rows([-8, 8]))
      expectNear(read(found).codes.slice(4), [-8, 8])
    }))
})

describe('quantizeByAverage', () => {
  onCpu()

  it('moves nothing in evaluation', () =>
    scoped(() => {
      const [value, state] = net.run([null, null], context(begun(), 'evaluation'))(rows([1.5, 1]))
      expect(valuesOf(value)).toEqual([2, 2])
      expect(read(state)).toEqual({ codes: CODES, counts: [1, 1, 1] })
    }))

  it('has a code of the last axis for each number, and takes every vector of an event', () =>
    scoped(() => {
      const image = Layer.sequence(Layer.input([4, 4, 8]), Layer.quantizeByAverage(16, { key: from(3) }))
      const begin = image.begin()
      const codes: T.Tensor<readonly [16, 8]> = begin[1].codes
      expect([codes.sizes, begin[1].counts.sizes]).toEqual([[16, 8], [16]])
      expect(valuesOf(codes).every((each) => Math.abs(each) < 1 / 16)).toBe(true)
      expect(valuesOf(codes)).toEqual(valuesOf(image.begin()[1].codes))
      const [value, [, after]] = image.run([null, null], { key: from(1), mode: 'training', state: begin })(
        T.zeros(['batch', 4, 4, 8], [3, 4, 4, 8]),
      )
      expect(value.sizes).toEqual([3, 4, 4, 8])
      // 48 vectors of 0, all of one code: 0.99 + 0.01 · 48
      expect(Math.max(...valuesOf(after.counts))).toBeCloseTo(1.47, 5)
    }))

  it.each([
    [
      'quantizeByAverage: the number of codes must be a positive whole number, not 0',
      () => Layer.quantizeByAverage(0 as never),
    ],
    ['quantizeByAverage: the decay must be from 0 to below 1, not 1', () => Layer.quantizeByAverage(3, { decay: 1 })],
    [
      'layer 2 (quantizeByAverage) takes channels on the last axis but is given []',
      () => (Layer.sequence as (...layers: unknown[]) => unknown)(Layer.input([]), Layer.quantizeByAverage(3)),
    ],
  ])('refuses: %s', (words, make) => {
    expect(make).toThrow(new ShapeError(words))
  })
})
