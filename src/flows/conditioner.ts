/** The network of a coupling: it takes the numbers that are kept, and gives some numbers for each of the others. */

import type { Net } from '../layers/net.js'
import type { Multiply, Subtract } from '../shapes/arithmetic.js'
import type { IsAny, IsUnion } from '../shapes/checkDim.js'
import type { AnyShape, Dim, DimOf, Size, Sizes } from '../shapes/dim.js'
import { dimsOf } from '../shapes/dim.js'
import type { Hint } from '../shapes/hint.js'
import { type Said, type Show, show } from '../shapes/message.js'

// -----------------------------------------------------------------------------
// the check
// -----------------------------------------------------------------------------

type NotANetwork<Name extends string> = Said<typeof notANetwork<Name>>
type KeepsNone<Name extends string, Of extends Dim, Kept> = Said<typeof keepsNone<Name, Of, Show<Kept>>>
type Unfit<Name extends string, Of extends Dim, Kept, Wanted extends number, Gives> = Said<
  typeof unfit<Name, Show<Kept>, Of, Wanted, Show<Gives>>
>

const notANetwork = <Name extends string>(name: Name) =>
  `${name}: the conditioner is not a network that gives a Tensor` as const
const keepsNone = <Name extends string, Of extends Dim, Kept extends string>(name: Name, of: Of, kept: Kept) =>
  `${name}: the conditioner must take fewer numbers than [${of}] but takes ${kept}` as const
const unfit = <Name extends string, Kept extends string, Of extends Dim, Wanted extends number, Gives extends string>(
  name: Name,
  kept: Kept,
  of: Of,
  wanted: Wanted,
  gives: Gives,
) => `${name}: the conditioner takes ${kept} of [${of}], so it must give [${wanted}] but gives ${gives}` as const

/** Whether all dimensions are numbers: those with names are looked at when the program runs. */
type AreNumbers<Dims> = Dims extends readonly number[] ? true : false

type OfNumbers<Name extends string, Of extends number, Kept extends number, Gives, Each extends number, Conditioner> = [
  Subtract<Of, Kept>,
] extends [never]
  ? KeepsNone<Name, Of, readonly [Kept]>
  : Subtract<Of, Kept> extends 0
    ? KeepsNone<Name, Of, readonly [Kept]>
    : Gives extends readonly [Multiply<Each, Subtract<Of, Kept>>]
      ? Conditioner
      : Unfit<Name, Of, readonly [Kept], Multiply<Each, Subtract<Of, Kept>>, Gives>

type OfShapes<
  Name extends string,
  Of extends Dim,
  Kept,
  Gives,
  Each extends number,
  Conditioner,
> = Kept extends readonly [infer Only]
  ? AreNumbers<readonly [Of, Only, Each]> extends true
    ? number extends Each
      ? Conditioner
      : OfNumbers<Name, Of & number, Only & number, Gives, Each, Conditioner>
    : Conditioner
  : KeepsNone<Name, Of, Kept>

/**
 * The conditioner of a coupling over an axis itself, or the message in its place. It gives `Each` numbers for every number
 * that it is not given.
 */
export type ConditionerPart<Name extends string, Given, Conditioner, Each extends number> =
  IsAny<Conditioner> extends true
    ? never
    : [Conditioner] extends [Hint]
      ? Conditioner
      : IsUnion<Conditioner> extends true
        ? `${Name}: the conditioner is a union; pass one`
        : Conditioner extends Net<infer Kept, infer Gives, infer _Params, infer Kind>
          ? Kind extends 'Tensor'
            ? OfShapes<Name, DimOf<Given> & Dim, Kept, Gives, Each, Conditioner>
            : NotANetwork<Name>
          : NotANetwork<Name>

/** The parameters of a conditioner. */
export type ParamsOfNet<Conditioner> =
  Conditioner extends Net<infer _In, infer _Out, infer Params, infer _Kind> ? Params : never

// -----------------------------------------------------------------------------
// the check at run time
// -----------------------------------------------------------------------------

/** What is asked of a conditioner. */
export interface AnyConditioner extends Pick<Net<AnyShape, AnyShape, unknown>, 'init' | 'apply'> {
  readonly kind: string
  readonly input: Sizes
  readonly output: Sizes
}

const isNetwork = (given: unknown): given is AnyConditioner =>
  typeof given === 'object' && given !== null && 'input' in given && 'output' in given && 'apply' in given

/** How many numbers are kept, and how many are moved. */
export interface Parted {
  readonly kept: Size<Dim>
  readonly moved: number
}

/** How a conditioner parts an axis, or the message of its refusal. */
export const parted = (name: string, { dim, size }: Size<Dim>, given: unknown, each: number): Parted | string => {
  if (!isNetwork(given) || given.kind !== 'Tensor') return notANetwork(name)
  const [kept, ...others] = given.input
  if (kept === undefined || others.length > 0 || kept.size >= size)
    return keepsNone(name, dim, show(dimsOf(given.input)))
  const moved = size - kept.size
  return given.output.length === 1 && given.output[0]?.size === each * moved
    ? { kept, moved }
    : unfit(name, show(dimsOf(given.input)), dim, each * moved, show(dimsOf(given.output)))
}
