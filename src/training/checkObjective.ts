/** Whether an objective fits a model: a message in the place of one that does not. */

import { type Ask, asksOf } from '../losses/asks.js'
import { type HasMask, maskName } from '../losses/masks.js'
import type { Unobserved } from '../losses/observed.js'
import type { AnyAxes, HasKey, Sense, Term } from '../losses/term.js'
import { neededOfPart, noPart } from '../losses/within.js'
import type { Model } from '../models/model.js'
import type { RecordModel } from '../models/record.js'
import type { IsAny } from '../shapes/checkDim.js'
import { same } from '../shapes/equal.js'
import { type Said, type Show, show } from '../shapes/message.js'
import type { notATerm } from './check.js'
import {
  type AnyJointModel,
  type BlockedBy,
  BY_NAME,
  type ByName,
  isJointModel,
  type OfVariable,
  type OfVariables,
  type UndenseLatent,
  variablesFault,
} from './checkJoint.js'
import { posteriorFault, type UnclosedPair, type Undense } from './checkPosterior.js'
import { type UnobservedFault, unobservedFault } from './checkUnobserved.js'

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

/** The message for a KL divergence without a closed form, where the objective needs one; else `unknown`. */
type Unclosed<Needs, Supplies> = 'order' extends keyof Supplies
  ? [OfVariables<Needs, Supplies>] extends [never]
    ? UndenseLatent<Needs, Supplies>
    : OfVariables<Needs, Supplies>
  : UnclosedPair<Needs, Supplies>

/** What a posterior does not supply whose samples carry no gradient. */
type Pathwise = 'z' | 'logLikelihood'

const PATHWISE: readonly string[] = ['z', 'logLikelihood'] satisfies readonly Pathwise[]

/** The message of a term that would move codes which are moving averages: it would move nothing. */
const AVERAGES =
  'no term moves the codes of the model, which are moving averages or fixed: leave out Elbo.codebook' as const

type NotSupplied<Name extends string> = Said<typeof notSupplied<Name>>
const notSupplied = <Name extends string>(name: Name) => `the model does not supply ${name}` as const

type NotPathwise<Name extends string> = Said<typeof notPathwise<Name>>
const notPathwise = <Name extends string>(name: Name) =>
  `the model does not supply ${name}: its posterior is not reparameterizable; use Elbo.scoreFunction` as const

type NoGradient<Latent extends string> = Said<typeof noGradient<Latent>>
const noGradient = <Latent extends string>(latent: Latent) =>
  `no gradient goes through the samples of ${latent}: use Elbo.scoreFunction` as const

/** The message for what a model lacks. Of a posterior without a pathwise gradient it says what to use instead. */
type DoesNotSupply<Name extends string, Supplies> = [BlockedBy<Supplies>] extends [never]
  ? Extract<Name, Pathwise> extends never
    ? 'codes' extends keyof Supplies
      ? Name extends 'codebook'
        ? typeof AVERAGES
        : NotSupplied<Name>
      : NotSupplied<Name>
    : 'draws' extends keyof Supplies
      ? NotPathwise<Name>
      : NotSupplied<Name>
  : Extract<Name, Pathwise | ByName> extends never
    ? NotSupplied<Name>
    : NoGradient<BlockedBy<Supplies>>

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
    : Said<typeof noPart<Part & string>>
}[keyof Needs]

const A_COST = 'the objective must be a gain, not a cost; use Elbo.minimize'

type OtherAxes<Axes> = Said<typeof otherAxes<Show<Axes>>>
const otherAxes = <Axes extends string>(axes: Axes) =>
  `the objective has the axes ${axes} but must have [batch] or none; average over the others` as const

type ObjectiveFor<Supplies, Axes extends AnyAxes, Direction extends Sense, Needs, Objective> =
  Unfit<Needs, Supplies> extends infer Message extends string
    ? Message
    : Direction extends 'gain'
      ? Axes extends readonly ['batch'] | readonly []
        ? Objective
        : Axes extends string // the message of an operation that refused it in a function of a user's
          ? Axes
          : OtherAxes<Axes>
      : typeof A_COST

