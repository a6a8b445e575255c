/**
 * Distributions of independent numbers: what differs between them is the formula for one number.
 *
 * The formula is written on tensors without shapes (`Leaf`); what is made of it has the shapes of the distribution.
 */

import type * as Random from '../random/draw.js'
import type { Key } from '../random/key.js'
import type { AnyShape, Dim } from '../shapes/dim.js'
import * as T from '../tensors/index.js'
import { bindSame } from '../tensors/native.js'
import type { Coordinate } from './coordinates.js'
import {
  type AtZeros,
  type Family,
  type FamilyOf,
  type Kind,
  type LatentKind,
  type ParametersOf,
  record,
} from './family.js'
import type { DistributionFacts, Kinds } from './kinds.js'
import { type Leaf, nameLeaf, sub } from './leaf.js'
import { forSamples } from './noise.js'
import type { SamplesWithLogProb } from './sampled.js'

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

/** The shape of what is drawn: that of the parameters, or as many of it as there are samples. */
export type Like = Random.Drawn<AnyShape>

/** A function of the parameters of one number. */
type OfParameters<Parameter extends string> = (parameters: Leaves<Parameter>) => Leaf

/** The mean, and the point that stands for the distribution: the mean, if left out. What has no mean is not a likelihood. */
export type Middle<
  Name extends LatentKind,
  Parameter extends string,
> = DistributionFacts[Name]['likelihood'] extends true
  ? { readonly mean: OfParameters<Parameter>; readonly center?: OfParameters<Parameter> }
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
// what is made of it
// -----------------------------------------------------------------------------

/** A log-density, summed over the event. Units: nats. */
export type Density<Name extends LatentKind> = <Row extends Dim, Event extends AnyShape>(
  distribution: Kinds<Row, Event>[Name],
) => <Lead extends AnyShape>(x: T.Tensor<readonly [...Lead, Row, ...Event]>) => T.Tensor<readonly [...Lead, Row]>

/** A number for every number of the event. */
export type Each<Name extends LatentKind> = <Row extends Dim, Event extends AnyShape>(
  distribution: Kinds<Row, Event>[Name],
) => T.Tensor<readonly [Row, ...Event]>

/** A number for every row. */
export type EachRow<Name extends LatentKind> = <Row extends Dim, Event extends AnyShape>(
  distribution: Kinds<Row, Event>[Name],
) => T.Tensor<readonly [Row]>

/** Samples, and their coordinates, which do not round where the samples round to 0 or 1. */
export interface WithCoordinate<Samples extends Dim, Row extends Dim, Event extends AnyShape> {
  readonly z: T.Tensor<readonly [Samples, Row, ...Event]>
  readonly coordinate: T.Tensor<readonly [Samples, Row, ...Event]>
}

/** Samples. Shapes: `[Row, ...Event] -> [Samples, Row, ...Event]`. */
export type SampleOf<Name extends LatentKind> = <const Samples extends Dim>(
  key: Key,
  samples: Samples,
  count: number,
) => <Row extends Dim, Event extends AnyShape>(
  distribution: Kinds<Row, Event>[Name],
) => T.Tensor<readonly [Samples, Row, ...Event]>

/** The functions of a distribution of independent numbers, and its record. */
export interface Independent<in out Name extends LatentKind, in out Parameter extends string> {
  readonly family: FamilyOf<Name>
  /** From its parameters. Errors: a `ShapeError` for parameters of two shapes. */
  readonly make: <Row extends Dim, Event extends AnyShape>(
    parameters: ParametersOf<Kinds<Row, Event>[Name]>,
  ) => Kinds<Row, Readonly<Event>>[Name]
  /** That whose parameters are all some zeros. */
  readonly atZeros: AtZeros<Name>
  /** The same distribution with all axes of its event as one, under a name. */
  readonly flattenEvent: <const To extends string>(
    name: To,
  ) => <Row extends Dim, Event extends AnyShape>(
    distribution: Kinds<Row, Event>[Name],
  ) => Kinds<Row, readonly [To]>[Name]
  readonly logProb: Density<Name>
  /** The log-density of a coordinate, with respect to it. */
  readonly logProbAt: Density<Name>
  readonly sample: SampleOf<Name>
  /** Samples and their coordinates, which are not rounded. */
  readonly sampleWithCoordinate: <const Samples extends Dim>(
    key: Key,
    samples: Samples,
    count: number,
  ) => <Row extends Dim, Event extends AnyShape>(
    distribution: Kinds<Row, Event>[Name],
  ) => WithCoordinate<Samples, Row, Event>
  readonly sampleWithLogProb: <const Samples extends Dim>(
    key: Key,
    samples: Samples,
    count: number,
  ) => <Row extends Dim, Event extends AnyShape>(
    distribution: Kinds<Row, Event>[Name],
  ) => SamplesWithLogProb<Samples, Row, Event>
  /** A formula of the parameters, for every number. */
  readonly each: (formula: (parameters: Leaves<Parameter>) => Leaf) => Each<Name>
  /** A formula of the parameters, summed over the event. */
  readonly summed: (formula: (parameters: Leaves<Parameter>) => Leaf) => EachRow<Name>
}

