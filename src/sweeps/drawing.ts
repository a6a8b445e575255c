/** Drawings of studies, as SVG in the colors of reports: lines and points between two axes, and parallel coordinates. */

import { escaped } from '../reports/escape.js'
import { short } from '../reports/format.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/** A line of points, or a point alone; the marked ones are in the accent. */
export interface Trace {
  readonly points: readonly (readonly [x: number, y: number])[]
  readonly marked: boolean
  /** What is shown where a pointer rests on it. */
  readonly title: string
}

/** What is drawn between two axes. */
export interface Plane {
  readonly label: string
  readonly x: string
  readonly y: string
  readonly traces: readonly Trace[]
  /** Whether points are joined. */
  readonly joined: boolean
}

/** An axis of parallel coordinates: its name, and what stands at parts of its way from 0 to 1. */
export interface Axis {
  readonly name: string
  readonly marks: readonly (readonly [part: number, words: string])[]
}

/** A line through all axes: a part of the way on each from 0 to 1, or `null` where it is not there. */
export interface Way {
  readonly parts: readonly (number | null)[]
  /** How good it is, from 0 to 1. */
  readonly good: number
  readonly title: string
}

// -----------------------------------------------------------------------------
// parts
// -----------------------------------------------------------------------------

/** Units: pixels. */
const [WIDTH, HEIGHT] = [560, 300]
const [LEFT, RIGHT, TOP, BOTTOM] = [74, 16, 16, 48]

const at = (value: number): string => value.toFixed(1)

const text = (x: number, y: number, words: string, anchor = 'middle'): string =>
  `<text x="${at(x)}" y="${at(y)}" text-anchor="${anchor}">${escaped(words)}</text>`

const svg = (label: string, width: number, height: number, inside: string): string =>
  `<svg class="scatter" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escaped(label)}">${inside}</svg>`

/** The least and the greatest of some numbers, a little apart where they are one. */
const extent = (values: readonly number[]): readonly [number, number] => {
  const [low, high] = [Math.min(...values), Math.max(...values)]
  return low < high ? [low, high] : [low - 1, high + 1]
}

const line = (points: readonly (readonly [number, number])[]): string =>
  points.map(([x, y], place) => `${place === 0 ? 'M' : 'L'}${at(x)} ${at(y)}`).join('')

// -----------------------------------------------------------------------------
// two axes
// -----------------------------------------------------------------------------

const traceOf = ({ points, marked, title }: Trace, joined: boolean): string => {
  const path =
    joined && points.length > 1
      ? `<path d="${line(points)}" style="stroke:var(${marked ? '--accent' : '--quiet'});stroke-width:${marked ? 2.5 : 1};opacity:${marked ? 1 : 0.45}"/>`
      : ''
  const dots = points.map(
    ([x, y]) => `<circle cx="${at(x)}" cy="${at(y)}" r="${marked ? 4.5 : 3}"${marked ? ' class="class-1"' : ''}/>`,
  )
  return `<g><title>${escaped(title)}</title>${path}${dots.join('')}</g>`
}

/** Lines or points between two axes. Values that are not finite are left out. */
export const drawnPlane = ({ label, x, y, traces, joined }: Plane): string => {
  const finite = traces.map((trace) => ({
    ...trace,
    points: trace.points.filter((each) => each.every(Number.isFinite)),
  }))
  const all = finite.flatMap(({ points }) => points)
  if (all.length === 0) return ''
  const [left, right] = extent(all.map(([each]) => each))
  const [low, high] = extent(all.map(([, each]) => each))
  const px = (value: number) => LEFT + ((value - left) / (right - left)) * (WIDTH - LEFT - RIGHT)
  const py = (value: number) => HEIGHT - BOTTOM - ((value - low) / (high - low)) * (HEIGHT - TOP - BOTTOM)
  const axes = `<path d="M${LEFT} ${TOP}V${HEIGHT - BOTTOM}H${WIDTH - RIGHT}"/>`
  const ends = [
    text(LEFT, HEIGHT - BOTTOM + 16, short(left)),
    text(WIDTH - RIGHT, HEIGHT - BOTTOM + 16, short(right), 'end'),
    text(LEFT - 6, HEIGHT - BOTTOM + 4, short(low), 'end'),
    text(LEFT - 6, TOP + 8, short(high), 'end'),
    text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 10, x),
    `<g transform="translate(14 ${(TOP + HEIGHT - BOTTOM) / 2}) rotate(-90)">${text(0, 0, y)}</g>`,
  ]
  const placed = finite.map((trace) => ({
    ...trace,
    points: trace.points.map(([a, b]) => [px(a), py(b)] as const),
  }))
  // the marked ones are drawn last, over the others
  const ordered = placed.toSorted((one, other) => Number(one.marked) - Number(other.marked))
  return svg(label, WIDTH, HEIGHT, `${axes}${ends.join('')}${ordered.map((trace) => traceOf(trace, joined)).join('')}`)
}

// -----------------------------------------------------------------------------
// parallel coordinates
// -----------------------------------------------------------------------------

/** The pieces of a way between the axes on which it is. */
const piecesOf = (places: readonly (readonly [number, number] | null)[]): string =>
  places
    .map((place, index) =>
      place === null ? '' : `${index > 0 && places[index - 1] !== null ? 'L' : 'M'}${at(place[0])} ${at(place[1])}`,
    )
    .join('')

/** One line for each way through all axes, the good ones in the accent and over the others. */
export const drawnWays = (axes: readonly Axis[], ways: readonly Way[]): string => {
  const width = Math.max(WIDTH, 130 * axes.length)
  const [top, bottom] = [44, HEIGHT - 30]
  const px = (place: number) => 60 + (place * (width - 120)) / Math.max(1, axes.length - 1)
  const bars = axes.map(({ name, marks }, place) => {
    const words = marks.map(([part, mark]) => text(px(place) + 5, bottom - part * (bottom - top) + 4, mark, 'start'))
    return `<path d="M${at(px(place))} ${top}V${bottom}"/>${text(px(place), 20, name)}<g style="paint-order:stroke;stroke:var(--page);stroke-width:4px;stroke-linejoin:round">${words.join('')}</g>`
  })
  const lines = ways
    .toSorted((one, other) => one.good - other.good)
    .map(({ parts, good, title }) => {
      const places = parts.map((part, place) =>
        part === null ? null : ([px(place), bottom - part * (bottom - top)] as const),
      )
      const style = `stroke:var(${good > 0.8 ? '--accent' : '--quiet'});stroke-width:${at(0.8 + 1.7 * good)};opacity:${at(0.2 + 0.8 * good)}`
      return `<path d="${piecesOf(places)}" style="${style}"><title>${escaped(title)}</title></path>`
    })
  return svg('parallel coordinates', width, HEIGHT, `${lines.join('')}${bars.join('')}`)
}
