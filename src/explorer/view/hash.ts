/** What a page shows, as the part of its address after `#`: a link to it shows the same. */

import type { Way } from './ways.js'

/** What is seen of the map. */
export type Shown = 'both' | 'decoded' | 'data'

/** What a page shows. */
export interface View {
  readonly z: Float32Array
  readonly a: Float32Array
  readonly b: Float32Array
  readonly way: Way
  /** The numbers of the latent that the map goes along. */
  readonly axes: readonly [across: number, up: number]
  readonly shown: Shown
  readonly even: boolean
  /** The value of each condition that is given, by its place. */
  readonly given: readonly number[]
  /** Which latent is walked on: 0 is the uppermost. */
  readonly level: number
  /** The latents above it, one after the other. */
  readonly above: Float32Array
  /** The code of a table that is painted with. */
  readonly pen: number
}

// three digits after the point are a tenth of a pixel
const code = (values: Float32Array): string => Array.from(values, (value) => String(Number(value.toFixed(3)))).join('_')

/** What only some models have, where it says more than nothing. */
const rest = ({ given, level, above, pen }: View): string =>
  [
    ...(given.length === 0 ? [] : [`given=${given.join('_')}`]),
    ...(level === 0 ? [] : [`level=${level}`, `above=${code(above)}`]),
    ...(pen === 0 ? [] : [`pen=${pen}`]),
  ]
    .map((each) => `&${each}`)
    .join('')

/** A view as text. */
export const toHash = (view: View): string => {
  const { z, a, b, way, axes, shown, even } = view
  return `#z=${code(z)}&a=${code(a)}&b=${code(b)}&way=${way}&axes=${axes.join('_')}&show=${shown}&even=${even ? 1 : 0}${rest(view)}`
}

const codeIn = (text: string | undefined, fallback: Float32Array): Float32Array => {
  const values = (text ?? '').split('_').map(Number)
  return values.length === fallback.length && text !== '' && text !== undefined && values.every(Number.isFinite)
    ? Float32Array.from(values)
    : fallback
}

const axesIn = (text: string | undefined, fallback: View['axes'], size: number): View['axes'] => {
  const [across = -1, up = -1, ...more] = (text ?? '').split('_').map(Number)
  const fit = [across, up].every((axis) => Number.isInteger(axis) && axis >= 0 && axis < size)
  return fit && more.length === 0 ? [across, up] : fallback
}

/** Places of values, of as many conditions; which there are, whoever shows them knows. */
const placesIn = (text: string | undefined, fallback: readonly number[]): readonly number[] => {
  const places = (text ?? '').split('_').map(Number)
  const fit = places.length === fallback.length && places.every((place) => Number.isInteger(place) && place >= 0)
  return fit && text !== '' && text !== undefined ? places : fallback
}

const oneOf = <Text extends string>(all: readonly Text[], text: string | undefined, fallback: Text): Text =>
  all.find((each) => each === text) ?? fallback

const saidIn = (text: string): Readonly<Record<string, string | undefined>> =>
  Object.fromEntries(
    text
      .replace(/^#/, '')
      .split('&')
      .map((pair) => pair.split('=') as [string, string?]),
  )

/** A whole number from 0 to below a limit. */
const placeIn = (text: string | undefined, fallback: number, below: number): number => {
  const place = Number(text || Number.NaN)
  return Number.isInteger(place) && place >= 0 && place < below ? place : fallback
}

/** Which of some latents the view of a text walks on. */
export const levelIn = (text: string, levels: number): number => placeIn(saidIn(text).level, 0, levels)

/**
 * The view of a text; what it does not say, or says wrong, is that of the other view, whose latent it walks on.
 *
 * An address comes from anybody: nothing but numbers and known words is taken from it.
 */
export const fromHash = (text: string, fallback: View): View => {
  const said = saidIn(text)
  return {
    z: codeIn(said.z, fallback.z),
    a: codeIn(said.a, fallback.a),
    b: codeIn(said.b, fallback.b),
    way: oneOf(['straight', 'spherical'], said.way, fallback.way),
    axes: axesIn(said.axes, fallback.axes, fallback.z.length),
    shown: oneOf(['both', 'decoded', 'data'], said.show, fallback.shown),
    given: placesIn(said.given, fallback.given),
    even: said.even === undefined ? fallback.even : said.even === '1',
    level: fallback.level,
    above: codeIn(said.above, fallback.above),
    // how many there are, whoever shows them knows
    pen: placeIn(said.pen, fallback.pen, Number.POSITIVE_INFINITY),
  }
}
