/** What a traced program draws: in a file of its own, whose types reach for nothing of TensorFlow.js. */

import type { Path } from '../../random/key.js'
import type { NoiseDistribution } from '../../random/noise.js'
import type { AnyShape } from '../../shapes/dim.js'

/** Noise that the program draws: an input of its graph, replayed from the key of each call. */
export interface Draw {
  readonly name: string
  readonly path: Path
  readonly distribution: NoiseDistribution
  readonly shape: AnyShape
  readonly sizes: readonly number[]
}
