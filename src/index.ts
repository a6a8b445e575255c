/**
 * shapebound: shape-typed variational autoencoders.
 *
 * Each module is imported whole and under one name: `Layer.dense`, `Elbo.kl`, `Train.fit`.
 */

export * as Checkpoint from './checkpoints/index.js'
export * as Data from './data/index.js'
export * as Bernoulli from './distributions/bernoulli.js'
export * as DiagonalNormal from './distributions/diagonalNormal.js'
export type { Family, FamilyOf, Kind, Kinds, LawKind, Supports } from './distributions/kinds.js'
export * as Kl from './distributions/kl.js'
export * as StandardNormal from './distributions/standardNormal.js'
export type { Accepted, Support } from './distributions/support.js'
export * as Onnx from './engines/export/index.js'
export * as Engine from './engines/index.js'
export * as Evaluate from './evaluation/index.js'
export * as Layer from './layers/index.js'
export * as Elbo from './losses/index.js'
export * as Autoencoder from './models/autoencoder.js'
export type { Model, Observed } from './models/model.js'
export * as Vae from './models/vaeModule.js'
export * as Optimizer from './optimizers/index.js'
export * as Random from './random/index.js'
export * as Key from './random/key.js'
export * as Report from './reports/index.js'
export * as Shape from './shapes/index.js'
export * as Dim from './shapes/named.js'
export * as T from './tensors/index.js'
export * as Train from './training/index.js'
