/** Which examples have a value of a field, as terms receive it. */

import type * as T from '../tensors/index.js'
import type { Term } from './term.js'

/** What a model of fields supplies of each: 1 for the examples that have a value of it, else 0. */
export type HasMask<Field extends string> = {
  readonly [Name in Field as MaskName<Name>]: T.Tensor<readonly ['batch']>
}

/** The name of the mask of a field, among what a term may ask of a model. */
export type MaskName<Field extends string> = `mask of ${Field}`

/** The run-time version of `MaskName`. */
export const maskName = <const Field extends string>(field: Field): MaskName<Field> => `mask of ${field}`

/** The fields whose masks a term asks for; of a tuple of players those that each of them asks for. */
export type MasksNeeded<Given> = Given extends readonly [infer First, ...infer Rest]
  ? Rest extends readonly []
    ? MasksNeeded<First>
    : MasksNeeded<First> & MasksNeeded<Rest>
  : Given extends { readonly objective: infer Objective }
    ? MasksNeeded<Objective>
    : Given extends Term<infer _Axes, infer _Sense, infer _Content, infer Needs>
      ? FieldOf<keyof Needs>
      : never

type FieldOf<Name> = Name extends MaskName<infer Field> ? Field : never
