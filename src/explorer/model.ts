/** An explorer as data: what its page is given. Types alone, shared by what writes a page and the page itself. */

import type { Attributes, ElementType, Shape } from '../compiler/graph/value.js'
import type { NoiseDistribution } from '../random/noise.js'

/** How an example looks: as `Picture` of data sets, without what that file imports. */
export interface Picture {
  readonly height: number
  readonly width: number
  readonly channels?: 1 | 3
}

/** The numbers of a latent, and whether its prior is standard normal. */
export interface LatentShown {
  /** Of a latent of several; of one alone it is `z`. */
  readonly name?: string
  readonly sizes: readonly number[]
  /** What its numbers are: `real`, `binary`, `oneHot`, … */
  readonly over: string
  readonly standard: boolean
  /** Of codes of a table: how many there are. */
  readonly count?: number
}

/**
 * The programs of a model: where an example lies, what a code decodes to; of one of distributions also a draw of that, `log p(z)`, a
 * draw of z, and what an example costs; and of a prior that is a mixture, its components.
 */
export type ProgramName = 'encode' | 'decode' | 'draw' | 'density' | 'prior' | 'judge' | 'components'

/** How the numbers of a section are held. */
export type Held = 'f32' | 'f16' | 'i8' | 'i32' | 'u8'

/** Numbers in a blob: where they begin, how many they are, and how they are held. */
export interface Section {
  readonly held: Held
  /** Units: bytes from the first section. */
  readonly at: number
  readonly count: number
  /** Of int8: where the scales of the columns begin, and how many they are. */
  readonly scales?: { readonly at: number; readonly count: number }
}

/** A value of a graph, which names others by their places in it. Numbers that JSON has not are texts. */
export type PackedValue = { readonly shape: Shape; readonly type: ElementType } & (
  | { readonly kind: 'input'; readonly name: string }
  | { readonly kind: 'constant'; readonly values: readonly (number | string)[] | Section }
  | { readonly kind: 'splat'; readonly value: number | string }
  | {
      readonly kind: 'operation'
      readonly operation: string
      readonly inputs: readonly number[]
      readonly attributes: Attributes
    }
  | { readonly kind: 'second'; readonly of: number }
)

/** Noise that a program asks for. */
export interface PackedNoise {
  readonly name: string
  readonly distribution: NoiseDistribution
  readonly count: number
}

/** A program: its values, each after those that it is computed from, its outputs and its noise. */
export interface PackedProgram {
  readonly values: readonly PackedValue[]
  readonly outputs: Readonly<Record<string, number>>
  readonly noise: readonly PackedNoise[]
}

/** Examples of the data, and where they lie. */
export interface Points {
  readonly count: number
  /** Shapes: `[count, event]`. */
  readonly x: Section
  /** The centers of q(z|x). Shapes: `[count, latent]`. */
  readonly centers: Section
  /** The values of the conditions that it has, one after the other. Shapes: `[count, conditions]`. */
  readonly given: Section | null
  /** What each is of, by its place among the classes. */
  readonly labels: Section | null
  /** The centers of the latents above, one after the other, where there are some. */
  readonly above?: Section
  readonly classes: readonly string[]
}

/** How far the means of p(x|z) are from those of the model itself, since its numbers are rounded. */
export interface Rounding {
  readonly held: 'f16' | 'i8'
  readonly worst: number
  readonly mean: number
}

/** What a model is given beside x or z: one of several values, which have names. */
export interface ConditionShown {
  readonly name: string
  readonly values: readonly string[]
  /** Of a latent of some classes: what an example is of, the encoder says; and whether x depends on it through another latent alone. */
  readonly inferred?: 'of x' | 'of a latent'
}

/** Another variable that is observed, of one of some classes, which may be given in the place of x. */
export interface OtherShown {
  readonly name: string
  readonly values: readonly string[]
}

/** A latent below others, which are given. */
export interface Level extends Pick<Explorer, 'latent' | 'kl' | 'programs'> {
  /** The centers of q for each example, and those of the latents above it, one after the other. Shapes: `[count, latent]`, `[count, above]`. */
  readonly points: { readonly centers: Section; readonly above: Section } | null
}

/** All that a page is given. */
export interface Explorer {
  readonly title: string
  readonly about: string
  /** Where the examples come from, as a page names them: `test examples of mnist`. */
  readonly data: string
  readonly objective: string
  readonly picture: Picture | null
  /** How many numbers an example has. */
  readonly event: number
  readonly latent: LatentShown
  readonly conditions: readonly ConditionShown[]
  /** `KL(q(z|x) || p(z))` of each number of the latent, a mean over the examples. Units: nats. */
  readonly kl: readonly number[] | null
  readonly programs: Readonly<Record<string, PackedProgram>>
  readonly weights: Readonly<Record<string, Section>>
  readonly points: Points | null
  readonly others?: readonly OtherShown[]
  /** The latents above the one that is shown, which are given it. */
  readonly above?: readonly LatentShown[]
  /** The latents below it, the next one first. */
  readonly below?: readonly Level[]
  readonly rounding: Rounding | null
  /** What trained it, and how far: a page that is live shows it. */
  readonly trained: string
}
