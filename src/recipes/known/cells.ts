/** Counts of genes in cells that nobody has measured: of four types, in two batches, which shift some genes. */

import * as TE from 'fp-ts/lib/TaskEither.js'
import { fromNumbers } from '../../data/arrays.js'
import { classes } from '../../data/classes.js'
import type { Dataset } from '../../data/dataset.js'
import { numbers } from '../../data/numbers.js'
import { type Records, records } from '../../data/records.js'
import { child, from, normal, streamOf } from '../../random/key.js'
import { named } from '../../shapes/named.js'
import type { Halves } from '../pixels.js'
import type { RecipeData } from '../recipe.js'
import { drawing } from './drawn.js'

/** Of each cell its counts, the batch that it was measured in, and the logarithm of how many molecules were counted in all. */
export type Cells = Records<{
  readonly counts: Dataset<readonly ['genes'], 'integer'>
  readonly batch: Dataset<readonly ['batches'], 'oneHot'>
  readonly logTotal: Dataset<readonly [1], 'real'>
}>

export const GENES = 60
export const TYPES = ['T', 'B', 'NK', 'monocyte'] as const
export const BATCHES = 2

/** How the counts of a gene vary beside their means: `μ + μ² / 4`. */
const CONCENTRATION = 4

// -----------------------------------------------------------------------------
// what cells are like
// -----------------------------------------------------------------------------

const world = from(2018)
const effects = (name: string, size: number): Float32Array =>
  normal(child(name)(world), GENES).map((each) => size * each)
const [BASE, SHIFT] = [effects('base', 0.7), effects('batch', 0.4)]
const OF_TYPE = TYPES.map((name) => effects(name, 0.9))

/** The share of each gene in the molecules of a cell. */
const sharesOf = (type: number, batch: number): readonly number[] => {
  const weights = Array.from(BASE, (base, gene) =>
    Math.exp(base + (OF_TYPE[type]?.[gene] ?? 0) + batch * (SHIFT[gene] ?? 0)),
  )
  const all = weights.reduce((sum, each) => sum + each, 0)
  return weights.map((each) => each / all)
}

/** A negative binomial count, by where a uniform number falls among the probabilities of 0, 1, 2 and so on. */
const countOf = (mean: number, uniform: number): number => {
  const success = mean / (mean + CONCENTRATION)
  let [count, probability] = [0, (1 - success) ** CONCENTRATION]
  let passed = probability
  while (passed < uniform && count < 1000) {
    probability *= (success * (count + CONCENTRATION)) / (count + 1)
    passed += probability
    count += 1
  }
  return count
}

/** One cell, of uniform numbers: its type, its batch and its counts. */
const cellOf = (draws: Float32Array) => {
  const [ofType = 0, ofBatch = 0, ofDepth = 0] = draws
  const [type, batch] = [Math.floor(TYPES.length * ofType), Math.floor(BATCHES * ofBatch)]
  const depth = 200 * 4 ** ofDepth
  const counts = sharesOf(type, batch).map((share, gene) => countOf(depth * share, draws[3 + gene] as number))
  return { type, batch, counts }
}

// -----------------------------------------------------------------------------
// as data
// -----------------------------------------------------------------------------

/** The counts of cells, and of which type each is. */
export const cellsOf = drawing((key, count) => {
  const uniform = streamOf('uniform')(key)
  const cells = Array.from({ length: count }, (_, row) => cellOf(uniform(3 + GENES, 0, row)))
  const half: Cells = records('cells', {
    counts: fromNumbers<readonly ['genes'], 'integer'>({
      ...{ name: 'counts', support: 'integer', shape: ['genes'], event: [named('genes', GENES)] },
      numbers: cells.flatMap(({ counts }) => counts),
    }),
    batch: classes(
      named('batches', BATCHES),
      cells.map(({ batch }) => batch),
    ),
    logTotal: numbers(
      'logTotal',
      cells.map(({ counts }) => Math.log(1 + counts.reduce((sum, each) => sum + each, 0))),
    ),
  })
  return { half, types: cells.map(({ type }) => type) }
})

const halves = ({ train, test }: ReturnType<typeof cellsOf.by>): Halves<Cells> => {
  return { train: train.half, test: test.half, labels: { values: test.types, names: TYPES } }
}

/** The data of a recipe of counts of genes. */
export const cells: RecipeData<Halves<Cells>> = {
  names: ['cells'],
  load: ({ key }) => TE.right(halves(cellsOf.by(key))),
  shape: () => halves(cellsOf.one()),
}
