import { describe, expect, it } from 'vitest'
import { host } from '../../src/tensors/create.js'
import { inPlace, isHost } from '../../src/training/inPlace.js'

const of = (...values: readonly number[]) => host(['n'], { n: values.length }, Float32Array.from(values))
const template = { encoder: [{ weight: of(0, 0), bias: of(0) }], decoder: of(0, 0, 0) }
const given = { decoder: of(4, 5, 6), encoder: [{ bias: of(3), weight: of(1, 2) }] }

describe('inPlace', () => {
  it('puts numbers in the structure and the order of the template', () => {
    const found = inPlace(template, given, false)
    expect(found).toMatchObject({
      _tag: 'Right',
      right: { encoder: [{ weight: of(1, 2), bias: of(3) }], decoder: of(4, 5, 6) },
    })
    expect(Object.keys(found._tag === 'Right' ? found.right : {})).toEqual(['encoder', 'decoder'])
  })

  it('keeps what a part does not have', () =>
    expect(inPlace(template, { encoder: [{ bias: of(7) }] }, true)).toMatchObject({
      right: { encoder: [{ weight: of(0, 0), bias: of(7) }], decoder: of(0, 0, 0) },
    }))

  it.each([
    [{ encoder: given.encoder }, false, 'has no decoder, which the model needs'],
    [{ ...given, prior: of(1) }, false, 'contains prior, which the model does not have'],
    [{ prior: of(1) }, true, 'contains prior, which the model does not have'],
    [{ ...given, decoder: of(1) }, false, 'has decoder of sizes [1] but the model needs [3]'],
    [{ ...given, decoder: { ...of(1), sizes: [3] } }, false, 'has decoder, which is not a tensor of the host'],
    [{}, true, 'holds no tensor'],
    [{ encoder: given.encoder, decoder: 3 }, true, 'has decoder, which is not a tensor of the host'],
    [{ encoder: [{ weight: undefined }] }, true, 'has encoder.0.weight, which is not a tensor of the host'],
  ])('says why %j does not fit', (odd, isPart, left) =>
    expect(inPlace<unknown>(template, odd, isPart)).toEqual({ _tag: 'Left', left }),
  )
})

describe('isHost', () => {
  it('is so of sizes and as many numbers', () => {
    expect(isHost(of(1, 2))).toBe(true)
    for (const odd of [null, 3, {}, { ...of(1), values: [1] }, { ...of(1), sizes: [2] }, { shape: [], native: 1 }])
      expect(isHost(odd)).toBe(false)
  })
})
