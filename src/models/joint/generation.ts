/** What a model of joint distributions makes: new examples, drawn from p. */

import { type Family, type LatentKind, record } from '../../distributions/family.js'
import { drawPrior } from '../../distributions/priors.js'
import { applying, evaluation, type Leaf, remembered } from '../../joints/evaluation.js'
import { type Drawn, type EventAt, isDrawn, type OriginAt, type ShapeAt } from '../../joints/graph.js'
import { type AnyJoint, inOrder } from '../../joints/joint.js'
import { type AnyVariable, parametersOf } from '../../joints/variable.js'
import type { EventRows } from '../../layers/rows.js'
import { child, type Key } from '../../random/key.js'
import { refuse } from '../../shapes/defect.js'
import { type AnyShape, type Dim, dimsOf, numbersOf } from '../../shapes/dim.js'
import * as T from '../../tensors/index.js'
import { elements, type Tensor } from '../../tensors/tensor.js'
import { runningSide } from './shown.js'
import type { SideParams } from './sides.js'
import type { JointParams, JointVae } from './vae.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

type Conditions<P> = { [Name in keyof P]: OriginAt<P, Name> extends 'given' ? Name : never }[keyof P]

/** Rows of each condition of a model. */
export type ConditionRows<P, Row extends Dim> = {
  readonly [Name in Conditions<P>]: EventRows<Row, EventAt<P, Name>>
}

/** What new examples are drawn for: rows of each condition, or of a model without conditions how many there are. */
export type DrawnFor<P, Row extends Dim> = [Conditions<P>] extends [never] ? number : ConditionRows<P, Row>

/** New examples: a draw of every variable of p, and the means of the distributions that those that are observed were drawn from. */
export interface JointDraw<P, Observed, Row extends Dim> {
  readonly samples: { readonly [Name in Drawn<P>]: Tensor<readonly [Row, ...ShapeAt<P, Name>]> }
  readonly means: { readonly [Name in Observed & keyof P]: Tensor<readonly [Row, ...ShapeAt<P, Name>]> }
}

// -----------------------------------------------------------------------------
// ancestral sampling
// -----------------------------------------------------------------------------

/** What the rows of a draw are called, and how many there are. */
export interface RowAxis {
  readonly row: Dim
  readonly count: number
}

const rowAxisOf = (given: unknown): RowAxis => {
  if (typeof given === 'number') return { row: 'rows', count: given }
  const [first] = Object.values(given as { readonly [name: string]: Leaf }) // safe: the parameter is a record of rows
  return first === undefined
    ? refuse('draw: takes rows of each condition, or a number of rows where there are none')
    : { row: first.shape[0] as Dim, count: first.sizes[0] as number } // safe: the first axis of rows is a dimension
}

/** How many numbers of a variable are drawn one after another: a class is one. */
const turnsOf = ({ built: { event, network } }: AnyVariable): number =>
  elements(numbersOf(network?.family?.axes.length === 2 ? event.slice(0, -1) : event))

/**
 * A draw of a variable that is given itself. Each pass draws all numbers by the same noise from what those before them were at the
 * pass before: after the first pass the first number is right and stays, after the second the second, and so on.
 */
const inTurn = (variable: AnyVariable, { row, count }: RowAxis, drawnGiven: (before: Leaf) => Leaf): Leaf => {
  const { event } = variable.built
  const none = T.zeros([row, ...dimsOf(event)], [count, ...numbersOf(event)]) as unknown as Leaf // safe: the compiler need not know its shape
  return Array.from({ length: turnsOf(variable) }).reduce<Leaf>((before) => drawnGiven(before), none)
}

/** A distribution by rows, which has its record. */
type Value = { readonly [record]: Family<LatentKind> }

