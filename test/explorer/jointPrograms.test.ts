import { describe, expect, it, test } from 'vitest'
import { noiseFrom } from '../../src/explorer/view/noise.js'
import {
  exploredBy,
  farthest,
  integral,
  reconstructionOf,
  type SketchedExplorer,
  someBits,
} from '../support/explored.js'

const eventOf = ({ made }: SketchedExplorer): number => made.header.event

describe('what a page makes of an example is what the model makes of it', () => {
  it.each(['cluster-vae', 'm2', 'mvae', 'two-layer-vae', 'ladder-vae', 'vq-vae', 'autoencoder', 'rae'])(
    '%s',
    async (name) => {
      const explored = await exploredBy(name)
      for (const seed of [1, 2]) {
        const x = someBits(eventOf(explored), seed)
        const lowest = explored.machines.at(-1) ?? expect.fail('it has a latent')
        const { center, above, given } = lowest.encode(x)
        // weights are float16 in the page
        expect(farthest(lowest.given(given, above).decode(center), await reconstructionOf(explored, x))).toBeLessThan(
          0.01,
        )
      }
    },
  )
})

describe('a latent of classes', () => {
  test('that x depends on is picked, and the encoder says it of an example: the most probable class', async () => {
    const explored = await exploredBy('m2', {}, 1)
    const [own] = explored.machines
    expect(explored.made.header.conditions).toMatchObject([{ name: 'label', inferred: 'of x' }])
    const z = [0.3, -1, 0.5]
    const all = [0, 1, 2].map((label) => own?.given([label]).decode(z))
    expect(farthest(all[0] ?? [], all[1] ?? [])).toBeGreaterThan(0.001)
    const x = someBits(eventOf(explored))
    const said = own?.encode(x)
    // it says the same whatever is given
    expect(own?.given([2]).encode(x)).toEqual(said)
    expect(own?.given([1]).encode(x).given).toEqual(said?.given)
    expect(own?.components).toBeNull()
    expect(explored.made.header.points?.given).not.toBeNull()
  })
})

describe('latents above one another', () => {
  it.each(['two-layer-vae', 'ladder-vae'])('of %s: the density of the lower is under the upper', async (name) => {
    const explored = await exploredBy(name, { latent: '1' })
    const [upper, lower] = explored.machines
    expect(explored.made.header.latent).toMatchObject({ name: 'z2', standard: true })
    expect(explored.made.header.below?.map(({ latent }) => [latent.name, latent.standard])).toEqual([['z1', false]])
    const under = (z2: readonly number[]) => lower?.given([], z2).density
    expect(integral((z) => under([1, -1, 0.5])?.(z) ?? Number.NaN)).toBeCloseTo(1, 3)
    expect(under([3, -1, 0.5])?.([0.2])).not.toBeCloseTo(under([-3, 1, 2])?.([0.2]) ?? 0, 3)
    expect(upper?.density?.([0, 0, 0])).toBeCloseTo(-1.5 * Math.log(2 * Math.PI), 5)
  })

  test('the upper decodes by the center of the lower, which is the mean of its draws', async () => {
    const { machines } = await exploredBy('two-layer-vae', { latent: '1' })
    const [upper, lower] = machines
    const z2 = [0.5, -1, 1]
    const [next] = upper?.next(z2) ?? []
    expect(farthest(lower?.given([], z2).decode([next ?? 0]) ?? [], upper?.decode(z2) ?? [])).toBeLessThan(1e-6)
    const draws = Array.from({ length: 400 }, (_, at) => lower?.given([], z2).prior?.(noiseFrom(at))[0] ?? Number.NaN)
    const mean = draws.reduce((sum, each) => sum + each, 0) / draws.length
    const deviation = Math.sqrt(draws.reduce((sum, each) => sum + (each - mean) ** 2, 0) / draws.length)
    expect(Math.abs(mean - (next ?? Number.NaN))).toBeLessThan((4 * deviation) / 20)
    expect(lower?.next([0])).toBeNull()
  })

  test('what an example costs is of all latents: the same on each', async () => {
    const explored = await exploredBy('ladder-vae')
    const x = someBits(eventOf(explored))
    const [upper, lower] = explored.machines.map((own) => own.judge?.(x, noiseFrom(1)))
    expect([upper?.draws[0]?.length, lower?.draws[0]?.length]).toEqual([3, 3])
    expect(upper?.kl).toBeGreaterThan(0)
    expect([upper?.kl, upper?.logLikelihood]).toEqual([lower?.kl, lower?.logLikelihood])
  })
})

