/** What a report needs: one record. */

import type { Picture } from '../data/dataset.js'
import type { Stepped, Values } from '../training/events.js'
import type { Run } from '../training/run.js'
import type { Bin } from './calibration.js'
import type { Latents } from './latents.js'
import type { CodesUsed, Warning } from './warnings.js'

/** The data that was used, by the names and counts of its parts. */
export interface DataUsed {
  readonly name: string
  readonly training: number
  readonly validation: number | null
  readonly test: number | null
}

/** What was measured after training, as `Evaluate.bound` gives it. */
export interface Result {
  /** What is measured and on what: `ELBO on the 10,000 test examples, 5 samples each`. */
  readonly name: string
  /** What the whole is called, apart from its parts: `ELBO`. */
  readonly quantity: string
  readonly values: Values
}

/** Originals and what the model makes of them. Shapes: `[Row, height * width * channels]`, flat, in 0..1, both alike. */
export interface Reconstructions {
  readonly originals: Float32Array
  readonly reconstructions: Float32Array
}

/** New examples from the prior: the means of p(x|z) and draws of x. Shapes: `[Row, height * width * channels]`, flat, in 0..1. */
export interface Samples {
  readonly means: Float32Array
  readonly draws: Float32Array | null
}

/** The pictures of a report; either may be left out. */
export interface Pictures {
  readonly picture: Picture
  readonly reconstructions: Reconstructions | null
  readonly samples: Samples | null
  readonly traversals?: Traversals | null
  /** The means of p(x|z) over a square of a latent of two numbers, line by line. Shapes: `[Row, height * width * channels]`, flat. */
  readonly manifold?: Float32Array | null
}

/** The means of p(x|z) where one number of a latent moves: as many for each of some latents. Shapes: `[Row, height * width * channels]`, flat. */
export interface Traversals {
  readonly latents: readonly number[]
  readonly means: Float32Array
}

/** Everything that a report shows. Nothing in it is read from anywhere else. */
export interface Report {
  readonly title: string
  /** The kind of model: `variational autoencoder`. */
  readonly model: string
  /** One line for each network or layer: `encoder: [784] → dense 500 → tanh → normal head 20`. */
  readonly architecture: readonly string[]
  readonly data: DataUsed
  /** Left out where nobody knows it. */
  readonly seed?: number
  /** Further settings with their values, in the order in which they are shown. */
  readonly options: readonly (readonly [name: string, value: string])[]
  /** What was optimized, and how it went: what `Train.fit` gives, less its parameters. */
  readonly run: Run
  /** Every step that was told; may be empty. */
  readonly steps: readonly Stepped[]
  readonly results: readonly Result[]
  /** Left out, or `null`, where nothing is known of them. */
  /** The file of an explorer of the model beside the report, where there is one. */
  readonly explorer?: string | null
  readonly latents?: Latents | null
  /** Of a model of codes: how many there are, and how many are used; left out, or `null`, of others. */
  readonly codes?: CodesUsed | null
  /** Bits by the probability with which they are predicted, where data are bits; left out, or `null`, where they are none. */
  readonly calibration?: readonly Bin[] | null
  /** What went wrong; none if left out. */
  readonly warnings?: readonly Warning[]
  /** `null` where the examples are no pictures. */
  readonly pictures: Pictures | null
  /** What to type to get the same run again; empty where nobody says. */
  readonly command: string
}
