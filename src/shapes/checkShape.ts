/**
 * The check for shapes in code that may be generic: it refuses what is known to be wrong, and lets through what is not
 * known yet, a type parameter or a `Dim` of which nothing is said.
 */

import { type DimCheck, dimFault, type IsAny, type IsUnion, type NoRank, type SeveralShapes } from './checkDim.js'
import type { Dim, Shape } from './dim.js'
import { mustBe, show } from './message.js'

type AnyDim<What extends string> = `${What}: a dimension is any`
type NoShape<What extends string> = `${What}: the shape is never`

/** Whether nothing is known of a dimension: it is any name and any number. */
type IsUntold<Given> = [Dim] extends [Given] ? true : false

type DimMessage<Given, What extends string> =
  IsUntold<Given> extends true
    ? [Given] extends [never] // as `ShapeMessage`
      ? null
      : IsAny<Given> extends true
        ? AnyDim<What>
        : null
    : DimCheck<Given, `${What}: a dimension`, null>

type EachMessage<Given, What extends string> = Given extends readonly [infer Head, ...infer Rest]
  ? DimMessage<Head, What> extends string
    ? DimMessage<Head, What>
    : EachMessage<Rest, What>
  : Given extends readonly []
    ? null
    : Given extends readonly (infer Each)[]
      ? [Each] extends [Dim]
        ? IsUntold<Each> extends true
          ? null
          : NoRank<What>
        : never // what is inferred of a record that is `any`
      : NoRank<What>

/** Asked for `unknown` first: as that the compiler tries out a type parameter, which is no fault. */
type ShapeMessage<Given, What extends string> = [unknown] extends [Given]
  ? [Given] extends [never]
    ? null
    : never // `any` is stopped by `never`, the one type it is not assignable to
  : [Given] extends [never]
    ? NoShape<What>
    : IsUnion<Given> extends true
      ? SeveralShapes<What>
      : EachMessage<Given, What>

/** What a shape must be besides its type: nothing more, or the message of the refusal. */
export type Possible<Given, What extends string> = [ShapeMessage<Given, What>] extends [string]
  ? ShapeMessage<Given, What>
  : unknown

/** `T.host` takes the sizes of its names as a record: what makes its numbers itself takes all sizes, as a list. */
const listFault = (sizes: unknown, what: string): string | null =>
  Array.isArray(sizes) ? null : mustBe(`${what}: the sizes`, 'a list of numbers', typeof sizes)

/** The run-time check of a shape and of the sizes of its dimensions: the message, or `null`. */
export const shapeFault = (shape: Shape, sizes: readonly number[], what: string): string | null =>
  listFault(sizes, what) ??
  first(shape.map((dim) => dimFault(dim, `${what}: a dimension`))) ??
  first(sizes.map((size, axis) => dimFault(size, `${what}: the size of '${shape[axis]}'`))) ??
  (shape.length === sizes.length && shape.every((dim, axis) => typeof dim === 'string' || dim === sizes[axis])
    ? null
    : `${what}: ${show(shape)} has the sizes ${show(sizes)}`)

const first = (faults: readonly (string | null)[]): string | null => faults.find((message) => message !== null) ?? null
