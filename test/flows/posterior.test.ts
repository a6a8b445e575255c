import { describe, expect, it } from 'vitest'
import * as DiagonalNormal from '../../src/distributions/diagonalNormal.js'
import * as Flow from '../../src/flows/index.js'
import * as Joint from '../../src/joints/index.js'
import * as Layer from '../../src/layers/index.js'
import * as Elbo from '../../src/losses/index.js'
import { stateAfter } from '../../src/models/state.js'
import * as Vae from '../../src/models/vae/index.js'
import { from } from '../../src/random/key.js'
import { ShapeError } from '../../src/shapes/defect.js'
import * as T from '../../src/tensors/index.js'
import { onCpu, scoped, tensorOf, valuesOf } from '../support/engine.js'
import { expectNear } from '../support/near.js'

onCpu()

const normal = Layer.sequence(Layer.dense(4, 5), Layer.tanh, Layer.normalHead(2))
const parts = {
  decoder: Layer.sequence(Layer.dense(2, 5), Layer.tanh, Layer.bernoulliHead(4)),
  prior: DiagonalNormal.standard(2),
}
const plain = Vae.make({ ...parts, encoder: normal })
const flowing = Vae.make({ ...parts, encoder: Flow.posterior(normal, Flow.affine(2)) })
const forward = Vae.make({ ...parts, encoder: Flow.posterior(normal, Flow.planar(2)) })
const shownRows = () => ({ x: tensorOf(['batch', 4], [3, 4], [0, 1, 1, 0, 1, 1, 0, 0, 1, 0, 1, 1]) })
const observed = () => ({ ...shownRows(), key: from(5), samples: 3 })

/** The value of a term, and its gradient by the parameters of the normal encoder. */
const evaluated = (term: { readonly evaluate: (supplied: never) => unknown }, isFlowing: boolean) => {
  const params = plain.init(from(2))
  const { value, gradient } = T.valueAndGradient((base: typeof params.encoder) => {
    const supplied = isFlowing
      ? flowing.supply({
          ...params,
          encoder: [{ base, flow: { shift: T.zeros([2], [2]), logScale: T.zeros([2], [2]) } }],
        })(observed())
      : plain.supply({ ...params, encoder: base })(observed())
    const { surrogate } = term.evaluate(supplied as never) as { readonly surrogate: T.Tensor<readonly ['batch']> }
    return [T.meanOfAll(surrogate), null] as const
  })(params.encoder)
  return [...valuesOf(value), ...T.Tree.leaves(gradient).flatMap((each) => valuesOf(each.value))]
}

