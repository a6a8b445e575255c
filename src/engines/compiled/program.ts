/** A typed program as a traced graph: its trees flattened, and its noise found. */

import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import { type Declare, type Graph, type TraceRefused, trace } from '../../compiler/index.js'
import { type Key, ofSource, type Path } from '../../random/key.js'
import type { NoiseDistribution } from '../../random/noise.js'
import { type Drawn, rowAxisOf } from '../../random/rows.js'
import type { AnyShape } from '../../shapes/dim.js'
import { unwrap, wrap } from '../../tensors/native.js'
import type { AnyHostTensor, AnyTensor, Native } from '../../tensors/tensor.js'
import { fromHostTree, type Host, hostLeaves, leaves } from '../../tensors/tree.js'
import type { Draw } from './draw.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/** A program for inputs of certain sizes. */
export interface Program<Output> {
  readonly graph: Graph
  readonly draws: readonly Draw[]
  /** What the program gives, with shapes and no numbers; the leaf at a place is the output `out:<place>`. */
  readonly output: Output
}

/** The name of an input: which argument it belongs to, and its place among the leaves of that argument. */
export const inputName = (argument: number, place: number): string => `in${argument}:${place}`

/** The name of an output by its place among the leaves. */
export const outputName = (place: number): string => `out:${place}`

// -----------------------------------------------------------------------------
// noise
// -----------------------------------------------------------------------------

/** A key whose draws become inputs, named by distribution and place. Two draws from one key are the same draw, and one input. */
export const recording = (
  declare: Declare,
  nameOf: (distribution: NoiseDistribution, place: number) => string = (_, place) => `noise:${place}`,
): { readonly key: Key; readonly draws: () => readonly Draw[] } => {
  const found = new Map<string, { readonly draw: Draw; readonly native: Native }>()
  const placeholder = (path: Path, distribution: NoiseDistribution, { shape, sizes }: Drawn<AnyShape>): Native => {
    const axis = rowAxisOf(shape)
    const id = JSON.stringify([distribution, sizes, path, axis, shape[axis]])
    const before = found.get(id)
    if (before !== undefined) return before.native
    const draw: Draw = { name: nameOf(distribution, found.size), path, distribution, shape, sizes }
    const { native } = wrap(sizes, declare(draw.name, { shape: sizes }))
    found.set(id, { draw, native })
    return native
  }
  return {
    key: ofSource({ stream: () => null, placeholder }),
    draws: () => [...found.values()].map(({ draw }) => draw),
  }
}

// -----------------------------------------------------------------------------
// tracing
// -----------------------------------------------------------------------------

/** The same tree under shapes alone: what is left of a traced tensor when its trace is over. */
const specsOf = (argument: number, tree: unknown) =>
  hostLeaves(tree).map(({ value }, place) => [inputName(argument, place), { shape: value.sizes }] as const)

/**
 * Traces a program of some trees and a key, for the sizes of the given ones.
 *
 * Errors: `TraceRefused`. What the program itself throws, a `ShapeError` among it, is thrown.
 */
export const traceProgram = <Arguments extends readonly unknown[], Output>(
  run: (args: Arguments, key: Key) => Output,
  given: { readonly [Index in keyof Arguments]: Host<Arguments[Index]> },
  label?: string,
): E.Either<TraceRefused, Program<Output>> => {
  const held: { draws: readonly Draw[]; output?: Output } = { draws: [] }
  const traced = trace(
    (inputs, declare) => {
      const noise = recording(declare)
      const args = given.map((tree, argument) => {
        let place = 0
        const next = ({ shape }: AnyHostTensor): AnyTensor => {
          const native = inputs[inputName(argument, place++)]
          return native === undefined ? absent(argument, place) : wrap(shape, native)
        }
        return fromHostTree(next)(tree)
      })
      // safe: each argument is the tree that was given, with a placeholder for every host tensor
      const output = run(args as readonly unknown[] as Arguments, noise.key)
      if (output instanceof Promise) return output as never // `trace` refuses it by its name
      held.draws = noise.draws()
      held.output = output
      return Object.fromEntries(leaves(output).map(({ value }, place) => [outputName(place), unwrap(value)]))
    },
    Object.fromEntries(given.flatMap((tree, argument) => specsOf(argument, tree))),
    label === undefined ? {} : { label },
  )
  return pipe(
    traced,
    // safe: the function has run once
    E.map((graph) => ({ graph, draws: held.draws, output: held.output as Output })),
  )
}

const absent = (argument: number, place: number): never => {
  throw new RangeError(`trace: argument ${argument} has no leaf ${place}`) // never: the specs are of the same tree
}