describe('another variable that is observed', () => {
  /** What the page makes of a picture alone, of a class alone, and of both. */
  const sightsOf = async (name: string) => {
    const explored = await exploredBy(name)
    const own = explored.machines[0] ?? expect.fail('it has a latent')
    const x = someBits(eventOf(explored))
    const sights = [
      { x, others: [null] },
      { x: null, others: [1] },
      { x, others: [1] },
    ].map((observed) => own.see(observed) ?? expect.fail('it has a posterior of that'))
    return { explored, own, x, sights, encoded: sights.map(({ encode }) => encode()) }
  }

  it.each(['mvae', 'jmvae', 'mmvae', 'mopoe'])(
    'of %s is said at a code, and has a posterior given alone',
    async (name) => {
      const { own, explored, encoded } = await sightsOf(name)
      expect(explored.made.header.others).toMatchObject([{ name: 'label', values: { length: 3 } }])
      const [other] = own.others
      const said = other?.at([0.5, -1, 1]) ?? []
      expect(Array.from(said).reduce((sum, each) => sum + each, 0)).toBeCloseTo(1, 5)
      expect(farthest(said, other?.at([-2, 1, 0]) ?? [])).toBeGreaterThan(0.01)
      const [, alone] = encoded
      const elsewhere = own.see({ x: null, others: [2] })?.encode()
      expect(farthest(alone?.center ?? [], elsewhere?.center ?? [])).toBeGreaterThan(0.001)
      expect(own.see({ x: null, others: [null] })).toBeNull()
    },
  )

  it.each(['mvae', 'mopoe'])('of %s: both are the product of the prior and what each says', async (name) => {
    const { encoded } = await sightsOf(name)
    const [ofX, ofLabel, ofBoth] = encoded.map(({ center, deviation }) =>
      Array.from(center, (mean, at) => ({ mean, precision: (deviation?.[at] ?? Number.NaN) ** -2 })),
    )
    for (const [at, both] of (ofBoth ?? []).entries()) {
      const [one, other] = [ofX?.[at], ofLabel?.[at]].map((each) => each ?? expect.fail('it has as many numbers'))
      if (one === undefined || other === undefined) return expect.fail('it has both')
      // the standard normal prior is in the posterior of each, and once in that of both
      const precision = one.precision + other.precision - 1
      expect(both.precision / precision).toBeCloseTo(1, 4)
      expect(both.mean).toBeCloseTo((one.mean * one.precision + other.mean * other.precision) / precision, 4)
    }
  })

  test('of mmvae: both are the mixture of what each says, and half of the draws are of either', async () => {
    const { encoded, sights } = await sightsOf('mmvae')
    const [ofX, ofLabel, ofBoth] = encoded
    const middle = Array.from(ofX?.center ?? [], (each, at) => (each + (ofLabel?.center[at] ?? Number.NaN)) / 2)
    expect(farthest(ofBoth?.center ?? [], middle)).toBeLessThan(1e-5)
    expect(ofBoth?.deviation).toBeNull()
    expect(sights[2]?.judge?.(noiseFrom(1)).draws).toHaveLength(16)
  })

  it.each(['mvae', 'mopoe'])('of %s: what an example costs is of what is given', async (name) => {
    const { own, x, sights, encoded } = await sightsOf(name)
    const logX = (z: Float32Array) =>
      own.decode(z).reduce((sum, mean, at) => sum + Math.log(x[at] === 1 ? mean : 1 - mean), 0)
    const logLabel = (z: Float32Array) => Math.log(own.others[0]?.at(z)[1] ?? Number.NaN)
    const logs = [logX, logLabel, (z: Float32Array) => logX(z) + logLabel(z)]
    for (const [at, { judge }] of sights.entries()) {
      const { draws, logLikelihood, kl } = judge?.(noiseFrom(3)) ?? expect.fail('it has distributions')
      const wanted = draws.reduce((sum, z) => sum + (logs[at]?.(z) ?? Number.NaN), 0) / draws.length
      expect(logLikelihood / wanted).toBeCloseTo(1, 3)
      const { center, deviation } = encoded[at] ?? expect.fail('it is encoded')
      const nats = Array.from(center, (mean, each) => {
        const variance = (deviation?.[each] ?? Number.NaN) ** 2
        return (mean ** 2 + variance - 1 - Math.log(variance)) / 2
      })
      expect(kl).toBeCloseTo(
        nats.reduce((sum, each) => sum + each, 0),
        4,
      )
    }
  })
})
