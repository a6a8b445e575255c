import { describe, expect, it } from 'vitest'
import * as Layer from '../../src/layers/index.js'
import { from } from '../../src/random/key.js'
import { ShapeError } from '../../src/shapes/defect.js'
import * as T from '../../src/tensors/index.js'
import { onCpu, onEach, scoped, tensorOf, valuesOf } from '../support/engine.js'

const net = Layer.sequence(Layer.input([100]), Layer.dropout(0.25))
const ones = (rows: number) => tensorOf(['batch', 100], [rows, 100], Array(rows * 100).fill(1))
const run = (seed: number, mode: 'training' | 'evaluation', rows = 40) =>
  net.run([null, null], { key: from(seed), mode, state: null })(ones(rows))[0]

onEach(() => {
  it('numbers are 0 or larger by 1 / (1 - p) in training, 0 as often as p says', () =>
    scoped(() => {
      const given = valuesOf(run(1, 'training'))
      const zeros = given.filter((each) => each === 0).length
      for (const each of given) if (each !== 0) expect(each).toBeCloseTo(4 / 3, 6)
      // 4,000 numbers: a share of 0.25 with a standard deviation of 0.0068
      expect(Math.abs(zeros / given.length - 0.25)).toBeLessThan(4 * 0.0068)
    }))

  it('is one function of the key', () =>
    scoped(() => {
      expect(valuesOf(run(1, 'training'))).toEqual(valuesOf(run(1, 'training')))
      expect(valuesOf(run(1, 'training'))).not.toEqual(valuesOf(run(2, 'training')))
    }))

  it('a row drops the same whatever rows are beside it', () =>
    scoped(() => {
      expect(valuesOf(run(1, 'training', 40)).slice(0, 300)).toEqual(valuesOf(run(1, 'training', 3)))
    }))

  it('leaves everything as it is in evaluation, and at 0', () =>
    scoped(() => {
      expect(valuesOf(run(1, 'evaluation')).every((each) => each === 1)).toBe(true)
      const none = Layer.sequence(Layer.input([100]), Layer.dropout(0))
      const [value] = none.run([null, null], { key: from(1), mode: 'training', state: null })(ones(2))
      expect(valuesOf(value).every((each) => each === 1)).toBe(true)
    }))

  it('the gradient goes through what is left, by its scale', () =>
    scoped(() => {
      const { gradient, rest } = T.valueAndGradient((x: T.Tensor<readonly ['batch', 100]>) => {
        const [value] = net.run([null, null], { key: from(3), mode: 'training', state: null })(x)
        return [T.sum(0, 1)(value), value] as const
      })(ones(2))
      expect(valuesOf(gradient)).toEqual(valuesOf(rest))
    }))
})

describe('its probability', () => {
  onCpu()

  it.each([1, -0.5, 1.5, Number.NaN])('is not %d', (probability) => {
    expect(() => Layer.dropout(probability as number)).toThrow(
      new ShapeError(`dropout: the probability must be from 0 to below 1, not ${probability}`),
    )
  })
})
