/** Progress on a terminal: a bar below the lines of the epochs; elsewhere the lines alone. */

import type { DownloadEvent } from '../../files/download.js'
import { axesWords, changing, changingLine, guaranteeWords, movesWords, needsWords } from '../../reports/objective.js'
import type { EpochRecord, PartValue, PlayerSummary, Started, TrainingEvent, Values } from '../../training/events.js'
import { beginning, type Moment, remainingWords, timeLeft } from './remaining.js'
import { type Clock, folded, type Terminal } from './terminal.js'

// -----------------------------------------------------------------------------
// words
// -----------------------------------------------------------------------------

/** A part unweighted, and what it adds to the whole where that is another number: not only its negative. */
const partWords = ({ name, weight, value }: PartValue): string =>
  Math.abs(weight) === 1
    ? `${name} ${value.toFixed(2)}`
    : `${name} ${value.toFixed(2)} (adds ${(weight * value).toFixed(2)})`

const objectivePieces = ({ objective, parts }: Pick<Values, 'objective' | 'parts'>): readonly string[] => [
  `objective ${objective.toFixed(2)}`,
  ...parts.map(partWords),
]

const valuesPieces = ({ others = [], ...first }: Values): readonly string[] => [
  ...objectivePieces(first),
  ...others.flatMap(({ player, ...other }) => {
    const [objective = '', ...parts] = objectivePieces(other)
    return [`${player}: ${objective}`, ...parts]
  }),
]

const GAP = '   '

/** One epoch: on one line, closer together where that makes room, and else folded between its terms. */
export const epochLines = (
  { epoch, seconds, training, validation }: EpochRecord,
  epochs: number,
  columns: number,
): readonly string[] => {
  const pieces = [
    `epoch ${String(epoch).padStart(String(epochs).length)}/${epochs}`,
    ...valuesPieces(training),
    ...(validation === null ? [] : [`held out ${validation.objective.toFixed(2)}`]),
    `${seconds.toFixed(1)} s`,
  ]
  const line = [GAP, '  ', ' '].map((gap) => pieces.join(gap)).find(({ length }) => length <= columns)
  return line === undefined ? folded({ columns, gap: GAP, indent: '  ' })(pieces) : [line]
}

const playerLines =
  ({ players, epochs, stepsPerEpoch }: Started) =>
  ({ name, moves, objective }: PlayerSummary): readonly string[] => [
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
// the bar
// -----------------------------------------------------------------------------

const BAR = { least: 8, most: 40 }

/** A bar as long as there is room for; none where there is hardly any. */
const drawn = (fraction: number, room: number): readonly string[] => {
  const length = Math.min(BAR.most, room)
  const done = Math.round(Math.min(1, fraction) * length)
  return length < BAR.least ? [] : [`${'█'.repeat(done)}${'░'.repeat(length - done)}`]
}

/**
 * A bar and as many of the words beside it as there is room for, the first of them first.
 *
 * @example
 * barLine(0.5, ['step 8/16', '3 s left'])(32)
 * //=> '█████░░░░   step 8/16   3 s left'
 */
export const barLine =
  (fraction: number, words: readonly string[]) =>
  (columns: number): string => {
    const [beside = ''] = folded({ columns, gap: GAP, indent: '' })(words)
    return [...drawn(fraction, columns - beside.length - GAP.length), beside].join(GAP)
  }

// -----------------------------------------------------------------------------
// listeners
// -----------------------------------------------------------------------------

/** Shows training on a terminal. */
export const trainingProgress = (terminal: Terminal, now: Clock): ((event: TrainingEvent) => void) => {
  let [epochs, total] = [0, 0]
  let start: Moment | null = null
  return (event) => {
    switch (event._tag) {
      case 'Started':
        epochs = event.epochs
        total = event.epochs * event.stepsPerEpoch
        return terminal.say(...startLines(event))
      case 'Stepped': {
        const moment = { step: event.step, time: now() }
        start = beginning(start, moment)
        const left = timeLeft(start, moment, total)
        return terminal.show(
          barLine(event.step / total, [
            `step ${event.step}/${total}`,
            ...(left === null ? [] : [remainingWords(left)]),
            `objective ${event.values.objective.toFixed(1)}`,
          ]),
        )
      }
      case 'EpochEnded':
        return terminal.say(...epochLines(event, epochs, terminal.columns()))
      case 'Failed':
        return terminal.clear()
      case 'Finished':
        terminal.clear()
        return terminal.say(`${(1000 * event.secondsPerStep).toFixed(1)} ms a step`)
    }
  }
}

const MEGABYTE = 1e6

const megabytes = (bytes: number): number => Math.ceil(bytes / MEGABYTE)

/** Shows downloads on a terminal. That a mirror failed is said at the end, if all do. */
export const downloadProgress = (terminal: Terminal): ((event: DownloadEvent) => void) => {
  let current: string | null = null
  return (event) => {
    if (event._tag === 'MirrorFailed') return terminal.clear()
    const { url, received, total } = event
    if (current !== url) terminal.say(`downloading ${url}`)
    current = url
    terminal.show(
      total === null
        ? () => `${megabytes(received)} MB`
        : barLine(received / total, [`${megabytes(received)}/${megabytes(total)} MB`]),
    )
    if (received === total) terminal.clear()
  }
}
