/** Exact sums over the values of a latent that has few, in the place of draws of it. */

import { pipe } from 'fp-ts/lib/function.js'
import { refuse } from '../shapes/defect.js'
import type { OwnName } from '../shapes/hint.js'
import type { Said } from '../shapes/message.js'
import * as T from '../tensors/index.js'
import { type Ask, variable } from './asks.js'
import * as Formula from './formula.js'
import { type LogWeightOnly, weightsOf } from './importance.js'
import {
  type AnyAxes,
  type AnyTerm,
  type AxesOr,
  erase,
  type FromOne,
  type HasKey,
  type OfOne,
  type Sense,
  type Term,
} from './term.js'
import * as Values from './value.js'

// -----------------------------------------------------------------------------
// what a model supplies
// -----------------------------------------------------------------------------

/** A number for every sample of every example. */
type PerSample = T.Tensor<readonly ['samples', 'batch']>

/**
 * A model where one latent takes each of its values in turn, all side by side: of V values and L samples it supplies V·L samples,
 * the first L of them of the first value.
 */
export interface EachValue<out Supplied> {
  /** V: how many values the latent has. */
  readonly values: number
  readonly supplied: Supplied
  /** `log q` of the value of each sample. Units: nats. */
  readonly logPosterior: PerSample
}

/** A model whose latents of few values can be summed over. */
export interface HasSums<Name extends string, Supplied> {
  readonly sums: { readonly [Each in Name]: EachValue<Supplied> }
}

/** The message of a latent that cannot be summed over. Internal. */
export const noLatentOfFew = <Name extends string>(name: Name) =>
  `the model has no latent ${name} of few values` as const

const valuesOf = ({ sums }: HasSums<string, unknown>, name: string): EachValue<never> =>
  (sums[name] ?? refuse(noLatentOfFew(name))) as EachValue<never> // safe: it is what the term under the sum needs

/** What a term under a sum asks, where the latent takes each of its values. */
const asksUnder = (latent: string, { needs, asks }: AnyTerm): readonly Ask[] => [
  variable('sums', latent),
  { _tag: 'each value', latent, needs, asks },
]

// -----------------------------------------------------------------------------
// the expectation
// -----------------------------------------------------------------------------

/** By how much each sample counts: its value by its probability, and the samples of a value alike. */
const shareOf = ({ values, logPosterior }: EachValue<unknown>): PerSample =>
  pipe(logPosterior, T.exp, T.mulScalar(values))

/** What the term under the sum is given: its parts are means in which each sample counts by its share. The key is that of all. */
const counted = (each: EachValue<unknown>, { key }: Partial<HasKey>): never =>
  Object.create(each.supplied as object, { [Values.share]: { value: shareOf(each) }, key: { value: key } }) as never // safe: what is supplied, a share and a key

const weighed =
  (by: PerSample) =>
  (x: T.Tensor<AnyAxes>): T.Tensor<AnyAxes> =>
    // safe: the axes are samples and batch
    T.mean('samples')(T.same.mul(by)(x as never as PerSample)) as never

type Axes = readonly ['samples', 'batch']

type NotPerSample<Operation extends string> = Said<typeof notPerSample<Operation>>
const notPerSample = <Operation extends string>(operation: Operation) =>
  `${operation} takes a term with axes [samples, batch]: do not average before ${operation}` as const

type PerSampleOnly<Operation extends string, A extends AnyAxes> = A extends Axes ? unknown : NotPerSample<Operation>

const isPerSample = ({ axes }: AnyTerm): boolean => axes.join() === 'samples,batch'

/** The name of a latent, as one is written. */
type LatentOffer = 'y' | 'label' | OwnName

/**
 * The expectation under q of a latent of few values, exactly, and over the samples of the others: in the place of
 * `average('samples')`, without draws of that latent and without the noise of their score.
 *
 * Axes: samples, batch to batch. Units: nats per example.
 * Errors: a `ShapeError` with the message of the compiler, where a cast has silenced it.
 * Source: Kingma, Rezende, Mohamed and Welling, "Semi-Supervised Learning with Deep Generative Models", arXiv:1406.5298,
 * equation 7.
 */
export const expectOver =
  <const Name extends LatentOffer>(name: Name) =>
  <A extends AnyAxes, Direction extends Sense, Content extends string, Needs, Given>(
    term: Term<A, Direction, Content, Needs> & Given & OfOne<'expectOver', Given, PerSampleOnly<'expectOver', A>>,
  ): Term<AxesOr<PerSampleOnly<'expectOver', A>, readonly ['batch']>, Direction, Content, HasSums<Name, Needs>> &
    FromOne<'expectOver', Given> => {
    const given = erase(term)
    if (!isPerSample(given)) refuse(notPerSample('expectOver'))
    const evaluate: AnyTerm['evaluate'] = (supplied: HasSums<string, unknown> & Partial<HasKey>, at) => {
      const each = valuesOf(supplied, name)
      return Values.linearly<AnyAxes, AnyAxes>(weighed(shareOf(each)))(given.evaluate(counted(each, supplied), at))
    }
    return {
      ...given,
      axes: ['batch'],
      needs: ['sums'],
      asks: asksUnder(name, given),
      formula: Formula.expected(name, given.formula),
      evaluate,
    } as never // safe: `isPerSample` is the run-time version of `PerSampleOnly`
  }

// -----------------------------------------------------------------------------
// the sum
// -----------------------------------------------------------------------------

/**
 * A log-weight in which a latent of few values is summed out: `log Σ_y p(x, y, z) / q(z|x, y)`.
 *
 * It is a log-weight of the other latents, so that `average('samples')` and `iwae` take it; where there are no others it is
 * log p(x) itself, and no term moves q.
 *
 * Axes: samples, batch. Units: nats per example. Errors: as `iwae`.
 * Source: Burda, Grosse and Salakhutdinov, arXiv:1509.00519, equation 8, with the sum in the place of the mean.
 */
export const sumOver =
  <const Name extends LatentOffer>(name: Name) =>
  <A extends AnyAxes, Direction extends Sense, Content extends string, Needs>(
    weight: LogWeightOnly<'sumOver', A, Direction, Content, Needs>,
  ): Term<
    AxesOr<LogWeightOnly<'sumOver', A, Direction, Content, Needs>, Axes>,
    'gain',
    Content,
    HasSums<Name, Needs>
  > => {
    const given = erase(weightsOf('sumOver', weight))
    const evaluate: AnyTerm['evaluate'] = (supplied: HasSums<string, unknown> & Partial<HasKey>, at) => {
      const each = valuesOf(supplied, name)
      return Values.through<AnyAxes, AnyAxes>(summed(each))(given.evaluate(counted(each, supplied), at))
    }
    return {
      ...given,
      needs: ['sums'],
      asks: asksUnder(name, given),
      formula: Formula.summedOut(name, given.formula),
      evaluate,
    } as never // safe: `weightsOf` refuses whatever the parameter does
  }

const summed =
  ({ values, logPosterior }: EachValue<unknown>) =>
  (x: T.Tensor<AnyAxes>): T.Tensor<AnyAxes> =>
    // safe: the axes are samples and batch
    pipe(
      T.same.add(logPosterior)(x as never as PerSample) as never,
      T.splitRows('values', 'samples', values)<readonly ['batch']>,
      T.logSumExp(0),
    ) as never
