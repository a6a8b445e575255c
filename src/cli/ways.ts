/** Ways through the latents of a model, as lines of pictures and as numbers. */

import type { Experiment } from '../recipes/experiment.js'
import type { HostRows } from '../recipes/views.js'
import { lineSheet } from '../reports/sheets.js'
import { elements } from '../tensors/tensor.js'
import type { Made } from './made.js'

/** Ways of as many steps, a line each: of one way its steps, of several a way a row. */
export const waysMade = ({ data }: Experiment, steps: number, lines: readonly HostRows[]): Made => {
  const width = elements(data.event)
  const values = new Float32Array(lines.length * steps * width)
  for (const [line, way] of lines.entries()) values.set(way.values, line * steps * width)
  const { picture } = data
  return {
    sizes: [...(lines.length === 1 ? [] : [lines.length]), steps, ...data.event],
    ...{ values, column: 'x' },
    png: picture && (() => lineSheet(picture, steps)(values)),
  }
}
