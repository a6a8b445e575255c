/** Models: what is trained. */

export * as Autoencoder from './autoencoder.js'
export type { Generated } from './generation.js'
export type { Model, Observed } from './model.js'
