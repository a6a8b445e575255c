/**
 * Distributions of independent numbers: what differs between them is the formula for one number.
 *
 * The formula is written on tensors without shapes (`Leaf`); what is made of it has the shapes of the distribution.
 */

import type { Key } from '../random/key.js'
import { refuse } from '../shapes/defect.js'
import type { AnyShape, Dim } from '../shapes/dim.js'
import * as T from '../tensors/index.js'
import { bindSame } from '../tensors/native.js'
import { type AtZeros, type FamilyOf, type LatentKind, type ParametersOf, record } from './family.js'
import type { Kinds } from './kinds.js'
import { type Leaf, nameLeaf } from './leaf.js'
import { densitiesOf, samplesOf } from './numberDraws.js'
import { type AnyFormula, type Formula, firstOf, type Leaves, mapped, summedOver, type Value } from './numberFormula.js'
import type { SamplesWithLogProb } from './sampled.js'
import { isSupport, notOfData } from './support.js'

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
    independent: true,
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
): Independent<Name, Parameter> => {
  // safe: a formula keeps shapes, number by number; so what it is applied to has the shapes that are written there
  const own = formula as unknown as AnyFormula
  if (own.mean !== null && !isSupport(own.over)) refuse(notOfData(own.name, own.over))
  return functionsOf(own) as unknown as Independent<Name, Parameter>
}
