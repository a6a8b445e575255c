/** Scores of disentanglement: whether each latent is one factor of the data, by several definitions. */

export { betaVaeScore } from './betaVaeScore.js'
export type { BinOptions, Codes, FactorValues, NamedFactors, PerFactor } from './codes.js'
export { type Dci, dci } from './dci.js'
export { type Explicitness, explicitness } from './explicitness.js'
export { factorVaeScore } from './factorVaeScore.js'
export type { Group } from './groups.js'
export { type Irs, irs } from './irs.js'
export { type Mig, mig } from './mig.js'
export { type Modularity, modularity } from './modularity.js'
export { type Sap, sap } from './sap.js'
export { type GroupSizes, grouped, sharing } from './sharing.js'
export { type Trained, type Udr, udr } from './udr.js'
