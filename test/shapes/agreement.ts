/**
 * The types hold to the tables: this file compiles only when each rule gives, as a type, what its twin gives.
 *
 * A case that differs is in the compiler's message, with what the rule gives in place of what it should.
 */

import type { Multiply } from '../../src/shapes/arithmetic.js'
import type { Along } from '../../src/shapes/axes.js'
import type { Broadcast } from '../../src/shapes/broadcast.js'
import type { DimCheck } from '../../src/shapes/checkDim.js'
import type { Convolved, ConvolvedBack, Padding, Pooled } from '../../src/shapes/convolution.js'
import type { Determined } from '../../src/shapes/determined.js'
import type { Dim, Shape } from '../../src/shapes/dim.js'
import type { Einsum } from '../../src/shapes/einsum.js'
import type { Flatten, Unflatten } from '../../src/shapes/flatten.js'
import type { ArgMax, Gather, TopK } from '../../src/shapes/gather.js'
import type { Concat, Expand, Permute, Rename, Slice, Split, Squeeze, Stack } from '../../src/shapes/layout.js'
import type { Matmul } from '../../src/shapes/matmul.js'
import type { Show } from '../../src/shapes/message.js'
import type { Product } from '../../src/shapes/product.js'
import type { CeilQuotient, Quotient } from '../../src/shapes/quotient.js'
import type { Reduce, ReduceKeepDims } from '../../src/shapes/reduce.js'
import type { Reshape } from '../../src/shapes/reshape.js'
import type { Difference, Sum } from '../../src/shapes/sum.js'
import type { Upsample } from '../../src/shapes/upsample.js'
import type {
  ALONG,
  ARG_MAX,
  BROADCAST,
  CONCAT,
  CONVOLUTION,
  DETERMINED,
  DIFFERENCE,
  DIMENSIONS,
  EINSUM,
  EXPAND,
  FLATTEN,
  GATHER,
  KEEPING,
  MATMUL,
  PERMUTE,
  POOL,
  PRODUCT,
  QUOTIENT,
  REDUCE,
  RENAME,
  RESHAPE,
  SLICE,
  SPLIT,
  SQUEEZE,
  STACK,
  SUM,
  TOP_K,
  TRANSPOSED,
  UNFLATTEN,
  UPSAMPLE,
} from './cases.js'

type Equal<Left, Right> =
  (<Any>() => Any extends Left ? 1 : 2) extends <Any>() => Any extends Right ? 1 : 2 ? true : false

/** The cases of a table where the rule and the table differ. */
type Differing<Cases extends readonly { readonly gives: unknown }[], Given extends readonly unknown[]> = {
  [Index in keyof Cases]: Index extends keyof Given
    ? Equal<Given[Index], Cases[Index]['gives']> extends true
      ? never
      : { readonly case: Cases[Index]; readonly given: Given[Index] }
    : 'a case is missing'
}[number]

/** Compiles for `never` alone. */
export type None<Given extends never> = Given

type Pairs = readonly { readonly left: Shape; readonly right: Shape }[]
type Singles = readonly { readonly left: unknown }[]

type Broadcasts<Cases extends Pairs> = { [I in keyof Cases]: Broadcast<Cases[I]['left'], Cases[I]['right']> }
type Matmuls<Cases extends Pairs> = { [I in keyof Cases]: Matmul<Cases[I]['left'], Cases[I]['right']> }
type Reshapes<Cases extends Pairs> = { [I in keyof Cases]: Reshape<Cases[I]['left'], Cases[I]['right']> }
type Reduces<Cases extends Pairs> = {
  [I in keyof Cases]: Reduce<Cases[I]['left'], Cases[I]['right']>
}
type Products<Cases extends Singles> = { [I in keyof Cases]: Product<Cases[I]['left']> }

/** `null` in the tables for what is `never`. */
type OrNull<Given> = [Given] extends [never] ? null : Given
type Sums<Cases extends Singles> = {
  [I in keyof Cases]: Cases[I] extends { right: infer Right } ? OrNull<Sum<Cases[I]['left'], Right>> : 'no case'
}
type Differences<Cases extends Singles> = {
  [I in keyof Cases]: Cases[I] extends { right: infer Right extends number }
    ? OrNull<Difference<Cases[I]['left'], Right>>
    : 'no case'
}
type Quotients<Cases extends Singles> = {
  [I in keyof Cases]: Cases[I] extends { right: infer Right extends number }
    ? { readonly down: Quotient<Cases[I]['left'], Right>; readonly up: CeilQuotient<Cases[I]['left'], Right> }
    : 'no case'
}

