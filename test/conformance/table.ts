/** One table of programs of everything that is exported. */

import type { Case, Sizes } from './case.js'
import { discreteCases } from './discrete.js'
import { distributionCases } from './distributions.js'
import { estimatorCases } from './estimators.js'
import { blockCases, contextCases, eventCases } from './events.js'
import { flowCases } from './flows.js'
import { headCases } from './heads.js'
import { indexCases } from './indices.js'
import { jointCases } from './joints.js'
import { layoutCases } from './layout.js'
import { likelihoodCases } from './likelihoods.js'
import { fullCases, laplaceCases, mixtureCases } from './mixtures.js'
import { layerCases, modelCases } from './networks.js'
import { optimizerCases, termCases } from './objectives.js'
import { relaxedCases } from './relaxed.js'
import { tensorCases } from './tensors.js'

export const table = (sizes: Sizes): readonly Case[] => [
  ...tensorCases(sizes),
  ...distributionCases(sizes),
  ...indexCases(sizes),
  ...discreteCases(sizes),
  ...relaxedCases(sizes),
  ...laplaceCases(sizes),
  ...likelihoodCases(sizes),
  ...fullCases(sizes),
  ...mixtureCases(sizes),
  ...layoutCases(sizes),
  ...layerCases(sizes),
  ...blockCases(sizes),
  ...eventCases(sizes),
  ...contextCases(sizes),
  ...headCases(sizes),
  ...flowCases(sizes),
  ...modelCases(sizes),
  ...jointCases(sizes),
  ...termCases(sizes),
  ...estimatorCases(sizes),
  ...optimizerCases(sizes),
]
