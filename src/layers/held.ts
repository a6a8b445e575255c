/** What a layer is held to when the program runs: a user's own may do otherwise than it says. */

import { refuse } from '../shapes/defect.js'
import { dimsOf, numbersOf, type Sizes } from '../shapes/dim.js'
import { same } from '../shapes/equal.js'
import { show } from '../shapes/message.js'
import { inPart } from '../shapes/part.js'
import { isLeaf, join } from '../tensors/leaf.js'
import { isTensor } from './inputs.js'
import type { Built, Layer } from './layer.js'
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
  const name = (['init', 'apply'] as const).find((each) => own[each] !== undefined && own[each] !== built[each])
  return name === undefined
    ? null
    : `has another ${name} than its build gives: make a layer of your own with Layer.custom`
}

/** What is wrong with what `build` gives, as a message, or `null`. */
export const builtFault = (layer: Layer<Step>, built: Built): string | null =>
  Array.isArray(built?.out) && typeof built.init === 'function' && typeof built.apply === 'function'
    ? replacedIn(layer, built)
    : 'must build a layer: its out, init and apply'

// -----------------------------------------------------------------------------
// what it gives
// -----------------------------------------------------------------------------

/** What is wrong with what a layer gives for some rows, as a message, or `null`. */
const resultFault = (out: Sizes, rows: unknown, given: unknown): string | null => {
  if (!isTensor(given)) return `must give a tensor of ${show(dimsOf(out))} for each row but gives none`
  const [first, size] = isTensor(rows) ? [rows.shape[0], rows.sizes[0]] : [given.shape[0], given.sizes[0]]
  const [shape, sizes] = [
    [first, ...dimsOf(out)],
    [size, ...numbersOf(out)],
  ]
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
const readFault = ({ apply }: Built, parameters: unknown, x: unknown): string | null => {
  const absent: string[] = []
  try {
    apply(watched(parameters ?? {}, '', absent) as never)(x as never)
  } catch {} // what it throws is known
  const given = isBranch(parameters) ? show(Object.keys(parameters)) : 'none'
  return absent[0] === undefined
    ? null
    : `reads the parameter ${absent[0]}, which its init does not give: it gives ${given}`
}

/**
 * What a layer gives for some rows. Errors: a `ShapeError` when it gives other sizes than it says, or has failed as it
 * read a parameter that is not there; a `PartFailed` for what else it throws.
 */
export const applyLayer = (part: string, built: Built, parameters: unknown, x: unknown): unknown => {
  const run = (): unknown => inPart(part, () => built.apply(parameters as never)(x as never))
  const value = orElse(run, () => readFault(built, parameters, x), part)
  const message = built.kind === 'Tensor' ? resultFault(built.out, x, value) : null
  return message === null ? value : refuse(`${part} ${message}`)
}

/** What is given, or where that throws the message about it, or else what it throws. */
const orElse = (run: () => unknown, fault: () => string | null, part: string): unknown => {
  try {
    return run()
  } catch (thrown) {
    const message = fault()
    if (message === null) throw thrown
    return refuse(`${part} ${message}`)
  }
}