// -----------------------------------------------------------------------------
// constructor
// -----------------------------------------------------------------------------

type Value = Readonly<Record<string, Leaf>>

/** A formula and its types, erased: it is that of the values that it is given. */
interface AnyFormula extends Omit<Formulas<never, string>, 'name' | 'over' | 'gradient' | 'kl'> {
  readonly mean: OfParameters<string> | null
  readonly center?: OfParameters<string>
  readonly name: string
  readonly over: string
  readonly gradient: 'pathwise' | 'score'
  readonly kl: Readonly<Record<string, (q: Value, p: Value) => Leaf>>
}

const firstOf = ({ parameters }: AnyFormula, distribution: Value): Leaf => distribution[parameters[0] as string] as Leaf

/** The sum over the event, which is that of the first parameter. */
const summedOver = (formula: AnyFormula, distribution: Value, each: Leaf): Leaf =>
  T.sumEvent(firstOf(formula, distribution).shape.slice(1))<AnyShape>(each)

const totalled = (formula: AnyFormula, distribution: Value, each: Leaf): Leaf =>
  (formula.total ?? ((sum: Leaf) => sum))(summedOver(formula, distribution, each))

/** A formula of the parameters that are numbers of the event; those that all numbers share stay as they are. */
const mapped = ({ parameters, shared = [] }: AnyFormula, distribution: Value, run: (leaf: Leaf) => Leaf): Value =>
  Object.fromEntries(
    parameters.map((name) => [
      name,
      shared.includes(name) ? (distribution[name] as Leaf) : run(distribution[name] as Leaf),
    ]),
  )

/** Refuses parameters of several shapes. */
const refuseSeveral = ({ name, parameters, shared = [] }: AnyFormula, given: Value): void => {
  const [first, ...others] = parameters.filter((each) => !shared.includes(each))
  for (const each of others) bindSame(`${name}.make`, given[first as string] as Leaf, given[each] as Leaf)
}

/** Zeros in place of parameters, as many as q has; made when a formula asks for them, and once. */
const zerosLike = (formula: AnyFormula, q: Value): Value => {
  const held: { zeros?: Leaf } = {}
  const get = () => (held.zeros ??= T.zerosLike(firstOf(formula, q)))
  return Object.defineProperties({}, Object.fromEntries(formula.parameters.map((name) => [name, { get }])))
}

/** The divergence of a pair, by its formula. A prior, which holds no tensor, has zeros for parameters. */
const divergence =
  (formula: AnyFormula, each: AnyFormula['kl'][string]) =>
  (p: Value) =>
  (q: Value): Leaf =>
    summedOver(formula, q, each(q, 'event' in p ? zerosLike(formula, q) : p))

/** Its log-density, of numbers and of coordinates. */
const densitiesOf = (formula: AnyFormula) => {
  const { coordinate, logDensity } = formula
  const ofFormula = (each: AnyFormula['logDensity']) => (distribution: Value) => (x: Leaf) =>
    totalled(formula, distribution, each?.(x, distribution) ?? x)
  const logProbAt = ofFormula(coordinate?.logDensity ?? logDensity)
  /** The log-density of numbers, by their coordinate. */
  const byCoordinate = (distribution: Value) => (at: Leaf) =>
    sub(summedOver(formula, distribution, coordinate?.chart.logVolume(at) ?? at))(logProbAt(distribution)(at))
  const logProb =
    logDensity === undefined
      ? (distribution: Value) => (x: Leaf) => byCoordinate(distribution)(coordinate?.chart.of(x) ?? x)
      : ofFormula(logDensity)
  return { logProb, logProbAt, byCoordinate }
}

