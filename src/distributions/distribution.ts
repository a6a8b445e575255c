/**
 * What a distribution or a prior of your own is made with, in your own file.
 *
 * It joins by `declare module 'shapebound' { interface Kinds<...> ... }`, and then stands everywhere that ours do: in heads,
 * models, terms, reports and exports.
 */

export { boundLogScale, boundLogVariance } from './bound.js'
export { type Coordinate, type Draw, logarithms, logit, type Samples } from './coordinates.js'
export {
  type Facts,
  type Family,
  type Likelihood,
  mergedClasses,
  type Of,
  ofClasses,
  type PosteriorOf,
  record,
  unbounded,
  valued,
} from './family.js'
export { type Independent, independent } from './independent.js'
export { add, type Leaf, mul, sub, under } from './leaf.js'
export * as Noise from './noise.js'
export type { Formula, Leaves } from './numberFormula.js'
export { type OwnPrior, prior, type SeenPrior } from './ownPrior.js'
export { type Standard, standardOf } from './standard.js'
