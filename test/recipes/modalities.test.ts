import { describe, expect, it } from 'vitest'
import { DiagonalNormal, Joint, Key, Layer, Vae } from '../../src/index.js'
import { modalitiesOf } from '../../src/recipes/modalities.js'
import { onCpu, scoped, tensorOf, valuesOf } from '../support/engine.js'

onCpu()

const { bernoulliHead, categoricalHead, normalHead, product, sequence } = Layer

const z = Joint.variable('z', DiagonalNormal.standard(1))
const x = Joint.variable('x', sequence(bernoulliHead(1, 2)), 'z')
const label = Joint.variable('label', sequence(categoricalHead(1, 2)), 'z')
const [picture, word] = [Joint.given('x', [2]), Joint.given('label', [2], 'oneHot')]
const [ofX, ofLabel] = [sequence(normalHead(2, 1)), sequence(normalHead(2, 1))]
const model = Vae.together({
  both: Vae.of({
    p: Joint.of(z, x, label),
    q: Joint.of(picture, word, Joint.variable('z', product({ x: ofX, label: ofLabel }))),
  }),
  picture: Vae.of({ p: Joint.of(z, x), q: Joint.of(picture, Joint.variable('z', product({ x: ofX }))) }),
  class: Vae.of({ p: Joint.of(z, label), q: Joint.of(word, Joint.variable('z', product({ label: ofLabel }))) }),
})
const { both, picture: ofPicture, class: ofClass } = model.parts
const looks = modalitiesOf({ all: both, alone: { x: ofPicture, label: ofClass } })

const affine = (sizes: readonly [number, number], weight: readonly number[]) => ({
  weight: tensorOf(sizes, sizes, weight),
  bias: tensorOf([sizes[1]], [sizes[1]], Array(sizes[1]).fill(0)),
})

/** Class 0 and a left pixel lie where z is positive, class 1 and a right one where it is negative; q is hardly ever wrong by its noise. */
const params = (noise = -6) => {
  const expert = () => [
    {
      mean: affine([2, 1], [3, -3]),
      logVariance: { weight: tensorOf([2, 1], [2, 1], [0, 0]), bias: tensorOf([1], [1], [noise]) },
    },
  ]
  return {
    p: { x: [affine([1, 2], [20, -20])], label: [affine([1, 2], [20, -20])] },
    q: { z: { experts: { x: expert(), label: expert() } } },
  }
}

const shares = (means: Readonly<Record<string, unknown>>, name: string): readonly number[] =>
  valuesOf(means[name] as never)

const rows = (values: readonly number[]) => tensorOf(['rows', 2], [values.length / 2, 2], values) as never

describe('what is made of several modalities', () => {
  it('has one meaning: what is drawn together agrees', () =>
    scoped(() => {
      const drawn = looks.drawn(params(), Key.from(1), 200)
      const [pixels, classes] = [shares(drawn, 'x'), shares(drawn, 'label')]
      const lefts = Array.from({ length: 200 }, (_, row) => (pixels[2 * row] as number) > 0.5)
      expect(lefts).toEqual(Array.from({ length: 200 }, (_, row) => (classes[2 * row] as number) > 0.5))
      expect(lefts.filter(Boolean).length / 200).toBeGreaterThan(0.35)
      expect(lefts.filter(Boolean).length / 200).toBeLessThan(0.65)
    }))

  it.each(['x', 'label'])('is each from %s alone', (given) =>
    scoped(() => {
      const made = looks.from[given]?.(params(), Key.from(2))(rows([1, 0, 0, 1, 1, 0])) ?? {}
      for (const name of ['x', 'label'])
        for (const [at, share] of shares(made, name).entries()) {
          expect(share).toBeCloseTo([1, 0, 0, 1, 1, 0][at] as number, 6)
        }
    }),
  )

  it('is made by draws of the latents, of one key the same', () =>
    scoped(() => {
      // so much noise that the sign of z is that of the noise
      const made = (seed: number) =>
        shares(looks.from.x?.(params(7), Key.from(seed))(rows(Array(40).fill([1, 0]).flat())) ?? {}, 'label')
      expect(made(3)).toEqual(made(3))
      const lefts = made(3).filter((share, at) => at % 2 === 0 && share > 0.5).length
      expect(lefts).toBeGreaterThan(5)
      expect(lefts).toBeLessThan(35)
    }))

  it('says which of them are classes', () => expect(looks.classes).toEqual(['label']))
})