describe('a posterior through a flow', () => {
  it.each([
    ['elboByMonteCarlo', Elbo.elboByMonteCarlo],
    ['iwae', Elbo.iwae(Elbo.logWeight)],
    ['stickingTheLanding', Elbo.stickingTheLanding],
    ['doublyReparameterized', Elbo.doublyReparameterized],
    ['scoreFunction', Elbo.scoreFunction('none')],
  ] as const)('that is the identity changes nothing: %s', (_, term) =>
    scoped(() => expectNear(evaluated(term, true), evaluated(term, false), { absolute: 1e-5, relative: 1e-4 })),
  )

  it('has no KL in closed form, and says what to use', () =>
    scoped(() => {
      const supplied = flowing.supply(flowing.init(from(2)))(observed())
      expect(() => Elbo.kl.evaluate(supplied as never)).toThrow(
        new ShapeError('KL(Flow ‖ StandardNormal) has no closed form; use Elbo.klByMonteCarlo instead of Elbo.kl'),
      )
    }))

  it('that goes forward alone is refused where its density is asked for elsewhere', () =>
    scoped(() => {
      const supplied = forward.supply(forward.init(from(2)))(observed())
      expect(valuesOf(Elbo.iwae(Elbo.logWeight).evaluate(supplied).value).every(Number.isFinite)).toBe(true)
      for (const term of [Elbo.stickingTheLanding, Elbo.doublyReparameterized, Elbo.scoreFunction('none')])
        expect(() => term.evaluate(supplied as never)).toThrow(
          /^a ForwardFlow has its density at its own samples alone/,
        )
    }))

  it('reconstructs from where the flow leads the mean', () =>
    scoped(() => {
      const params = forward.init(from(2))
      const given = Vae.reconstruct(forward)(params)(observed().x)
      const [{ base, flow }] = params.encoder
      const z = Flow.planar(2).forward(flow)(normal.apply(base)(observed().x).mean).y
      expect(valuesOf(given)).toEqual(valuesOf(T.sigmoid(parts.decoder.apply(params.decoder)(z).logits)))
    }))

  const noisy = Layer.sequence(
    Layer.spectralNorm(4, 5),
    Layer.tanh,
    Layer.dropout(0.5),
    Layer.batchNorm(),
    Layer.normalHead(2),
  )
  const inContext = Vae.make({ ...parts, encoder: Flow.posterior(noisy, Flow.affine(2)) })

  it('of an encoder with noise and a state has its state, and runs it in the mode of the model', () =>
    scoped(() => {
      const params = inContext.init(from(2))
      expect(params.state.encoder[0].map((each) => (each === null ? null : Object.keys(each)))).toEqual([
        ['u'],
        null,
        null,
        ['mean', 'variance'],
        null,
      ])
      // both of the flow are 0, which is the identity
      const base = Vae.make({ ...parts, encoder: noisy })
      const [{ base: own }] = params.encoder
      const plainly = { ...params, encoder: own, state: { encoder: params.state.encoder[0] } }
      const observed = (mode: 'training' | 'evaluation') => ({ ...shownRows(), key: from(5), samples: 3, mode })
      const of = (mode: 'training' | 'evaluation') => {
        const supplied = inContext.supply(params)(observed(mode))
        const after = (supplied as never as { [stateAfter]: (state: unknown) => typeof params.state })[stateAfter]
        return { z: valuesOf(supplied.z), after: after(params.state) }
      }
      const [training, evaluation] = [of('training'), of('evaluation')]
      expectNear(evaluation.z, valuesOf(base.supply(plainly)(observed('evaluation')).z))
      expect(training.z).not.toEqual(evaluation.z)
      const [before, after] = [params.state.encoder[0], training.after.encoder[0]]
      expect(valuesOf(after[0].u)).not.toEqual(valuesOf(before[0].u))
      expect(valuesOf(after[3].mean)).not.toEqual(valuesOf(before[3].mean))
      expect(valuesOf(evaluation.after.encoder[0][3].mean)).toEqual(valuesOf(before[3].mean))
    }))

  it('of an encoder of several events takes them by their names', () =>
    scoped(() => {
      const several = Layer.sequence(Layer.inputs({ x: [4], y: [1] }), Layer.concat('x', 'y'), Layer.normalHead(2))
      const through = Flow.posterior(several, Flow.radial(2))
      expect(through.input).toEqual(several.input)
      const model = Vae.of({
        p: Joint.of(Joint.given('y', [1]), Joint.variable('z', parts.prior), Joint.variable('x', parts.decoder, 'z')),
        q: Joint.of(Joint.given('x', [4]), Joint.given('y', [1]), Joint.variable('z', through)),
      })
      const y = tensorOf(['batch', 1], [3, 1], [1, 2, 3])
      const values = { x: shownRows().x, y }
      const supplied = model.supply(model.init(from(2)))({
        values,
        masks: {},
        key: from(5),
        samples: 3,
        mode: 'training',
      })
      expect(valuesOf(Elbo.elboByMonteCarlo.evaluate(supplied).value).every(Number.isFinite)).toBe(true)
    }))

  it('says its layers', () => {
    expect(Vae.describe(forward)[0]).toContain('planar')
  })

  const posterior = Flow.posterior as unknown as (encoder: unknown, flow: unknown) => unknown

  it.each([
    ['dense', Flow.affine(2), 'the encoder is not a network'],
    [
      Layer.sequence(Layer.bernoulliHead(4, 2)),
      Flow.affine(2),
      'the encoder gives a Bernoulli but must give real numbers that a gradient goes through, as a DiagonalNormal',
    ],
    [
      Layer.sequence(Layer.dense(4, 2)),
      Flow.affine(2),
      'the encoder gives a Tensor but must give real numbers that a gradient goes through, as a DiagonalNormal',
    ],
    [
      Flow.posterior(normal, Flow.affine(2)),
      Flow.affine(2),
      'the encoder gives a Flow but must give real numbers that a gradient goes through, as a DiagonalNormal',
    ],
    [normal, Flow.affine(3), 'the encoder gives [2] but the flow is over [3]'],
    [normal, normal, 'the flow is not a flow'],
    [normal, Flow.inverted(Flow.planar(2)), 'the flow goes inverse alone, but samples go forward'],
  ])('refuses %#', (encoder, flow, message) => {
    expect(() => posterior(encoder, flow)).toThrow(new ShapeError(`Flow.posterior: ${message}`))
  })
})

