/** Progress on stderr: a bar on a terminal, a line an epoch elsewhere. */

import cliProgress from 'cli-progress'
import type { DownloadEvent } from '../data/download.js'
import type { EpochRecord, TrainingEvent, Values } from '../training/events.js'

// -----------------------------------------------------------------------------
// words
// -----------------------------------------------------------------------------

const valuesLine = ({ objective, parts }: Values): string =>
  [`objective ${objective.toFixed(2)}`, ...parts.map(({ name, value }) => `${name} ${value.toFixed(2)}`)].join('   ')

/** One epoch in one line. */
export const epochLine = ({ epoch, seconds, training, validation }: EpochRecord, epochs: number): string =>
  [
    `epoch ${String(epoch).padStart(String(epochs).length)}/${epochs}`,
    valuesLine(training),
    ...(validation === null ? [] : [`held out ${validation.objective.toFixed(2)}`]),
    `${seconds.toFixed(1)} s`,
  ].join('   ')

/** The first line of training. */
export const startLines = (event: Extract<TrainingEvent, { readonly _tag: 'Started' }>): readonly string[] => [
  `engine      ${event.engine}`,
  `objective   ${event.formula}`,
  `parameters  ${event.parameters.toLocaleString('en')}`,
  `steps       ${event.epochs} x ${event.stepsPerEpoch}`,
]

// -----------------------------------------------------------------------------
// listeners
// -----------------------------------------------------------------------------

const bar = (format: string, stream: NodeJS.WriteStream) =>
  new cliProgress.SingleBar({
    format,
    stream,
    barCompleteChar: '█',
    barIncompleteChar: '░',
    hideCursor: true,
    clearOnComplete: true,
    linewrap: false,
  })

/** Tells training on a stream. */
export const trainingProgress = (stream: NodeJS.WriteStream): ((event: TrainingEvent) => void) => {
  const steps = bar('{bar} step {value}/{total}   objective {objective}   {eta_formatted} left', stream)
  let epochs = 0
  const say = (line: string) => stream.write(`${line}\n`)
  return (event) => {
    switch (event._tag) {
      case 'Started':
        epochs = event.epochs
        for (const line of startLines(event)) say(line)
        if (stream.isTTY) steps.start(event.epochs * event.stepsPerEpoch, 0, { objective: '' })
        return
      case 'Stepped':
        if (stream.isTTY) steps.update(event.step, { objective: event.values.objective.toFixed(1) })
        return
      case 'EpochEnded':
        // the line takes the place of the bar, which is drawn again below it
        if (stream.isTTY) stream.write('\r\x1b[K')
        return void say(epochLine(event.record, epochs))
      case 'Finished':
        if (stream.isTTY) steps.stop()
        return void say(`${(1000 * event.secondsPerStep).toFixed(1)} ms a step`)
    }
  }
}

const MEGABYTE = 1e6

/** Tells downloads on a stream. */
export const downloadProgress = (stream: NodeJS.WriteStream): ((event: DownloadEvent) => void) => {
  const bytes = bar('{bar} {file}   {value}/{total} MB', stream)
  let current: string | null = null
  return (event) => {
    if (event._tag === 'MirrorFailed') {
      stream.write(`${event.url}: ${event.reason}\n`)
      return
    }
    if (current !== event.url) {
      current = event.url
      if (stream.isTTY) bytes.start(Math.ceil((event.total ?? 0) / MEGABYTE), 0, { file: event.url })
      else stream.write(`downloading ${event.url}\n`)
    }
    if (stream.isTTY) bytes.update(Math.ceil(event.received / MEGABYTE))
    if (stream.isTTY && event.received === event.total) bytes.stop()
  }
}
