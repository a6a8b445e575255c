/** The curves of a training run: the objective and each of its parts, for each epoch and for each step. */

import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import type { EpochRecord, PartValue, Stepped, Values } from '../training/events.js'
import { type Chart, type ChartFailed, svg } from './chart.js'
import { unitText, whole } from './format.js'
import {
  type Extent,
  extentOf,
  outside,
  type Point,
  point,
  type Role,
  type Series,
  windowed,
  windowFor,
} from './series.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/** What happened in training. */
export interface History {
  readonly epochs: readonly EpochRecord[]
  /** May be empty, where no one listened. */
  readonly steps: readonly Stepped[]
  /** Whether the objective is proved to bound log p(x) from below. */
  readonly bound: boolean
}

/** A chart, and what must be said below it. */
export interface Figure {
  readonly chart: Chart
  readonly caption: string
}

/** A drawn chart. */
export interface Curve {
  readonly title: string
  readonly caption: string
  readonly svg: string
}

/** A number that training reports at each step. */
interface Quantity {
  readonly id: string
  readonly title: string
  readonly unit: string
  readonly pick: (values: Values) => number
}

// -----------------------------------------------------------------------------
// quantities
// -----------------------------------------------------------------------------

const titled = ({ title, name }: PartValue): string =>
  title === undefined ? name : `${title}: ${name.replace('^2', '²').replaceAll('||', '‖')}`

type Own = Pick<Values, 'objective' | 'parts'>

/** The parts of an objective, found in the values of all players. */
const partQuantities = (
  id: string,
  before: string,
  { parts }: Own,
  own: (values: Values) => Own | undefined,
): readonly Quantity[] =>
  parts.map((part, index) => ({
    id: `${id}part-${index + 1}`,
    title: `${before}${titled(part)}`,
    unit: unitText({ parts }),
    pick: (values) => own(values)?.parts[index]?.value ?? Number.NaN,
  }))

/** The objective of another player, and its parts where it is not the one that it has. */
const playerQuantities = ({ others = [] }: Values): readonly Quantity[] =>
  others.flatMap((other, index) => {
    const own = ({ others: all }: Values) => all?.[index]
    const [id, before] = [`player-${index + 2}-`, `${other.player}: `]
    return [
      {
        id: `${id}objective`,
        title: `${before}objective (maximized)`,
        unit: unitText(other),
        pick: (values: Values) => own(values)?.objective ?? Number.NaN,
      },
      ...(other.parts.length === 1 ? [] : partQuantities(id, before, other, own)),
    ]
  })

const quantities = (first: Values, bound: boolean): readonly Quantity[] => [
  {
    id: 'objective',
    title: bound ? 'Objective: lower bound of log p(x)' : 'Objective (maximized)',
    unit: unitText(first),
    pick: ({ objective }) => objective,
  },
  ...partQuantities('', '', first, (values) => values),
  ...playerQuantities(first),
]

// -----------------------------------------------------------------------------
// captions
// -----------------------------------------------------------------------------

const few = (count: number, one: string): string => `${whole(count)} ${one}${count === 1 ? '' : 's'}`

/** By twos: a call cannot take the values of a long run as its arguments. */
const extreme =
  (of: (a: number, b: number) => number) =>
  (values: readonly number[]): number =>
    values.reduce((a, b) => of(a, b), values[0] ?? Number.NaN)

/** Says what the axis leaves out; nothing when it shows all. */
const clippedWords = (y: Extent, values: readonly number[], of: string): string => {
  const count = outside(y)(values)
  return count === 0
    ? ''
    : `The axis leaves out ${whole(count)} of ${few(values.length, of)}; all lie in ${whole(extreme(Math.min)(values))} to ${whole(extreme(Math.max)(values))}.`
}

const sentences = (...all: readonly string[]): string => all.filter((each) => each !== '').join(' ')

const finite = (values: readonly number[]): readonly number[] => values.filter(Number.isFinite)

const lostWords = (all: number, drawn: number): string =>
  all === drawn
    ? ''
    : `${few(all - drawn, 'value')} that ${all - drawn === 1 ? 'is' : 'are'} not finite cannot be drawn.`

// -----------------------------------------------------------------------------
// for each epoch
// -----------------------------------------------------------------------------

const drawable = (points: readonly Point[]): readonly Point[] => windowed(1)(points)

const validationOf = (epochs: readonly EpochRecord[], at: (record: EpochRecord) => number, pick: Quantity['pick']) =>
  epochs.flatMap((record) => (record.validation === null ? [] : [point(at(record), pick(record.validation))]))

const seriesOf = (training: readonly Point[], validation: readonly Point[]): readonly Series[] => [
  { role: 'training', points: training },
  ...(validation.length === 0 ? [] : [{ role: 'validation' as const, points: validation }]),
]

/** With more epochs the marks would run into each other. */
const dotted = (epochs: readonly EpochRecord[], roles: readonly Role[]): readonly Role[] =>
  epochs.length <= 40 ? roles : []

/** Every epoch when they are few. A single one is drawn in the middle. */
const epochAxis = (epochs: readonly EpochRecord[]): Pick<Chart, 'x' | 'ticks'> => {
  const [first = 1, last = first] = [epochs[0]?.epoch, epochs.at(-1)?.epoch]
  return first === last
    ? { x: [first - 1, first + 1], ticks: [first] }
    : { x: [first, last], ticks: epochs.length <= 10 ? epochs.map(({ epoch }) => epoch) : null }
}

