/** A study in this process, of any function: for what needs no processes, and to try a sampler. */

import * as E from 'fp-ts/lib/Either.js'
import type * as TE from 'fp-ts/lib/TaskEither.js'
import { bestOf, type Entry, type History, type Outcome, type Trial } from './history.js'
import { afterOne, decisionsFrom, type Job, standOf } from './schedule.js'
import type { AnyPoint } from './space.js'
import type { Study } from './study.js'

/** What is asked of a trial: its point, how many epochs it has trained when it is measured, and with which seed. */
export interface Asked<Point> {
  readonly trial: number
  readonly point: Point
  readonly epochs: number
  readonly seed: number
}

/** Measures a trial: its quantities by their names. `Left`: why it cannot, which ends the trial and not the study. */
export type Evaluate<Point> = (
  asked: Asked<Point>,
) => TE.TaskEither<string, Readonly<Record<string, number>>> | E.Either<string, Readonly<Record<string, number>>>

/** What a study came to. */
export interface Optimized {
  readonly history: History
  readonly trials: readonly Trial[]
  readonly best: Trial | null
}

/** What several seeds measured as one: a list for each quantity. `Left`: the first reason, or that a number is not finite. */
export const outcomeOf = (
  { trial, rung }: Pick<Job, 'trial' | 'rung'>,
  measured: readonly E.Either<string, Readonly<Record<string, number>>>[],
): Outcome => {
  const failed = measured.find(E.isLeft)
  if (failed !== undefined) return { kind: 'failed', trial, rung, reason: failed.left }
  const all = measured.flatMap((each) => (E.isRight(each) ? [each.right] : []))
  const values = Object.fromEntries(
    Object.keys(all[0] ?? {}).map((name) => [name, all.map((each) => each[name] ?? Number.NaN)]),
  )
  const odd = Object.entries(values).find(([, numbers]) => !numbers.every(Number.isFinite))
  return odd === undefined
    ? { kind: 'result', trial, rung, values }
    : { kind: 'failed', trial, rung, reason: `${odd[0]} is ${odd[1].find((each) => !Number.isFinite(each))}` }
}

/** The seeds that each trial of a study is trained with: the same for all, so that trials differ by their points alone. */
export const seedsOf = ({ seed, seeds }: Pick<Study, 'seed' | 'seeds'>): readonly number[] =>
  Array.from({ length: seeds }, (_, at) => seed + at)

/**
 * Goes through a study in this process: the history is that of the same study with any number of workers.
 *
 * @example
 * const recipe = Recipe.make({
 *   name: 'tiny-vae',
 *   paper: 'mine',
 *   about: 'a tiny one',
 *   options: { beta: Recipe.real({ default: 1, from: 0, about: 'weight of the KL' }) },
 *   data: { names: ['none'], load: () => TE.right(null) },
 *   build: () => Recipe.refused('beta', 'there is nothing to train'),
 * })
 * const study = Sweep.study({ recipe, space: { beta: Sweep.choice([1, 4, 8]) }, sampler: Sweep.grid() })
 * const { best } = await optimize(study)(({ point }) => E.right({ objective: -Math.abs(point.beta - 5) }))
 * best?.point
 * //=> { beta: 4 }
 */
export const optimize =
  <Point>(study: Study<Point>) =>
  async (evaluate: Evaluate<Point>): Promise<Optimized> => {
    const measuredOf = async ({ trial, rung }: Job, point: AnyPoint) => {
      const measured: E.Either<string, Readonly<Record<string, number>>>[] = []
      for (const seed of seedsOf(study)) {
        // safe: it is a point of the space of the study
        const asked = { trial, point: point as Point, epochs: study.rungs[rung] ?? study.epochs, seed }
        const given = evaluate(asked)
        measured.push(typeof given === 'function' ? await given() : given)
      }
      return outcomeOf({ trial, rung }, measured)
    }
    const history: Entry[] = []
    let stand = standOf(study)(history)
    const take = (entries: readonly Entry[]) => {
      history.push(...entries)
      stand = entries.reduce(afterOne(study), stand)
    }
    for (;;) {
      take(decisionsFrom(study)(stand))
      const [job] = stand.underWay.jobs
      const { trials } = stand
      const trial = job && trials[job.trial]
      if (job === undefined || trial === undefined)
        return { history, trials, best: bestOf(study, trials)?.trial ?? null }
      take([await measuredOf(job, trial.point)])
    }
  }
