/** The latents of a model in a page: how much each tells of an example, and where the examples lie. */

import type { Labels } from '../data/labels.js'
import { type KlBy, sumsUp } from '../distributions/klOfEach.js'
import { ACTIVE, activeOf, byKl, isActive } from './active.js'
import { escaped } from './escape.js'
import { fixed, weight } from './format.js'
import { type PlanePoint, projected } from './projection.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/** The latents of test examples. */
export interface Latents {
  /** `KL(q(z|x) || p(z))` of each number of the latent, a mean over the examples. Units: nats. */
  readonly kl: readonly number[]
  /** How it is known; left out, or `null`, of a closed form. */
  readonly by?: KlBy | null
  /** The centers of q(z|x); `null` where they have not a number for each latent, as classes have. Shapes: `[Row, Latent]`, flat. */
  readonly centers: Float32Array | null
  /** The classes of these examples, which color them; left out, or `null`, where they are not known. */
  readonly labels?: Labels | null
}

// -----------------------------------------------------------------------------
// the KL of each
// -----------------------------------------------------------------------------

/** How many of the latents have a bar. */
const BARS = 40

const nats = fixed(2)

const bar =
  (most: number) =>
  ([latent, value]: readonly [number, number]): string => {
    const share = most > 0 ? Math.max(0, Math.min(1, value / most)) : 0
    const [kind, words] = isActive(value) ? ['bar', nats(value)] : ['bar collapsed', `${nats(value)} collapsed`]
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

/** What a KL divergence is, by how it is known. */
const KNOWN: Readonly<Record<KlBy, string>> = {
  'closed form': 'their KL divergence from the prior, in closed form, a mean over test examples in nats,',
  draws: 'their KL divergence from the prior, a mean over draws for test examples in nats,',
  'closed form of each alone':
    'the KL divergence of each alone from the prior, in closed form, a mean over test examples in nats,',
  'draws of each alone': 'the KL divergence of each alone from the prior, a mean over draws for test examples in nats,',
  'moments of draws':
    'the KL divergence of each alone from the prior, or what it is at least by the mean and the variance of draws, a mean over test examples in nats,',
}

/** What the bars say: how many latents are active. */
export const klWords = ({ kl, by }: Pick<Latents, 'kl' | 'by'>): string => {
  const known = by ?? 'closed form'
  const rest = sumsUp(known)
    ? ''
    : ' They add up to less than the KL of all together, which counts how the latents of an example depend on each other.'
  return `${activeOf(kl).length} of ${kl.length} latents are active: ${KNOWN[known]} is above ${ACTIVE}.${rest}`
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
      return `<path d="M${x} ${low}V${high}M${low} ${y}H${high}"></path><text x="${x}" y="${high + 18}" text-anchor="middle">${weight(value)}</text><text x="${low - 6}" y="${y}" dy="4" text-anchor="end">${weight(value)}</text>`
    })
    .join('')
}

/** How many classes there are. */
const classesOf = ({ values, names }: Labels): number =>
  names?.length ?? Array.from(values).reduce((most, value) => Math.max(most, value), -1) + 1

/** The style sheet has as many colors that people with any color vision tell apart. */
const COLORS = 10

/** The color of a class: one of the style sheet, or, where there are more classes, one of as many hues. */
const filled = (labels: Labels, label: number): string => {
  const count = classesOf(labels)
  return count <= COLORS
    ? ` class="class-${label}"`
    : ` style="fill:hsl(${Math.round((360 * label) / count)} 65% ${label % 2 === 0 ? 45 : 62}%)"`
}

/** Points as an SVG, in the colors of the page or those of their classes. */
const scatter = (points: readonly PlanePoint[], colorOf: (index: number) => string, title: string): string => {
  const seen = points.map((point, index) => ({ point, index })).filter(({ point }) => point.every(Number.isFinite))
  const reach = Math.max(1, ...seen.map(({ point: [x, y] }) => Math.max(Math.abs(x), Math.abs(y)))) * 1.05
  const place = placeOf(reach)
  const dots = seen.map(
    ({ point: [x, y], index }) =>
      `<circle${colorOf(index)} cx="${place(x).toFixed(1)}" cy="${place(-y).toFixed(1)}" r="2.6"></circle>`,
  )
  return `<svg class="scatter" role="img" aria-label="${escaped(title)}" viewBox="0 0 ${SIDE} ${SIDE}">${axesOf(reach)}${dots.join('')}</svg>`
}

/** The centers of q(z|x) of the test examples, in two dimensions. */
export const scatterOf = ({ kl, centers, labels }: Latents): string =>
  centers === null
    ? ''
    : scatter(
        projected(kl.length)(centers),
        (index) => (labels === undefined || labels === null ? '' : filled(labels, labels.values[index] ?? 0)),
        'Centers of q(z|x) of test examples',
      )

/** A name and a dot of its color for each class; nothing where there are none. */
export const legendOf = ({ labels }: Pick<Latents, 'labels'>): string =>
  labels === undefined || labels === null
    ? ''
    : `<ul class="legend">${Array.from(
        { length: classesOf(labels) },
        (_, label) =>
          `<li><svg viewBox="0 0 10 10" aria-hidden="true"><circle${filled(labels, label)} cx="5" cy="5" r="4"></circle></svg>${escaped(labels.names?.[label] ?? String(label))}</li>`,
      ).join('')}</ul>`

/** What the points are. */
export const scatterWords = ({ kl, labels }: Pick<Latents, 'kl' | 'labels'>): string => {
  const places = kl.length <= 2 ? '' : ', on the two axes along which they vary most'
  const colors = labels === undefined || labels === null ? '' : '; a color is a class, which the model was not shown'
  return `The centers of q(z|x) of test examples${places}${colors}.`
}