type Filtered = readonly [Dim, Dim, readonly [number, number], number, Padding, number]
type Images = readonly { readonly image: Shape; readonly by: Filtered }[]
type Kernel<By extends Filtered> = [By[2][0], By[2][1]]
type Convolutions<Cases extends Images> = {
  [I in keyof Cases]: Cases[I]['by'] extends infer By extends Filtered
    ? Convolved<Cases[I]['image'], By[0], By[1], Kernel<By>, By[3], By[4], By[5]>
    : 'no case'
}
type TransposedOnes<Cases extends Images> = {
  [I in keyof Cases]: Cases[I]['by'] extends infer By extends Filtered
    ? ConvolvedBack<Cases[I]['image'], By[0], By[1], Kernel<By>, By[3], By[4], By[5]>
    : 'no case'
}
type Pools<Cases extends readonly { readonly image: Shape; readonly by: readonly [number, number, Padding] }[]> = {
  [I in keyof Cases]: Pooled<Cases[I]['image'], Cases[I]['by'][0], Cases[I]['by'][1], Cases[I]['by'][2]>
}

type Moved = readonly { readonly from: Shape; readonly by: unknown }[]
type Permutes<Cases extends readonly { readonly from: Shape; readonly by: Shape }[]> = {
  [I in keyof Cases]: Permute<Cases[I]['from'], Cases[I]['by']>
}
type Squeezes<Cases extends Moved> = { [I in keyof Cases]: Squeeze<Cases[I]['from'], Cases[I]['by']> }
type Expands<Cases extends Moved> = { [I in keyof Cases]: Expand<Cases[I]['from'], Cases[I]['by']> }
type Concats<Cases extends readonly { readonly left: Shape; readonly right: Shape; readonly by: unknown }[]> = {
  [I in keyof Cases]: Concat<Cases[I]['left'], Cases[I]['right'], Cases[I]['by']>
}
type Stacks<Cases extends readonly { readonly from: readonly Shape[]; readonly by: unknown }[]> = {
  [I in keyof Cases]: Stack<Cases[I]['from'], Cases[I]['by']>
}
type Renames<Cases extends readonly { readonly from: Shape; readonly by: readonly [Dim, string] }[]> = {
  [I in keyof Cases]: Rename<Cases[I]['from'], Cases[I]['by'][0], Cases[I]['by'][1]>
}
type Slices<Cases extends readonly { readonly from: Shape; readonly by: readonly [Dim, number, number] }[]> = {
  [I in keyof Cases]: Slice<Cases[I]['from'], Cases[I]['by'][0], Cases[I]['by'][1], Cases[I]['by'][2]>
}
type Splits<Cases extends readonly { readonly from: Shape; readonly by: readonly [Dim, Shape] }[]> = {
  [I in keyof Cases]: Split<Cases[I]['from'], Cases[I]['by'][0], Cases[I]['by'][1]>
}

type Gathers<Cases extends readonly { readonly from: Shape; readonly by: readonly [Dim, Shape, Dim] }[]> = {
  [I in keyof Cases]: Gather<Cases[I]['from'], Cases[I]['by'][0], Cases[I]['by'][1], Cases[I]['by'][2]>
}
type ArgMaxes<Cases extends Moved> = { [I in keyof Cases]: ArgMax<Cases[I]['from'], Cases[I]['by']> }
type TopKs<Cases extends readonly { readonly from: Shape; readonly by: readonly [Dim, number] }[]> = {
  [I in keyof Cases]: TopK<Cases[I]['from'], Cases[I]['by'][0], Cases[I]['by'][1]>
}
type Alongs<Cases extends Moved> = { [I in keyof Cases]: Along<'cumsum', Cases[I]['from'], Cases[I]['by']> }
type Upsamples<Cases extends Moved> = { [I in keyof Cases]: Upsample<Cases[I]['from'], Cases[I]['by']> }
type Determineds<Cases extends readonly { readonly from: Shape; readonly by: Shape; readonly sizes: Shape }[]> = {
  [I in keyof Cases]: Determined<'determined', Cases[I]['from'], Cases[I]['by'], Cases[I]['sizes']>
}
type Flattens<Cases extends readonly { readonly from: Shape; readonly by: Shape }[]> = {
  [I in keyof Cases]: Flatten<Cases[I]['from'], Cases[I]['by'][0], Cases[I]['by'][1]>
}
type Unflattens<Cases extends readonly { readonly from: Shape; readonly by: readonly [Dim, Shape, Shape] }[]> = {
  [I in keyof Cases]: Unflatten<Cases[I]['from'], Cases[I]['by'][0], Cases[I]['by'][1], Cases[I]['by'][2]>
}

