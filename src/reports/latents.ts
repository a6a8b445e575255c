/** The latents of a model in a page: how much each tells of an example, and where the examples lie. */

import { escaped } from './escape.js'
import { fixed } from './format.js'
import { type PlanePoint, projected } from './projection.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/** The latents of test examples. */
export interface Latents {
  /** `KL(q(z|x) || p(z))` of each number of the latent, a mean over the examples. Units: nats. */
  readonly kl: readonly number[]
  /** The centers of q(z|x). Shapes: `[Row, Latent]`, flat. */
  readonly centers: Float32Array
}

// -----------------------------------------------------------------------------
// the KL of each
// -----------------------------------------------------------------------------

/** A latent whose KL is above it is active. Units: nats. */
export const ACTIVE = 0.01

/** The latents by their KL, the largest first. */
export const byKl = (kl: readonly number[]): readonly (readonly [latent: number, nats: number])[] =>
  kl.map((nats, latent) => [latent, nats] as const).sort(([, a], [, b]) => b - a)

/** The latents that are active, the one with the largest KL first. */
export const activeOf = (kl: readonly number[]): readonly number[] =>
  byKl(kl).flatMap(([latent, nats]) => (nats > ACTIVE ? [latent] : []))

/** How many of the latents have a bar. */
const BARS = 40

const nats = fixed(2)

const bar =
  (most: number) =>
  ([latent, value]: readonly [number, number]): string => {
    const share = most > 0 ? Math.max(0, Math.min(1, value / most)) : 0
    const [kind, words] = value > ACTIVE ? ['bar', nats(value)] : ['bar collapsed', `${nats(value)} collapsed`]
    return `<li><span>z${latent}</span><span class="${kind}" style="width:${(share * 100).toFixed(1)}%"></span><span>${words}</span></li>`
  }

/** A bar for the KL of each latent, the largest first. */
export const klBars = (kl: readonly number[]): string => {
  const shown = byKl(kl).slice(0, BARS)
  const most = shown[0]?.[1] ?? 0
  const rest = kl.length - shown.length
  const more = rest > 0 ? `<p class="quiet">${rest} more have a smaller KL.</p>` : ''
  return `<ol class="bars">${shown.map(bar(most)).join('')}</ol>${more}`
}

/** What the bars say: how many latents are active. */
export const klWords = (kl: readonly number[]): string => {
  const active = activeOf(kl).length
  return `${active} of ${kl.length} latents are active: their KL divergence from the prior, a mean over test examples in nats, is above ${ACTIVE}.`
}

// -----------------------------------------------------------------------------
// where the examples lie
// -----------------------------------------------------------------------------

/** Units: those of the picture, which grows with the page. */
const SIDE = 400
const MARGIN = 34

/** Round ticks: a whole number of units apart, at most four on each side of 0. */
const ticksOf = (reach: number): readonly number[] => {
  const step = Math.max(1, Math.ceil(reach / 4))
  const each = Math.floor(reach / step)
  return Array.from({ length: 2 * each + 1 }, (_, at) => (at - each) * step)
}

const placeOf = (reach: number) => (value: number) => MARGIN + ((value / reach + 1) / 2) * (SIDE - 2 * MARGIN)

const axesOf = (reach: number): string => {
  const place = placeOf(reach)
  const [low, high] = [MARGIN, SIDE - MARGIN]
  return ticksOf(reach)
    .map((value) => {
      const [x, y] = [place(value).toFixed(1), place(-value).toFixed(1)]
      return `<path d="M${x} ${low}V${high}M${low} ${y}H${high}"></path><text x="${x}" y="${high + 18}" text-anchor="middle">${value}</text><text x="${low - 6}" y="${y}" dy="4" text-anchor="end">${value}</text>`
    })
    .join('')
}

/** Points as an SVG, in the colors of the page. */
const scatter = (points: readonly PlanePoint[], title: string): string => {
  const seen = points.filter((point) => point.every(Number.isFinite))
  const reach = Math.max(1, ...seen.map(([x, y]) => Math.max(Math.abs(x), Math.abs(y)))) * 1.05
  const place = placeOf(reach)
  const dots = seen.map(
    ([x, y]) => `<circle cx="${place(x).toFixed(1)}" cy="${place(-y).toFixed(1)}" r="2.6"></circle>`,
  )
  return `<svg class="scatter" role="img" aria-label="${escaped(title)}" viewBox="0 0 ${SIDE} ${SIDE}">${axesOf(reach)}${dots.join('')}</svg>`
}

/** The centers of q(z|x) of the test examples, in two dimensions. */
export const scatterOf = ({ kl, centers }: Latents): string =>
  scatter(projected(kl.length)(centers), 'Centers of q(z|x) of test examples')

/** What the points are. */
export const scatterWords = ({ kl }: Latents): string =>
  kl.length <= 2
    ? 'The centers of q(z|x) of test examples.'
    : 'The centers of q(z|x) of test examples, on the two axes along which they vary most.'