/** Its samples. */
const samplesOf = (formula: AnyFormula) => {
  const { coordinate, gradient, sampleWithLogDensity } = formula
  const { logProb, byCoordinate } = densitiesOf(formula)
  const held = (z: Leaf) => (gradient === 'score' ? T.stopGradient(z) : z)
  const many =
    <Out>(run: (key: Key, like: Like, distribution: Value) => Out) =>
    (key: Key, samples: Dim, count: number) =>
    (distribution: Value): Out =>
      run(key, forSamples(samples, count)(firstOf(formula, distribution)), distribution)
  const one = (key: Key, like: Like, distribution: Value) => held(formula.sample(key, like, distribution))
  const placed = (key: Key, like: Like, distribution: Value): Placed =>
    coordinate?.draw(key, like, distribution) ?? { z: one(key, like, distribution) }
  const weighed = (key: Key, like: Like, distribution: Value) => {
    const drawn = sampleWithLogDensity?.(key, like, distribution)
    if (drawn !== undefined) return { z: drawn.z, logProb: totalled(formula, distribution, drawn.logDensity) }
    const { z, coordinate: at } = placed(key, like, distribution)
    return {
      z,
      logProb: at === undefined || formula.logDensity ? logProb(distribution)(z) : byCoordinate(distribution)(at),
    }
  }
  return {
    sampleEach: (key: Key) => (distribution: Value) =>
      formula.sample(key, firstOf(formula, distribution), distribution),
    sample: many(one),
    sampleWithCoordinate: many(placed),
    sampleWithLogProb: many(weighed),
    draw: (key: Key, count: number) => many(formula.weighedByNoise ? weighed : placed)(key, 'samples', count),
  }
}

/** Its functions, on values whose types are erased. */
const functionsOf = (formula: AnyFormula) => {
  const make = (given: Value): Value => {
    refuseSeveral(formula, given)
    return { _tag: formula.name, ...given, [record]: family } as never // safe: a value is a tag, a record and tensors
  }
  const flattenEvent = (event: string) => (distribution: Value) =>
    make(mapped(formula, distribution, (leaf) => nameLeaf(event)(leaf)))
  const { logProb, logProbAt } = densitiesOf(formula)
  const { sampleEach, draw, ...samples } = samplesOf(formula)
  const family = {
    kind: formula.name,
    over: formula.over,
    gradient: formula.gradient,
    axes: ['latent'],
    parameters: formula.parameters,
    coordinate: formula.coordinate?.chart ?? null,
    logProb,
    mean: formula.mean,
    sample: sampleEach,
    named: flattenEvent('latent'),
    logProbAt,
    draw,
    center: formula.center ?? formula.mean,
    head: formula.head,
    kl: Object.fromEntries(Object.entries(formula.kl).map(([p, each]) => [p, divergence(formula, each)])),
  }
  return {
    family,
    make,
    atZeros: (zeros: Leaf) => make(Object.fromEntries(formula.parameters.map((each) => [each, zeros]))),
    flattenEvent,
    logProb,
    logProbAt,
    ...samples,
    each: (run: (distribution: Value) => Leaf) => run,
    summed: (run: (distribution: Value) => Leaf) => (distribution: Value) =>
      summedOver(formula, distribution, run(distribution)),
  }
}

/**
 * A distribution of independent numbers, from the formula for one.
 *
 * Shapes: the parameters are `[Row, ...Event]`, or `[]` where all numbers share one; densities are `[...Lead, Row, ...Event]
 * -> [...Lead, Row]`. Units: nats.
 */
export const independent = <const Name extends LatentKind, const Parameter extends string>(
  formula: Formula<Name, Parameter>,
): Independent<Name, Parameter> =>
  // safe: a formula keeps shapes, number by number; so what it is applied to has the shapes that are written there
  functionsOf(formula as unknown as AnyFormula) as unknown as Independent<Name, Parameter>
