/** Heads: layers that end a sequence in a distribution, whose parameters they make by affine maps. */

import type { FamilyOf, LatentKind } from '../distributions/family.js'
import { valued } from '../distributions/family.js'
import type { DistributionFacts } from '../distributions/kinds.js'
import { child, type Key } from '../random/key.js'
import type { IsUnion, SizeHint, UnlessNever } from '../shapes/checkDim.js'
import type { AnyShape, Dim, DimOf, Size } from '../shapes/dim.js'
import * as T from '../tensors/index.js'
import { affineLayer, type InputSize, initialAffine, type OutputSize } from './affine.js'
import { type Built, type Layer, madeOf, stateless } from './layer.js'
import type { Affine, AffineMaps, AffineParameters, Keep, Step, TakesOneAxis } from './step.js'

// -----------------------------------------------------------------------------
// parameters
// -----------------------------------------------------------------------------

/** The parameters of heads that are not an affine map for each parameter of their distribution, by their names. */
// biome-ignore lint/suspicious/noEmptyInterface: it is filled where these heads are made
// biome-ignore lint/correctness/noUnusedVariables: they use both
export interface OwnParameters<In extends Dim, Output extends Dim> {}

/** The parameters of a head: a map for each parameter of its distribution, or the one that there is. */
export type HeadParameters<
  Name extends string,
  Result extends LatentKind,
  In extends Dim,
  Output extends Dim,
> = Name extends keyof OwnParameters<Dim, Dim>
  ? OwnParameters<In, Output>[Name]
  : IsUnion<DistributionFacts[Result]['head']> extends true
    ? AffineMaps<DistributionFacts[Result]['head'], In, Output>
    : AffineParameters<In, Output>

// -----------------------------------------------------------------------------
// as steps
// -----------------------------------------------------------------------------

/** A head of both sizes. */
export interface Head<
  in out Name extends string,
  in out Result extends LatentKind,
  in out In extends Dim,
  in out Output extends Dim,
> extends Affine<Name, In, Output, HeadParameters<Name, Result, In, Output>, Result> {}

/** A head that takes whatever one axis it is given. */
export interface HeadTo<in out Name extends string, in out Result extends LatentKind, in out Output extends Dim>
  extends Step {
  readonly name: Name
  readonly takes: 'any'
  readonly out: this['in'] extends readonly [Dim] ? readonly [Output] : TakesOneAxis<this['in']>
  readonly parameters: this['in'] extends readonly [infer In extends Dim]
    ? HeadParameters<Name, Result, In, Output>
    : never
  readonly kind: Result
}

/** A head, given its input and its output size, or its output size alone. */
export interface SizedHead<Name extends string, Result extends LatentKind> {
  <const In = SizeHint, const Output = SizeHint>(
    input: InputSize<In, Name>,
    output: OutputSize<Output, Name>,
  ): Layer<UnlessNever<keyof In | keyof Output, Head<Name, Result, DimOf<In> & Dim, DimOf<Output> & Dim>>>
  <const Output = SizeHint>(
    output: OutputSize<Output, Name>,
  ): Layer<UnlessNever<keyof Output, HeadTo<Name, Result, DimOf<Output> & Dim>>>
}

// -----------------------------------------------------------------------------
// constructors
// -----------------------------------------------------------------------------

/** Parameters of a distribution that no map makes: a temperature, say. */
type Given = () => { readonly [Parameter in string]: T.AnyTensor }

const nothing: Given = () => ({})

type Rows = T.Tensor<readonly [Dim, Dim]>
type Maps = { readonly [Parameter in string]: AffineParameters<Dim, Dim> }

/** A record whose types are those of the head it is in. */
interface AnyFamily {
  readonly kind: LatentKind
  readonly axes: readonly string[]
  readonly head: { readonly [Parameter in string]: <Kept extends AnyShape>(raw: T.Tensor<Kept>) => T.Tensor<Kept> }
}

/** A value of a distribution. Safe: a record knows the names of its parameters, and a head gives each of them. */
const madeOfFamily = (family: AnyFamily, parameters: { readonly [Parameter in string]: T.AnyTensor }): unknown =>
  valued(family as never)(parameters as never)

/** A head from what it is for its two sizes. */
export const sizedHead =
  <Name extends string, Result extends LatentKind>(
    name: Name,
    build: (input: Size<Dim>, output: Size<Dim>) => Omit<Built, 'out'>,
  ): SizedHead<Name, Result> =>
  (...sizes: readonly unknown[]) =>
    affineLayer<never>(name, sizes, (input, output) => ({ out: [output], ...build(input, output) }))

/**
 * A head of a distribution: `head('laplaceHead', Laplace.family)`. Each of its parameters is an affine map of its own, within
 * the bounds that the distribution has for it.
 *
 * Shapes: `[Row, In] -> Kinds<Row, [Out]>`.
 */
export const head = <const Name extends string, Result extends LatentKind>(
  name: Name,
  family: FamilyOf<Result> & { readonly kind: Result },
  given: Given = nothing,
): SizedHead<Name, Result> => {
  const own = family as unknown as AnyFamily // safe: `FamilyOf` is a record for every distribution
  const names = Object.keys(own.head)
  const [only = '', second] = names
  const made = (maps: Maps, x: Rows): unknown =>
    madeOfFamily(own, {
      ...Object.fromEntries(
        Object.entries(maps).map(([each, map]) => [each, own.head[each]?.(T.affine(map.weight, map.bias)(x)) ?? x]),
      ),
      ...given(),
    })
  return sizedHead(name, (input, output) => ({
    kind: own.kind,
    family: family as never, // safe: it is the record of the kind
    init: (key: Key) =>
      second === undefined
        ? initialAffine(input, output)(key)
        : Object.fromEntries(names.map((each) => [each, initialAffine(input, output)(child(each)(key))])),
    apply: (parameters: Maps | AffineParameters<Dim, Dim>) => (x: Rows) =>
      made(second === undefined ? { [only]: parameters as AffineParameters<Dim, Dim> } : (parameters as Maps), x),
  }))
}

const NO_CLASSES = 'takes classes on the last axis but is given []'

/**
 * A head without parameters: what it is given is the one parameter of a distribution, of any event.
 *
 * Shapes: `[Row, ...Event] -> Kinds<Row, Event>`.
 */
export const headOfParameter = <const Name extends string, Result extends LatentKind>(
  name: Name,
  family: FamilyOf<Result> & { readonly kind: Result },
  given: Given = nothing,
): Layer<Keep<Name, Result>> => {
  const own = family as unknown as AnyFamily // safe: as in `head`
  const [parameter = ''] = Object.keys(own.head)
  return madeOf({
    name,
    takes: null,
    build: (event) =>
      event.length === 0 && own.axes.length === 2
        ? NO_CLASSES
        : stateless(event, own.kind, family as never, (x: T.AnyTensor) =>
            madeOfFamily(own, { [parameter]: x, ...given() }),
          ),
  })
}
