/** Bounds from importance weights: what a log-weight of every sample is made of. */

import { pipe } from 'fp-ts/lib/function.js'
import { refuse } from '../shapes/defect.js'
import { same } from '../shapes/equal.js'
import { mustBe, type Said, type Show, show } from '../shapes/message.js'
import { counted, type OrMessage, type OutOfRange, type WholeNumber } from '../shapes/number.js'
import * as T from '../tensors/index.js'
import { plus } from './algebra.js'
import { average, logMeanExp } from './axes.js'
import type { Formula } from './formula.js'
import * as Formulas from './formula.js'
import { groupSamples } from './grouping.js'
import { type IsLogWeight, isLogWeight, type LogWeight } from './proof.js'
import type { At } from './schedule.js'
import type { InUnitInterval, NotNegative, OutsideUnit, Unproved } from './signedAtoms.js'
import { type AnyAxes, type AxesOr, erase, type Sense, type Term } from './term.js'
import { linearly, type TermValue } from './value.js'
import { scale } from './weighting.js'

// -----------------------------------------------------------------------------
// the check
// -----------------------------------------------------------------------------

type NotLogWeight<Operation extends string> = Said<typeof notLogWeight<Operation>>
const notLogWeight = <Operation extends string>(operation: Operation) =>
  `${operation} takes a log-weight: log p(x|z) + log p(z) - log q(z|x)` as const

type OtherAxes<Operation extends string, Axes> = Said<typeof otherAxes<Operation, Show<Axes>>>
const otherAxes = <Operation extends string, Axes extends string>(operation: Operation, axes: Axes) =>
  `${operation} takes a log-weight with axes [samples, batch] but is given ${axes}; do not average before ${operation}` as const

/** A log-weight of every sample of every example itself, or the message in its place. */
export type LogWeightOnly<
  Operation extends string,
  Axes extends AnyAxes,
  Direction extends Sense,
  Atoms extends string,
  Needs,
> =
  IsLogWeight<Atoms> extends true
    ? Axes extends readonly ['samples', 'batch']
      ? Term<Axes, Direction, Atoms, Needs>
      : OtherAxes<Operation, Axes>
    : NotLogWeight<Operation>

/** A log-weight, past its check. */
type Weights<Needs> = Term<readonly ['samples', 'batch'], 'gain', LogWeight, Needs>

/** A log-weight itself, or the refusal of anything else. */
export const weightsOf = <Needs>(operation: string, weight: unknown): Weights<Needs> => {
  const { content, axes } = erase(weight)
  if (!isLogWeight(content)) refuse(notLogWeight(operation))
  if (!same(axes, ['samples', 'batch'])) refuse(otherAxes(operation, show(axes)))
  return weight as Weights<Needs> // safe: it is a log-weight of the axes samples and batch, and so a gain
}

const overAll = <Needs>(weights: Weights<Needs>): Term<readonly ['batch'], 'gain', '+iwae', Needs> =>
  logMeanExp('samples')(weights)

const inGroups =
  (outer: number) =>
  <Needs>(weights: Weights<Needs>): Term<readonly ['batch'], 'gain', '+iwae', Needs> =>
    pipe(weights, groupSamples<number>(outer), logMeanExp('inner'), average('outer'))

/** A term with other atoms, of the axis batch. Internal. */
export const known = <const Atom extends string, Needs, const Direction extends Sense = 'gain'>(
  content: Atom,
  formula: Formula,
  term: Pick<Term<AnyAxes, 'gain', never, Needs>, 'needs' | 'asks' | 'parts' | 'schedules'>,
  evaluate: (supplied: Needs, at?: At) => TermValue<readonly ['batch']>,
  sense: Direction = 'gain' as Direction, // safe: it is the default
): Term<readonly ['batch'], Direction, Atom, Needs> => ({
  axes: ['batch'],
  sense,
  content: [content],
  formula,
  needs: term.needs,
  asks: term.asks,
  parts: term.parts,
  schedules: term.schedules,
  evaluate,
})

