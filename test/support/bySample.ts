import { type Key, streamOf } from '../../src/random/key.js'
import type { NoiseDistribution } from '../../src/random/noise.js'

/** The noise of some samples of rows from 0 on: of each sample as many numbers, from a stream of its own. */
export const bySample =
  (distribution: NoiseDistribution) =>
  (key: Key, samples: number, count: number): Float32Array =>
    Float32Array.from(
      Array.from({ length: samples }, (_, sample) => [...streamOf(distribution)(key)(count, 0, sample)]).flat(),
    )
