/** What a network is applied to, when the program runs: a cast may have let anything past the compiler. */

import { bindNames, type LabeledShape } from '../shapes/binding.js'
import { refuse } from '../shapes/defect.js'
import { dimsOf, numbersOf } from '../shapes/dim.js'
import { same } from '../shapes/equal.js'
import { type EventSizes, isIndices, isShape, type OneSizes, showEvent } from '../shapes/event.js'
import { show } from '../shapes/message.js'
import { isBelow } from '../tensors/indices.js'
import type { AnyTensor } from '../tensors/tensor.js'

/** Whether something is a tensor of an engine. */
export const isTensor = (given: unknown): given is AnyTensor =>
  typeof given === 'object' && given !== null && 'shape' in given && 'native' in given

/** One event that rows must be of, and the rows that are given for it. */
interface Given {
  readonly name: string
  readonly event: OneSizes
  readonly rows: unknown
}

const fieldsOf = (input: EventSizes, given: unknown): readonly Given[] =>
  isShape(input) || isIndices(input)
    ? [{ name: '', event: input, rows: given }]
    : // safe: what is no record has none of the names
      Object.entries(input).map(([name, event]) => ({ name, event, rows: (given as Partial<Fields> | null)?.[name] }))

type Fields = { readonly [name: string]: unknown }

/** What is wrong with the rows of one event, the names of its dimensions apart, as a message, or `null`. */
const oneFault = ({ event, rows }: Given): string | null => {
  const shape = dimsOf(isShape(event) ? event : event.sizes)
  const needed = showEvent(event)
  if (!isTensor(rows)) return `takes rows of ${needed} but is given no ${isShape(event) ? 'tensor' : 'indices'}`
  const below = isBelow(rows) ? rows.below.dim : null
  if (below !== (isShape(event) ? null : event.below.dim))
    return `takes rows of ${needed} but is given ${below === null ? 'a tensor' : `indices below ${below}`}`
  return rows.shape.length === shape.length + 1 && same(rows.shape.slice(1), shape)
    ? null
    : `takes rows of ${needed} but is given ${show(rows.shape)}`
}

const placed = (label: string, { name, event, rows }: Given): readonly LabeledShape[] => {
  const sizes = isShape(event) ? event : event.sizes
  const of = name === '' ? '' : ` of ${name}`
  return [
    { label: `its input${of}`, shape: dimsOf(sizes), sizes: numbersOf(sizes) },
    { ...(rows as AnyTensor), label: `${label}${of}` }, // safe: it has been found to be rows
  ]
}

/** The message of rows of which some are others than the first, or `null`. */
const unequalRows = (all: readonly Given[]): string | null => {
  const firsts = all.map(({ name, rows }) => ({ name, row: (rows as AnyTensor).shape[0] })) // safe: as above
  const odd = firsts.find(({ row }) => row !== firsts[0]?.row)
  return odd === undefined
    ? null
    : `takes rows of one axis but is given ${firsts[0]?.row} for ${firsts[0]?.name} and ${odd.row} for ${odd.name}`
}

/** What is wrong with the rows that a network is given, as a message, or `null`. */
export const rowsFault = (input: EventSizes, given: unknown): string | null => {
  const all = fieldsOf(input, given)
  const faults = all.map((each) => [each.name, oneFault(each)] as const)
  const [name, fault] = faults.find(([, message]) => message !== null) ?? ['', null]
  if (fault !== null) return name === '' ? fault : `at ${name}: ${fault}`
  const bound = bindNames(all.flatMap((each) => placed('the rows', each)))
  return typeof bound === 'string' ? bound : unequalRows(all)
}

/** Refuses a state that is not one entry for each layer: that of another network. */
export const refuseState = (layers: number, given: unknown): void => {
  if (!Array.isArray(given) || given.length !== layers)
    refuse(
      `sequence: takes the state of ${layers} layers but is given ${
        Array.isArray(given) ? `that of ${given.length}` : 'something else'
      }`,
    )
}

/** Refuses parameters that are not one entry for each layer: those of another network. */
export const refuseParameters = (layers: number, given: unknown): void => {
  if (!Array.isArray(given) || given.length !== layers)
    refuse(
      `sequence: takes the parameters of ${layers} layers but is given ${
        Array.isArray(given) ? `those of ${given.length}` : 'something else'
      }`,
    )
}