/**
 * The importance-weighted bound `log (1/L) Σ exp(log-weight)`, from the L samples of `fit`.
 *
 * Axes: batch. Units: nats per example. Errors: a `ShapeError` with the message of the compiler, past a cast.
 * Source: Burda, Grosse and Salakhutdinov, "Importance Weighted Autoencoders", arXiv:1509.00519, equation 8.
 */
export const iwae = <Axes extends AnyAxes, Direction extends Sense, Atoms extends string, Needs>(
  weight: LogWeightOnly<'iwae', Axes, Direction, Atoms, Needs>,
): Term<AxesOr<LogWeightOnly<'iwae', Axes, Direction, Atoms, Needs>, readonly ['batch']>, 'gain', '+iwae', Needs> =>
  overAll(weightsOf<Needs>('iwae', weight)) as never // safe: `weightsOf` refuses whatever the parameter does

const MIWAE_GROUPS = 'miwae: the number of groups'

/**
 * The mean of `outer` importance-weighted bounds, each of its own share of the L samples of `fit`.
 *
 * `outer = 1` is IWAE and `outer = L` is SGVB-A: fewer samples under the logarithm give q a gradient of less noise.
 *
 * Axes: batch. Units: nats per example. Errors: as `iwae`, and as `groupSamples`.
 * Source: Rainforth et al., "Tighter Variational Bounds are Not Necessarily Better", arXiv:1802.04537,
 * section 5, MIWAE.
 */
export const miwae = <const Outer extends number>(outer: WholeNumber<Outer, typeof MIWAE_GROUPS>) =>
  miwaeOf(counted(outer, MIWAE_GROUPS))

const miwaeOf =
  (outer: number) =>
  <Axes extends AnyAxes, Direction extends Sense, Atoms extends string, Needs>(
    weight: LogWeightOnly<'miwae', Axes, Direction, Atoms, Needs>,
  ): Term<AxesOr<LogWeightOnly<'miwae', Axes, Direction, Atoms, Needs>, readonly ['batch']>, 'gain', '+iwae', Needs> =>
    inGroups(outer)(weightsOf<Needs>('miwae', weight)) as never // safe: as in `iwae`

/** The two objectives of PIWAE: for the player that moves q, and for the one that moves p. */
export interface Piwae<Needs, Axes extends AnyAxes = readonly ['batch']> {
  readonly q: Term<Axes, 'gain', '+iwae', Needs>
  readonly p: Term<Axes, 'gain', '+iwae', Needs>
}

const PIWAE_GROUPS = 'piwae: the number of groups'

/**
 * PIWAE: q is moved by MIWAE with `outer` groups and p by IWAE, two players of `Train.play`.
 *
 * Axes: batch. Units: nats per example. Errors: as `miwae`. Source: Rainforth et al., arXiv:1802.04537, section 5,
 * PIWAE.
 */
export const piwae = <const Outer extends number>(outer: WholeNumber<Outer, typeof PIWAE_GROUPS>) =>
  piwaeOf(counted(outer, PIWAE_GROUPS))

const piwaeOf =
  (outer: number) =>
  <Axes extends AnyAxes, Direction extends Sense, Atoms extends string, Needs>(
    weight: LogWeightOnly<'piwae', Axes, Direction, Atoms, Needs>,
  ): Piwae<Needs, AxesOr<LogWeightOnly<'piwae', Axes, Direction, Atoms, Needs>, readonly ['batch']>> => {
    const given = weightsOf<Needs>('piwae', weight)
    return { q: inGroups(outer)(given), p: overAll(given) } as never // safe: as in `iwae`
  }

const CIWAE_WEIGHT = 'ciwae: the weight of the ELBO'

const SHARE = 'from 0 to 1'

type CiwaeWeight<Beta extends number> = OrMessage<
  Beta,
  OutOfRange<Beta, OutsideUnit<Beta>, typeof CIWAE_WEIGHT, typeof SHARE>
>

/**
 * CIWAE: `β ELBO + (1 - β) IWAE`. A bound for a literal β, since both are.
 *
 * Range: β from 0 to 1. Axes: batch. Units: nats per example. Errors: as `iwae`, and for another β.
 * Source: Rainforth et al., arXiv:1802.04537, section 5, CIWAE.
 */
