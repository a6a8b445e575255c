/** Layers one after another, checked as a whole. */

import { child, type Key } from '../random/key.js'
import { orRefuse, refuse } from '../shapes/defect.js'
import { type EventSizes, eventFault } from '../shapes/event.js'
import { inPart } from '../shapes/part.js'
import { type Context, refuseApply, type Use } from './context.js'
import { builtFault, runLayer } from './held.js'
import { refuseParameters, refuseState, rowsFault } from './inputs.js'
import { type Built, isMade, type Layer, madeOfEvents } from './layer.js'
import { beginOf, NO_CONTEXT, usesAny, usesOf } from './running.js'
import type { Step } from './step.js'
import {
  afterHead,
  type CheckedLayers,
  NO_LAYERS,
  type SequenceResult,
  SOMETHING_ELSE,
  takesNothing,
  WRITTEN_BY_HAND,
} from './walk.js'

type AnyLayer = Layer<Step>

const kindOf = (given: unknown): string =>
  given === null || given === undefined
    ? `${given}`
    : ['string', 'number', 'function'].includes(typeof given)
      ? `a ${typeof given}`
      : Object.hasOwn(given, 'build')
        ? WRITTEN_BY_HAND
        : SOMETHING_ELSE

const isLayer = (given: unknown): boolean => typeof given === 'object' && given !== null && isMade(given)

/** The first of what is given that is not a layer, as a message, or `null`. */
const strangerIn = (given: readonly unknown[]): string | null => {
  const at = given.findIndex((each) => !isLayer(each))
  return at < 0 ? null : `layer ${at + 1} is not a layer but ${kindOf(given[at])}`
}

const buildNext =
  (layers: readonly AnyLayer[]) =>
  (before: readonly Built[] | string, layer: AnyLayer, index: number): readonly Built[] | string => {
    if (typeof before === 'string') return before
    const last = before.at(-1)
    if (last !== undefined && last.kind !== 'Tensor') return `layer ${index + 1} ${afterHead(last.kind)}`
    const part = `layer ${index + 1} (${layer.name})`
    const built = inPart(part, () => layer.build(last?.out ?? layers[0]?.takes ?? []))
    const message = typeof built === 'string' ? built : builtFault(layer, built)
    return typeof built === 'string' || message !== null ? `${part} ${message}` : [...before, built]
  }

const build = (layers: readonly AnyLayer[]): readonly Built[] | string =>
  layers.length === 0
    ? NO_LAYERS
    : (strangerIn(layers) ??
      (layers[0]?.takes
        ? layers.reduce<readonly Built[] | string>(buildNext(layers), [])
        : takesNothing(layers[0]?.name ?? '')))

/** The layers of a sequence once built, and what each is called in messages. */
interface Parts {
  readonly built: readonly Built[]
  readonly names: readonly string[]
  readonly uses: readonly Use[]
}

const contextAt = ({ key, mode, state }: Context<unknown>, index: number): Context<unknown> => ({
  key: child(index)(key),
  mode,
  state: (state as readonly unknown[] | null)?.[index] ?? null, // safe: a state is a list wherever one is used
})

/** What `init` and `begin` of a layer give is what it takes: the one thing that the erased walk relies on. */
const runAll =
  (input: EventSizes, { built, names, uses }: Parts) =>
  (parameters: readonly unknown[], context: Context<unknown>) =>
  (x: unknown): readonly [value: unknown, state: unknown] => {
    refuseParameters(built.length, parameters)
    if (uses.includes('state')) refuseState(built.length, context.state)
    const fault = rowsFault(input, x)
    if (fault !== null) return refuse(`sequence: ${fault}`)
    const states: unknown[] = []
    const value = built.reduce((before, each, index) => {
      const own = usesAny(each) ? contextAt(context, index) : context
      const [after, state] = runLayer(`layer ${index + 1} (${names[index]})`, each, parameters[index], own, before)
      states.push(state)
      return after
    }, x)
    return [value, uses.includes('state') ? states : null]
  }

const applyAll = (input: EventSizes, parts: Parts) => {
  const run = runAll(input, parts)
  return (parameters: readonly unknown[]) =>
    parts.uses.length === 0 ? (x: unknown) => run(parameters, NO_CONTEXT)(x)[0] : refuseApply(parts.uses)
}

/** What a network is made of, at run time. */
const partsOf = (given: readonly AnyLayer[], built: readonly Built[]) => {
  const input = given[0]?.takes ?? []
  const names = given.map(({ name }) => name)
  const parts: Parts = { built, names, uses: usesOf(built) }
  const last = built.at(-1)
  return {
    name: 'sequence',
    takes: input,
    input,
    output: last?.out ?? [],
    kind: last?.kind ?? 'Tensor',
    family: last?.family ?? null,
    layers: built.flatMap(({ layers: own, out }, index) => own ?? [{ name: names[index] ?? '', out }]),
    uses: parts.uses,
    init: (key: Key) =>
      built.map((each, index) => inPart(`layer ${index + 1} (${names[index]})`, () => each.init(child(index)(key)))),
    begin: () => (parts.uses.includes('state') ? built.map(beginOf) : null),
    apply: applyAll(input, parts),
    run: runAll(input, parts),
  }
}

/**
 * Layers one after another: an encoder, a decoder, or a block of one.
 *
 * The first says what it takes (`dense(784, 500)`, `input([28, 28, 1])`); those after it may take their input size from
 * the one before. A head must be last.
 *
 * Shapes: `[Row, ...In] -> Kinds<Row, Out>`.
 * Errors: a `ShapeError` with the message of the compiler, where a cast has silenced it: when it is made, and when it is
 * applied to other rows or parameters.
 *
 * @example
 * Layer.sequence(Layer.dense(784, 500), Layer.tanh, Layer.normalHead(500, 20)).kind
 * //=> 'DiagonalNormal'
 */
export const sequence = <const Layers extends readonly unknown[]>(
  ...layers: CheckedLayers<Layers>
): SequenceResult<Layers> => {
  const given = layers as readonly unknown[] as readonly AnyLayer[]
  const built = orRefuse(build(given))
  const parts = partsOf(given, built)
  const net = {
    ...parts,
    build: (event: EventSizes): Built | string => eventFault(parts.input, event) ?? { ...net, out: parts.output },
  }
  // safe: `build` is the run-time version of `Walk`, and the layers of the tuple are those that were built
  return madeOfEvents(net) as never
}
