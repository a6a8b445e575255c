import { expect, it } from 'vitest'
import { noiseFrom } from '../../src/explorer/view/noise.js'
import { exploredBy, farthest, reconstructionOf, someBits } from '../support/explored.js'

const COUNT = 16

it.each(['gradient', 'average'])('a code is the number of one of the table, which moves by %s', async (move) => {
  const explored = await exploredBy('vq-vae', { codes: String(COUNT), move })
  const [own] = explored.machines
  const { latent, event } = explored.made.header
  expect(latent).toMatchObject({ sizes: [7, 7], over: 'code', count: COUNT })
  const x = someBits(event)
  const { center } = own?.encode(x) ?? expect.fail('it encodes')
  const areCodes = (codes: Float32Array) =>
    codes.every((code) => Number.isInteger(code) && code >= 0 && code < COUNT) && codes.length === 49
  expect(areCodes(center)).toBe(true)
  expect(farthest(own?.decode(center) ?? [], await reconstructionOf(explored, x))).toBeLessThan(0.01)
  // another code at one place is another picture
  expect(
    farthest(own?.decode(center.with(24, ((center[24] ?? 0) + 1) % COUNT)) ?? [], own?.decode(center) ?? []),
  ).toBeGreaterThan(0)
  // the prior is uniform
  const drawn = own?.prior?.(noiseFrom(1)) ?? new Float32Array()
  expect(areCodes(drawn)).toBe(true)
  expect(new Set(drawn).size).toBeGreaterThan(8)
  expect(own?.density?.(drawn)).toBeCloseTo(-49 * Math.log(COUNT), 4)
  const judged = own?.judge?.(x, noiseFrom(1))
  expect(judged?.kl).toBeCloseTo(49 * Math.log(COUNT), 4)
  const mean = own?.decode(center) ?? new Float32Array()
  const expected = Array.from(x, (bit, at) => Math.log(bit === 1 ? (mean[at] ?? 0) : 1 - (mean[at] ?? 0)))
  const sum = expected.reduce((all, each) => all + each, 0)
  // 1 - mean has few digits where the mean is near 1
  expect(Math.abs((judged?.logLikelihood ?? 0) / sum - 1)).toBeLessThan(0.002)
})
