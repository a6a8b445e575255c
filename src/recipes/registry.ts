/** The recipes that there are, by name: a new one is a file and a line here. */

import { adversarialAutoencoder } from './known/adversarialAutoencoder.js'
import { autoencoder } from './known/autoencoder.js'
import { batchNormVae } from './known/batchNormVae.js'
import { betaTcVae } from './known/betaTcVae.js'
import { betaVae } from './known/betaVae.js'
import { capacityVae } from './known/capacityVae.js'
import { ciwae } from './known/ciwae.js'
import { clusterVae } from './known/clusterVae.js'
import { conditionalVae } from './known/conditionalVae.js'
import { continuousBernoulliVae } from './known/continuousBernoulliVae.js'
import { convVae } from './known/convVae.js'
import { dipVae } from './known/dipVae.js'
import { discreteVae } from './known/discreteVae.js'
import { factorVae } from './known/factorVae.js'
import { fsqVae } from './known/fsqVae.js'
import { fullCovarianceVae } from './known/fullCovarianceVae.js'
import { gumbelVae } from './known/gumbelVae.js'
import { hypersphericalVae } from './known/hypersphericalVae.js'
import { iafVae } from './known/iafVae.js'
import { infoVae } from './known/infoVae.js'
import { iwae } from './known/iwae.js'
import { jmvae } from './known/jmvae.js'
import { ladderVae } from './known/ladderVae.js'
import { m2 } from './known/m2.js'
import { miwae } from './known/miwae.js'
import { mixtureVae } from './known/mixtureVae.js'
import { mmvae } from './known/mmvae.js'
import { mnistVae } from './known/mnistVae.js'
import { mopoe } from './known/mopoe.js'
import { mvae } from './known/mvae.js'
import { neuralProcess } from './known/neuralProcess.js'
import { nonAmortizedVae } from './known/nonAmortizedVae.js'
import { piwae } from './known/piwae.js'
import { pixelVae } from './known/pixelVae.js'
import { planarVae } from './known/planarVae.js'
import { poincareVae } from './known/poincareVae.js'
import { rae } from './known/rae.js'
import { residualVae } from './known/residualVae.js'
import { rqVae } from './known/rqVae.js'
import { scvi } from './known/scvi.js'
import { sentenceVae } from './known/sentenceVae.js'
import { sigmaVae } from './known/sigmaVae.js'
import { stlVae } from './known/stlVae.js'
import { structureVae } from './known/structureVae.js'
import { tabularVae } from './known/tabularVae.js'
import { twoLayerVae } from './known/twoLayerVae.js'
import { vae } from './known/vae.js'
import { vaeGan } from './known/vaeGan.js'
import { vampVae } from './known/vampVae.js'
import { vqVae } from './known/vqVae.js'
import { vqVae2 } from './known/vqVae2.js'
import { vrnn } from './known/vrnn.js'
import { waeGan } from './known/waeGan.js'
import { waeMmd } from './known/waeMmd.js'
import type { Recipe } from './recipe.js'

/** Every recipe, the one that is taken where none is named first; those of a kind beside one another. */
export const RECIPES: readonly [Recipe, ...Recipe[]] = [
  vae,
  mnistVae,
  betaVae,
  capacityVae,
  betaTcVae,
  factorVae,
  dipVae,
  infoVae,
  waeMmd,
  waeGan,
  adversarialAutoencoder,
  vaeGan,
  iwae,
  miwae,
  piwae,
  ciwae,
  stlVae,
  convVae,
  residualVae,
  batchNormVae,
  sigmaVae,
  structureVae,
  continuousBernoulliVae,
  fullCovarianceVae,
  planarVae,
  iafVae,
  hypersphericalVae,
  poincareVae,
  vampVae,
  mixtureVae,
  clusterVae,
  nonAmortizedVae,
  gumbelVae,
  discreteVae,
  vqVae,
  rqVae,
  vqVae2,
  fsqVae,
  twoLayerVae,
  ladderVae,
  vrnn,
  conditionalVae,
  m2,
  mvae,
  jmvae,
  mmvae,
  mopoe,
  tabularVae,
  scvi,
  pixelVae,
  sentenceVae,
  neuralProcess,
  autoencoder,
  rae,
]

/** The recipe of a name. */
export const recipeOf = (name: string): Recipe | null => RECIPES.find((recipe) => recipe.name === name) ?? null
