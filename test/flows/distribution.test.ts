import { pipe } from 'fp-ts/lib/function.js'
import { describe, expect, it } from 'vitest'
import * as DiagonalNormal from '../../src/distributions/diagonalNormal.js'
import { logPosteriorOf, record } from '../../src/distributions/family.js'
import type { AnyBijection } from '../../src/flows/bijection.js'
import { familyOf } from '../../src/flows/distribution.js'
import * as Flow from '../../src/flows/index.js'
import { from } from '../../src/random/key.js'
import { ShapeError } from '../../src/shapes/defect.js'
import * as T from '../../src/tensors/index.js'
import { onEach, scoped, tensorOf, valuesOf } from '../support/engine.js'
import { expectNear } from '../support/near.js'

type Rows = readonly ['batch', 3]
const rows = (values: readonly number[]) => tensorOf<Rows>(['batch', 3], [2, 3], values)
const base = () =>
  DiagonalNormal.make<'batch', readonly [3]>(rows([0.5, -1, 2, 0.25, -0.75, 1.5]), rows([0, -0.5, 0.3, 0.2, 0.1, -1]))

/** What a flow makes of a normal distribution of two rows, with the parameters that it begins with or others. */
const through = (flow: unknown, own?: unknown) => {
  const given = flow as AnyBijection
  const family = familyOf(given, DiagonalNormal.family.parameters)
  return {
    _tag: family.kind,
    base: base(),
    flow: own ?? given.init(from(4)),
    [record]: family,
  } as Flow.FlowDistribution<'batch', readonly [3]>
}

const seen = (q: ReturnType<typeof through>) => q[record].named(q)

onEach(() => {
  describe('what a flow makes of a distribution', () => {
    it.each([
      ['radial', Flow.radial(3)],
      ['iaf', Flow.iaf(3, { hidden: [5] })],
      ['maf', Flow.maf(3, { hidden: [5] })],
    ])('%s: samples come with the density that the inverse finds', (_, flow) =>
      scoped(() => {
        const q = seen(through(flow))
        const { logProb, ...at } = q[record].draw(from(3), 4)(q)
        expect([at.z.shape, at.z.sizes]).toEqual([
          ['samples', 'batch', 'latent'],
          [4, 2, 3],
        ])
        expectNear(valuesOf(logProb as T.AnyTensor), valuesOf(logPosteriorOf(q)(at)), {
          absolute: 1e-4,
          relative: 1e-4,
        })
      }),
    )

    it('an affine flow makes a normal distribution of another mean and variance', () =>
      scoped(() => {
        const own = {
          shift: tensorOf([3], [3], [1, -2, 0.5]),
          logScale: tensorOf([3], [3], [0.3, -0.4, 0]),
        }
        const q = seen(through(Flow.affine(3), own))
        const logScale = pipe(own.logScale, T.mulScalar(1 / 5), T.tanh, T.mulScalar(5))
        const wanted = DiagonalNormal.make<'batch', readonly [3]>(
          pipe(
            base().mean,
            T.trailing.mul(T.exp(logScale))<readonly ['batch']>,
            T.trailing.add(own.shift)<readonly ['batch']>,
          ),
          pipe(base().logVariance, T.trailing.add(T.mulScalar(2)(logScale))<readonly ['batch']>),
        )
        const { z, logProb } = q[record].draw(from(3), 4)(q)
        const other = DiagonalNormal.sampleWithLogProb(from(3), 'samples', 4)(wanted)
        expectNear(valuesOf(z), valuesOf(other.z), { absolute: 1e-5, relative: 1e-5 })
        expectNear(valuesOf(logProb as T.AnyTensor), valuesOf(other.logProb), { absolute: 1e-5, relative: 1e-5 })
        const x = rows([1, 2, 3, -1, 0, 0.5])
        expectNear(
          valuesOf(through(Flow.affine(3), own)[record].logProb(through(Flow.affine(3), own))(x)),
          valuesOf(DiagonalNormal.logProb(wanted)<readonly []>(x)),
          { absolute: 1e-5, relative: 1e-5 },
        )
        expectNear(valuesOf(q[record].center(through(Flow.affine(3), own))), valuesOf(wanted.mean), {
          absolute: 1e-5,
          relative: 1e-5,
        })
      }))

    it('a gradient goes through its samples to the base and to the flow', () =>
      scoped(() => {
        const q = seen(through(Flow.planar(3)))
        const { gradient } = T.valueAndGradient((at: typeof q) => {
          const { z, logProb } = at[record].draw(from(3), 4)(at)
          return [T.same.add(T.meanOfAll(z))(T.meanOfAll(logProb as T.AnyTensor as typeof z)), null] as const
        })(q)
        const moved = T.Tree.leaves(gradient).map(({ path, value }) => [path, valuesOf(value).some((x) => x !== 0)])
        expect(moved.map(([, each]) => each)).toEqual(moved.map(() => true))
        expect(moved.map(([path]) => path)).toEqual([
          'base.mean',
          'base.logVariance',
          'flow.weight',
          'flow.bias',
          'flow.stretch',
        ])
      }))

    it('without an inverse has its density at its own samples alone', () =>
      scoped(() => {
        const q = seen(through(Flow.planar(3)))
        const { logProb, ...at } = q[record].draw(from(3), 4)(q)
        expect(valuesOf(logProb as T.AnyTensor).every(Number.isFinite)).toBe(true)
        expect(() => logPosteriorOf(q)(at)).toThrow(
          new ShapeError(
            'a ForwardFlow has its density at its own samples alone: its flow has no inverse; use Elbo.elboByMonteCarlo or Elbo.iwae',
          ),
        )
      }))
  })
})
