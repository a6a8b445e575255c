/** The pictures of a report: originals beside reconstructions, samples, and what the numbers of a latent do. */

import { draw, examplesOf, inLines, interleaved, png } from './picture.js'
import type { Pictures } from './report.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/** A picture as the bytes of a PNG, and what each of its lines shows. */
export interface Drawn {
  readonly png: Uint8Array
  readonly lines: readonly string[]
}

/** Tiles side by side in a line. */
const COLUMNS = 10

/** Tiles are enlarged to at least so many pixels a side: sharp on a fine screen and in print. */
const SIDE = 84

const sheetOf = ({ picture }: Pick<Pictures, 'picture'>) => ({
  picture,
  gap: 6,
  scale: Math.max(1, Math.ceil(SIDE / Math.max(picture.height, picture.width))),
})

const linesFor = ({ picture }: Pictures, rows: Float32Array) => inLines(COLUMNS)(examplesOf(picture)(rows))

// -----------------------------------------------------------------------------
// sheets
// -----------------------------------------------------------------------------

/** Lines of originals, each above the line of their reconstructions. */
export const reconstructionSheet = (pictures: Pictures): Drawn | null => {
  if (pictures.reconstructions === null) return null
  const { originals, reconstructions } = pictures.reconstructions
  const lines = interleaved(linesFor(pictures, originals), linesFor(pictures, reconstructions))
  return {
    png: png(draw(sheetOf(pictures))(lines)),
    lines: lines.map((_, index) => (index % 2 === 0 ? 'original' : 'model')),
  }
}

/** Lines of as many examples each, as a PNG: ways through the latents. */
export const lineSheet =
  (picture: Pictures['picture'], columns: number) =>
  (rows: Float32Array): Uint8Array =>
    png(draw(sheetOf({ picture }))(inLines(columns)(examplesOf(picture)(rows))))

/** Lines of the means of new examples; where there are draws from the same distributions, each line has them below it. */
export const sampleSheet = (pictures: Pictures): Drawn | null => {
  if (pictures.samples === null) return null
  const { means, draws } = pictures.samples
  const above = linesFor(pictures, means)
  const lines = draws === null ? above : interleaved(above, linesFor(pictures, draws))
  return {
    png: png(draw(sheetOf(pictures))(lines)),
    lines: lines.map((_, index) => (draws === null || index % 2 === 0 ? 'mean' : 'draw')),
  }
}

/** A line for each latent that moves. */
export const traversalSheet = (pictures: Pictures): Drawn | null => {
  const { traversals, picture } = pictures
  if (traversals === undefined || traversals === null || traversals.latents.length === 0) return null
  const examples = examplesOf(picture)(traversals.means)
  const lines = inLines(examples.length / traversals.latents.length)(examples)
  return { png: png(draw(sheetOf(pictures))(lines)), lines: traversals.latents.map((latent) => `z${latent}`) }
}

/** A square of tiles without a gap. */
export const manifoldSheet = (pictures: Pictures): Drawn | null => {
  const { manifold, picture } = pictures
  if (manifold === undefined || manifold === null) return null
  const examples = examplesOf(picture)(manifold)
  const lines = inLines(Math.round(Math.sqrt(examples.length)))(examples)
  return { png: png(draw({ ...sheetOf(pictures), gap: 0 })(lines)), lines: [] }
}
