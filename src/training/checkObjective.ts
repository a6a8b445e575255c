/** Whether an objective fits a model: a message in the place of one that does not. */

import type { HasKl, TaggedDistribution } from '../distributions/closedForm.js'
import type { DistributionFacts } from '../distributions/kinds.js'
import type { NeedsClosedKl, NeedsPosteriorDensity, NoClosedKl } from '../losses/atoms.js'
import { type HasMask, maskName } from '../losses/masks.js'
import type { AnyAxes, HasKey, Sense, Term } from '../losses/term.js'
import { neededOfPart } from '../losses/within.js'
import type { Model } from '../models/model.js'
import type { RecordModel } from '../models/record.js'
import type { IsAny } from '../shapes/checkDim.js'
import { same } from '../shapes/equal.js'
import { type Show, show } from '../shapes/message.js'
import { type BlockedBy, BY_NAME, type ByName, type OfVariable, type OfVariables } from './checkJoint.js'

// -----------------------------------------------------------------------------
// the objective
// -----------------------------------------------------------------------------

type Lacking<Needs, Supplies> = Exclude<keyof Needs, keyof Supplies> & string

/** Of what is supplied of each variable by its name, `checkJoint` asks, and of parts `PartsUnfit`. */
type Different<Needs, Supplies> = {
  [Name in Exclude<keyof Needs & keyof Supplies, OfVariable | 'parts'>]: Supplies[Name] extends Needs[Name]
    ? never
    : Name
}[Exclude<keyof Needs & keyof Supplies, OfVariable | 'parts'>] &
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

/** The message about what a model supplies otherwise than a term needs it; else `unknown`. */
type Unfit<Needs, Supplies> = [Lacking<Needs, Supplies>] extends [never]
  ? [Different<Needs, Supplies>] extends [never]
    ? Unclosed<Needs, Supplies> & Undense<Needs, Supplies> & PartsUnfit<Needs, Supplies>
    : `the model supplies another type for: ${Different<Needs, Supplies>}`
  : DoesNotSupply<Lacking<Needs, Supplies>, Supplies>

/** The message about one part of a model of several; else `unknown`. */
type PartsUnfit<Needs, Supplies> = 'parts' extends keyof Needs
  ? [OfParts<Needs['parts' & keyof Needs], Supplies['parts' & keyof Supplies]>] extends [never]
    ? unknown
    : OfParts<Needs['parts' & keyof Needs], Supplies['parts' & keyof Supplies]>
  : unknown

type OfParts<Needs, Supplies> = {
  [Part in keyof Needs]: Part extends keyof Supplies
    ? Unfit<Needs[Part], Supplies[Part]> extends infer Message extends string
      ? `part ${Part & string}: ${Message}`
      : never
    : `the model has no part ${Part & string}`
}[keyof Needs]

type ObjectiveFor<Supplies, Axes extends AnyAxes, Direction extends Sense, Needs, Objective> =
  Unfit<Needs, Supplies> extends infer Message extends string
    ? Message
    : Direction extends 'gain'
      ? Axes extends readonly ['batch'] | readonly []
        ? Objective
        : Axes extends string // the message of an operation that refused it in a function of a user's
          ? Axes
          : `the objective has the axes ${Show<Axes>} but must have [batch] or none; average over the others`
      : 'the objective must be a gain, not a cost; use Elbo.minimize'

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
  /** Those of a model of several. */
  readonly parts?: { readonly [part: string]: Pick<AnySupplier, 'supplies' | 'blocked'> }
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

/** The message for the first of some needs that a model does not supply, or `null`: the run-time version of `Unfit`. */
const needsFault = (model: AnySupplier, needs: readonly string[]): string | null => {
  const supplies = suppliesOf(model)
  const lacking = needs.find((name) => neededOfPart(name) === null && !supplies.includes(name))
  return lacking !== undefined
    ? lackingFault(supplies, lacking, model.blocked?.[0])
    : (needs.map((name) => partFault(model, name)).find((fault) => fault !== null) ?? null)
}

/** The message for what a part of a model does not supply, or `null` for what it does, and for what is needed of the whole. */
const partFault = ({ parts, supplies }: AnySupplier, name: string): string | null => {
  const needed = neededOfPart(name)
  if (needed === null) return null
  if (parts === undefined) return lackingFault(supplies, 'parts', undefined)
  const own = parts[needed.part]
  if (own === undefined) return `the model has no part ${needed.part}`
  const { fields: _, ...part } = own as AnySupplier // masks come beside the whole
  const fault = needsFault(part, [needed.need])
  return fault === null ? null : `part ${needed.part}: ${fault}`
}

/** The run-time check of `CheckedObjective`. */
export const objectiveFault = (model: AnySupplier, objective: AnyObjective): string | null =>
  needsFault(model, objective.needs) ??
  (objective.sense === 'cost'
    ? 'the objective must be a gain, not a cost; use Elbo.minimize'
    : objective.axes.length === 0 || same(objective.axes, ['batch'])
      ? null
      : `the objective has the axes ${show(objective.axes)} but must have [batch] or none; average over the others`)
