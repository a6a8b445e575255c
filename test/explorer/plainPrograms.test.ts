import { expect, test } from 'vitest'
import { exploredBy, someBits } from '../support/explored.js'

test('an autoencoder without distributions is encoded and decoded, and has nothing else', async () => {
  const { machines, made } = await exploredBy('rae')
  const [own] = machines
  const { center, deviation } = own?.encode(someBits(made.header.event)) ?? expect.fail('it encodes')
  expect([center.length, deviation, own?.decode(center).length]).toEqual([3, null, made.header.event])
  expect([own?.draw, own?.density, own?.prior, own?.judge, own?.components]).toEqual([null, null, null, null, null])
})
