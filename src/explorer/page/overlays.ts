/** What lies over the decoded plane: examples, contours of the prior, a posterior, the way from A to B, and the code. */

import { contour } from '../view/contours.js'
import { between } from '../view/ways.js'
import { axesOf, codeAt, placeOf } from './axes.js'
import { colorOf, PLAIN } from './colors.js'
import { numberName, type State } from './state.js'

/** Where is drawn: a canvas of a side in pixels, of which there are some for each of the page. */
export interface Plane {
  readonly context: CanvasRenderingContext2D
  readonly side: number
  readonly ratio: number
}

type Place = readonly [x: number, y: number]

const line = ({ context, side }: Plane, places: readonly Place[]): void => {
  context.beginPath()
  for (const [x, y] of places) context.lineTo(x * side, y * side)
  context.stroke()
}

// -----------------------------------------------------------------------------
// examples
// -----------------------------------------------------------------------------

/** How opaque a code is, by how far it is from the slice that is shown, in the numbers that the map does not show. */
const opaque = ({ model, view }: State, numberOf: (latent: number) => number): number => {
  if (model.codes.size <= 2) return 0.92
  let sum = 0
  for (const each of model.order.slice(0, 8))
    if (!view.axes.includes(each)) sum += (numberOf(each) - (view.z[each] as number)) ** 2
  return Math.max(0.16, Math.exp(-0.16 * sum))
}

/** A number of the code of an example; of one that moves, a number on the way to it. */
const numberOf = ({ model: { codes }, moving }: State, at: number, axis: number): number => {
  const place = at * codes.size + axis
  const own = codes.centers[place] as number
  return moving === null ? own : moving.share * own + (1 - moving.share) * (moving.from[place] as number)
}

/** The examples as dots; those far from the slice are fainter. */
export const drawExamples = (plane: Plane, state: State): void => {
  const { context, side, ratio } = plane
  const { codes, labels, explorer } = state.model
  const { axes } = state.view
  const [across, up] = axesOf(state)
  const classes = explorer.points?.classes.length ?? 0
  const radius = (codes.count > 3000 ? 1.7 : codes.count > 1000 ? 2.3 : 3) * ratio
  context.strokeStyle = 'rgba(0, 0, 0, 0.55)'
  context.lineWidth = 0.75 * ratio
  for (let at = 0; at < codes.count; at++) {
    const label = labels === null ? -1 : (labels[at] as number)
    if (state.hidden.has(label)) continue
    const [x, y] = [across.place(numberOf(state, at, axes[0])), 1 - up.place(numberOf(state, at, axes[1]))]
    context.globalAlpha = opaque(state, (latent) => codes.centers[at * codes.size + latent] as number)
    context.fillStyle = label < 0 ? PLAIN : colorOf(label, classes)
    context.beginPath()
    context.arc(x * side, y * side, radius, 0, 2 * Math.PI)
    context.fill()
    context.stroke()
  }
  context.globalAlpha = 1
}

// -----------------------------------------------------------------------------
// the prior
// -----------------------------------------------------------------------------

const ellipse = (
  state: State,
  center: ArrayLike<number>,
  deviation: ArrayLike<number>,
  reach: number,
): readonly Place[] =>
  Array.from({ length: 97 }, (_, at) => {
    const angle = (2 * Math.PI * at) / 96
    const z = Float32Array.from({ length: center.length }, (__, each) => center[each] as number)
    const [across, up] = state.view.axes
    z[across] = (z[across] as number) + reach * (deviation[across] as number) * Math.cos(angle)
    z[up] = (z[up] as number) + reach * (deviation[up] as number) * Math.sin(angle)
    return placeOf(state, z)
  })

/** How many places each way a prior is asked at that is not normal. */
const GRID = 36

/** The density of a prior that is not standard normal on the plane; `null` of one that is, and where there is none. */
export const priorGrid = (state: State): Float32Array | null => {
  const { explorer, machine } = state.model
  const { density } = machine
  return explorer.latent.standard || density === null
    ? null
    : Float32Array.from({ length: GRID * GRID }, (_, at) =>
        density(codeAt(state, (at % GRID) / (GRID - 1), Math.floor(at / GRID) / (GRID - 1))),
      )
}

/** The contours of the prior: of a normal one at 1 and 2 deviations, of others at as much less than the most. */
export const drawPrior = (plane: Plane, state: State, grid: Float32Array | null): void => {
  const { context, side, ratio } = plane
  context.strokeStyle = 'rgba(255, 255, 255, 0.5)'
  context.lineWidth = ratio
  context.setLineDash([4 * ratio, 5 * ratio])
  const size = state.view.z.length
  if (state.model.explorer.latent.standard)
    for (const reach of [1, 2])
      line(plane, ellipse(state, new Float32Array(size), new Float32Array(size).fill(1), reach))
  else if (grid !== null) {
    const most = grid.reduce((sum, each) => Math.max(sum, each), Number.NEGATIVE_INFINITY)
    for (const less of [0.5, 2, 4.5])
      for (const [x0, y0, x1, y1] of contour({ columns: GRID, values: grid }, most - less)) {
        const cells = GRID - 1
        line({ context, side, ratio }, [
          [x0 / cells, y0 / cells],
          [x1 / cells, y1 / cells],
        ])
      }
  }
  context.setLineDash([])
}

