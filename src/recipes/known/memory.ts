/** Sizes that cannot fit in memory are refused before training, and not by the system in the middle of it. */

import type { MemoryLimit } from '../../engines/candidate.js'
import { addressedBy } from '../../engines/select.js'
import { OPTIMIZERS, type OptimizerName } from '../../optimizers/registry.js'
import type { Settings } from '../experiment.js'
import { type OptionRefused, optionRefused } from '../options.js'

/** The options that the need of memory follows from. */
export interface Sizes extends Pick<Settings, 'samples' | 'batch' | 'microBatch'> {
  readonly hidden: number
  readonly latent: number
  readonly likelihood: 'bernoulli' | 'gaussian'
  readonly optimizer: OptimizerName
}

/** Bytes of a float32. */
const FLOAT = 4

const parametersOf = ({ hidden, latent, likelihood }: Sizes, pixels: number): number =>
  (pixels + 1) * hidden +
  2 * (hidden + 1) * latent +
  (latent + 1) * hidden +
  (hidden + 1) * pixels * (likelihood === 'gaussian' ? 2 : 1)

/**
 * What training needs at the least.
 *
 * Every parameter and what the optimizer remembers of it is there twice, before and after a step, and once as a gradient.
 * Of every sample there are its noise, the layers of the decoder, and a gradient of each; of every example its pixels and
 * the layers of the encoder. What an engine holds beside these is more: for 24 million parameters three times as much.
 *
 * Units: bytes.
 */
export const bytesNeeded = (sizes: Sizes, pixels: number): number => {
  const { hidden, latent, samples, batch, microBatch = batch, optimizer } = sizes
  const copies = 2 * (1 + OPTIMIZERS[optimizer].remembers) + 1
  const sample = 3 * latent + 2 * hidden + 2 * pixels
  const example = pixels + 2 * hidden + 4 * latent
  return FLOAT * (parametersOf(sizes, pixels) * copies + microBatch * (samples * sample + example))
}

/**
 * A number of bytes to four digits, in the unit that reads best.
 *
 * @example
 * byteWords(23_500_000_000)
 * //=> '23.5 GB'
 */
export const byteWords = (bytes: number): string => {
  const units = ['bytes', 'kB', 'MB', 'GB', 'TB', 'PB']
  const power = Math.min(units.length - 1, Math.max(0, Math.floor(Math.log10(bytes) / 3)))
  return `${Number((bytes / 1000 ** power).toPrecision(4)).toLocaleString('en')} ${units[power]}`
}

const ASKED = ['hidden', 'latent', 'samples', 'microBatch', 'batch'] as const

/** The option that asks for most: the one without which the need would be least. */
const culprit = (sizes: Sizes, pixels: number): (typeof ASKED)[number] =>
  ASKED.filter((name) => sizes[name] !== undefined)
    .map((name) => ({ name, without: bytesNeeded({ ...sizes, [name]: 1 }, pixels) }))
    .reduce((least, each) => (each.without < least.without ? each : least)).name

/** What there is: all of the machine, but no more than the engine can address. */
const availableTo = (engine: string, memory: number): MemoryLimit => {
  const most = addressedBy(engine)
  return most !== null && most.bytes < memory ? most : { by: 'this machine', bytes: memory }
}

/** What cannot fit into the memory of this machine. Units: bytes. */
export const tooMuch = (sizes: Sizes, pixels: number, engine: string, memory: number): OptionRefused | null => {
  const needed = bytesNeeded(sizes, pixels)
  const { bytes: available, by } = availableTo(engine, memory)
  const option = culprit(sizes, pixels)
  return needed <= available
    ? null
    : optionRefused(
        option,
        `${sizes[option]} needs at least ${byteWords(needed)} of memory to train, but ${by} has ${byteWords(available)}`,
      )
}