describe('under a joint distribution', () => {
  const flow = Flow.compose(Flow.affine(2), Flow.radial(2))
  const decoder = Joint.variable('x', parts.decoder, 'z')
  const given = Joint.given('x', [4])
  const base = Vae.of({
    p: Joint.of(Joint.variable('z', parts.prior), decoder),
    q: Joint.of(given, Joint.variable('z', normal, 'x')),
  })
  const moved = Vae.of({
    p: Joint.of(Joint.variable('z', Flow.prior(parts.prior, flow)), decoder),
    q: Joint.of(given, Joint.variable('z', Flow.posterior(normal, flow), 'x')),
  })
  const shown = () => ({ values: { x: observed().x }, masks: {}, key: from(5), samples: 3, mode: 'training' as const })
  const numbersOf = (term: { readonly evaluate: (supplied: never) => unknown }, supplied: unknown) =>
    valuesOf((term.evaluate(supplied as never) as { readonly value: T.AnyTensor }).value)

  /** Both flows with the same parameters, none of which is 0. */
  const paramsOf = () => {
    const { p, q } = base.init(from(2))
    const own = flow.init(from(3))
    const through = [
      { shift: tensorOf([2], [2], [0.7, -1.5]), logScale: tensorOf([2], [2], [0.4, -0.8]) },
      { ...own[1], rawPush: T.scalar(0.8) },
    ] as const
    const params = {
      p: { z: { base: null, flow: through }, x: p.x },
      q: { z: [{ base: q.z, flow: T.Tree.map((each) => T.addScalar(0)(each))(through) }] },
    } as const
    return { base: { p, q }, moved: params }
  }

  it('the same flow of posterior and prior leaves the divergence of every sample as it is', () =>
    scoped(() => {
      const params = paramsOf()
      const [wanted, found] = [base.supply(params.base)(shown()), moved.supply(params.moved)(shown())]
      expect(valuesOf(found.z)).not.toEqual(valuesOf(wanted.z))
      expectNear(numbersOf(Elbo.klByMonteCarlo, found), numbersOf(Elbo.klByMonteCarlo, wanted), {
        absolute: 1e-4,
        relative: 1e-4,
      })
      expectNear(numbersOf(Elbo.klByMonteCarloOf('z'), found), numbersOf(Elbo.klByMonteCarloOf('z'), wanted), {
        absolute: 1e-4,
        relative: 1e-4,
      })
      expect(numbersOf(Elbo.iwae(Elbo.logWeight), found).every(Number.isFinite)).toBe(true)
    }))

  it('the parameters of both flows are learned, by the same estimators', () =>
    scoped(() => {
      const params = paramsOf().moved
      const gradientOf = (term: { readonly evaluate: (supplied: never) => unknown }) =>
        T.valueAndGradient((all: typeof params) => {
          const { surrogate } = term.evaluate(moved.supply(all)(shown()) as never) as {
            readonly surrogate: T.Tensor<readonly ['batch']>
          }
          return [T.meanOfAll(surrogate), null] as const
        })(params).gradient
      for (const term of [Elbo.elboByMonteCarlo, Elbo.stickingTheLanding, Elbo.doublyReparameterized]) {
        const { p, q } = gradientOf(term)
        for (const each of [p.z.flow[0].shift, q.z[0].flow[0].shift, p.z.flow[1].center, q.z[0].flow[1].center])
          expect(valuesOf(each).some((number) => Math.abs(number) > 1e-3)).toBe(true)
      }
    }))

  it('draws forward', () =>
    scoped(() => {
      const { moved: params, base: plainly } = paramsOf()
      const drawn = Vae.draw(moved)(params, from(2), 4).samples.z
      const noise = Vae.draw(base)(plainly, from(2), 4).samples.z
      expectNear(valuesOf(drawn), valuesOf(flow.forward(params.p.z.flow)(noise).y))
    }))
})