type Einsums<Cases extends readonly { readonly from: readonly Shape[]; readonly by: string }[]> = {
  [I in keyof Cases]: Einsum<Cases[I]['by'], Cases[I]['from']>
}

type Keepings<Cases extends Pairs> = { [I in keyof Cases]: ReduceKeepDims<Cases[I]['left'], Cases[I]['right']> }

type Verdict<Given> = Given extends string ? Given : null
type DimChecks<Cases extends readonly { readonly given: unknown }[]> = {
  [I in keyof Cases]: Verdict<DimCheck<Cases[I]['given'], 'it'>>
}

export type Agreement = [
  None<Differing<typeof BROADCAST, Broadcasts<typeof BROADCAST>>>,
  None<Differing<typeof MATMUL, Matmuls<typeof MATMUL>>>,
  None<Differing<typeof RESHAPE, Reshapes<typeof RESHAPE>>>,
  None<Differing<typeof REDUCE, Reduces<typeof REDUCE>>>,
  None<Differing<typeof PRODUCT, Products<typeof PRODUCT>>>,
  None<Differing<typeof SUM, Sums<typeof SUM>>>,
  None<Differing<typeof DIFFERENCE, Differences<typeof DIFFERENCE>>>,
  None<Differing<typeof QUOTIENT, Quotients<typeof QUOTIENT>>>,
  None<Differing<typeof CONVOLUTION, Convolutions<typeof CONVOLUTION>>>,
  None<Differing<typeof TRANSPOSED, TransposedOnes<typeof TRANSPOSED>>>,
  None<Differing<typeof POOL, Pools<typeof POOL>>>,
  None<Differing<typeof PERMUTE, Permutes<typeof PERMUTE>>>,
  None<Differing<typeof SQUEEZE, Squeezes<typeof SQUEEZE>>>,
  None<Differing<typeof EXPAND, Expands<typeof EXPAND>>>,
  None<Differing<typeof RENAME, Renames<typeof RENAME>>>,
  None<Differing<typeof CONCAT, Concats<typeof CONCAT>>>,
  None<Differing<typeof STACK, Stacks<typeof STACK>>>,
  None<Differing<typeof SLICE, Slices<typeof SLICE>>>,
  None<Differing<typeof SPLIT, Splits<typeof SPLIT>>>,
  None<Differing<typeof GATHER, Gathers<typeof GATHER>>>,
  None<Differing<typeof ARG_MAX, ArgMaxes<typeof ARG_MAX>>>,
  None<Differing<typeof TOP_K, TopKs<typeof TOP_K>>>,
  None<Differing<typeof ALONG, Alongs<typeof ALONG>>>,
  None<Differing<typeof UPSAMPLE, Upsamples<typeof UPSAMPLE>>>,
  None<Differing<typeof DETERMINED, Determineds<typeof DETERMINED>>>,
  None<Differing<typeof FLATTEN, Flattens<typeof FLATTEN>>>,
  None<Differing<typeof UNFLATTEN, Unflattens<typeof UNFLATTEN>>>,
  None<Differing<typeof EINSUM, Einsums<typeof EINSUM>>>,
  None<Differing<typeof KEEPING, Keepings<typeof KEEPING>>>,
  None<Differing<typeof DIMENSIONS, DimChecks<typeof DIMENSIONS>>>,
]

// the assertion itself can fail
// @ts-expect-error a table with a wrong answer does not compile
export type Wrong = None<Differing<readonly [{ readonly gives: 3 }], readonly [2]>>
// @ts-expect-error nor does one that the rule answers only in part
export type Partly = None<Differing<readonly [{ readonly gives: 3 }, { readonly gives: 4 }], readonly [3]>>

/** Products above 2^53 are no number, whether or not a float holds them. */
type Above = readonly [
  Multiply<94906267, 94906267>,
  Multiply<4194304, 4294967296>,
  Multiply<9007199254740991, 10>,
  Product<readonly [4194304, 4294967296, 2]>,
  Product<readonly [4194304, 2147483648]>,
]

export type TooLarge = None<Above[number]>

export type Shown = [
  None<Equal<Show<readonly ['batch', 28, 28]>, '[batch, 28, 28]'> extends true ? never : 'differs'>,
  None<Equal<Show<readonly []>, '[]'> extends true ? never : 'differs'>,
]