export const ciwae =
  <const Beta extends number>(beta: CiwaeWeight<Beta>) =>
  <Axes extends AnyAxes, Direction extends Sense, Atoms extends string, Needs>(
    weight: LogWeightOnly<'ciwae', Axes, Direction, Atoms, Needs>,
  ): Term<
    AxesOr<LogWeightOnly<'ciwae', Axes, Direction, Atoms, Needs>, readonly ['batch']>,
    'gain',
    InUnitInterval<Beta> extends true ? '+ciwae' : Unproved,
    Needs
  > => {
    const share = Number(beta)
    if (!(share >= 0 && share <= 1)) refuse(mustBe(CIWAE_WEIGHT, SHARE, share))
    const given = weightsOf<Needs>('ciwae', weight)
    const mixed = pipe(
      given,
      average('samples'),
      scale<number>(share),
      plus(pipe(overAll(given), scale<number>(1 - share))),
    )
    // safe: a number that is not a literal is typed as unproved
    return known('+ciwae', mixed.formula, mixed, mixed.evaluate) as never
  }

/** A Rényi bound of a literal order of 0 or more is proved. */
type OfOrder<Alpha extends number> = NotNegative<Alpha> extends true ? '+renyi' : Unproved

/** The order itself: any number, and not `any`. */
type KnownOrder<Alpha extends number> = OrMessage<Alpha, OutOfRange<Alpha, never, '', ''>>

/**
 * The variational Rényi bound `1/(1-α) log (1/L) Σ exp((1-α) log-weight)`, from the L samples of `fit`.
 *
 * α = 0 is IWAE and α = 1 is SGVB-A. It bounds log p(x) from below, in expectation over the samples, for every α of 0 or
 * more. Below 1 by Jensen's inequality, and since the exact bound falls with α from log p(x) at 0; above 1 since the
 * estimate falls with L from the ELBO at one sample. For α below 0 it is an objective and no bound.
 *
 * Near 1, but not at it, float32 loses `1e-7 / |1-α|` nats.
 *
 * Axes: batch. Units: nats per example. Errors: as `iwae`, and for an order that is not a number.
 * Source: Li and Turner, "Rényi Divergence Variational Inference", arXiv:1602.02311, its Monte Carlo
 * estimate and theorems 1 and 2.
 */
export const renyi =
  <const Alpha extends number>(alpha: KnownOrder<Alpha>) =>
  <Axes extends AnyAxes, Direction extends Sense, Atoms extends string, Needs>(
    weight: LogWeightOnly<'renyi', Axes, Direction, Atoms, Needs>,
  ): Term<
    AxesOr<LogWeightOnly<'renyi', Axes, Direction, Atoms, Needs>, readonly ['batch']>,
    'gain',
    OfOrder<Alpha>,
    Needs
  > => {
    const order = Number(alpha)
    if (!Number.isFinite(order)) refuse(mustBe('renyi: the order', 'a finite number', order))
    const given = weightsOf<Needs>('renyi', weight)
    const evaluate = order === 1 ? pipe(given, average('samples')).evaluate : powerMean(1 - order)(given)
    // safe: an order that is not a literal of 0 or more is typed as unproved
    return known(order >= 0 ? '+renyi' : '~', Formulas.renyi(order, given.formula), given, evaluate) as never
  }

/** A log-weight times any number, also one below 0. */
const powered =
  (power: number) =>
  <Needs>(weight: Weights<Needs>): Weights<Needs> => ({
    ...weight,
    evaluate: (supplied, at) =>
      linearly<readonly ['samples', 'batch'], readonly ['samples', 'batch']>(T.mulScalar(power))(
        weight.evaluate(supplied, at),
      ),
  })

/** `1/power log mean over samples of exp[power log-weight]`, for any power but 0. Internal. */
export const powerMean =
  (power: number) =>
  <Needs>(weight: Weights<Needs>): ((supplied: Needs, at?: At) => TermValue<readonly ['batch']>) =>
  (supplied, at) =>
    linearly<readonly ['batch'], readonly ['batch']>(T.mulScalar(1 / power))(
      pipe(powered(power)(weight), logMeanExp('samples')).evaluate(supplied, at),
    )
