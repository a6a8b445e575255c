/** Whether several models make one: a message in the place of one that does not fit the others. */

import type { AnyJoint, Joint } from '../../joints/joint.js'
import type { AnyVariable } from '../../joints/variable.js'
import type { IsAny, IsUnion } from '../../shapes/checkDim.js'
import { type AnySize, numbersOf } from '../../shapes/dim.js'
import { same } from '../../shapes/equal.js'
import type { Said } from '../../shapes/message.js'
import type { Shown } from '../record.js'
import type { JointVae } from './vae.js'

// -----------------------------------------------------------------------------
// messages: one name, one text, for the compiler and for the run time
// -----------------------------------------------------------------------------

type NotAPart<Part extends string> = Said<typeof notAPart<Part>>
const notAPart = <Part extends string>(part: Part) => `together: ${part} is not a model of Vae.of` as const

type PartIsUnion<Part extends string> = `together: ${Part} is a union; pass one model`

type OtherField<Part extends string, Field extends string> = Said<typeof otherField<Part, Field>>
const otherField = <Part extends string, Field extends string>(part: Part, field: Field) =>
  `together: ${part} is shown another ${field} than other parts` as const

type OtherNetwork<Part extends string, Side extends string, Name extends string> = Said<
  typeof otherNetwork<Part, Side, Name>
>
const otherNetwork = <Part extends string, Side extends string, Name extends string>(
  part: Part,
  side: Side,
  name: Name,
) => `together: ${part} has another network for ${name} in ${side} than other parts: share one` as const

const NO_PARTS = 'together: takes one model or more but is given none' as const

// -----------------------------------------------------------------------------
// in the types
// -----------------------------------------------------------------------------

/** The names in any of some records. */
export type KeysOf<Union> = Union extends unknown ? keyof Union : never

/** What stands under a name in those of some records that have it. */
export type At<Union, Name> = Union extends { readonly [Each in Name & PropertyKey]: infer Found } ? Found : never

/** The variables of one side of a model. */
type VariablesOf<Model, Side> = Side extends keyof Model
  ? Model[Side] extends Joint<infer Variables, infer _Order>
    ? Variables
    : never
  : never

/** The parameters of a variable; `never` of one without any. */
type OwnParams<Given> = Given extends { readonly init: (key: never) => infer Params }
  ? Params extends null
    ? never
    : Params
  : never

/** The parameters of each of the experts where a network is made of these. */
type PartsOfParams<Params> = Params extends { readonly experts: infer Experts } ? Experts : { readonly all: Params }

/** The names of one side whose parameters have several types. */
type Clashes<Sides, Names = KeysOf<Sides>> = Names extends string
  ? PartsOfParams<OwnParams<At<Sides, Names>>> extends infer Union
    ? AnyClash<Union> extends true
      ? Names
      : never
    : never
  : never

type AnyClash<Union> = true extends { [Name in KeysOf<Union>]: IsUnion<At<Union, Name>> }[KeysOf<Union>] ? true : false

/** The names that several fields share. */
type FieldClashes<Fields, Names = KeysOf<Fields>> = Names extends string
  ? IsUnion<At<Fields, Names>> extends true
    ? Names
    : never
  : never

type FieldsIn<Model> = Model extends { readonly fields: infer Fields } ? Fields : never

/** The messages for one of several parts. */
type PartFault<Parts, Part extends keyof Parts> =
  | NetworkFault<Part & string, 'p', VariablesOf<Parts[Part], 'p'>, Clashes<SideOf<Parts, 'p'>>>
  | NetworkFault<Part & string, 'q', VariablesOf<Parts[Part], 'q'>, Clashes<SideOf<Parts, 'q'>>>
  | FieldFault<Part & string, FieldsIn<Parts[Part]>, FieldClashes<FieldsIn<Parts[keyof Parts]>>>