const epochFigure = ({ epochs }: History, { id, title, unit, pick }: Quantity): Figure => {
  const points = epochs.map(({ epoch, training }) => point(epoch, pick(training)))
  const validation = validationOf(epochs, ({ epoch }) => epoch, pick)
  const series = seriesOf(drawable(points), drawable(validation))
  const values = series.flatMap((each) => each.points.map(({ y }) => y))
  const y = extentOf(values)
  return {
    chart: {
      id: `epoch-${id}`,
      title,
      xTitle: 'epoch',
      yTitle: unit,
      series,
      ...epochAxis(epochs),
      y,
      dots: dotted(epochs, ['training', 'validation']),
      band: null,
      names: { training: 'training, mean of the epoch', validation: 'validation' },
    },
    caption: sentences(clippedWords(y, values, 'value'), lostWords(points.length + validation.length, values.length)),
  }
}

// -----------------------------------------------------------------------------
// for each step
// -----------------------------------------------------------------------------

/** A line of more points than a screen has for it says no more. */
const MOST = 150

const stepCaption = (size: number, y: Extent, all: readonly number[], values: readonly number[]): string =>
  sentences(
    size === 1 ? '' : `Line: the mean of ${size} steps; band: their lowest to their highest.`,
    clippedWords(y, values, 'step'),
    lostWords(all.length, values.length),
  )

/** A number of each step, and the same of held-out data, where there is one. */
interface OfSteps extends Omit<Quantity, 'pick'> {
  readonly pick: (step: Stepped) => number
  readonly held?: Quantity['pick']
}

const stepFigure = ({ epochs, steps }: History, { id, title, unit, pick, held }: OfSteps): Figure => {
  const points = steps.map((step) => point(step.step, pick(step)))
  const validation = drawable(held === undefined ? [] : validationOf(epochs, ({ step }) => step, held))
  const all = points.map(({ y }) => y)
  const values = finite(all)
  const size = windowFor(MOST, values.length)
  const y = extentOf([...values, ...validation.map(({ y }) => y)])
  return {
    chart: {
      id: `step-${id}`,
      title,
      xTitle: 'step',
      yTitle: unit,
      series: seriesOf(windowed(size)(points), validation),
      x: [Math.min(0, steps[0]?.step ?? 0), Math.max(steps.at(-1)?.step ?? 1, 1)],
      y,
      ticks: null,
      dots: [...dotted(epochs, ['validation']), ...(values.length <= 10 ? ['training' as const] : [])],
      band: size === 1 ? null : 'range',
      names: { training: size === 1 ? 'training' : `training, mean of ${size}`, validation: 'validation' },
    },
    caption: stepCaption(size, y, all, values),
  }
}

// -----------------------------------------------------------------------------
// norms
// -----------------------------------------------------------------------------

const NORMS = [
  ['gradient', 'Gradient norm'],
  ['update', 'Update norm'],
] as const

/** The norms of the steps that have any: a figure for each player, part and kind of norm. */
const normFigures = ({ steps }: History): readonly Figure[] => {
  const first = steps.find(({ norms }) => norms !== undefined)?.norms ?? []
  const several = new Set(first.map(({ player }) => player)).size > 1
  return first.flatMap(({ player, part }, at) =>
    NORMS.map(([kind, title]) =>
      stepFigure(
        { epochs: [], steps, bound: false },
        {
          unit: 'Euclidean norm',
          id: `${kind}-${at + 1}`,
          title: `${title}: ${several ? `${player}, ` : ''}${part}`,
          pick: ({ norms }) => norms?.[at]?.[kind] ?? Number.NaN,
        },
      ),
    ),
  )
}

// -----------------------------------------------------------------------------
// all
// -----------------------------------------------------------------------------

/**
 * The figures of a run: for each quantity one over epochs and, where steps are known, one over steps; and the norms of
 * gradients and updates, where steps have them.
 *
 * Units: those of the parts; norms have none.
 */
export const figures = (history: History): readonly Figure[] => {
  const first = history.epochs[0]?.training ?? history.steps[0]?.values
  if (first === undefined) return []
  const ofValues = quantities(first, history.bound).flatMap((quantity) => [
    ...(history.epochs.length === 0 ? [] : [epochFigure(history, quantity)]),
    ...(history.steps.length === 0
      ? []
      : [
          stepFigure(history, {
            ...quantity,
            pick: ({ values }) => quantity.pick(values),
            held: quantity.pick,
          }),
        ]),
  ])
  return [...ofValues, ...normFigures(history)]
}

/**
 * The curves of a run, as SVG.
 *
 * Errors: `ChartFailed`.
 */
export const curves = (history: History): TE.TaskEither<ChartFailed, readonly Curve[]> =>
  pipe(
    figures(history),
    TE.traverseSeqArray(({ chart, caption }) =>
      pipe(
        svg(chart),
        TE.map((drawn) => ({ title: `${chart.title}, by ${chart.xTitle}`, caption, svg: drawn })),
      ),
    ),
  )
