/** Any pure typed function, compiled. */

import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import type { Key } from '../random/key.js'
import { ShapeError } from '../shapes/refusal.js'
import { show } from '../shapes/show.js'
import { stray } from '../tensors/decodeIndices.js'
import { isBelow } from '../tensors/indices.js'
import { type AnyHostTensor, elements } from '../tensors/tensor.js'
import { type Host, hostLeaves, type Leaf } from '../tensors/tree.js'
import type { Engine, EngineError } from './engine.js'

// -----------------------------------------------------------------------------
// names mean one number within one call
// -----------------------------------------------------------------------------

const whereOf = ({ path, value }: Leaf<AnyHostTensor>): string => `${path || 'the input'} ${show(value.shape)}`

/** What is wrong with one tensor: its numbers are not what its shape and sizes say. */
const malformed = (leaf: Leaf<AnyHostTensor>): string | null => {
  const { shape, sizes, values } = leaf.value
  return shape.length !== sizes.length || shape.some((dim, axis) => typeof dim === 'number' && dim !== sizes[axis])
    ? `${whereOf(leaf)} has the sizes ${show(sizes)}`
    : elements(sizes) !== values.length
      ? `${whereOf(leaf)} of sizes ${show(sizes)} takes ${elements(sizes)} numbers but is given ${values.length}`
      : written(leaf)
}

/** What is wrong with one tensor of indices: a number that is none. They have been checked, and written to since. */
const written = (leaf: Leaf<AnyHostTensor>): string | null => {
  const words = stray(leaf.value)
  return words === null ? null : `${whereOf(leaf)} ${words}`
}

/** The dimensions of one tensor and the numbers that they stand for, with that which indices are below. */
const dimensions = ({ value }: Leaf<AnyHostTensor>): readonly (readonly [unknown, number | undefined])[] => [
  ...value.shape.map((dim, axis) => [dim, value.sizes[axis]] as const),
  ...(isBelow(value) ? [[value.below.dim, value.below.size] as const] : []),
]

/** What is wrong with the inputs of a call, or `null`. */
const complaint = (inputs: unknown): string | null => {
  const bound = new Map<unknown, { readonly size: number | undefined; readonly where: string }>()
  for (const leaf of hostLeaves(inputs)) {
    const words = malformed(leaf)
    if (words !== null) return words
    for (const [name, size] of dimensions(leaf)) {
      const where = whereOf(leaf)
      const before = bound.get(name) ?? { size, where }
      if (before.size !== size) return `${name} is ${size} in ${where} and ${before.size} in ${before.where}`
      bound.set(name, before)
    }
  }
  return null
}

// -----------------------------------------------------------------------------
// compile
// -----------------------------------------------------------------------------

/**
 * A pure function of a tree of tensors and a key, as one of host tensors that runs on an engine.
 *
 * The compiled engine traces the function at the first call for some sizes, gradients and noise included, and keeps the
 * program: so hold on to what this gives, and call it often. For other sizes it traces again. The eager engines run the
 * function at each call. A pure function gives the same numbers on all of them, within float32.
 *
 * The names of dimensions are bound at the call: a name means one number in all inputs of a call. Indices are checked again.
 *
 * Shapes: those of the function. Errors: `ShapeError` for a name that means two numbers in one call, for a shape that a
 * cast let through, and for indices that are not below their dimension; `EngineFailed` for what the function throws, and on the compiled engine also for a tensor or
 * `tf.Variable` that is not among the inputs, a read of a tensor, noise that is not drawn from the key, and an operation
 * without a mapping, each with the name of the operation and of the function that called it.
 *
 * @example
 * const distance = compile(engine)(({ x, y }: { readonly x: Rows; readonly y: Rows }) =>
 *   pipe(x, T.same.sub(y), T.square, T.sum(1)),
 * )
 * distance({ x: host(['rows', 2], { rows: 1 }, Float32Array.of(3, 0)), y: host(['rows', 2], { rows: 1 }, Float32Array.of(0, 4)) }, Key.from(7))
 * //=> right, of the numbers [25]
 */
export const compile =
  (engine: Engine) =>
  <Inputs, Output>(program: (inputs: Inputs, key: Key) => Output) => {
    const run = engine.run(program)
    const name = program.name === '' ? 'compile' : `compile (${program.name})`
    return (inputs: Host<Inputs>, key: Key): TaskEither<EngineError, Host<Output>> => {
      const words = complaint(inputs)
      return words === null ? run(inputs, key) : TE.left(new ShapeError(`${name}: ${words}`))
    }
  }
