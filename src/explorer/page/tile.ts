/** Examples on canvases: as pictures, or where they are none as bars or a line. */

import type { Explorer } from '../model.js'
import { rgba } from '../view/pixels.js'
import { spanOf } from '../view/plane.js'
import { context, h } from './dom.js'
import type { Model, Span } from './state.js'

/** Draws an example on a canvas, which takes its size. */
export type Tile = (canvas: HTMLCanvasElement, values: ArrayLike<number>) => void

/** The pixels of a chart of an example that is no picture. */
const CHART = { width: 120, height: 80 } as const

/** More numbers than these are drawn as a line. */
const BARS = 32

const ofPicture =
  (picture: NonNullable<Model['explorer']['picture']>): Tile =>
  (canvas, values) => {
    const { width, height } = picture
    if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height })
    context(canvas).putImageData(new ImageData(rgba(picture, values), width, height), 0, 0)
  }

const ofNumbers =
  ([low, high]: Span): Tile =>
  (canvas, values) => {
    const { width, height } = CHART
    Object.assign(canvas, { width, height })
    const own = context(canvas)
    const up = (value: number) => height - 4 - ((value - low) / (high - low)) * (height - 8)
    const step = width / values.length
    own.fillStyle = own.strokeStyle = '#62b4e8'
    own.lineWidth = 1.5
    own.beginPath()
    for (let at = 0; at < values.length; at++) {
      const value = values[at] as number
      if (values.length > BARS) own.lineTo((at + 0.5) * step, up(value))
      else
        own.fillRect(at * step + 1, Math.min(up(value), up(0)), Math.max(1, step - 2), Math.abs(up(value) - up(0)) + 1)
    }
    own.stroke()
  }

/** How the examples of a model are drawn. */
export const tileOf = ({ explorer: { picture }, span }: Model): Tile =>
  picture === null ? ofNumbers(span) : ofPicture(picture)

/** What numbers of examples are shown between: computed once, since it takes all of them. */
export const spanIn = ({ picture }: Explorer, x: ArrayLike<number>): Span =>
  picture !== null ? [0, 1] : x.length === 0 ? [-2, 2] : spanOf([0, ...spanOf(x)])

/** The sides of an example, one to the other. */
export const shapeOf = ({ explorer: { picture } }: Model): string =>
  picture === null ? `${CHART.width} / ${CHART.height}` : `${picture.width} / ${picture.height}`

/** How many pixels an example has each way. */
export const sidesOf = ({ explorer: { picture } }: Model): { readonly width: number; readonly height: number } =>
  picture ?? CHART

/** A canvas for an example, with a name for who cannot see it. */
export const tileCanvas = (name: string): HTMLCanvasElement =>
  h('canvas', { className: 'pixels', role: 'img', ariaLabel: name, width: 1, height: 1 })

/** Canvases side by side as one. */
export const joined = (tiles: readonly HTMLCanvasElement[], columns: number, gap = 2): HTMLCanvasElement => {
  const [first] = tiles
  const [width, height] = [first?.width ?? 1, first?.height ?? 1]
  const rows = Math.ceil(tiles.length / columns)
  const sheet = h('canvas', { width: columns * (width + gap) - gap, height: rows * (height + gap) - gap })
  for (const [at, tile] of tiles.entries())
    context(sheet).drawImage(tile, (at % columns) * (width + gap), Math.floor(at / columns) * (height + gap))
  return sheet
}

/** Saves a canvas as a PNG, each pixel of it as a square of as many. */
export const save = (canvas: HTMLCanvasElement, name: string, scale = 4): void => {
  const large = h('canvas', { width: canvas.width * scale, height: canvas.height * scale })
  const own = context(large)
  own.imageSmoothingEnabled = false
  own.drawImage(canvas, 0, 0, large.width, large.height)
  large.toBlob((blob) => {
    if (blob === null) return
    const link = h('a', { href: URL.createObjectURL(blob), download: `${name}.png` })
    link.click()
    setTimeout(() => URL.revokeObjectURL(link.href), 1000)
  })
}
