/** The names of dimensions in what an engine is given: within one program, a name means one number. */

import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { type Binding, bindAcross, type LabeledShape, whereOf } from '../shapes/binding.js'
import { ShapeError } from '../shapes/defect.js'
import { show } from '../shapes/message.js'
import { stray } from '../tensors/decodeIndices.js'
import { elements } from '../tensors/tensor.js'
import { hostLeaves } from '../tensors/tree.js'
import type { Engine, EngineError, RunningProgram } from './engine.js'

interface PlacedNumbers extends LabeledShape {
  readonly values: Float32Array
}

/** Numbers that are not as many as their sizes say, and indices that were written to since they were checked. */
const placedFault = (placed: PlacedNumbers): string | null => {
  const { sizes, values } = placed
  if (elements(sizes) !== values.length)
    return `${whereOf(placed)} of sizes ${show(sizes)} takes ${elements(sizes)} numbers but is given ${values.length}`
  const message = stray(placed)
  return message === null ? null : `${whereOf(placed)} ${message}`
}

const placedIn = (tree: unknown): readonly PlacedNumbers[] =>
  hostLeaves(tree).map(({ path, value }) => ({ label: path || 'the input', ...value }))

/**
 * What the names in a tree stand for, but for the axes inside of distributions, those known before among them; or what
 * is wrong with the tree, as a message.
 */
export const bindTree = (tree: unknown, known?: Binding): Binding | string => {
  const placed = placedIn(tree)
  const bound = bindAcross(placed, known)
  if (typeof bound === 'string') return bound
  return placed.map(placedFault).find((message) => message !== null) ?? bound
}

/** An operation and the program that it was given, as text: `run (encode)`. */
export const called = (operation: string, program: { readonly name: string }): string =>
  program.name === '' ? operation : `${operation} (${program.name})`

/** A name of the state means its number in every step; any other name what it means in the step. */
const runningWith = <State, Inputs, Metrics>(
  program: { readonly name: string },
  known: Binding,
  { advance, ...running }: RunningProgram<State, Inputs, Metrics>,
): RunningProgram<State, Inputs, Metrics> => ({
  ...running,
  advance: (steps) => {
    const verdicts = steps.map(({ inputs }) => bindTree(inputs, known))
    const odd = verdicts.findIndex((verdict) => typeof verdict === 'string')
    if (odd < 0) return advance(steps)
    const refused = TE.left<EngineError, never>(new ShapeError(`${called('step', program)}: ${verdicts[odd]}`))
    // what comes before it is taken
    return odd === 0 ? refused : pipe(advance(steps.slice(0, odd)), TE.apSecond(refused))
  },
})

/**
 * An engine that refuses inputs in which a name means two numbers: the one place where all engines do.
 *
 * Errors: a `ShapeError` that says where each number came from.
 */
export const withNames = ({ run, start, ...engine }: Omit<Engine, 'close'>): Omit<Engine, 'close'> => ({
  ...engine,
  run: (program) => {
    const runs = run(program)
    return (inputs, key) => {
      const message = bindTree(inputs)
      return typeof message === 'string'
        ? TE.left(new ShapeError(`${called('run', program)}: ${message}`))
        : runs(inputs, key)
    }
  },
  start: (step, initial) => {
    const known = bindTree(initial)
    return typeof known === 'string'
      ? TE.left(new ShapeError(`${called('start', step)}: ${known}`))
      : pipe(
          start(step, initial),
          TE.map((running) => runningWith(step, known, running)),
        )
  },
})
