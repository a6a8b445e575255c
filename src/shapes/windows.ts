/** The check for windows: kernel, stride, padding and dilation as a caller writes them. */

import { type DimCheck, dimFault, type IsAny, type IsUnion } from './checkDim.js'
import type { Padding, Windows } from './convolution.js'
import type { Hint } from './hint.js'
import { type MustBe, mustBe, type Said } from './message.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/** How windows lie, as a caller writes it. A stride is 1 and a padding `'same'` where they are left out. */
export interface WindowOptions {
  /** Pixels of a window, each way. */
  readonly kernel: number
  /** Pixels from one window to the next: 1, or for a pool its kernel. */
  readonly stride?: number
  /** `'same'`, `'valid'`, or how many zeros on every side. */
  readonly padding?: Padding
  /** Pixels from one number of the kernel to the next: 1. */
  readonly dilation?: number
}

/** The options of a convolution, before they are written. */
export interface WindowHint extends Hint, WindowOptions {}

/** The options of a pool, before they are written. */
export interface PoolHint extends Hint, Omit<WindowOptions, 'dilation'> {}

/** The options of a convolution by a filter, before they are written. */
export interface FilterHint extends Hint, Omit<WindowOptions, 'kernel'> {}

/** An option, or what stands for it where it is left out. */
export type Option<Given, Name extends string, Otherwise> = Name extends keyof Given ? Given[Name] : Otherwise

// -----------------------------------------------------------------------------
// messages
// -----------------------------------------------------------------------------

type NotNumber<What extends string> = MustBe<What, 'a number', 'a name'>
type NotLiteral<What extends string> = `${What} must be a literal, which the compiler can read`
type NotPadding<What extends string> = Said<typeof notPadding<What>>

/** The message of an option that is not there. */
export type NoOption<What extends string, Name extends string> = Said<typeof noOption<What, Name>>

const notPadding = <What extends string>(what: What) => `${what} must be 'same', 'valid' or a whole number` as const
export const noOption = <What extends string, Name extends string>(what: What, name: Name) =>
  `${what}: there is no option ${name}` as const
const noKernel = <What extends string>(what: What) => `${what}: the options must say the kernel` as const

// -----------------------------------------------------------------------------
// the message about each option
// -----------------------------------------------------------------------------

/** `unknown`, or the message about a number that must be a literal. */
type NumberMessage<Given, What extends string> =
  IsAny<Given> extends true
    ? `${What} is any`
    : [Given] extends [never]
      ? `${What} is never`
      : [Given] extends [string]
        ? NotNumber<What>
        : number extends Given
          ? NotLiteral<What>
          : DimCheck<Given, What>

type PaddingMessage<Given, What extends string> =
  IsAny<Given> extends true
    ? `${What} is any`
    : [Given] extends [never]
      ? `${What} is never`
      : IsUnion<Given> extends true
        ? `${What} is a union; pass one`
        : Given extends 'same' | 'valid' | 0
          ? unknown
          : Given extends number
            ? NumberMessage<Given, What>
            : NotPadding<What>

type FirstMessage<All extends readonly unknown[]> = All extends readonly [infer Head, ...infer Rest]
  ? Head extends string
    ? Head
    : FirstMessage<Rest>
  : unknown

type ExtraMessage<Given, Allowed extends string, What extends string> = [Exclude<keyof Given, Allowed>] extends [never]
  ? unknown
  : NoOption<What, Exclude<keyof Given, Allowed> & string>

/** The first message about options, or `unknown`. */
export type OptionMessage<Given, What extends string, Allowed extends string> =
  IsUnion<Given> extends true
    ? `${What}: the options are a union; pass one`
    : Given extends { readonly kernel: infer Kernel }
      ? FirstMessage<
          [
            NumberMessage<Kernel, `${What}: the kernel`>,
            NumberMessage<Option<Given, 'stride', 1>, `${What}: the stride`>,
            PaddingMessage<Option<Given, 'padding', 'same'>, `${What}: the padding`>,
            NumberMessage<Option<Given, 'dilation', 1>, `${What}: the dilation`>,
            ExtraMessage<Given, Allowed, What>,
          ]
        >
      : Said<typeof noKernel<What>>

/** The parameter of a rule that takes options: the type itself, or the message in its place. */
export type KnownOptions<Given, What extends string, Allowed extends string> =
  IsAny<Given> extends true
    ? never
    : [Given] extends [never]
      ? `${What}: the options are never`
      : OptionMessage<Given, What, Allowed> extends infer Message
        ? Message extends string
          ? Given extends Hint
            ? Given
            : Message
          : Given
        : never

// -----------------------------------------------------------------------------
// run-time check
// -----------------------------------------------------------------------------

/** What is wrong with a positive whole number, of which a name is none; or `null`. */
export const numberMessage = (given: unknown, what: string): string | null =>
  typeof given === 'string' ? mustBe(what, 'a number', 'a name') : dimFault(given, what)

const paddingMessage = (given: unknown, what: string): string | null =>
  given === 'same' || given === 'valid' || given === 0
    ? null
    : typeof given === 'number'
      ? dimFault(given, what)
      : notPadding(what)

/** Windows as they were written, with what was left out; or the message. */
export const knownWindows = (
  given: unknown,
  what: string,
  allowed: readonly string[],
  otherwise: (kernel: number) => Omit<Windows, 'kernel'>,
): Windows | string => {
  if (typeof given !== 'object' || given === null || !('kernel' in given)) return noKernel(what)
  // safe: each value is checked below
  const windows = { ...otherwise(given.kernel as number), ...given } as Windows
  const extra = Object.keys(given).find((name) => !allowed.includes(name))
  return (
    numberMessage(windows.kernel, `${what}: the kernel`) ??
    numberMessage(windows.stride, `${what}: the stride`) ??
    paddingMessage(windows.padding, `${what}: the padding`) ??
    numberMessage(windows.dilation, `${what}: the dilation`) ??
    (extra === undefined ? windows : noOption(what, extra))
  )
}
