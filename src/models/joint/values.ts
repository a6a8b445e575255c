/** The values of a latent that has few: bits, and one of some classes. */

import type { Samples } from '../../distributions/coordinates.js'
import type { AnyVariable } from '../../joints/variable.js'
import { refuse } from '../../shapes/defect.js'
import { numbersOf } from '../../shapes/dim.js'
import * as T from '../../tensors/index.js'
import { elements } from '../../tensors/tensor.js'

/** The distributions whose latents have few values. */
export type FiniteKind = 'Bernoulli' | 'Categorical'

const FINITE: readonly string[] = ['Bernoulli', 'Categorical'] satisfies readonly FiniteKind[]

/** Whether a latent has few values. */
export const hasFewValues = ({ from }: AnyVariable): boolean => FINITE.includes(from)

/** More values than that are not summed over. */
const MOST = 4096

/** All lists of that length; the last member changes fastest. */
const lists = <Member>(members: readonly Member[], length: number): readonly (readonly Member[])[] =>
  length === 0 ? [[]] : lists(members, length - 1).flatMap((list) => members.map((member) => [...list, member]))

const range = (length: number): readonly number[] => Array.from({ length }, (_, index) => index)

/** What one number or vector of a latent may be, and how many of them there are. */
const choicesOf = ({ from, built }: AnyVariable) => {
  const sizes = numbersOf(built.event)
  const all = elements(sizes)
  const classes = sizes.at(-1) ?? 1
  return from === 'Categorical'
    ? { members: range(classes).map((one) => range(classes).map((at) => (at === one ? 1 : 0))), count: all / classes }
    : { members: [[0], [1]], count: all }
}

/** The values of a latent, each as its numbers. Errors: a `ShapeError` for one that has more than 4,096. */
export const valuesOf = (variable: AnyVariable): readonly (readonly number[])[] => {
  const { members, count } = choicesOf(variable)
  if (members.length ** count > MOST)
    refuse(`the model: ${variable.name} has ${members.length ** count} values, and a sum takes at most ${MOST}`)
  return lists(members, count).map((list) => list.flat())
}

/** So many samples of every value, for every example. Shapes: `['samples', 'batch', 'latent']`. */
export const drawnEach = (values: readonly (readonly number[])[], samples: number, batch: number): Samples => {
  const width = values[0]?.length ?? 0
  const rows = T.fromHost({
    shape: ['values', 'latent'],
    sizes: [values.length, width],
    values: Float32Array.from(values.flat()),
  })
  // safe: every value stands for all of its samples of all examples
  const each = T.reshape(['values', 1, 'latent'])(rows as never)
  const nothing = T.zeros(['values', 'rows', 'latent'], [values.length, samples * batch, width])
  const all = T.add(each as never)(nothing as never) as unknown as T.Tensor<readonly ['values', 'rows', 'latent']>
  return T.splitRows('samples', 'batch', values.length * samples)(T.mergeRows(all) as never) as never
}
