import type { Data, Engine } from 'shapebound'

type Digits = Data.Records<{
  readonly x: Data.Dataset<readonly [784], 'unitInterval'>
  readonly label: Data.Dataset<readonly [10], 'oneHot'>
}>

export interface Reproduction {
  /** The share of the test images that the classifier sees right. */
  readonly accuracy: number
  /** The bound on `log p(x | label)` in each epoch, in nats. */
  readonly curve: readonly number[]
  /** For each digit, in how many of its draws the classifier sees it: in the means of `p(x|z, label)`, and in what is drawn. */
  readonly inMeans: readonly number[]
  readonly inDraws: readonly number[]
}

export const reproduce: (options: {
  readonly mnist: { readonly train: Digits; readonly test: Digits }
  readonly engine: Engine.Engine
  readonly latent: number
  readonly images: number
  readonly epochs: number
  readonly each: number
  readonly seed: number
}) => Promise<Reproduction>
