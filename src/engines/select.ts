/** Which engine runs: the one asked for, or the fastest that is installed and passes a self-test. */

import * as TE from 'fp-ts/lib/TaskEither.js'
import { CANDIDATES } from '#candidates'
import { tagged } from '../shapes/tagged.js'
import type { Candidate, MemoryLimit } from './candidate.js'
import type { Engine, EngineMissing } from './engine.js'
import { FAILS, selfTest } from './selfTest.js'
import { type LiveEngine, sharing } from './shared.js'

/** The name of an engine: in browsers there are fewer. */
export type EngineName = (typeof CANDIDATES)[number]['name']

/** The names of the engines that there are here, the preferred first. */
export const ENGINES: readonly EngineName[] = CANDIDATES.map(({ name }) => name)

/** The memory that the engine of a name can address at all, or `null` where it is that of the machine. */
export const addressedBy = (engine: string): MemoryLimit | null =>
  CANDIDATES.find(({ name }) => name === engine)?.addresses ?? null

/** What `--engine` takes. */
export type EngineChoice = 'auto' | EngineName

/** An engine, and one line for each faster one that could not be had. */
export interface Selection {
  readonly engine: Engine
  readonly notes: readonly string[]
}

// -----------------------------------------------------------------------------
// whether it works
// -----------------------------------------------------------------------------

/** An engine that has passed its self-test. Errors: rejects with why there is none. */
export const opened = async ({ open }: Pick<Candidate, 'open'>): Promise<LiveEngine> => {
  const engine = await open()
  const works = selfTest(engine)
  try {
    if (await works()) return { engine, works }
    throw new Error(FAILS)
  } catch (error) {
    await engine.close()
    throw error
  }
}

/** The first line of what was thrown; what is not installed is said so, by whichever thread. */
export const reason = (error: unknown): string => {
  const [message = ''] = (error instanceof Error ? error.message : String(error)).split('\n')
  return message === FAILS
    ? message
    : /^Cannot find (module|package)/.test(message)
      ? 'is not installed'
      : `does not run here (${message})`
}

/** Why a candidate cannot be had, and how it can. */
const absence = ({ name, module, advice }: Candidate, error: unknown): string =>
  `${module ?? name} ${reason(error)}: ${advice}`

// -----------------------------------------------------------------------------
// whose it is
// -----------------------------------------------------------------------------

/** How an engine is had. Errors: rejects. */
type Had = (candidate: Candidate) => Promise<Engine>

const own: Had = async (candidate) => (await opened(candidate)).engine

const ofAll = new Map<Candidate, () => Promise<Engine>>(
  CANDIDATES.filter(({ isShared }) => isShared).map((candidate) => [candidate, sharing(() => opened(candidate))]),
)

/** An engine that is shared is one for all who choose it; the others have nothing of their own to share. */
const shared: Had = (candidate) => (ofAll.get(candidate) ?? (() => own(candidate)))()

export const missing = (message: string): EngineMissing => tagged<EngineMissing>('EngineMissing', message, {})

// -----------------------------------------------------------------------------
// selection
// -----------------------------------------------------------------------------

const select = async (candidates: readonly Candidate[], had: Had): Promise<Selection | string> => {
  const notes: string[] = []
  for (const candidate of candidates) {
    try {
      return { engine: await had(candidate), notes }
    } catch (error) {
      notes.push(absence(candidate, error))
    }
  }
  return notes.join('; ')
}

const choosing =
  (had: Had) =>
  (choice: EngineChoice): TE.TaskEither<EngineMissing, Selection> => {
    const asked = CANDIDATES.filter(({ name }) => choice === 'auto' || name === choice)
    return asked.length === 0
      ? TE.left(missing(`choose: takes auto, ${ENGINES.join(', ')} but is given ${choice}`))
      : TE.flatMap(
          TE.fromTask(() => select(asked, had)),
          (selected) => (typeof selected === 'string' ? TE.left(missing(selected)) : TE.right(selected)),
        )
  }

/**
 * The engine of a name, or for `auto` the first that is installed and works.
 *
 * Its `close` ends it. The compiled engine runs in one thread for all who choose it, which ends when the last has closed
 * it.
 *
 * Errors: `EngineMissing`, with what is missing and how to get it, or the names there are for one there is not.
 */
export const choose = choosing(shared)

/** As `choose`, with a thread that is nobody else's. Errors: as those of `choose`. */
export const open = choosing(own)

// -----------------------------------------------------------------------------
// engines beside one another
// -----------------------------------------------------------------------------

/** What has workers, or where it is to be found: pages have none. */
const ABLE = CANDIDATES.filter((each: Candidate) => each.openOne !== undefined).map(({ name }) => name)

const noWorkers = (name: string): string =>
  `workers: the engine must be ${ABLE.join(' or ') || 'one of Node'}, which computes in a thread of its own, not ${name}`

const openedAll = async (open: () => Promise<Engine>, count: number): Promise<readonly Engine[]> => {
  const engines: Engine[] = []
  try {
    while (engines.length < count) engines.push((await opened({ open })).engine)
    return engines
  } catch (error) {
    await Promise.all(engines.map((engine) => engine.close()))
    throw error
  }
}

/**
 * So many engines of a name, each with a thread of its own that computes alone: they give the same bits, and work beside one
 * another. Whoever has them closes them.
 *
 * Errors: `EngineMissing` for one that has no such thread, or cannot be had; those opened before it are closed.
 */
export const openWorkers = (name: string, count: number): TE.TaskEither<EngineMissing, readonly Engine[]> => {
  const found: Candidate | undefined = CANDIDATES.find((each) => each.name === name)
  const open = found?.openOne
  return found === undefined || open === undefined
    ? TE.left(missing(noWorkers(name)))
    : TE.tryCatch(
        () => openedAll(open, count),
        (error) => missing(absence(found, error)),
      )
}
