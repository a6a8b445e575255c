/** Whether an objective fits a model: a message in the place of one that does not. */

import type { HasKl, TaggedDistribution } from '../distributions/closedForm.js'
import type { DistributionFacts } from '../distributions/kinds.js'
import type { NeedsClosedKl, NeedsPosteriorDensity, NoClosedKl } from '../losses/atoms.js'
import { type HasMask, maskName } from '../losses/masks.js'
import type { AnyAxes, HasKey, Sense, Term } from '../losses/term.js'
import type { Model } from '../models/model.js'
import type { RecordModel } from '../models/record.js'
import type { IsAny } from '../shapes/checkDim.js'
import { same } from '../shapes/equal.js'
import { type Show, show } from '../shapes/message.js'
import { type BlockedBy, BY_NAME, type ByName, type OfVariables } from './checkJoint.js'

// -----------------------------------------------------------------------------
// the objective
// -----------------------------------------------------------------------------

type Lacking<Needs, Supplies> = Exclude<keyof Needs, keyof Supplies> & string

/** Of what is supplied of each variable by its name, `checkJoint` asks. */
type Different<Needs, Supplies> = {
  [Name in Exclude<keyof Needs & keyof Supplies, ByName>]: Supplies[Name] extends Needs[Name] ? never : Name
}[Exclude<keyof Needs & keyof Supplies, ByName>] &
  string

/** The posterior and the prior of a model. */
type Distributions<Supplies> = Supplies extends {
  readonly posterior: infer Q extends TaggedDistribution
  readonly prior: infer P extends TaggedDistribution
}
  ? readonly [Q, P]
  : never

/** The message for distributions without a KL in closed form, where the objective needs one; else `unknown`, since `null` is a string where a program is not strict. */
type Unclosed<Needs, Supplies> = 'order' extends keyof Supplies
  ? [OfVariables<Needs, Supplies>] extends [never]
    ? unknown
    : OfVariables<Needs, Supplies>
  : NeedsClosedKl<Needs> extends true
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
type DoesNotSupply<Name extends string, Supplies> = [BlockedBy<Supplies>] extends [never]
  ? Extract<Name, Pathwise> extends never
    ? `the model does not supply ${Name}`
    : 'draws' extends keyof Supplies
      ? `the model does not supply ${Name}: its posterior is not reparameterizable; use Elbo.scoreFunction`
      : `the model does not supply ${Name}`
  : Extract<Name, Pathwise | ByName> extends never
    ? `the model does not supply ${Name}`
    : `no gradient goes through the samples of ${BlockedBy<Supplies>}: use Elbo.scoreFunction`

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

/** Of a model that is none, or any, of which another message speaks. */
type Unknown = 'unknown'

/** What a model supplies, and beside it of a model of fields their masks. */
type Supplied<Given> =
  IsAny<Given> extends true
    ? Unknown
    : Given extends Model<infer _Event, infer _Over, infer _Params, infer Supplies>
      ? Supplies
      : Given extends RecordModel<infer Fields, infer _Params, infer Supplies>
        ? Supplies & HasMask<keyof Fields & string>
        : Unknown

/** What is supplied to a term: where it draws, a key too, whatever the model. */
type WithKey<Supplies, Needs> = 'key' extends keyof Needs ? Supplies & HasKey : Supplies

/** The objective itself when the model supplies what it needs, else the message. */
export type CheckedObjective<Given, Objective> =
  IsAny<Objective> extends true
    ? Objective
    : Objective extends Term<infer Axes, infer Direction, infer _Content, infer Needs>
      ? Supplied<Given> extends infer Supplies
        ? Supplies extends Unknown
          ? Objective
          : ObjectiveFor<WithKey<Supplies, Needs>, Axes, Direction, Needs, Objective>
        : never
      : 'the objective is not a term'

/** An objective with its types erased. */
export interface AnyObjective {
  readonly axes: AnyAxes
  readonly sense: Sense
  readonly needs: readonly string[]
}

/** A model of which it is asked what it supplies. */
interface AnySupplier {
  readonly supplies: readonly string[]
  readonly fields?: Readonly<Record<string, unknown>>
  /** The latents through whose samples no gradient goes, in their order. */
  readonly blocked?: readonly string[]
}

/** What a model supplies, and beside it a key and of a model of fields the masks. */
const suppliesOf = ({ supplies, fields = {} }: AnySupplier): readonly string[] => [
  ...supplies,
  'key',
  ...Object.keys(fields).map(maskName),
]

/** The message for what a model lacks, of whose latents the first may be one without a gradient. */
const lackingFault = (supplies: readonly string[], lacking: string, blocked: string | undefined): string =>
  blocked !== undefined && [...PATHWISE, ...BY_NAME].includes(lacking)
    ? `no gradient goes through the samples of ${blocked}: use Elbo.scoreFunction`
    : blocked === undefined && PATHWISE.includes(lacking) && supplies.includes('draws')
      ? `the model does not supply ${lacking}: its posterior is not reparameterizable; use Elbo.scoreFunction`
      : `the model does not supply ${lacking}`

/** The run-time check of `CheckedObjective`. */
export const objectiveFault = (model: AnySupplier, objective: AnyObjective): string | null => {
  const supplies = suppliesOf(model)
  const lacking = objective.needs.find((name) => !supplies.includes(name))
  return lacking !== undefined
    ? lackingFault(supplies, lacking, model.blocked?.[0])
    : objective.sense === 'cost'
      ? 'the objective must be a gain, not a cost; use Elbo.minimize'
      : objective.axes.length === 0 || same(objective.axes, ['batch'])
        ? null
        : `the objective has the axes ${show(objective.axes)} but must have [batch] or none; average over the others`
}
