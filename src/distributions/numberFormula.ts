/**
 * The formula of a distribution of independent numbers: what it is for one number.
 *
 * It is written on tensors without shapes (`Leaf`).
 */

import type * as Random from '../random/draw.js'
import type { Key } from '../random/key.js'
import type { AnyShape, Dim } from '../shapes/dim.js'
import * as T from '../tensors/index.js'
import type { Coordinate } from './coordinates.js'
import type { Family, Kind, LatentKind, ParametersOf } from './family.js'
import type { DistributionFacts, Kinds } from './kinds.js'
import type { Leaf } from './leaf.js'
import type { NotOfData, Support } from './support.js'

// -----------------------------------------------------------------------------
// the formula
// -----------------------------------------------------------------------------

/** The parameters in a formula, by their names. */
export type Leaves<Parameter extends string> = { readonly [Each in Parameter]: Leaf }

/** Samples, and the coordinates at which their densities are taken. */
export interface Placed {
  readonly z: Leaf
  readonly coordinate?: Leaf
}

/** Where the densities of samples are taken, of numbers that may be rounded. */
export interface AtCoordinate<Parameter extends string> {
  readonly chart: Coordinate
  /** The log-density of a coordinate, with respect to it. */
  readonly logDensity: (coordinate: Leaf, parameters: Leaves<Parameter>) => Leaf
  readonly draw: (key: Key, like: Like, parameters: Leaves<Parameter>) => Required<Placed>
}

/** The shape of a draw: that of the parameters, or with `samples` before it. */
export type Like = Random.Drawn<AnyShape>

/** A function of the parameters of one number. */
type OfParameters<Parameter extends string> = (parameters: Leaves<Parameter>) => Leaf

/** The mean, and the point that stands for the distribution: the mean, if left out. What has no mean is not a likelihood. */
export type Middle<
  Name extends LatentKind,
  Parameter extends string,
> = DistributionFacts[Name]['likelihood'] extends true
  ? DistributionFacts[Name]['over'] extends Support
    ? { readonly mean: OfParameters<Parameter>; readonly center?: OfParameters<Parameter> }
    : { readonly mean: NotOfData<Name, DistributionFacts[Name]['over']>; readonly center: OfParameters<Parameter> }
  : { readonly mean: null; readonly center: OfParameters<Parameter> }

/** A distribution of one number, by its formulas. */
export type Formula<Name extends LatentKind, Parameter extends string> = Formulas<Name, Parameter> &
  Middle<Name, Parameter>

/** The formulas of one number. */
export interface Formulas<Name extends LatentKind, Parameter extends string> {
  readonly name: Name
  readonly over: DistributionFacts[Name]['over']
  readonly gradient: DistributionFacts[Name]['gradient']
  /** The parameters of each number, in the order of `make`. */
  readonly parameters: readonly Parameter[]
  /** Of these, those that all numbers share: of the shape `[]`. */
  readonly shared?: readonly Parameter[]
  /** The log-density of a number, but for what `total` does; if left out, that of its coordinate less the volume. */
  readonly logDensity?: (x: Leaf, parameters: Leaves<Parameter>) => Leaf
  /** What is done once with the sum of the log-densities over the event: a factor, say. */
  readonly total?: (sum: Leaf) => Leaf
  readonly coordinate?: AtCoordinate<Parameter>
  readonly sample: (key: Key, like: Like, parameters: Leaves<Parameter>) => Leaf
  /** Samples and their log-densities by the noise that they are made of; `total` is done with the sum of these too. */
  readonly sampleWithLogDensity?: (
    key: Key,
    like: Like,
    parameters: Leaves<Parameter>,
  ) => { readonly z: Leaf; readonly logDensity: Leaf }
  /** Whether a posterior takes the log-densities of its samples by their noise, as those that are more exact. */
  readonly weighedByNoise?: boolean
  /** What each parameter is of the number that a head makes. */
  readonly head: Family<Name>['head']
  /** `KL(q || p)` of one number, by the name of the other. A prior has zeros for parameters. */
  readonly kl: { readonly [P in DistributionFacts[Name]['kl']]: KlOf<Parameter, P> }
}

/** A divergence of one number. */
export type KlOf<Parameter extends string, P extends string> = (q: Leaves<Parameter>, p: LeavesOf<Parameter, P>) => Leaf

/** The parameters of the other: of a prior, zeros under the names of one's own. */
export type LeavesOf<Parameter extends string, P extends string> = P extends Kind
  ? Leaves<keyof ParametersOf<Kinds<Dim, AnyShape>[P]> & string>
  : Leaves<Parameter>

// -----------------------------------------------------------------------------
// its types erased
// -----------------------------------------------------------------------------

/** A distribution in a formula whose types are erased: its parameters. */
export type Value = Readonly<Record<string, Leaf>>

/** A formula and its types, erased: it is that of the values that it is given. */
export interface AnyFormula extends Omit<Formulas<never, string>, 'name' | 'over' | 'gradient' | 'kl'> {
  readonly mean: OfParameters<string> | null
  readonly center?: OfParameters<string>
  readonly name: string
  readonly over: string
  readonly gradient: 'pathwise' | 'score'
  readonly kl: Readonly<Record<string, (q: Value, p: Value) => Leaf>>
}

/** The first of its parameters that are numbers of the event. */
export const firstOf = ({ parameters }: AnyFormula, distribution: Value): Leaf =>
  distribution[parameters[0] as string] as Leaf

/** The sum over the event, which is that of the first parameter. */
export const summedOver = (formula: AnyFormula, distribution: Value, each: Leaf): Leaf =>
  T.sumEvent(firstOf(formula, distribution).shape.slice(1))<AnyShape>(each)

/** The sum over the event, and what is done with it once. */
export const totalled = (formula: AnyFormula, distribution: Value, each: Leaf): Leaf =>
  (formula.total ?? ((sum: Leaf) => sum))(summedOver(formula, distribution, each))

/** A formula of the parameters that are numbers of the event; those that all numbers share stay as they are. */
export const mapped = (
  { parameters, shared = [] }: AnyFormula,
  distribution: Value,
  run: (leaf: Leaf) => Leaf,
): Value =>
  Object.fromEntries(
    parameters.map((name) => [
      name,
      shared.includes(name) ? (distribution[name] as Leaf) : run(distribution[name] as Leaf),
    ]),
  )
