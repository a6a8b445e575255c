/** What can go wrong while training, as a value: inside, training is async and throws; at its edge that is a `Left`. */

import * as E from 'fp-ts/lib/Either.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import type { BadData, BadRequest } from '../data/errors.js'
import { type Engine, type EngineError, type EngineMissing, engineError } from '../engines/engine.js'
import type { Diverged } from './diverged.js'
import type { SaveFailed } from './saving.js'

/** Any error of training. */
export type TrainError<Params = unknown> =
  | BadRequest
  | BadData
  | Diverged<Params>
  | SaveFailed
  | EngineMissing
  | EngineError

const TAGS: Readonly<Record<TrainError['_tag'], true>> = {
  BadRequest: true,
  BadData: true,
  Diverged: true,
  SaveFailed: true,
  EngineMissing: true,
  EngineFailed: true,
  PartFailed: true,
  ShapeError: true,
}

const isTrainError = (thrown: unknown): thrown is TrainError =>
  typeof thrown === 'object' &&
  thrown !== null &&
  '_tag' in thrown &&
  typeof thrown._tag === 'string' &&
  Object.hasOwn(TAGS, thrown._tag)

/** Async code as an effect. What it throws is a `Left`: an error of training as it is, and any other as one of the engine. */
export const attempt =
  ({ name }: Engine) =>
  <A>(run: () => Promise<A>): TE.TaskEither<TrainError, A> =>
    TE.tryCatch(run, (thrown) => (isTrainError(thrown) ? thrown : engineError(name, thrown)))

/** What is there. Throws the error that is there in its place. */
export const rightOf = <A>(given: E.Either<TrainError, A>): A => {
  if (E.isLeft(given)) throw given.left
  return given.right
}

/** What an effect gives. Throws its error. */
export const orThrow = async <A>(effect: TE.TaskEither<TrainError, A>): Promise<A> => rightOf(await effect())
