/** What belongs to single examples, such as a posterior of each: on test data the player that moves it plays first, alone. */

import type * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import type { Task } from 'fp-ts/lib/Task.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import type { Engine } from '../engines/engine.js'
import { child, from } from '../random/key.js'
import { once } from '../shapes/once.js'
import type { Player, TrainError, TrainResult } from '../training/index.js'
import { optionRefused } from './options.js'
import type { Look, LookRequest, Parameters, Views } from './views.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

type NameOf<Whole> = Whole extends Player<infer Name, unknown, readonly string[]> ? Name : never

/** Who moves what belongs to single examples, and how long test data takes. */
export interface LocalOptions<Players extends readonly unknown[]> {
  /** The name of the player. What the others move is as it was trained. */
  readonly player: NameOf<Players[number]>
  /** How many passes over the test data the player takes, alone, before anything is measured or looked at. */
  readonly epochs: number
}

/** How a training is begun, with its types erased. Internal. */
export type Begin = (given: unknown) => TE.TaskEither<TrainError, TrainResult<unknown>>

/** The player that plays alone, with its types erased. Internal. */
export interface Local {
  readonly epochs: number
  readonly begin: Begin
}

/** The parameters for test data: those that were trained, with what belongs to its examples. */
export type ForTest = (request: Pick<LookRequest, 'params' | 'engine'>) => TE.TaskEither<TrainError, Parameters>

// -----------------------------------------------------------------------------
// parameters
// -----------------------------------------------------------------------------

/** What it draws from is always the same, so that measurements and pictures are of the same parameters. */
const KEY = child('local')(from(0))

/** The most examples a step. */
const BATCH = 128

/** The parameters for test data, found once for those of a training on an engine. */
export const forTestOf = (data: { readonly count: number }, local: Local | null): ForTest => {
  if (local === null) return ({ params }) => TE.right(params)
  const { begin, epochs } = local
  const settings = { data, epochs, batch: Math.min(BATCH, data.count), key: KEY }
  const known = new WeakMap<
    object,
    { readonly engine: Engine; readonly found: Task<E.Either<TrainError, Parameters>> }
  >()
  return ({ params, engine }) => {
    const before = known.get(params as object) // safe: parameters are a tree, and no tensor by itself
    if (before?.engine === engine) return before.found
    const found = once(
      pipe(
        begin({ ...settings, params, engine }),
        TE.map((trained) => trained.params as Parameters), // safe: they are those of the model
      ),
    )
    known.set(params as object, { engine, found })
    return found
  }
}

// -----------------------------------------------------------------------------
// what reads test examples
// -----------------------------------------------------------------------------

/** Views whose looks at examples are at the parameters for test data: what belongs to training examples is the same in them. */
export const viewsFor = (forTest: ForTest, views: Views): Views => {
  const at =
    <Given, Found>(look: Look<Given, Found>): Look<Given, Found> =>
    (request) =>
    (given) =>
      pipe(
        forTest(request),
        TE.flatMap((params) => look({ ...request, params })(given)),
      )
  const { interpolate, traverse, codes } = views
  return {
    ...views,
    reconstruct: views.reconstruct && at(views.reconstruct),
    encode: views.encode && at(views.encode),
    drawLatents: views.drawLatents && at(views.drawLatents),
    posterior: views.posterior && at(views.posterior),
    klPerLatent: views.klPerLatent && at(views.klPerLatent),
    logVariance: views.logVariance && at(views.logVariance),
    interpolate: interpolate && ((asked) => at(interpolate(asked))),
    traverse: traverse && ((asked) => at(traverse(asked))),
    codes: codes && { ...codes, chosen: at(codes.chosen) },
  }
}

/** Why nothing is held out of the training data: what belongs to such examples would not be trained while they are watched. */
export const localFault = ({ patience }: { readonly patience?: number }) =>
  patience === undefined
    ? null
    : optionRefused(
        'patience',
        'examples that are held out have no parameters of their own while it trains: leave it out',
      )
