/** The progress of the command line as listeners of programs. */

import process from 'node:process'
import type { DownloadEvent } from '../../files/download.js'
import type { Listener } from '../../training/events.js'
import { downloadProgress, trainingProgress } from './display.js'
import { type Clock, type Screen, terminal } from './terminal.js'

/** What is known of a terminal beside its stream. */
export interface ProgressOptions {
  /** What `TERM` says; that of the process if left out. `dumb` is a terminal without escape sequences. */
  readonly term?: string
  /** The time. Units: milliseconds since any moment. */
  readonly now?: Clock
}

const terminalOf = (screen: Screen, { term = process.env.TERM, now = () => performance.now() }: ProgressOptions) =>
  [terminal(screen, now, term), now] as const

/**
 * A listener that shows training on a stream, standard error if left out: the objective and its terms for each epoch, and
 * on a terminal a bar with the time that is left.
 *
 * Where the stream is no terminal, it is whole lines and nothing else: a few at the beginning, one an epoch, one at the
 * end. There are no colors, whatever `NO_COLOR` says.
 *
 * @example
 * const lines: string[] = []
 * const listen = Progress.toTerminal({ write: (text) => lines.push(text) })
 * listen({ _tag: 'Finished', steps: 8, secondsPerStep: 0.0125, stopped: 'epochs' })
 * lines
 * //=> ['12.5 ms a step\n']
 */
export const toTerminal = (screen: Screen = process.stderr, options: ProgressOptions = {}): Listener =>
  trainingProgress(...terminalOf(screen, options))

/**
 * A listener that shows downloads on a stream, standard error if left out: `onEvent` of a source that downloads.
 *
 * @example
 * const lines: string[] = []
 * const listen = Progress.ofDownloads({ write: (text) => lines.push(text) })
 * listen({ _tag: 'DownloadProgress', file: 'a', url: 'http://host/a', received: 1, total: 9 })
 * lines
 * //=> ['downloading http://host/a\n']
 */
export const ofDownloads = (
  screen: Screen = process.stderr,
  options: ProgressOptions = {},
): ((event: DownloadEvent) => void) => downloadProgress(terminalOf(screen, options)[0])
