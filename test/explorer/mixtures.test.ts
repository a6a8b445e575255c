import { expect, test } from 'vitest'
import { hostLeaves } from '../../src/tensors/tree.js'
import { exploredBy, farthest, integral, type SketchedExplorer } from '../support/explored.js'

/** A parameter by its path. */
const paramOf = ({ params }: SketchedExplorer, path: string): Float32Array =>
  (hostLeaves(params).find((leaf) => leaf.path === path) ?? expect.fail(path)).value.values

test('a latent of classes that another depends on makes its prior a mixture, whose components are those of p', async () => {
  const explored = await exploredBy('cluster-vae', { latent: '1', clusters: '4' })
  const [own] = explored.machines
  expect(explored.made.header.conditions).toMatchObject([{ name: 'y', inferred: 'of a latent' }])
  const { centers = [], weights } = own?.components?.() ?? {}
  const [weight, bias] = ['p.z.0.mean.weight', 'p.z.0.mean.bias'].map((path) => paramOf(explored, path))
  const expected = Array.from(weight ?? [], (value) => value + (bias?.[0] ?? 0))
  expect(
    farthest(
      centers.flatMap((center) => [...center]),
      expected,
    ),
  ).toBeLessThan(0.001)
  expect(farthest(weights ?? [], [0.25, 0.25, 0.25, 0.25])).toBeLessThan(1e-6)
  expect(integral((z) => own?.density?.(z) ?? Number.NaN)).toBeCloseTo(1, 3)
  // which class is picked does not move the prior
  expect(own?.given([2]).density?.([0.4])).toBe(own?.density?.([0.4]))
})
