/** Pictures: rows of numbers laid out as a sheet of tiles, grey or in colors, as a PNG. */

import { encode } from 'fast-png'
import type { Picture } from '../data/dataset.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/** Examples laid out: each line is drawn from the left, and may be shorter than the others. */
export type Lines = readonly (readonly Float32Array[])[]

/** How a sheet is drawn. */
export interface Sheet {
  readonly picture: Picture
  /** White pixels around each tile, after enlarging. Units: pixels. */
  readonly gap: number
  /** Each pixel of an example becomes a square with sides of as many; a whole number above 0. */
  readonly scale: number
}

/** Pixels in row-major order, the numbers of each side by side: 0 black and 255 white, or red, green and blue. */
export interface Pixels {
  readonly width: number
  readonly height: number
  readonly channels: 1 | 3
  readonly values: Uint8Array
}

// -----------------------------------------------------------------------------
// lines
// -----------------------------------------------------------------------------

const numbersOf = ({ height, width, channels = 1 }: Picture): number => height * width * channels

/** The whole examples in some rows of numbers. Shapes: `[Row, height * width * channels]`, flat. */
export const examplesOf =
  (picture: Picture) =>
  (rows: Float32Array): readonly Float32Array[] =>
    Array.from({ length: Math.floor(rows.length / numbersOf(picture)) }, (_, index) =>
      rows.subarray(index * numbersOf(picture), (index + 1) * numbersOf(picture)),
    )

/**
 * Examples in lines of as many columns.
 *
 * @example
 * const [a, b, c] = [Float32Array.of(1), Float32Array.of(2), Float32Array.of(3)]
 * inLines(2)([a, b, c]).map((line) => line.map(([pixel]) => pixel))
 * //=> [[1, 2], [3]]
 */
export const inLines =
  (columns: number) =>
  (examples: readonly Float32Array[]): Lines =>
    Array.from({ length: Math.ceil(examples.length / columns) }, (_, line) =>
      examples.slice(line * columns, (line + 1) * columns),
    )

/**
 * Each line of the first with the line of the second below it: originals and what a model makes of them.
 *
 * @example
 * const [a, b, c] = [Float32Array.of(1), Float32Array.of(2), Float32Array.of(3)]
 * interleaved([[a], [b]], [[c], []]).map((line) => line.map(([pixel]) => pixel))
 * //=> [[1], [3], [2], []]
 */
export const interleaved = (first: Lines, second: Lines): Lines =>
  first.flatMap((line, index) => [line, second[index] ?? []])

// -----------------------------------------------------------------------------
// pixels
// -----------------------------------------------------------------------------

const WHITE = 255

/** A number in 0..1 as a grey, or as much of a color; what lies outside is clamped, and what is not a number is black. */
export const greyOf = (value: number): number => Math.round(Math.min(Math.max(value || 0, 0), 1) * WHITE)

/** The greys of a line of an example, each as many times as it is enlarged. */
const lineOf = ({ picture: { width, channels = 1 }, scale }: Sheet, example: Float32Array, y: number): Uint8Array => {
  const line = new Uint8Array(width * scale * channels)
  for (let x = 0; x < width; x++)
    for (let each = 0; each < channels; each++) {
      const grey = greyOf(example[(y * width + x) * channels + each] ?? 0)
      for (let copy = 0; copy < scale; copy++) line[(x * scale + copy) * channels + each] = grey
    }
  return line
}

/**
 * A sheet of examples on white.
 *
 * Its sides are `columns * (width * scale + gap) + gap` and the same of the lines.
 */
export const draw =
  (sheet: Sheet) =>
  (lines: Lines): Pixels => {
    const { picture, gap, scale } = sheet
    const [across, down] = [picture.width * scale + gap, picture.height * scale + gap]
    const width = Math.max(...lines.map(({ length }) => length), 0) * across + gap
    const height = lines.length * down + gap
    const { channels = 1 } = picture
    const values = new Uint8Array(width * height * channels).fill(WHITE)
    for (const [line, examples] of lines.entries())
      for (const [column, example] of examples.entries())
        for (let y = 0; y < picture.height; y++) {
          const greys = lineOf(sheet, example, y)
          const first = (gap + line * down + y * scale) * width + gap + column * across
          for (let copy = 0; copy < scale; copy++) values.set(greys, (first + copy * width) * channels)
        }
    return { width, height, channels, values }
  }

// -----------------------------------------------------------------------------
// files
// -----------------------------------------------------------------------------

/** The bytes of a PNG with 8 bits of grey, or of each color. */
export const png = ({ width, height, channels, values }: Pixels): Uint8Array =>
  encode({ width, height, data: values, depth: 8, channels })

/** A PNG as an address that holds the picture itself. */
export const dataUri = (bytes: Uint8Array): string => `data:image/png;base64,${Buffer.from(bytes).toString('base64')}`
