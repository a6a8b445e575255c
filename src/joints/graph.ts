/** The graph of a joint distribution: on what each variable depends. Each type has its run-time version below it. */

import type { LatentKind } from '../distributions/family.js'
import type { DistributionFacts } from '../distributions/kinds.js'
import type { AnyJoint } from './joint.js'
import type { AnyVariable } from './variable.js'

// -----------------------------------------------------------------------------
// one variable
// -----------------------------------------------------------------------------

/** What a variable comes from. */
export type OriginAt<Variables, Name> = Name extends keyof Variables
  ? Variables[Name] extends { readonly from: infer From }
    ? From
    : never
  : never

/** The shape of a variable. */
export type ShapeAt<Variables, Name> = Name extends keyof Variables
  ? Variables[Name] extends { readonly shape: infer Event extends readonly unknown[] }
    ? Event
    : never
  : never

/** The event of a variable: its shape, or indices. */
export type EventAt<Variables, Name> = Name extends keyof Variables
  ? Variables[Name] extends { readonly shape: infer Event }
    ? Event
    : never
  : never

/** The numbers that a variable is made of. */
export type OverAt<Variables, Name> = Name extends keyof Variables
  ? Variables[Name] extends { readonly over: infer Over extends string }
    ? Over
    : never
  : never

/** Whether a gradient goes through the samples of a variable, or its score alone moves it; `'none'` of a prior. */
export type GradientOf<From> = From extends LatentKind ? DistributionFacts[From]['gradient'] : 'none'

/** The distributions whose density is known at their own samples alone. */
export type AtSamplesKind = {
  [Kind in LatentKind]: DistributionFacts[Kind] extends { readonly density: 'at its samples' } ? Kind : never
}[LatentKind]

/** The names of the variables whose density is known at their own samples alone. */
export type AtSamples<Variables> = {
  [Name in keyof Variables]: OriginAt<Variables, Name> extends AtSamplesKind ? Name : never
}[keyof Variables] &
  string

/** Whether the density of a variable is known at its own samples alone. */
export const isAtSamples = ({ built }: Pick<AnyVariable, 'built'>): boolean =>
  built.network?.family?.density !== undefined

/** Whether a variable is drawn from a distribution. */
export const isDrawn = ({ from }: Pick<AnyVariable, 'from'>): boolean => from !== 'value' && from !== 'given'

// -----------------------------------------------------------------------------
// names
// -----------------------------------------------------------------------------

/** The names of the variables that are drawn. */
export type Drawn<Variables> = {
  [Name in keyof Variables]: OriginAt<Variables, Name> extends 'value' | 'given' ? never : Name
}[keyof Variables] &
  string

/** The names of the variables that are drawn, in the order of their definition. */
export type DrawnInOrder<Variables, Order, Found extends readonly string[] = readonly []> = Order extends readonly [
  infer Name extends string,
  ...infer Rest,
]
  ? DrawnInOrder<
      Variables,
      Rest,
      OriginAt<Variables, Name> extends 'value' | 'given' ? Found : readonly [...Found, Name]
    >
  : Found

// -----------------------------------------------------------------------------
// edges
// -----------------------------------------------------------------------------

/** The variables that one is given. */
export type Parents<Variables, Name> = Name extends keyof Variables
  ? Variables[Name] extends { readonly needs: infer Needs }
    ? keyof Needs & string
    : never
  : never

export const parents = ({ variables }: AnyJoint, name: string): readonly string[] =>
  Object.keys(variables[name]?.built.takes ?? {})

/** All variables that one depends on. A graph has no circles, so that it ends. */
export type Ancestors<Variables, Name> = Name extends unknown
  ?
      | Parents<Variables, Name>
      | ([Parents<Variables, Name>] extends [never] ? never : Ancestors<Variables, Parents<Variables, Name>>)
  : never

export const ancestors = (joint: AnyJoint, name: string): ReadonlySet<string> =>
  new Set(parents(joint, name).flatMap((parent) => [parent, ...ancestors(joint, parent)]))

/** The variables that the distribution of one depends on: through what is computed, to what is drawn or given. */
export type Sources<Variables, Name> = Name extends unknown
  ? Parents<Variables, Name> extends infer Parent
    ? Parent extends keyof Variables
      ? OriginAt<Variables, Parent> extends 'value'
        ? Sources<Variables, Parent>
        : Parent
      : never
    : never
  : never

export const sources = (joint: AnyJoint, name: string): ReadonlySet<string> =>
  new Set(
    parents(joint, name).flatMap((parent) =>
      joint.variables[parent]?.from === 'value' ? [...sources(joint, parent)] : [parent],
    ),
  )