/** For what is not a model, or is `any`: another message says so. */
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

type OrElse<Message, Other> = [Message] extends [never] ? Other : Message

/** The objective itself when the model supplies what it needs, else the message. */
export type CheckedObjective<Given, Objective> =
  IsAny<Objective> extends true
    ? Objective
    : Objective extends Term<infer Axes, infer Direction, infer _Content, infer Needs>
      ? Supplied<Given> extends infer Supplies
        ? Supplies extends Unknown
          ? Objective
          : Unobserved extends keyof Needs
            ? OrElse<
                UnobservedFault<Given, Needs>,
                ObjectiveFor<WithKey<Supplies, Needs>, Axes, Direction, Needs, Objective>
              >
            : ObjectiveFor<WithKey<Supplies, Needs>, Axes, Direction, Needs, Objective>
        : never
      : Said<typeof notATerm<'objective'>>

/** An objective with its types erased. */
export interface AnyObjective {
  readonly axes: AnyAxes
  readonly sense: Sense
  readonly needs: readonly string[]
  readonly asks?: readonly Ask[] | undefined
}

/** A model, as far as it says what it supplies. */
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
  lacking === 'codebook' && supplies.includes('codes') ? AVERAGES : lackingOf(supplies, lacking, blocked)

const lackingOf = (supplies: readonly string[], lacking: string, blocked: string | undefined): string =>
  blocked !== undefined && [...PATHWISE, ...BY_NAME].includes(lacking)
    ? noGradient(blocked)
    : blocked === undefined && PATHWISE.includes(lacking) && supplies.includes('draws')
      ? notPathwise(lacking)
      : notSupplied(lacking)

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
  if (own === undefined) return noPart(needed.part)
  const { fields: _, ...part } = own as AnySupplier // masks come beside the whole
  const fault = needsFault(part, [needed.need])
  return fault === null ? null : `part ${needed.part}: ${fault}`
}

/** The message for what is asked of a part of a model, or `null`. */
const askedOfPart = ({ parts = {}, fields = {} }: AnySupplier, ask: Ask): string | null => {
  if (ask._tag !== 'part') return null
  const fault = askedFault(parts[ask.part] ?? { supplies: [] }, ask.asks, Object.keys(fields))
  return fault === null ? null : `part ${ask.part}: ${fault}`
}

/** The message for what is asked beyond names, or `null`: the run-time version of `Unclosed` and its siblings. */
const askedFault = (model: AnySupplier, asks: readonly Ask[], shown: readonly string[] = []): string | null =>
  (isJointModel(model) ? variablesFault(model, asks, shown) : posteriorFault(model, asks)) ??
  asks.map((ask) => askedOfPart(model, ask)).find((fault) => fault !== null) ??
  null

/** The message for what counts where a field is not observed, or `null`. */
const whereFault = (model: AnySupplier, asks: readonly Ask[]): string | null => {
  const models = Object.entries(model.parts ?? {}).flatMap(([part, own]) =>
    isShown(own) ? [[part, own] as const] : [],
  )
  const all = isShown(model) ? ([[null, model]] as const) : models
  const faults = asks.map((ask) => (ask._tag === 'unobserved' ? unobservedFault(ask, all) : null))
  return faults.find((fault) => fault !== null) ?? null
}

const isShown = (model: object): model is AnyJointModel & { readonly fields: object } =>
  isJointModel(model) && 'fields' in model

/** The run-time check of `CheckedObjective`. */
export const objectiveFault = (model: AnySupplier, objective: AnyObjective): string | null =>
  whereFault(model, asksOf(objective)) ??
  needsFault(model, objective.needs) ??
  askedFault(model, asksOf(objective)) ??
  (objective.sense === 'cost'
    ? A_COST
    : objective.axes.length === 0 || same(objective.axes, ['batch'])
      ? null
      : otherAxes(show(objective.axes)))
