/** Progress of a study on a terminal, below the lines of its journal: how many trials are over, and how far those under way have come. */

import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { join } from 'node:path'
import { barLine } from '../listeners/progress/display.js'
import type { Terminal } from '../listeners/progress/terminal.js'
import type { Run } from '../pools/job.js'
import type { SweepEvent } from '../pools/pool.js'
import { METRICS } from '../reports/metrics.js'
import type { Stand } from '../sweeps/schedule.js'

/** Units: milliseconds between two looks at the files of runs. */
const PAUSE = 1000

/** Units: bytes. A line of metrics is shorter. */
const END = 8192

/** The last bytes of a file as text: nothing of one that cannot be read. */
const endOf = (file: string): string => {
  try {
    const opened = openSync(file, 'r')
    try {
      const { size } = fstatSync(opened)
      const bytes = Buffer.alloc(Math.min(size, END))
      readSync(opened, bytes, 0, bytes.length, size - bytes.length)
      return bytes.toString('utf8')
    } finally {
      closeSync(opened)
    }
  } catch {
    return '' // it has not begun, or lies on another machine
  }
}

/** The epoch that a run is in, by the last line of its metrics; `null` before there is one. */
export const epochIn = (folder: string): number | null => {
  const epochs = endOf(join(folder, METRICS)).match(/"epoch":\d+/g)
  return epochs === null ? null : Number(epochs.at(-1)?.slice(8))
}

/** A run as words: with its seed where the trial has several. */
const runWords = (run: Run, seeds: number): string => {
  const epoch = epochIn(run.folder)
  const name = `trial ${run.trial}${seeds > 1 ? `, seed ${run.seed}` : ''}`
  return epoch === null ? `${name} begins` : `${name}: epoch ${Math.min(epoch, run.epochs)}/${run.epochs}`
}

const OVER: readonly string[] = ['finished', 'stopped', 'failed']

/** How far all is: trials that are over, and those under way by their epochs. */
const lineOf = (running: readonly Run[], stand: Stand | null): ((columns: number) => string) => {
  const seeds = new Set(running.map(({ seed }) => seed)).size
  const words = running.map((run) => runWords(run, seeds))
  if (stand === null) return barLine(0, words)
  const over = stand.trials.filter(({ state }) => OVER.includes(state)).length
  return barLine(over / stand.total, [`${over}/${stand.total} trials`, ...words])
}

/** Shows a study on a terminal, from its events; while runs are under way it looks at their files every second. */
export const sweepProgress = (terminal: Terminal): ((event: SweepEvent) => void) => {
  const running = new Map<string, Run>()
  let stand: Stand | null = null
  let looking: NodeJS.Timeout | null = null
  const show = (): void => terminal.show(lineOf([...running.values()], stand))
  const rest = (): void => {
    if (looking !== null) clearInterval(looking)
    looking = null
    terminal.clear()
  }
  return (event) => {
    if (event._tag === 'Journaled') stand = event.stand
    if (event._tag === 'RunStarted') running.set(event.run.folder, event.run)
    if (event._tag === 'RunEnded') running.delete(event.run.folder)
    if (!terminal.moving) return
    if (running.size === 0) return rest()
    looking ??= setInterval(show, PAUSE).unref()
    show()
  }
}
