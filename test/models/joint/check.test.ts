import { describe, expect, it } from 'vitest'
import { DiagonalNormal, Flow, Joint, Layer, MixturePrior, Vae } from '../../../src/index.js'
import { ShapeError } from '../../../src/shapes/defect.js'

const { bernoulliHead, categoricalHead, dense, normalHead, relaxedBernoulliHead, sequence } = Layer

const prior = DiagonalNormal.standard(2)
const z = Joint.variable('z', prior)
const x = Joint.variable('x', sequence(bernoulliHead(2, 6)), 'z')
const p = Joint.of(z, x)
const given = Joint.given('x', [6])
const encoder = sequence(normalHead(6, 2))
const q = Joint.of(given, Joint.variable('z', encoder, 'x'))
const value = Joint.value('h', sequence(dense(2, 3)), 'z')

/** What the types refuse, as a cast lets it through. */
const of = (parts: unknown): unknown => Vae.of(parts as never)

describe('two joint distributions', () => {
  it('are a model of what p draws and q does not, and of what p is given', () => {
    const model = Vae.of({ p: Joint.of(Joint.given('label', [3], 'oneHot'), z, x), q })
    expect([model.latents, model.observed, model.blocked]).toEqual([['z'], ['x'], []])
    expect(model.fields).toEqual({
      label: { event: [{ dim: 3, size: 3 }], shape: [3], over: 'oneHot' },
      x: { event: [{ dim: 6, size: 6 }], shape: [6], over: 'binary' },
    })
  })

  it.each([
    [
      'vae: z is [3] in q but [2] in p',
      { p, q: Joint.of(given, Joint.variable('z', sequence(normalHead(6, 3)), 'x')) },
    ],
    [
      'vae: q draws w, of which p says nothing: an auxiliary variable has a distribution in p too',
      { p, q: Joint.of(given, Joint.variable('w', encoder, 'x')) },
    ],
    [
      'vae: q is given x [5], but x is [6] in p',
      { p, q: Joint.of(Joint.given('x', [5]), Joint.variable('z', sequence(normalHead(5, 2)), 'x')) },
    ],
    [
      "vae: q is given y, of which p says nothing: add Joint.given('y', …) to p",
      { p, q: Joint.of(Joint.given('y', [6]), Joint.variable('z', encoder, 'y')) },
    ],
    [
      'vae: z is over binary numbers in q (Bernoulli) but over real in p (StandardNormal)',
      { p, q: Joint.of(given, Joint.variable('z', sequence(bernoulliHead(6, 2)), 'x')) },
    ],
    [
      'vae: q is given label [3], but label is indices below 3 in p',
      {
        p: Joint.of(Joint.given('label', Layer.indices(3)), z, x),
        q: Joint.of(given, Joint.given('label', [3], 'oneHot'), Joint.variable('z', encoder, 'x')),
      },
    ],
    [
      'vae: p draws z from a ForwardFlow, whose density is known at its own samples alone: take a flow that has an inverse',
      {
        p: Joint.of(
          Joint.variable('w', prior),
          Joint.variable('z', Flow.posterior(sequence(normalHead(2, 2)), Flow.planar(2)), 'w'),
          x,
        ),
        q: Joint.of(given, Joint.variable('z', encoder, 'x'), Joint.variable('w', encoder, 'x')),
      },
    ],
    [
      'vae: q draws label, which p is given',
      {
        p: Joint.of(Joint.given('label', [3], 'oneHot'), z, x),
        q: Joint.of(given, Joint.variable('label', sequence(categoricalHead(6, 3)), 'x')),
      },
    ],
    [
      'vae: q draws h, which p computes',
      { p: Joint.of(z, value, x), q: Joint.of(given, Joint.variable('h', sequence(normalHead(6, 3)), 'x')) },
    ],
    [
      'vae: q is given h, which p computes: compute it in q too',
      {
        p: Joint.of(z, value, x),
        q: Joint.of(Joint.given('h', [3]), Joint.variable('z', sequence(normalHead(3, 2)), 'h')),
      },
    ],
    ['vae: q draws nothing, but it is the distribution of what is not observed', { p, q: Joint.of(given) }],
    ['vae: q draws all that p draws, so that nothing is observed', { p: Joint.of(z), q: Joint.of(z) }],
    [
      'vae: q draws z from a learned prior, through which no gradient goes: give z a network',
      { p, q: Joint.of(Joint.variable('z', MixturePrior.learned({ components: 3 })(2))) },
    ],
    ['vae: q is not a joint distribution', { p, q: encoder }],
    ['vae: p is not a joint distribution', { p: encoder, q }],
    ['vae: p is not a joint distribution', undefined],
    [
      'vae: x is observed, but RelaxedBernoulli is no distribution of data: let q draw it, or take another head',
      { p: Joint.of(z, Joint.variable('x', sequence(relaxedBernoulliHead({ temperature: 1 })(2, 6)), 'z')), q },
    ],
  ])('are refused in the words of the compiler: %s', (message, parts) => {
    expect(() => of(parts)).toThrow(new ShapeError(message))
  })
})