/** The variables of one side of each part. */
type SideOf<Parts, Side> = { [Part in keyof Parts]: VariablesOf<Parts[Part], Side> }[keyof Parts]

type NetworkFault<Part extends string, Side extends string, Variables, Names> = Names extends keyof Variables & string
  ? OtherNetwork<Part, Side, Names>
  : never

type FieldFault<Part extends string, Fields, Names> = Names extends keyof Fields & string
  ? OtherField<Part, Names>
  : never

/** A part itself, or the message in its place. */
export type CheckedPart<Parts, Part extends keyof Parts> =
  IsAny<Parts[Part]> extends true
    ? never
    : IsUnion<Parts[Part]> extends true
      ? PartIsUnion<Part & string>
      : Parts[Part] extends JointVae<infer _P, infer _Q, infer _Latents>
        ? [PartFault<Parts, Part>] extends [never]
          ? Parts[Part]
          : PartFault<Parts, Part>
        : NotAPart<Part & string>

// -----------------------------------------------------------------------------
// at run time
// -----------------------------------------------------------------------------

/** A model of two joint distributions when the program runs. */
export interface AnyPart {
  readonly p: AnyJoint
  readonly q: AnyJoint
  readonly fields: { readonly [name: string]: Shown<readonly [], 'real'> & { readonly below?: AnySize } }
}

type Parts = readonly (readonly [part: string, model: AnyPart])[]

const isPart = (given: unknown): boolean =>
  typeof given === 'object' && given !== null && 'p' in given && 'q' in given && 'fields' in given && 'supply' in given

/** The experts of a network that is made of some. */
const expertsOf = (network: object | null): { readonly [name: string]: unknown } =>
  network !== null && 'experts' in network ? { ...(network.experts as object) } : {}

/** Whether two variables of one name have the same network or prior, or experts that are the same wherever both have one. */
const isShared = (one: AnyVariable, other: AnyVariable): boolean => {
  const [first, second] = [one.built, other.built]
  if (one.from === 'given' || other.from === 'given') return true
  if (first.network === null || second.network === null)
    return first.prior === second.prior || (one.from === other.from && first.prior?.init === undefined)
  const [own, others] = [expertsOf(first.network), expertsOf(second.network)]
  if (Object.keys(own).length === 0 || Object.keys(others).length === 0) return first.network === second.network
  const common = Object.keys(own).filter((name) => Object.hasOwn(others, name))
  return common.every((name) => own[name] === others[name])
}

const networkFault = (side: 'p' | 'q', [part, model]: Parts[number], [, other]: Parts[number]): string | null => {
  const odd = Object.values(model[side].variables).find((each) => {
    const theirs = other[side].variables[each.name]
    return theirs !== undefined && !isShared(each, theirs)
  })
  return odd === undefined ? null : otherNetwork(part, side, odd.name)
}

const fieldFault = ([part, { fields }]: Parts[number], [, other]: Parts[number]): string | null => {
  const odd = Object.entries(fields).find(([name, { event, shape, over, below }]) => {
    const theirs = other.fields[name]
    return (
      theirs !== undefined &&
      !(
        same(shape, theirs.shape) &&
        same(numbersOf(event), numbersOf(theirs.event)) &&
        over === theirs.over &&
        below?.dim === theirs.below?.dim &&
        below?.size === theirs.below?.size
      )
    )
  })
  return odd === undefined ? null : otherField(part, odd[0])
}

/** What is wrong with several models as one, as a message, or `null`: the run-time version of `CheckedPart`. */
export const partsFault = (parts: Parts): string | null => {
  const stranger = parts.find(([, model]) => !isPart(model))
  if (stranger !== undefined) return notAPart(stranger[0])
  const faults = parts.flatMap((one) =>
    parts.map((other) => networkFault('p', one, other) ?? networkFault('q', one, other) ?? fieldFault(one, other)),
  )
  return parts.length === 0 ? NO_PARTS : (faults.find((fault) => fault !== null) ?? null)
}
