/** Sequences of different lengths as data: padded to one length, with a mask of the steps that are there. */

import { accepted, type Support } from '../distributions/support.js'
import { from } from '../random/key.js'
import { type KnownSize, knownSize } from '../shapes/checkDim.js'
import { orRefuse, refuse } from '../shapes/defect.js'
import type { AnyShape, AnySize, DimOf } from '../shapes/dim.js'
import { mustBe } from '../shapes/message.js'
import type { AnyDataset, Dataset, Event } from './dataset.js'
import { BadData } from './errors.js'
import { read, rowsOfTable, vouched } from './reading.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/** Sequences as two fields of data. */
export interface SequenceFields<Time, Each, Values extends Support> {
  /** The steps of each sequence and after them padding. Shapes: `[time, each]`. */
  readonly values: Dataset<readonly [DimOf<Time>, DimOf<Each>], Values>
  /** 1 for each step that the sequence has, 0 for padding. Shapes: `[time]`. */
  readonly mask: Dataset<readonly [DimOf<Time>], 'binary'>
}

const TIME = 'sequences: the time'

const EACH = 'sequences: the numbers of a step'

/** What sequences are padded to, and what they are of. */
export interface SequenceOptions<Time, Each, Values extends Support> {
  /** The length of the longest sequence that there may be. */
  readonly time: KnownSize<Time, typeof TIME>
  /** How many numbers a step has. */
  readonly each: KnownSize<Each, typeof EACH>
  readonly support: Values
}

/** A sequence: its steps, each of as many numbers. */
export type Steps = readonly ArrayLike<number>[]

// -----------------------------------------------------------------------------
// tables
// -----------------------------------------------------------------------------

interface Sizes {
  readonly name: string
  readonly time: AnySize
  readonly each: AnySize
}

/** A message for one sequence or a part of it, or `null`. A cast, or a file, may give anything in its place. */
const stepsMessage = ({ time, each }: Sizes, steps: Steps, row: number): string | null => {
  if (!Array.isArray(steps)) return mustBe(`sequence ${row}`, 'an array of steps', typeof steps)
  if (steps.length < 1 || steps.length > time.size)
    return mustBe(`the length of sequence ${row}`, `from 1 to ${time.size}`, steps.length)
  const odd = steps.findIndex((step) => step?.length !== each.size)
  const found = steps[odd]
  return odd < 0
    ? null
    : mustBe(`the numbers of step ${odd} of sequence ${row}`, `as many as ${each.size}`, found?.length)
}

const firstFault = (sizes: Sizes, given: readonly Steps[]): BadData | null => {
  const message =
    given.length === 0
      ? 'there must be at least one sequence'
      : given.map((steps, row) => stepsMessage(sizes, steps, row)).find((each) => each !== null)
  return message === undefined ? null : new BadData(`${sizes.name}: ${message}`)
}

const supportOf = (given: Support): Support =>
  Object.hasOwn(accepted, given)
    ? given
    : refuse(mustBe('sequences: the support', `one of ${Object.keys(accepted).join(', ')}`, given))

/** All sequences side by side. Padding is 0, and of one-hot numbers the first class: a number of the support. */
const paddedTable = ({ time, each }: Sizes, support: Support, given: readonly Steps[]): Float32Array => {
  const table = new Float32Array(given.length * time.size * each.size)
  given.forEach((steps, row) => {
    for (let step = 0; step < time.size; step++) {
      const at = (row * time.size + step) * each.size
      const numbers = steps[step]
      if (numbers !== undefined) table.set(numbers, at)
      else if (support === 'oneHot') table[at] = 1
    }
  })
  return table
}

const maskTable = ({ time }: Sizes, given: readonly Steps[]): Float32Array =>
  Float32Array.from({ length: given.length * time.size }, (_, at) =>
    Number(at % time.size < (given[Math.floor(at / time.size)] as Steps).length),
  )

/** A table as a data set. Safe: the event is that of the shape. */
const tabled = (name: string, axes: readonly AnySize[], support: Support, table: Float32Array, count: number) =>
  ({
    name,
    ...({ event: axes, shape: axes.map(({ dim }) => dim) } as Event<AnyShape>),
    support,
    count,
    picture: null,
    rows: rowsOfTable(name, table, table.length / count),
  }) as AnyDataset

/** The same, each of whose numbers has been looked at. */
const checked = (data: AnyDataset): AnyDataset => {
  read(data)(
    Uint32Array.from({ length: data.count }, (_, row) => row),
    from(0),
  )
  return { ...data, rows: vouched(data.support, data.rows) }
}

// -----------------------------------------------------------------------------
// constructor
// -----------------------------------------------------------------------------

/**
 * Sequences of different lengths as two fields of `records`: their numbers, padded to one length, and a mask of the steps
 * that are there. A model is shown both, and whatever it sums over the time it multiplies by the mask.
 *
 * Padding is 0, and where the numbers are one-hot the first class.
 *
 * Shapes: `[time, each]` and `[time]`. Errors: throws `BadData` where there is no sequence, for a sequence without a step or
 * with more than the time, for a step of other than `each` numbers, and, with its place, for a number that the support does
 * not have; a `ShapeError` when a size is not a whole number above 0, and for what is not a support.
 *
 * @example
 * const { values, mask } = sequences('walks', { time: 3, each: 1, support: 'real' }, [[[4], [5]], [[6]]])
 * ;[values, mask].map(({ rows }) => [...rows(Uint32Array.of(0, 1), from(1))])
 * //=> [[4, 5, 0, 6, 0, 0], [1, 1, 0, 1, 0, 0]]
 */
export const sequences = <const Time, const Each, Values extends Support>(
  name: string,
  { time, each, support }: SequenceOptions<Time, Each, Values>,
  given: readonly Steps[],
): SequenceFields<Time, Each, Values> => {
  const sizes = {
    name,
    time: orRefuse(knownSize(time, TIME)),
    each: orRefuse(knownSize(each, EACH)),
  }
  const fault = firstFault(sizes, given)
  if (fault !== null) throw fault
  const [axes, count] = [[sizes.time, sizes.each], given.length]
  const fields = {
    values: checked(tabled(name, axes, supportOf(support), paddedTable(sizes, support, given), count)),
    mask: checked(tabled(`${name}, mask`, [sizes.time], 'binary', maskTable(sizes, given), count)),
  }
  return fields as unknown as SequenceFields<Time, Each, Values> // safe: the events are of the sizes that were given
}
