/** Progress on stderr: a bar on a terminal, a line an epoch elsewhere. */

import cliProgress from 'cli-progress'
import type { DownloadEvent } from '../data/download.js'
import { axesWords, changing, changingLine, guaranteeWords, movesWords, needsWords } from '../reports/objective.js'
import type { EpochRecord, PartValue, Playing, Started, TrainingEvent, Values } from '../training/events.js'

// -----------------------------------------------------------------------------
// words
// -----------------------------------------------------------------------------

/** A part unweighted, and what it adds to the whole where that is another number. */
const partWords = ({ name, weight, value }: PartValue): string =>
  weight === 1 ? `${name} ${value.toFixed(2)}` : `${name} ${value.toFixed(2)} (adds ${(weight * value).toFixed(2)})`

const objectiveLine = ({ objective, parts }: Pick<Values, 'objective' | 'parts'>): string =>
  [`objective ${objective.toFixed(2)}`, ...parts.map(partWords)].join('   ')

const valuesLine = ({ others = [], ...first }: Values): string =>
  [objectiveLine(first), ...others.map((other) => `${other.player}: ${objectiveLine(other)}`)].join('   ')

/** One epoch in one line. */
export const epochLine = ({ epoch, seconds, training, validation }: EpochRecord, epochs: number): string =>
  [
    `epoch ${String(epoch).padStart(String(epochs).length)}/${epochs}`,
    valuesLine(training),
    ...(validation === null ? [] : [`held out ${validation.objective.toFixed(2)}`]),
    `${seconds.toFixed(1)} s`,
  ].join('   ')

const playerLines =
  ({ players, epochs, stepsPerEpoch }: Started) =>
  ({ name, moves, objective }: Playing): readonly string[] => [
    ...(players.length === 1 ? [] : [`player      ${name}, which moves ${movesWords({ moves })}`]),
    `objective   ${objective.text}`,
    `            ${guaranteeWords(objective)}`,
    `axes        ${axesWords(objective)}`,
    `needs       ${needsWords(objective)}`,
    ...objective.schedules.map((each) => `schedule    ${changingLine(changing(epochs * stepsPerEpoch)(each))}`),
  ]

/** The first lines of training. */
export const startLines = (event: Started): readonly string[] => [
  `engine      ${event.engine}`,
  ...event.players.flatMap(playerLines(event)),
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
