/** Evaluation: what a trained model is worth, on data it has not seen. */

export { type BoundOptions, bound, type CheckedBound, type CheckedBoundData } from './bound.js'
export {
  type CodeRows,
  drawCodes,
  type GaussianComponent,
  type GaussianMixture,
  gaussianMixture,
  type MixtureOptions,
} from './gaussianMixture.js'
export { type Measurement, type ObjectiveOptions, objective } from './objective.js'