/** Components that are more than these have no numbers. */
const NUMBERED = 24

/** The centers of the components of a prior that is a mixture: diamonds with their numbers. */
export const drawComponents = ({ context, side, ratio }: Plane, state: State): void => {
  const { centers } = state.model.components ?? { centers: [] }
  const reach = (centers.length > NUMBERED ? 4 : 9) * ratio
  for (const [at, center] of centers.entries()) {
    const [x, y] = placeOf(state, center).map((place) => place * side) as [number, number]
    context.globalAlpha = opaque(state, (latent) => center[latent] as number)
    context.beginPath()
    for (const [right, down] of [
      [0, -1],
      [1, 0],
      [0, 1],
      [-1, 0],
    ] as const)
      context.lineTo(x + right * reach, y + down * reach)
    context.closePath()
    context.fillStyle = 'rgba(13, 17, 23, 0.85)'
    context.fill()
    context.lineWidth = 1.5 * ratio
    context.strokeStyle = '#ffffff'
    context.stroke()
    if (centers.length > NUMBERED) continue
    context.fillStyle = '#ffffff'
    context.font = `600 ${9 * ratio}px system-ui, sans-serif`
    context.textAlign = 'center'
    context.textBaseline = 'middle'
    context.fillText(String(at), x, y + 0.5 * ratio)
  }
  context.globalAlpha = 1
}

// -----------------------------------------------------------------------------
// codes
// -----------------------------------------------------------------------------

/** A handle is kept whole inside of the map. */
const inside = (place: number, { side, ratio }: Plane): number =>
  Math.min(side - 13 * ratio, Math.max(13 * ratio, place * side))

const handle = (plane: Plane, state: State, z: ArrayLike<number>, color: string, letter: string): void => {
  const { context, ratio } = plane
  const [x, y] = placeOf(state, z).map((place) => inside(place, plane)) as [number, number]
  context.beginPath()
  context.arc(x, y, 11 * ratio, 0, 2 * Math.PI)
  context.fillStyle = color
  context.fill()
  context.lineWidth = 2 * ratio
  context.strokeStyle = '#ffffff'
  context.stroke()
  context.fillStyle = '#ffffff'
  context.font = `600 ${13 * ratio}px system-ui, sans-serif`
  context.textAlign = 'center'
  context.textBaseline = 'middle'
  context.fillText(letter, x, y + 0.5 * ratio)
}

/** The way from A to B with both. */
export const drawWay = (plane: Plane, state: State): void => {
  const { view } = state
  plane.context.strokeStyle = 'rgba(255, 255, 255, 0.9)'
  plane.context.lineWidth = 2 * plane.ratio
  line(
    plane,
    Array.from({ length: 41 }, (_, at) => placeOf(state, between(view.way, view.a, view.b, at / 40))),
  )
  handle(plane, state, view.b, '#0f766e', 'B')
  handle(plane, state, view.a, '#c2410c', 'A')
}

/** The posterior of an input: an ellipse at 1 and 2 deviations of a normal one, and draws from it. */
export const drawPosterior = (plane: Plane, state: State): void => {
  const { context, side, ratio } = plane
  if (state.input === null) return
  const { encoded, judged } = state.input
  context.fillStyle = 'rgba(255, 255, 255, 0.9)'
  for (const z of judged?.draws ?? []) {
    const [x, y] = placeOf(state, z)
    context.beginPath()
    context.arc(x * side, y * side, 1.7 * ratio, 0, 2 * Math.PI)
    context.fill()
  }
  if (encoded.deviation === null) return
  for (const [width, color] of [
    [4.5, 'rgba(0, 0, 0, 0.55)'],
    [2, '#ffffff'],
  ] as const) {
    context.lineWidth = width * ratio
    context.strokeStyle = color
    for (const reach of [1, 2]) line(plane, ellipse(state, encoded.center, encoded.deviation, reach))
  }
}

/** The code itself: a ring. */
export const drawCode = (plane: Plane, state: State): void => {
  const { context, side, ratio } = plane
  const [x, y] = placeOf(state, state.view.z)
  for (const [width, color] of [
    [5, 'rgba(0, 0, 0, 0.7)'],
    [2.5, '#ffffff'],
  ] as const) {
    context.beginPath()
    context.arc(x * side, y * side, 9 * ratio, 0, 2 * Math.PI)
    context.lineWidth = width * ratio
    context.strokeStyle = color
    context.stroke()
  }
}

/** The names of both numbers that the map goes along, in its corners. */
export const drawNames = ({ context, side, ratio }: Plane, { model, view }: State): void => {
  context.font = `600 ${12 * ratio}px system-ui, sans-serif`
  context.textBaseline = 'alphabetic'
  context.lineWidth = 3 * ratio
  context.strokeStyle = 'rgba(0, 0, 0, 0.8)'
  context.fillStyle = '#ffffff'
  for (const [words, align, x, y] of [
    [`${numberName(model, view.axes[0])} →`, 'right', side - 8 * ratio, side - 8 * ratio],
    [`${numberName(model, view.axes[1])} ↑`, 'left', 8 * ratio, 18 * ratio],
  ] as const) {
    context.textAlign = align
    context.strokeText(words, x, y)
    context.fillText(words, x, y)
  }
}
