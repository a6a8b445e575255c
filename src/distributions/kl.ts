/** Kullback-Leibler divergences in closed form, by pair of laws. */

export {
  type ClosedForms,
  closedForm,
  closedFormOf,
  type HasClosedForm,
  hasClosedForm,
  type RowOf,
  type Second,
  type Tagged,
} from './closedForm.js'
export { fullToStandardNormal, toFullNormal } from './klFull.js'
export { toDiagonalNormal, toStandardNormal, toStandardNormalPerDimension } from './klNormal.js'
export { toBernoulli, toCategorical, toContinuousBernoulli, toLaplace, toPoisson } from './klOther.js'
