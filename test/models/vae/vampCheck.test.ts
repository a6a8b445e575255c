import { expect, it } from 'vitest'
import * as Flow from '../../../src/flows/index.js'
import * as Joint from '../../../src/joints/index.js'
import * as Layer from '../../../src/layers/index.js'
import * as Vae from '../../../src/models/vae/index.js'
import { encoderFault, examplesFault, sameEncoderFault } from '../../../src/models/vae/vampCheck.js'
import * as VampPrior from '../../../src/models/vae/vampPrior.js'
import { ShapeError } from '../../../src/shapes/defect.js'
import { patterns } from '../../support/smallVae.js'

const encoder = Layer.sequence(Layer.dense(6, 5), Layer.tanh, Layer.normalHead(2))
const again = Layer.sequence(Layer.dense(6, 5), Layer.tanh, Layer.normalHead(2))
const of7 = Layer.sequence(Layer.dense(7, 5), Layer.tanh, Layer.normalHead(2))
const decoder = Layer.sequence(Layer.dense(2, 5), Layer.tanh, Layer.bernoulliHead(6))

it.each([
  [encoder, null],
  [Flow.posterior(encoder, Flow.radial(2)), null],
  [3, 'the encoder is not a network'],
  [Layer.sequence(Layer.dense(6, 5)), 'the encoder gives a Tensor but must end in a head such as Layer.normalHead'],
  [
    Layer.sequence(Layer.inputs({ x: [6], y: [3] }), Layer.concat('x', 'y'), Layer.normalHead(2)),
    'the encoder must take one event of numbers',
  ],
  [
    Flow.posterior(encoder, Flow.planar(2)),
    'the encoder gives a ForwardFlow, whose density is known at its own samples alone',
  ],
])('the encoder of a prior: %#', (given, words) => {
  expect(encoderFault(given as never)).toBe(words === null ? null : `VampPrior.through: ${words}`)
})

it.each([
  [undefined, null],
  [patterns(4), null],
  [3, 'the data is not a data set'],
  [{ ...patterns(4), shape: [7] }, 'the data is of [7] but the encoder takes [6]'],
  [patterns(3), 'the number of pseudo-inputs must be at most that of the examples, 3, not 4'],
])('the examples that its inputs begin as: %#', (from, words) => {
  expect(examplesFault(from as never, encoder.input, 4)).toBe(words === null ? null : `VampPrior.through: ${words}`)
})

it('is for the very same encoder, whatever another one is like', () => {
  expect(sameEncoderFault(encoder, encoder)).toBe(null)
  expect(sameEncoderFault(again, encoder)).toBe('vae: the prior goes through another encoder than that of the model')
  expect(sameEncoderFault(of7, encoder)).toBe(
    'vae: the prior goes through an encoder of [7] but that of the model takes [6]',
  )
})

const of = (other: typeof encoder) => VampPrior.through(other, { pseudoInputs: 3 })

it.each([
  [
    'vae: the prior goes through another encoder than that of the model',
    () => Vae.make({ encoder, decoder, prior: of(again) }),
  ],
  [
    'joint: the prior of z goes through an encoder: it is for Vae.make, which has one',
    () => Joint.variable('z', of(encoder) as never),
  ],
  [
    'Flow.prior: the base goes through an encoder, which a flow does not know',
    () => (Flow.prior as (base: unknown, flow: unknown) => unknown)(of(encoder), Flow.radial(2)),
  ],
])('refuses: %s', (words, make) => {
  expect(make).toThrow(new ShapeError(words))
})
