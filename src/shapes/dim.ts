/** A dimension is a whole number or a name for one that is known only when the program runs. */

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/** `784`, or `'batch'`. */
export type Dim = number | string

/** The dimensions of a tensor, the outermost first. */
export type Shape = readonly Dim[]

/**
 * What the machinery asks of a shape.
 *
 * Not `Shape`: `readonly [Row, ...Event] extends Shape` would stay undecided in a generic function.
 */
export type AnyShape = readonly unknown[]

/**
 * A dimension together with its size: what a learnable layer needs when its size has a name.
 *
 * Range: `size` is a whole number above 0.
 */
export interface Size<in out Name extends Dim> {
  readonly dim: Name
  readonly size: number
}

/** A size of any dimension. `Size<Dim>` is not: it is the size of one that nothing is known of. */
export interface AnySize {
  readonly dim: Dim
  readonly size: number
}

/** A size as a layer takes it: a number literal, or a `Size`. */
export type SizeLike = number | AnySize

/** The dimension a size stands for. */
export type DimOf<Given> = Given extends Size<infer Name> ? Name : Given

/** The shape that a tuple of sizes stands for. */
export type ShapeOf<Given extends readonly unknown[]> = { readonly [Index in keyof Given]: DimOf<Given[Index]> }

/** A whole event at run time: its dimensions and their sizes. */
export type Sizes = readonly AnySize[]

/** A size of an event, read and never written: unlike a `Size`, it may be taken for one of a wider dimension. */
export interface EventSize<out Name extends Dim> {
  readonly dim: Name
  readonly size: number
}

/** The event of a shape at run time: its dimensions, as the type says them, and their sizes. */
export type SizesOf<Event> = { readonly [Index in keyof Event]: EventSize<Event[Index] & Dim> }

// -----------------------------------------------------------------------------
// run-time check
// -----------------------------------------------------------------------------

const isSize = (given: unknown): given is Size<Dim> => typeof given === 'object' && given !== null && 'size' in given

/** The size that a number literal or a `Size` stands for. */
export const toSize = (given: unknown): Size<Dim> =>
  isSize(given) ? given : { dim: given as Dim /* the checks let only numbers through here */, size: Number(given) }

/** The dimensions of an event. */
export const dimsOf = (sizes: Sizes): Shape => sizes.map(({ dim }) => dim)

/** The numbers of an event. */
export const numbersOf = (sizes: Sizes): readonly number[] => sizes.map(({ size }) => size)
