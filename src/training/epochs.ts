/** Epochs: the steps of each, what is held out, and when it is enough. */

import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { trainingBatches } from '../data/batches.js'
import { numbersPerRow } from '../data/dataset.js'
import type { Engine } from '../engines/engine.js'
import { atStep } from '../losses/schedule.js'
import { child } from '../random/key.js'
import type { Host } from '../tensors/tree.js'
import { astrayObjective } from './astray.js'
import type { TrainError } from './errors.js'
import { type EpochRecord, meanOfValues, type Values } from './events.js'
import { type Astray, divergedAt, keeping } from './keeping.js'
import { measureOn } from './measure.js'
import { isSpent, observe } from './monitor.js'
import { inputsOf, type Plan, type Session } from './plan.js'
import { type StepMetrics, valuesOfAll } from './program.js'
import type { Progress } from './progress.js'

const chunks = <A>(all: readonly A[], size: number): readonly (readonly A[])[] =>
  Array.from({ length: Math.ceil(all.length / size) }, (_, index) => all.slice(index * size, (index + 1) * size))

/** The values of some steps, told one by one; the first that is not finite, of any player, ends training. */
const tell =
  (plan: Plan, epoch: number, before: number) =>
  (all: readonly Host<StepMetrics>[]): E.Either<Astray, readonly Values[]> => {
    const values = all.map((metrics, index) => valuesOfAll(plan.players, metrics, atStep(before + index + 1)))
    values.forEach((each, index) => {
      plan.listen({ _tag: 'Stepped', epoch, step: before + index + 1, values: each })
    })
    const found = values.map(astrayObjective)
    const bad = found.findIndex((each) => each !== null)
    const objective = found[bad] ?? null
    return objective === null ? E.right(values) : E.left({ _tag: 'Astray', step: before + bad + 1, ...objective })
  }

/**
 * Effects in their order, each begun before the one before it is awaited: so the rows and the noise of a run of steps
 * are made while the engine takes the run before. What one gives is told before the next is awaited.
 *
 * Errors: the first one; what was begun after it is awaited, and not told.
 */
const oneAhead =
  <Of, Failure, A, B>(
    begin: (of: Of, index: number) => TE.TaskEither<Failure, A>,
    told: (given: A, index: number) => E.Either<Failure, B>,
  ) =>
  (all: readonly Of[]): TE.TaskEither<Failure, readonly B[]> =>
  async () => {
    const start = (index: number) => (index < all.length ? begin(all[index] as Of, index)() : null)
    const done: B[] = []
    let current = start(0)
    while (current !== null) {
      const next = start(done.length + 1)
      const index = done.length
      const result: E.Either<Failure, B> = pipe(
        await current,
        E.flatMap((given) => told(given, index)),
      )
      if (E.isLeft(result)) {
        await next
        return result
      }
      done.push(result.right)
      current = next
    }
    return E.right(done)
  }

/** The rows of a run lie in memory, and two runs are there at a time. Units: bytes. */
const ROWS_OF_A_RUN = 2 ** 25

/** How many numbers the rows of a step are. */
const lengthOf = ({ batch, data }: Plan): number => batch * numbersPerRow(data.event)

/** As many steps a run as the engine likes, or fewer of large batches. */
export const stepsPerRunOf = (plan: Plan, { stepsPerRun }: Engine): number =>
  Math.max(1, Math.min(stepsPerRun, Math.floor(ROWS_OF_A_RUN / (4 * lengthOf(plan)))))

/** All steps of an epoch, run by run. */
const stepsOf =
  (plan: Plan, session: Session, size: number, { epoch, step }: Progress) =>
  (batches: readonly Uint32Array[]): TE.TaskEither<TrainError | Astray, readonly Values[]> =>
    pipe(
      chunks(batches, size),
      oneAhead<readonly Uint32Array[], TrainError | Astray, readonly Host<StepMetrics>[], readonly Values[]>(
        (chunk, index) => {
          const rows = session.lend?.(lengthOf(plan), chunk.length)
          return session.advance(
            chunk.map((indices, at) => inputsOf(plan, indices, step + index * size + at + 1, rows?.[at])),
          )
        },
        (metrics, index) => tell(plan, epoch + 1, step + index * size)(metrics),
      ),
      TE.map((all) => all.flat()),
    )

/** The objective on held-out data, for some parameters; `null` where nothing is held out. */
type Validate = (session: Session) => TE.TaskEither<TrainError, Values | null>

/** How held-out data is measured: compiled once, called after each epoch. */
export const validation = (plan: Plan, engine: Engine): Validate => {
  const { model, players, samples, batch, key, validation: data } = plan
  if (data === undefined) return () => TE.right(null)
  const measure = measureOn(model, players[0].objective, samples, batch, child('validation')(key), engine)
  return (session) =>
    pipe(
      session.snapshot,
      TE.flatMap(({ params }) => measure(params, data)),
    )
}

/** What an epoch runs on. */
export interface Under {
  readonly session: Session
  readonly stepsPerRun: number
  readonly validate: Validate
}

/** One epoch, and the progress after it. */
const epochOf = (
  plan: Plan,
  { session, stepsPerRun, validate }: Under,
  progress: Progress,
): TE.TaskEither<TrainError, Progress> => {
  const begun = performance.now()
  return pipe(
    TE.fromEither(trainingBatches(plan.batch, child(progress.epoch)(child('order')(plan.key)))(plan.data)),
    TE.flatMap((batches) =>
      pipe(stepsOf(plan, session, stepsPerRun, progress)(batches), TE.orElseW(divergedAt(plan, session, progress))),
    ),
    TE.bindTo('values'),
    TE.let('seconds', () => (performance.now() - begun) / 1000),
    TE.bindW('validation', () => validate(session)),
    TE.map(({ values, seconds, validation }) => {
      const record: EpochRecord = {
        epoch: progress.epoch + 1,
        step: progress.step + values.length,
        seconds,
        training: meanOfValues(values.map((each) => ({ values: each, count: 1 }))),
        validation,
      }
      plan.listen({ _tag: 'EpochEnded', record })
      return {
        ...progress,
        epoch: record.epoch,
        step: record.step,
        seconds: progress.seconds + seconds,
        history: [...progress.history, record],
        monitor: observe(progress.monitor, (validation ?? record.training).objective),
      }
    }),
    TE.flatMap(keeping(plan, session)),
  )
}

/** Epochs until there are enough, or patience is spent. */
export const epochs = (plan: Plan, under: Under, progress: Progress): TE.TaskEither<TrainError, Progress> =>
  progress.epoch >= plan.epochs || isSpent(progress.monitor, plan.patience)
    ? TE.right(progress)
    : pipe(
        epochOf(plan, under, progress),
        TE.flatMap((next) => epochs(plan, under, next)),
      )
