import { describe, expect, it } from 'vitest'
import { DiagonalNormal, Joint, Key, Layer, Vae } from '../../../src/index.js'
import { ShapeError } from '../../../src/shapes/defect.js'
import { onCpu, scoped, tensorOf, valuesOf } from '../../support/engine.js'
import { distance } from '../../support/near.js'

onCpu()

const { bernoulliHead, dense, normalHead, sequence } = Layer

const x = Joint.given('x', [2])
const encoder = sequence(normalHead(2, 1))
const plain = Vae.of({
  p: Joint.of(
    Joint.variable('z', DiagonalNormal.standard(1)),
    Joint.value('h', sequence(dense(1, 1)), 'z'),
    Joint.variable('x', sequence(normalHead(1, 2)), 'h'),
  ),
  q: Joint.of(x, Joint.variable('z', encoder, 'x')),
})
const conditional = Vae.of({
  p: Joint.of(
    Joint.given('label', [3], 'oneHot'),
    Joint.variable('z', sequence(normalHead(3, 1)), 'label'),
    Joint.variable('x', sequence(bernoulliHead(1, 2)), 'z'),
  ),
  q: Joint.of(x, Joint.variable('z', encoder, 'x')),
})

const map = (rows: number, columns: number, weight: readonly number[], bias: readonly number[]) => ({
  weight: tensorOf([rows, columns] as never, [rows, columns], weight),
  bias: tensorOf([columns] as never, [columns], bias),
})

const KEY = Key.from(2)

describe('draws from p', () => {
  it('are of every variable, each from those before it', () =>
    scoped(() => {
      const params = {
        ...plain.init(KEY),
        p: {
          h: [map(1, 1, [2], [1])],
          x: [{ mean: map(1, 2, [1, -1], [0, 0]), logVariance: map(1, 2, [0, 0], [-30, -30]) }],
        },
      }
      const { samples, means } = Vae.draw(plain)(params as never, KEY, 4)
      expect([samples.z.shape, samples.x.shape, samples.x.sizes]).toEqual([
        ['rows', 1],
        ['rows', 2],
        [4, 2],
      ])
      const h = valuesOf(samples.z).map((z) => 2 * z + 1)
      expect(
        distance(
          valuesOf(means.x),
          h.flatMap((each) => [each, -each]),
        ),
      ).toBeLessThan(1e-6)
      // of a variance of about e^-10
      expect(distance(valuesOf(samples.x), valuesOf(means.x))).toBeLessThan(0.1)
      expect(new Set(valuesOf(samples.z)).size).toBe(4)
    }))

  it('are given the conditions, and have their rows', () =>
    scoped(() => {
      const params = conditional.init(KEY)
      const label = tensorOf(['pictures', 3], [2, 3], [1, 0, 0, 0, 0, 1])
      const { samples, means } = Vae.draw(conditional)(params, KEY, { label })
      expect([samples.x.shape, samples.x.sizes, means.x.shape]).toEqual([
        ['pictures', 2],
        [2, 2],
        ['pictures', 2],
      ])
      expect(Object.keys(samples)).toEqual(['z', 'x'])
      for (const each of valuesOf(samples.x)) expect([0, 1]).toContain(each)
      const again = Vae.draw(conditional)(params, KEY, { label })
      expect(valuesOf(again.samples.z)).toEqual(valuesOf(samples.z))
    }))

  it('refuse conditions that are not there', () => {
    expect(() => scoped(() => Vae.draw(conditional)(conditional.init(KEY), KEY, {} as never))).toThrow(
      new ShapeError('draw: takes rows of each condition, or a number of rows where there are none'),
    )
  })
})
