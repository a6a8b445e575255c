import { expect, test } from 'vitest'
import { fromHash, levelIn, toHash, type View } from '../../../src/explorer/view/hash.js'

const view: View = {
  z: Float32Array.of(0.5, -1.25, 0),
  a: Float32Array.of(1, 0, 0),
  b: Float32Array.of(0, 1, 0),
  way: 'spherical',
  axes: [2, 0],
  shown: 'data',
  even: true,
  given: [3, 0],
  ...{ level: 1, above: Float32Array.of(2, -0.5), pen: 7 },
}
const other: View = {
  ...{ z: new Float32Array(3), a: new Float32Array(3), b: new Float32Array(3) },
  ...{ way: 'straight', axes: [0, 1], shown: 'both', even: false, given: [1, 2] },
  ...{ level: 1, above: new Float32Array(2), pen: 0 },
}

test('a view is the same again', () => expect(fromHash(toHash(view), other)).toEqual(view))

test('what only some models have is said only of those', () => {
  const plain = { ...view, given: [], level: 0, above: new Float32Array(), pen: 0 }
  expect(toHash(plain)).not.toMatch(/given|level|above|pen/)
  expect(fromHash(toHash(plain), { ...plain, z: new Float32Array(3) })).toEqual(plain)
})

test('the latent that is walked on is one of those that there are, else the uppermost', () =>
  expect(['#level=1', '#level=2', '#level=-1', '#level=x', '#level=', ''].map((text) => levelIn(text, 2))).toEqual([
    1, 0, 0, 0, 0, 0,
  ]))

test('what a text says wrong, or not, is that of the other view', () => {
  expect(fromHash('', other)).toEqual(other)
  expect(fromHash('#z=1_2&a=x_y_z&b=1_2_Infinity&way=bent&axes=0_7&show=all&even=0&__proto__=1', other)).toEqual(other)
  expect(fromHash('#z=&axes=1_0_2&z=', other)).toEqual(other)
  for (const given of ['', '3', '1_2_3', '-1_0', '0.5_0', 'x_0'])
    expect(fromHash(`#given=${given}`, other)).toEqual(other)
  for (const text of ['#above=1', '#above=', '#pen=-1', '#pen=0.5', '#pen='])
    expect(fromHash(text, other)).toEqual(other)
  const one = { ...other, z: Float32Array.of(3), given: [] }
  expect(fromHash('#', one).z).toEqual(one.z)
})
