/** What went wrong with a training, by name, and what to try. */

import { LOG_VARIANCE_BOUND } from '../distributions/bound.js'
import { type KlBy, sumsUp } from '../distributions/klOfEach.js'
import { ACTIVE, activeOf } from './active.js'
import { fixed } from './format.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/** What is wrong, by the name that it has in the field. */
export interface Warning {
  readonly name: 'posterior collapse' | 'exploding KL' | 'variance at its bound' | 'dead codes'
  readonly found: string
  readonly toTry: string
}

/** What is looked at. */
export interface Symptoms {
  /** `KL(q(z|x) || p(z))` of each latent, a mean over examples. Units: nats. Empty where it is not known. */
  readonly kl: readonly number[]
  /** How it is known; left out, or `null`, of a closed form. */
  readonly by?: KlBy | null
  /** The KL of all latents together, and how many there are; left out, or `null`, where it is not known either. */
  readonly together?: { readonly kl: number; readonly latents: number } | null
  /** The log-variances of `p(x|z)` of some examples; empty where it has none. */
  readonly logVariances: Float32Array
  /** Of a model of codes: how many there are, and how many some examples use; left out, or `null`, of others. */
  readonly codes?: CodesUsed | null
}

/** How many codes there are, how many are used, and how many vectors there were to use one. */
export interface CodesUsed {
  readonly count: number
  readonly used: number
  readonly vectors: number
}

// -----------------------------------------------------------------------------
// each of them
// -----------------------------------------------------------------------------

/** What has collapsed, in words, or `null`: of each latent, or of all of them together. */
const collapsed = ({ kl, by, together = null }: Symptoms): string | null =>
  kl.length > 0
    ? kl.some(Number.isNaN) || activeOf(kl).length > 0 || (!sumsUp(by ?? 'closed form') && (together?.kl ?? 0) > ACTIVE)
      ? null
      : `no latent has a KL above ${ACTIVE} nats`
    : together !== null && together.kl <= ACTIVE
      ? `the KL of all latents together is not above ${ACTIVE} nats`
      : null

const collapse = (symptoms: Symptoms): readonly Warning[] => {
  const what = collapsed(symptoms)
  return what === null
    ? []
    : [
        {
          name: 'posterior collapse',
          found: `${what}: q(z|x) is the prior for every example, and the decoder does without z`,
          toTry: 'a smaller weight of the KL, one that grows from 0, free bits, or a weaker decoder',
        },
      ]
}

/** So many nats of one latent: the center of q(z|x) is 14 standard deviations of the prior from its center. */
const EXPLODED = 100

const isExploded = (nats: number): boolean => nats > EXPLODED || Number.isNaN(nats)

/** What has exploded, in words, or `null`. */
const exploded = ({ kl, together = null }: Symptoms): string | null => {
  const latents = kl.flatMap((nats, latent) => (isExploded(nats) ? [`z${latent}`] : []))
  return latents.length > 0
    ? `the KL of ${latents.join(', ')} is above ${EXPLODED} nats`
    : kl.length === 0 && together !== null && isExploded(together.kl / together.latents)
      ? `the KL of all latents together is above ${EXPLODED} nats for each of them`
      : null
}

const exploding = (symptoms: Symptoms): readonly Warning[] => {
  const what = exploded(symptoms)
  return what === null
    ? []
    : [
        {
          name: 'exploding KL',
          found: `${what}: q(z|x) is far from anything that the prior draws`,
          toTry:
            'a smaller learning rate, gradients clipped by their norm, data of unit scale, or a larger weight of the KL',
        },
      ]
}

/** Nearer to its bound than this a log-variance is at it: the gradient through the bound is below 4 %. */
const NEAR = 0.2

/** With fewer at the bound it is a matter of a few numbers, such as pixels that are always black. */
const SHARE = 0.5

const percent = fixed(0)

const variance = ({ logVariances }: Symptoms): readonly Warning[] => {
  const at = logVariances.filter((each) => each < NEAR - LOG_VARIANCE_BOUND).length / logVariances.length
  return at > SHARE
    ? [
        {
          name: 'variance at its bound',
          found: `${percent(100 * at)} % of the variances of p(x|z) are at their least, exp(-${LOG_VARIANCE_BOUND}): the density grows without limit where the data can be copied, and the objective says nothing`,
          toTry:
            'a variance that is fixed or learned as one number, noise added to the data (dequantization), or a Bernoulli likelihood',
        },
      ]
    : []
}

/** With a smaller share of the codes in use most of the codebook says nothing. */
const IN_USE = 0.5

/** With fewer vectors a code that is alive may have met none: each would be used this many times if all were alike. */
const PER_CODE = 10

const dead = ({ codes }: Symptoms): readonly Warning[] =>
  codes === undefined || codes === null || codes.vectors < PER_CODE * codes.count || codes.used >= IN_USE * codes.count
    ? []
    : [
        {
          name: 'dead codes',
          found: `${codes.used} of ${codes.count} codes are used by the test examples: the others are never the nearest, and no longer learn`,
          toTry:
            'codes that are moving averages (Layer.quantizeByAverage), fewer codes or of fewer channels, a smaller learning rate, or first codes drawn from what is encoded',
        },
      ]

/**
 * What is wrong with a trained model; none where nothing is.
 *
 * Source of the first: Bowman et al., "Generating Sentences from a Continuous Space", arXiv:1511.06349, section 3.1; of the
 * third: Mattei and Frellsen, "Leveraging the Exact Likelihood of Deep Latent Variable Models", arXiv:1802.04826, section 2; of
 * the last: Łańcucki et al., "Robust Training of Vector Quantized Bottleneck Models", arXiv:2005.08520, section 3.
 *
 * @example
 * warningsOf({ kl: [0.001, 0], logVariances: new Float32Array() }).map(({ name }) => name)
 * //=> ['posterior collapse']
 */
export const warningsOf = (symptoms: Symptoms): readonly Warning[] => [
  ...collapse(symptoms),
  ...exploding(symptoms),
  ...variance(symptoms),
  ...dead(symptoms),
]

/** A warning as a line. */
export const warningLine = ({ name, found, toTry }: Warning): string => `warning     ${name}: ${found}. Try ${toTry}.`
