/** Runs in processes of their own: each is a command line, which ends well, badly, or is killed and goes on. */

import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import * as E from 'fp-ts/lib/Either.js'
import { put } from '../files/atomicWrite.js'
import { dashed } from '../recipes/options.js'
import { isFields, jsonOf } from '../shapes/fields.js'
import type { AnyStudy } from '../sweeps/study.js'
import { measuredIn, type Over, RESULT, type Run, resultIn, resultText, wordsOf } from './job.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/** Why a run has not come to its end, and with it its study. */
export type Halt =
  /** Nothing of this trial is wrong: the study stops until it is mended. */
  { readonly kind: 'broken'; readonly reason: string } | { readonly kind: 'stopped' }

/** How a run ended. */
export type RunEnd = Over | Halt

/** Whether a run is over, and not to be run again. */
export const isOver = (end: RunEnd): end is Over => end.kind === 'measured' || end.kind === 'failed'

/** What starts command lines. */
export interface Launcher {
  readonly program: string
  readonly before: readonly string[]
  /** The environment of the programs. */
  readonly environment: Readonly<Record<string, string | undefined>>
  /** Stops all that runs. */
  readonly signal: AbortSignal
}

/** How a process ended. */
interface Exit {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

/** The variable that tells a command line that it ends with the process that has started it. */
export const WITH_PARENT = 'SHAPEBOUND_WITH_PARENT'

// -----------------------------------------------------------------------------
// processes
// -----------------------------------------------------------------------------

const gathered = (child: ChildProcess): Promise<Exit> =>
  new Promise((resolve) => {
    const said = { out: '', err: '' }
    child.stdout?.on('data', (text) => {
      said.out += String(text)
    })
    child.stderr?.on('data', (text) => {
      said.err += String(text)
    })
    child.on('error', (error) => resolve({ code: 1, out: '', err: error.message }))
    child.on('close', (code) => resolve({ code, ...said }))
  })

/** Runs a command line to its end. Its standard input is open for as long as this process lives. */
const launched = async (
  { program, before, environment, signal }: Launcher,
  words: readonly string[],
): Promise<Exit> => {
  const child = spawn(program, [...before, ...words], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...environment, [WITH_PARENT]: '1' },
  })
  const stop = () => child.kill('SIGTERM')
  signal.addEventListener('abort', stop)
  const ended = await gathered(child)
  signal.removeEventListener('abort', stop)
  return ended
}

// -----------------------------------------------------------------------------
// ends
// -----------------------------------------------------------------------------

/** How often a run may be killed, without that anybody wants it, before the study stops. */
export const MOST_KILLS = 10

/** How long a run is waited for that another process still has. Units: milliseconds. */
const PATIENCE = 500

const lastLine = (text: string): string => (text.trim().split('\n').at(-1) ?? '').replace(/^shapebound: /, '')

/** What a command line says last, but for the places where it says it. */
const reasonIn = (err: string): string => lastLine(err).replace(/; the last good state is in .*$/, '')

const isHeld = (reason: string): boolean => /writes there: wait until it is done/.test(reason)

/** Whether what was wrong is wrong with a parameter of the space, so that another point may do. */
const isOfPoint = ({ space }: AnyStudy, reason: string): boolean =>
  Object.keys(space).some((name) => reason.startsWith(`--${dashed(name)}:`))

const endOf = (study: AnyStudy, { code, out, err }: Exit): RunEnd => {
  const reason = reasonIn(err)
  if (code === 0) {
    const values = measuredIn(study, jsonOf(lastLine(out)))
    return values === null
      ? { kind: 'broken', reason: `a run has measured nothing on the ${study.on} data` }
      : { kind: 'measured', values }
  }
  return code === 1 || isOfPoint(study, reason) ? { kind: 'failed', reason } : { kind: 'broken', reason }
}

/** Whether something that came from elsewhere is how a run ended. */
export const isRunEnd = (given: unknown): given is RunEnd =>
  isFields(given) &&
  (given.kind === 'measured'
    ? isFields(given.values) && Object.values(given.values).every((each) => typeof each === 'number')
    : given.kind === 'failed' || given.kind === 'broken'
      ? typeof given.reason === 'string'
      : given.kind === 'stopped')

/** Keeps how a run is over beside it. */
const kept = async (run: Run, end: RunEnd): Promise<RunEnd> => {
  if (!isOver(end)) return end
  const content = new TextEncoder().encode(resultText(run, end))
  const written = await put(join(run.folder, RESULT), content)()
  return E.isLeft(written) ? { kind: 'broken', reason: written.left.message } : end
}

/**
 * Carries a run out: it is resumed where it was begun, as often as it is killed, and waited for where another process has it still.
 * One that is over is not run again.
 */
export const carryOut =
  (study: AnyStudy, launcher: Launcher) =>
  async (run: Run): Promise<RunEnd> => {
    const found = resultIn(run)
    if (found !== null) return found
    for (let kills = 0; kills < MOST_KILLS; ) {
      if (launcher.signal.aborted) return { kind: 'stopped' }
      const exit = await launched(launcher, wordsOf(run))
      if (launcher.signal.aborted && exit.code !== 0) return { kind: 'stopped' }
      if (exit.code === null) kills += 1
      else if (isHeld(reasonIn(exit.err))) await wait(PATIENCE)
      else return kept(run, endOf(study, exit))
    }
    return { kind: 'broken', reason: `the run in ${run.folder} was killed ${MOST_KILLS} times` }
  }