const sampleOf = (variable: AnyVariable, given: () => unknown, parameters: unknown, key: Key, axis: RowAxis): Leaf => {
  const { prior } = variable.built
  // safe: the prior is over its own event, and the record of a value is that of its own distribution
  return prior === null
    ? ((given() as Value)[record].sample(key)(given() as never) as unknown as Leaf)
    : (drawPrior(key, axis.row, axis.count)<AnyShape>(prior as never, parameters) as unknown as Leaf)
}

const meanOf = (given: unknown): unknown => (given as Value)[record].mean?.(given as never) ?? null

/** What is drawn of one side where some of its variables are known: each is drawn when it is asked for. */
export const drawingFrom = (
  which: 'p' | 'q',
  joint: AnyJoint,
  all: SideParams,
  key: Key,
  axis: RowAxis,
  shown: { readonly [name: string]: Leaf },
) => {
  const params = all[which]
  const drawn = remembered((name) => {
    const variable = joint.variables[name] as AnyVariable // safe: it is asked of the names of the side
    const sample = (given: () => unknown) =>
      sampleOf(variable, given, parametersOf(variable, params), child(name)(key), axis)
    return variable.built.inTurn === true
      ? inTurn(variable, axis, (before) => sample(() => givenItself(name, before)))
      : sample(() => at.given(name).value)
  })
  /** What the network of a variable gives where the variable itself is known. */
  const givenItself = (name: string, rows: Leaf): unknown =>
    evaluation(joint, params, 1, (each) => (each === name ? { rows, sampled: false } : at.value(each)), apply).given(
      name,
    ).value
  const known = (name: string): Leaf | undefined =>
    shown[name] ?? (isDrawn(joint.variables[name] as AnyVariable) ? drawn(name) : undefined)
  const knownRows = (name: string) => {
    const rows = known(name)
    return rows === undefined ? null : { rows, sampled: false }
  }
  const apply = applying(runningSide(which, { key }, all).run)
  const at = evaluation(joint, params, 1, knownRows, apply)
  return { drawn, mean: (name: string): unknown => meanOf(at.given(name).value) }
}

const drawFrom = (p: AnyJoint, observed: readonly string[], all: SideParams, key: Key, given: unknown) => {
  // safe: the parameter is a number or a record of rows
  const shown = typeof given === 'number' ? {} : (given as { readonly [name: string]: Leaf })
  const { drawn, mean } = drawingFrom('p', p, all, key, rowAxisOf(given), shown)
  const samples = inOrder(p)
    .filter(isDrawn)
    .map(({ name }) => [name, drawn(name)] as const)
  const means = inOrder(p)
    .filter(({ name, built }) => observed.includes(name) && built.network !== null)
    .map(({ name }) => [name, mean(name)] as const)
  return { samples: Object.fromEntries(samples), means: Object.fromEntries(means) }
}

/** The mean of a variable that is given itself, where its numbers are drawn in turn, given rows of others. */
export const meanInTurn = (p: AnyJoint, params: SideParams, key: Key, name: string, known: object): unknown =>
  drawFrom(p, [name], params, key, known).means[name]

/**
 * Ancestral sampling from p: every variable is drawn from its distribution, given those that are drawn before it and the
 * conditions.
 *
 * Shapes: `[Row, ...Event]` of each variable, with the rows of the conditions; of a model without any, as many `'rows'` as are
 * asked for.
 * Errors: a `ShapeError` for conditions that a cast let through.
 * Source: Koller and Friedman, "Probabilistic Graphical Models", algorithm 12.1.
 */
export const draw =
  <P, Q, Latents, Observed>(model: JointVae<P, Q, Latents> & { readonly observed: readonly Observed[] }) =>
  <const Row extends Dim = 'rows'>(
    params: JointParams<P, Q>,
    key: Key,
    given: DrawnFor<P, Row>,
  ): JointDraw<P, Observed, Row> => {
    const p = model.p as unknown as AnyJoint // safe: a joint distribution, with its types erased
    // safe: the parameters are a tree of both sides, and the draws have the shapes of their variables
    return drawFrom(p, model.observed as readonly string[], params as SideParams, key, given) as never
  }
