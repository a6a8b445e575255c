/** The log-weight of a model of a user's own, declared as one: what is proved of log-weights is then proved of it. */

import { refuse } from '../shapes/defect.js'
import { same } from '../shapes/equal.js'
import { show } from '../shapes/message.js'
import * as T from '../tensors/index.js'
import { difference, ofWords } from './formula.js'
import type { LogWeight } from './proof.js'
import { type KnownNeeds, reading, type Term } from './term.js'
import { partOf } from './value.js'

/** A number for every sample of every example, in nats. */
type PerSample = T.Tensor<readonly ['samples', 'batch']>

/** What a log-weight of a user's own is made from. */
export interface LogWeightBy<Needs, Names extends readonly string[]> {
  /** Everything that both read from what the model supplies, and nothing else. */
  readonly needs: KnownNeeds<'log-weight', Needs, Names>
  /** `log p(x, z)` at samples of q. Shapes: `['samples', 'batch']`. Units: nats. */
  readonly logJoint: (supplied: Needs) => PerSample
  /** `log q(z|x)` at the same samples. Shapes: `['samples', 'batch']`. Units: nats. */
  readonly logPosterior: (supplied: Needs) => PerSample
}

/** A tensor of every sample of every example itself. Errors: a `ShapeError` for other axes, which a cast let through. */
const ofSamples = (name: string, given: PerSample): PerSample =>
  same(given.shape, ['samples', 'batch'])
    ? given
    : refuse(`logWeightBy: ${name} must give [samples, batch], not ${show(given.shape)}`)

/**
 * The log-weight `log p(x, z) - log q(z|x)` of a model of a user's own: `iwae`, `average('samples')`, `Evaluate.bound` and all
 * that takes a log-weight take it.
 *
 * Who writes it declares that `logJoint` is the log-density of the data and all latents, and `logPosterior` that of the
 * distribution from which the samples were drawn, given the data: then the mean of its exponential is p(x), and what is
 * proved a bound is one. Of the variables of `Vae.of` the library knows this itself.
 *
 * Axes: samples, batch. Units: nats per example. Errors: a `ShapeError` for tensors of other axes.
 * Source: Burda, Grosse and Salakhutdinov, "Importance Weighted Autoencoders", arXiv:1509.00519, equation 8.
 *
 * @example
 * logWeightBy({
 *   needs: ['joint', 'posterior'],
 *   logJoint: (supplied: {
 *     readonly joint: Tensor<readonly ['samples', 'batch']>
 *     readonly posterior: Tensor<readonly ['samples', 'batch']>
 *   }) => supplied.joint,
 *   logPosterior: ({ posterior }) => posterior,
 * }).formula.text
 * //=> 'log p(x, z) - log q(z|x)'
 */
export const logWeightBy = <Needs, const Names extends readonly string[]>(
  spec: LogWeightBy<Needs, Names>,
): Term<readonly ['samples', 'batch'], 'gain', LogWeight, Needs> => {
  // safe: the names are those of `Needs` wherever the call compiles, and what is read is looked at
  const needs = spec.needs as readonly string[] as readonly (keyof Needs & string)[]
  const read = reading<Needs>('log-weight', needs)
  const [joint, posterior] = [ofWords('log p(x, z)', '\\log p(x, z)'), ofWords('log q(z|x)', '\\log q(z|x)')]
  return {
    axes: ['samples', 'batch'],
    sense: 'gain',
    content: ['+log p(x|z)', '+log p(z)', '-log q(z|x)'],
    formula: difference(joint, posterior),
    needs,
    parts: [
      { name: joint.text, weight: 1, title: 'Joint' },
      { name: posterior.text, weight: -1, title: 'Posterior' },
    ],
    schedules: [],
    evaluate: (supplied) => {
      const logJoint = ofSamples('logJoint', read(spec.logJoint)(supplied))
      const logPosterior = ofSamples('logPosterior', read(spec.logPosterior)(supplied))
      const value = T.same.sub(logPosterior)(logJoint)
      const part = partOf(supplied)
      return { value, surrogate: value, parts: [part(logJoint), part(logPosterior)] }
    },
  }
}
