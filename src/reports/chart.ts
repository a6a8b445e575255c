/** One line chart, as a specification of Vega and as SVG. */

import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import type * as Vega from 'vega'
import { reasonOf } from '../files/errors.js'
import { type Tagged, tagged } from '../shapes/tagged.js'
import type { Extent, Role, Series } from './series.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/** What is drawn. */
export interface Chart {
  /** Unique on a page: the parts of the picture that refer to each other are named after it. */
  readonly id: string
  readonly title: string
  readonly xTitle: string
  readonly yTitle: string
  readonly series: readonly Series[]
  readonly x: Extent
  readonly y: Extent
  /** Where the ticks of x are; `null` leaves it to the axis. */
  readonly ticks: readonly number[] | null
  /** Whose points are each marked. */
  readonly dots: readonly Role[]
  /** What the range around the line is called in the legend; `null` draws none. */
  readonly band: string | null
  /** What each line is called in the legend. */
  readonly names: Readonly<Record<Role, string>>
}

/** Vega, which is an optional dependency, is not installed; or it could not draw a chart: a defect of its specification. */
export type ChartFailed = Tagged<'ChartFailed'>

const isMissing = (cause: unknown): boolean =>
  cause instanceof Error &&
  'code' in cause &&
  cause.code === 'ERR_MODULE_NOT_FOUND' &&
  cause.message.startsWith("Cannot find package 'vega'")

/** Whether a chart was not drawn because Vega is not installed. */
export const isVegaMissing = ({ cause }: ChartFailed): boolean => isMissing(cause)

const chartWords = (id: string, cause: unknown): string =>
  isMissing(cause)
    ? `chart: needs Vega to draw ${id}, and it is not installed: npm install vega`
    : `chart: needs to draw ${id} but Vega says: ${reasonOf(cause)}`

export const chartFailed = (id: string, cause: unknown): ChartFailed =>
  tagged<ChartFailed>('ChartFailed', chartWords(id, cause), {}, { cause })

// -----------------------------------------------------------------------------
// looks
// -----------------------------------------------------------------------------

/** The colors of a chart in the light, by what a page calls them: in the dark a page has others in their place. */
export const PALETTE = {
  ink: '#1f2933',
  quiet: '#7b8794',
  rule: '#e4e7eb',
  accent: '#0072b2',
  band: '#a6cee8',
  chart: 'white',
} as const

/**
 * Blue and vermilion of a palette that color-blind readers tell apart; the dashes tell them apart in grey.
 *
 * Source: Okabe and Ito, "Color Universal Design", 2008.
 */
const COLOURS: Readonly<Record<Role, string>> = { training: PALETTE.accent, validation: '#d55e00' }
const DASHES: Readonly<Record<Role, readonly number[]>> = { training: [], validation: [6, 3] }
const BAND = PALETTE.band

/** Units: pixels. The padding is fixed, so that no font moves anything. */
const SIZE = { width: 372, height: 210, padding: { top: 62, left: 74, right: 18, bottom: 50 } }

const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif'
const INK = PALETTE.ink
const AXIS = {
  labelFont: FONT,
  titleFont: FONT,
  labelFontSize: 12,
  titleFontSize: 12.5,
  titleFontWeight: 'normal' as const,
  labelColor: INK,
  titleColor: INK,
  domainColor: PALETTE.quiet,
  tickColor: PALETTE.quiet,
  gridColor: PALETTE.rule,
}

// -----------------------------------------------------------------------------
// specification
// -----------------------------------------------------------------------------

const present = ({ series }: Chart): readonly Role[] => series.map(({ role }) => role)

const data = ({ series }: Chart): Vega.Data[] =>
  series.map(({ role, points }) => ({ name: role, values: points.map((each) => ({ ...each })) }))

const scales = ({ x, y }: Chart): Vega.Scale[] => [
  { name: 'x', type: 'linear', range: 'width', domain: [...x], zero: false, nice: false, padding: 8 },
  { name: 'y', type: 'linear', range: 'height', domain: [...y], zero: false, nice: false },
]

const axes = ({ xTitle, yTitle, ticks }: Chart): Vega.Axis[] => [
  {
    ...AXIS,
    scale: 'x',
    orient: 'bottom',
    title: xTitle,
    titlePadding: 8,
    format: ',d',
    tickMinStep: 1,
    labelOverlap: true,
    labelFlush: true,
    ...(ticks === null ? { tickCount: 5 } : { values: [...ticks] }),
  },
  { ...AXIS, scale: 'y', orient: 'left', title: yTitle, minExtent: 50, maxExtent: 50, grid: true, tickCount: 5 },
]

/** Text at a place. Vega's own titles and legends are placed by the measured width of their text, which differs by font. */
const text = (x: number, y: number, words: string, fontSize: number, fontWeight: 'normal' | 'bold'): Vega.Mark => {
  const enter = { x, y, text: words, baseline: 'middle', font: FONT, fontSize, fontWeight, fill: INK }
  return { type: 'text', encode: { enter: fixedAt(enter) } }
}

