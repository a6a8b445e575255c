/** What a layer is held to when the program runs: a user's own may do otherwise than it says. */

import { refuse } from '../shapes/defect.js'
import { dimsOf, numbersOf, type Sizes } from '../shapes/dim.js'
import { same } from '../shapes/equal.js'
import { type EventSizes, isIndices, isShape, type RecordSizes, showEvent } from '../shapes/event.js'
import { show } from '../shapes/message.js'
import { inPart } from '../shapes/part.js'
import { isBelow } from '../tensors/indices.js'
import { isLeaf, join } from '../tensors/leaf.js'
import type { AnyTensor } from '../tensors/tensor.js'
import type { Context } from './context.js'
import { isTensor } from './inputs.js'
import type { Built, Layer } from './layer.js'
import { runBuilt } from './running.js'
import type { Step } from './step.js'

// -----------------------------------------------------------------------------
// what it builds
// -----------------------------------------------------------------------------

/**
 * What a layer has beside its `build` that is not what `build` gives, as a message, or `null`: who copies a network with another
 * `init` or `apply` means these to be run.
 */
const replacedIn = (layer: Layer<Step>, built: Built): string | null => {
  const own: Partial<Built> = layer as object
  const name = (['init', 'apply', 'begin', 'run'] as const).find(
    (each) => own[each] !== undefined && own[each] !== built[each],
  )
  return name === undefined
    ? null
    : `has another ${name} than its build gives: make a layer of your own with Layer.custom`
}

/** What is wrong with what `build` gives, as a message, or `null`. */
export const builtFault = (layer: Layer<Step>, built: Built): string | null =>
  typeof built?.out === 'object' && typeof built.init === 'function' && typeof built.apply === 'function'
    ? replacedIn(layer, built)
    : 'must build a layer: its out, init and apply'

/** The messages of a layer that does not fit inside another. */
export const MUST_BE_LAST = 'a head must be last'
export const MUST_GIVE_ONE = 'gives several events but must give one'

/** What is wrong with a layer inside another, whatever it gives, as a message, or `null`. */
export const innerFault = (layer: Layer<Step>, built: Built): string | null =>
  builtFault(layer, built) ?? (built.kind === 'Tensor' ? null : MUST_BE_LAST)

// -----------------------------------------------------------------------------
// what it gives
// -----------------------------------------------------------------------------

/** The first of some rows that is a tensor: of a record any, as all have the same rows. */
export const firstOf = (rows: unknown): AnyTensor | undefined =>
  isTensor(rows) ? rows : isBranch(rows) ? Object.values(rows).find(isTensor) : undefined

/** What is wrong with what a layer gives for some rows, as a message, or `null`. */
const resultFault = (out: EventSizes, rows: unknown, given: unknown): string | null =>
  isShape(out)
    ? isTensor(given)
      ? sizesFault(out, rows, given)
      : `must give a tensor of ${showEvent(out)} for each row but gives none`
    : isIndices(out)
      ? isTensor(given) && isBelow(given)
        ? sizesFault(out.sizes, rows, given)
        : `must give ${showEvent(out)} for each row but gives none`
      : isBranch(given)
        ? namedFault(out, rows, given)
        : 'must give several events for each row but gives one'

const namedFault = (out: RecordSizes, rows: unknown, given: Fields): string | null => {
  const faults = Object.entries(out).map(([name, each]) => [name, resultFault(each, rows, given[name])] as const)
  const found = faults.find(([, fault]) => fault !== null)
  return found === undefined ? null : `${found[1]}, at ${found[0]}`
}

const sizesFault = (out: Sizes, rows: unknown, given: AnyTensor): string | null => {
  const { shape: before, sizes: beforeSizes } = firstOf(rows) ?? given
  const shape = [before[0], ...dimsOf(out)]
  const sizes = [beforeSizes[0], ...numbersOf(out)]
  return !same(shape, given.shape)
    ? `must give ${show(shape)} but gives ${show(given.shape)}`
    : same(sizes, given.sizes)
      ? null
      : `must give sizes ${show(sizes)} but gives ${show(given.sizes)}`
}

type Fields = Readonly<Record<string, unknown>>

const isBranch = (given: unknown): given is Fields => typeof given === 'object' && given !== null && !isLeaf(given)

/** The same parameters, which note what is read of them that is not there. */
const watched = (given: unknown, path: string, absent: string[]): unknown =>
  isBranch(given)
    ? new Proxy(given, {
        get: (target, name) => {
          if (typeof name === 'symbol') return Reflect.get(target, name)
          const under = join(path, name)
          if (!(name in target)) absent.push(under)
          return watched(Reflect.get(target, name), under, absent)
        },
      })
    : given

/** What a layer that has failed read of its parameters though `init` does not give it, as a message, or `null`. */
const readFault = (built: Built, parameters: unknown, context: Context<unknown>, x: unknown): string | null => {
  const absent: string[] = []
  try {
    runBuilt(built, watched(parameters ?? {}, '', absent), context, x)
  } catch {} // what it throws is known
  const given = isBranch(parameters) ? show(Object.keys(parameters)) : 'none'
  return absent[0] === undefined
    ? null
    : `reads the parameter ${absent[0]}, which its init does not give: it gives ${given}`
}

/**
 * What a layer gives for some rows, and its state after. Errors: a `ShapeError` when it gives other sizes than it says, or has
 * failed as it read a parameter that is not there; a `PartFailed` for what else it throws.
 */
export const runLayer = (
  part: string,
  built: Built,
  parameters: unknown,
  context: Context<unknown>,
  x: unknown,
): readonly [value: unknown, state: unknown] => {
  const run = () => inPart(part, () => runBuilt(built, parameters, context, x))
  const result = orElse(run, () => readFault(built, parameters, context, x), part)
  const message = built.kind === 'Tensor' ? resultFault(built.out, x, result[0]) : null
  return message === null ? result : refuse(`${part} ${message}`)
}

/** What is given, or where that throws the message about it, or else what it throws. */
const orElse = <Result>(run: () => Result, fault: () => string | null, part: string): Result => {
  try {
    return run()
  } catch (thrown) {
    const message = fault()
    if (message === null) throw thrown
    return refuse(`${part} ${message}`)
  }
}
