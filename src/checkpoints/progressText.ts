/** How far a training has come, as JSON and back: to the last bit, and always in the same order. */

import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import { shown } from '../files/safetensors/json.js'
import { isFields } from '../shapes/fields.js'
import type { PartValue, PlayerValues, Values } from '../training/events.js'
import type { PastEpoch, Progress } from '../training/state.js'

/** Progress without its tensors: the best parameters, and the values of the epoch under way. */
export type PlainProgress = Omit<Progress, 'monitor' | 'soFar'> & {
  readonly monitor: Omit<Progress['monitor'], 'params'>
}

// -----------------------------------------------------------------------------
// writing
// -----------------------------------------------------------------------------

/** JSON has neither infinities nor NaN, and no -0. */
const written = (_name: string, value: unknown): unknown =>
  typeof value === 'number' && (!Number.isFinite(value) || Object.is(value, -0))
    ? Object.is(value, -0)
      ? '-0'
      : String(value)
    : value

const plainPart = ({ name, weight, value, title, unit }: PartValue) => ({ name, weight, value, title, unit })

const plainValues = ({ objective, parts, others }: Values) => ({
  objective,
  parts: parts.map(plainPart),
  others: others?.map((other) => ({
    player: other.player,
    objective: other.objective,
    parts: other.parts.map(plainPart),
  })),
})

const plainEpoch = ({ epoch, step, training, validation }: PastEpoch) => ({
  epoch,
  step,
  training: plainValues(training),
  validation: validation === null ? null : plainValues(validation),
})

/** What is written of progress: without its tensors, in one order. */
export const plainProgress = ({ key, batch, epoch, step, position, monitor, history }: Progress): PlainProgress => ({
  key,
  batch,
  epoch,
  step,
  position,
  monitor: { best: monitor.best, waited: monitor.waited },
  history: history.map(plainEpoch) as readonly PastEpoch[], // safe: what is undefined is left out of JSON
})

/** Something as JSON in which every number comes back to its last bit. */
export const exactJson = (value: unknown): string => JSON.stringify(value, written)

// -----------------------------------------------------------------------------
// reading
// -----------------------------------------------------------------------------

type Read<A> = (given: unknown, name: string) => E.Either<string, A>

const odd = (given: unknown, name: string, needed: string): E.Either<string, never> =>
  E.left(`has ${shown(given)} for ${name}, which needs ${needed}`)

const ODD_NUMBERS: ReadonlyMap<unknown, number> = new Map(
  [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY].map((value) => [String(value), value]),
)

const number: Read<number> = (given, name) =>
  typeof given === 'number'
    ? E.right(given)
    : given === '-0'
      ? E.right(-0)
      : E.fromNullable(`has ${shown(given)} for ${name}, which needs a number`)(ODD_NUMBERS.get(given))

const whole: Read<number> = (given, name) =>
  Number.isSafeInteger(given) && (given as number) >= 0
    ? E.right(given as number) // safe: it is a whole number
    : odd(given, name, 'a whole number')

const text: Read<string> = (given, name) => (typeof given === 'string' ? E.right(given) : odd(given, name, 'text'))

const list =
  <A>(read: Read<A>): Read<readonly A[]> =>
  (given, name) =>
    Array.isArray(given)
      ? pipe(
          given,
          E.traverseArray((each) => read(each, name)),
        )
      : odd(given, name, 'a list')

/** What may be left out: it is then not there. */
const optional = <Name extends string, A>(name: Name, read: Read<A>, given: unknown) =>
  given === undefined
    ? E.right({})
    : pipe(
        read(given, name),
        E.map((value) => ({ [name]: value }) as { readonly [Key in Name]: A }), // safe: it is that one name
      )

const fields =
  <A>(read: (given: Readonly<Record<string, unknown>>) => E.Either<string, A>): Read<A> =>
  (given, name) =>
    isFields(given) ? read(given) : odd(given, name, 'a record')

const part: Read<PartValue> = fields((given) =>
  pipe(
    E.Do,
    E.bind('name', () => text(given.name, 'name')),
    E.bind('weight', () => number(given.weight, 'weight')),
    E.bind('value', () => number(given.value, 'value')),
    E.bind('title', () => optional('title', text, given.title)),
    E.bind('unit', () => optional('unit', text, given.unit)),
    E.map(({ title, unit, ...rest }) => ({ ...rest, ...title, ...unit })),
  ),
)

const own = (given: Readonly<Record<string, unknown>>) =>
  pipe(
    E.Do,
    E.bind('objective', () => number(given.objective, 'objective')),
    E.bind('parts', () => list(part)(given.parts, 'parts')),
  )

const player: Read<PlayerValues> = fields((given) =>
  pipe(
    own(given),
    E.bind('player', () => text(given.player, 'player')),
    E.map(({ objective, parts, ...rest }) => ({ ...rest, objective, parts })),
  ),
)

const values: Read<Values> = fields((given) =>
  pipe(
    own(given),
    E.bind('others', () => optional('others', list(player), given.others)),
    E.map(({ others, ...rest }) => ({ ...rest, ...others })),
  ),
)

const epoch: Read<PastEpoch> = fields((given) =>
  pipe(
    E.Do,
    E.bind('epoch', () => whole(given.epoch, 'epoch')),
    E.bind('step', () => whole(given.step, 'step')),
    E.bind('training', () => values(given.training, 'training')),
    E.bind('validation', () => (given.validation === null ? E.right(null) : values(given.validation, 'validation'))),
  ),
)

const monitor: Read<PlainProgress['monitor']> = fields((given) =>
  pipe(
    E.Do,
    E.bind('best', () => number(given.best, 'best')),
    E.bind('waited', () => whole(given.waited, 'waited')),
  ),
)

const words: Read<readonly [number, number]> = (given, name) =>
  pipe(
    list(whole)(given, name),
    E.flatMap(([first, second, ...more]) =>
      first === undefined || second === undefined || more.length > 0
        ? odd(given, name, 'two words')
        : E.right([first, second] as const),
    ),
  )

/**
 * Progress as it was written.
 *
 * Errors: text that follows the name of the file.
 */
export const readProgress: Read<PlainProgress> = fields((given) =>
  pipe(
    E.Do,
    E.bind('key', () => words(given.key, 'key')),
    E.bind('batch', () => whole(given.batch, 'batch')),
    E.bind('epoch', () => whole(given.epoch, 'epoch')),
    E.bind('step', () => whole(given.step, 'step')),
    E.bind('position', () => whole(given.position, 'position')),
    E.bind('monitor', () => monitor(given.monitor, 'monitor')),
    E.bind('history', () => list(epoch)(given.history, 'history')),
  ),
)