const fixedAt = <A>(values: Readonly<Record<string, A>>): Record<string, { value: A }> =>
  Object.fromEntries(Object.entries(values).map(([key, value]) => [key, { value }]))

/** More letters do not fit the width in the widest of the fonts. */
const LETTERS = 46

/** The title at the left edge, shortened where it is too long. */
const title = ({ title: words }: Chart): Vega.Mark => {
  const letters = [...words]
  const short = letters.length > LETTERS ? `${letters.slice(0, LETTERS - 1).join('')}…` : words
  return text(10 - SIZE.padding.left, -42, short, 14.5, 'bold')
}

/** The legend: a row of lines with their names, above the plot and below the title. */
const legend = (chart: Chart): Vega.Mark[] => {
  const entries = [
    ...present(chart).map((role) => ({
      name: chart.names[role],
      line: { stroke: COLOURS[role], strokeWidth: 2.2, strokeDash: [...DASHES[role]] },
    })),
    ...(chart.band === null ? [] : [{ name: chart.band, line: { stroke: BAND, strokeWidth: 9, strokeDash: [] } }]),
  ]
  // 7 px a letter is wider than any of the fonts at this size
  const starts = entries.map((_, index) => entries.slice(0, index).reduce((x, { name }) => x + 44 + name.length * 7, 0))
  return entries.flatMap(({ name, line }, index): Vega.Mark[] => {
    const x = starts[index] ?? 0
    return [
      { type: 'rule', encode: { enter: fixedAt<unknown>({ ...line, x, x2: x + 24, y: -16 }) } },
      text(x + 30, -16, name, 12, 'normal'),
    ]
  })
}

const at = { x: { scale: 'x', field: 'x' }, y: { scale: 'y', field: 'y' } }

const band = ({ series, band }: Chart): Vega.Mark[] =>
  band === null
    ? []
    : series.slice(0, 1).map(({ role }) => ({
        type: 'area',
        clip: true,
        from: { data: role },
        encode: {
          enter: {
            x: at.x,
            y: { scale: 'y', field: 'low' },
            y2: { scale: 'y', field: 'high' },
            fill: { value: BAND },
          },
        },
      }))

const line = (role: Role): Vega.Mark => ({
  type: 'line',
  name: `line-${role}`,
  clip: true,
  from: { data: role },
  encode: {
    enter: {
      ...at,
      stroke: { value: COLOURS[role] },
      strokeWidth: { value: 1.8 },
      strokeDash: { value: [...DASHES[role]] },
      strokeJoin: { value: 'round' },
    },
  },
})

const dots = ({ role, points }: Series): Vega.Mark => ({
  type: 'symbol',
  name: `dots-${role}`,
  clip: true,
  from: { data: role },
  encode: {
    enter: {
      ...at,
      shape: { value: role === 'training' ? 'circle' : 'diamond' },
      size: { value: (role === 'training' ? 26 : 36) * (points.length > 10 ? 1 : 2) },
      fill: { value: COLOURS[role] },
      stroke: { value: PALETTE.chart },
      strokeWidth: { value: 0.8 },
    },
  },
})

/** The specification of a chart. */
const specOf = (chart: Chart): Vega.Spec => ({
  ...SIZE,
  autosize: 'none',
  background: PALETTE.chart,
  data: data(chart),
  scales: scales(chart),
  axes: axes(chart),
  marks: [
    ...band(chart),
    ...present(chart).map(line),
    ...chart.series.filter(({ role }) => chart.dots.includes(role)).map(dots),
    title(chart),
    ...legend(chart),
  ],
})

// -----------------------------------------------------------------------------
// SVG
// -----------------------------------------------------------------------------

/** Vega numbers what it clips through the life of a program; here the numbers start anew in each chart. */
const named =
  (id: string) =>
  (svg: string): string => {
    const found = [...new Set([...svg.matchAll(/\bid="(\w+)"/g)].map(([, name]) => name ?? ''))]
    return found.reduce(
      (text, name, index) =>
        text.replaceAll(`id="${name}"`, `id="${id}-${index}"`).replaceAll(`url(#${name})`, `url(#${id}-${index})`),
      svg,
    )
  }

/** Vega is loaded where a chart is drawn: it waits for a module of its own, so no program could `require` what imports it. */
const draw = async (chart: Chart): Promise<string> => {
  const { Error: errors, parse, View } = await import('vega')
  return new View(parse(specOf(chart)), { renderer: 'none', logLevel: errors }).toSVG()
}

/**
 * A chart as the text of an SVG file. The same chart gives the same text.
 *
 * Errors: `ChartFailed`.
 */
export const svg = (chart: Chart): TE.TaskEither<ChartFailed, string> =>
  pipe(
    TE.tryCatch(
      () => draw(chart),
      (caught) => chartFailed(chart.id, caught),
    ),
    TE.map(named(chart.id)),
  )
