/** Whether an objective fits a model: a message in the place of one that does not. */

import type { HasKl, TaggedDistribution } from '../distributions/closedForm.js'
import type { DistributionFacts } from '../distributions/kinds.js'
import type { NeedsClosedKl, NeedsPosteriorDensity, NoClosedKl } from '../losses/atoms.js'
import { type HasMask, maskName } from '../losses/masks.js'
import type { AnyAxes, Sense, Term } from '../losses/term.js'
import type { Model } from '../models/model.js'
import type { RecordModel } from '../models/record.js'
import type { IsAny } from '../shapes/checkDim.js'
import { same } from '../shapes/equal.js'
import { type Show, show } from '../shapes/message.js'

// -----------------------------------------------------------------------------
// the objective
// -----------------------------------------------------------------------------

type Lacking<Needs, Supplies> = Exclude<keyof Needs, keyof Supplies> & string

type Different<Needs, Supplies> = {
  [Name in keyof Needs & keyof Supplies]: Supplies[Name] extends Needs[Name] ? never : Name
}[keyof Needs & keyof Supplies] &
  string

/** The posterior and the prior of a model. */
type Distributions<Supplies> = Supplies extends {
  readonly posterior: infer Q extends TaggedDistribution
  readonly prior: infer P extends TaggedDistribution
}
  ? readonly [Q, P]
  : never

/** The message for two distributions without a KL in closed form, where the objective needs one; else `unknown`, since `null` is a string where a program is not strict. */
type Unclosed<Needs, Supplies> =
  NeedsClosedKl<Needs> extends true
    ? Distributions<Supplies> extends readonly [infer Q extends TaggedDistribution, infer P extends TaggedDistribution]
      ? HasKl<Q, P> extends true
        ? unknown
        : NoClosedKl<Q['_tag'], P['_tag']>
      : unknown
    : unknown

/** The message for a posterior whose density is known at its own samples alone. */
type AtItsSamples<Q extends keyof DistributionFacts> =
  `a ${Q} has its density at its own samples alone: its flow has no inverse; use Elbo.elboByMonteCarlo or Elbo.iwae`

/** That message where the objective needs the density elsewhere; else `unknown`. */
type Undense<Needs, Supplies> =
  NeedsPosteriorDensity<Needs> extends true
    ? Distributions<Supplies> extends readonly [{ readonly _tag: infer Q extends keyof DistributionFacts }, unknown]
      ? DistributionFacts[Q] extends { readonly density: 'at its samples' }
        ? AtItsSamples<Q>
        : unknown
      : unknown
    : unknown

/** What a posterior does not supply whose samples carry no gradient. */
type Pathwise = 'z' | 'logLikelihood'

const PATHWISE: readonly string[] = ['z', 'logLikelihood'] satisfies readonly Pathwise[]

/** The message for what a model lacks. Of a posterior without a pathwise gradient it says what to use instead. */
type DoesNotSupply<Name extends string, Supplies> =
  Extract<Name, Pathwise> extends never
    ? `the model does not supply ${Name}`
    : 'draws' extends keyof Supplies
      ? `the model does not supply ${Name}: its posterior is not reparameterizable; use Elbo.scoreFunction`
      : `the model does not supply ${Name}`

type ObjectiveFor<Supplies, Axes extends AnyAxes, Direction extends Sense, Needs, Objective> = [
  Lacking<Needs, Supplies>,
] extends [never]
  ? [Different<Needs, Supplies>] extends [never]
    ? Unclosed<Needs, Supplies> & Undense<Needs, Supplies> extends infer Message extends string
      ? Message
      : Direction extends 'gain'
        ? Axes extends readonly ['batch'] | readonly []
          ? Objective
          : Axes extends string // the message of an operation that refused it in a function of a user's
            ? Axes
            : `the objective has the axes ${Show<Axes>} but must have [batch] or none; average over the others`
        : 'the objective must be a gain, not a cost; use Elbo.minimize'
    : `the model supplies another type for: ${Different<Needs, Supplies>}`
  : DoesNotSupply<Lacking<Needs, Supplies>, Supplies>

/** The objective itself when the model supplies what it needs, else the message. */
export type CheckedObjective<Given, Objective> =
  IsAny<Objective> extends true
    ? Objective
    : Objective extends Term<infer Axes, infer Direction, infer _Content, infer Needs>
      ? Given extends Model<infer _Event, infer _Over, infer _Params, infer Supplies>
        ? ObjectiveFor<Supplies, Axes, Direction, Needs, Objective>
        : Given extends RecordModel<infer Fields, infer _Params, infer Supplies>
          ? ObjectiveFor<Supplies & HasMask<keyof Fields & string>, Axes, Direction, Needs, Objective>
          : Objective
      : 'the objective is not a term'

/** An objective with its types erased. */
export interface AnyObjective {
  readonly axes: AnyAxes
  readonly sense: Sense
  readonly needs: readonly string[]
}

/** What a model supplies, and of a model of fields the masks that come beside it. */
export const suppliesOf = (model: {
  readonly supplies: readonly string[]
  readonly fields?: Readonly<Record<string, unknown>>
}): readonly string[] =>
  model.fields === undefined ? model.supplies : [...model.supplies, ...Object.keys(model.fields).map(maskName)]

/** The run-time check of `CheckedObjective`. */
export const objectiveFault = (supplies: readonly string[], objective: AnyObjective): string | null => {
  const lacking = objective.needs.find((name) => !supplies.includes(name))
  return lacking !== undefined
    ? PATHWISE.includes(lacking) && supplies.includes('draws')
      ? `the model does not supply ${lacking}: its posterior is not reparameterizable; use Elbo.scoreFunction`
      : `the model does not supply ${lacking}`
    : objective.sense === 'cost'
      ? 'the objective must be a gain, not a cost; use Elbo.minimize'
      : objective.axes.length === 0 || same(objective.axes, ['batch'])
        ? null
        : `the objective has the axes ${show(objective.axes)} but must have [batch] or none; average over the others`
}
