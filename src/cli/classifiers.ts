/** The classifiers that are shipped: by their last hidden layer new examples are compared with those of data. */

import { fileURLToPath } from 'node:url'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { decode, type SafeTensors } from '../checkpoints/safetensors.js'
import { classesBy, type Network, networkOf } from '../evaluation/features/network.js'
import type { Matrix } from '../evaluation/numbers/matrix.js'
import { sha256Of } from '../files/bytes.js'
import { read } from '../files/read.js'
import { badInput, type CliError, toCliError } from './errors.js'

/** The classifier of each data set by name. */
const CLASSIFIERS: Readonly<Record<string, string>> = {
  sprites: 'sprites-v1',
  mnist: 'mnist-v1',
  'binarized-mnist': 'mnist-v1',
}

/** The data sets that there is a classifier of. */
export const CLASSIFIED = Object.keys(CLASSIFIERS)

/** The name of the classifier of a data set, or `null`. */
export const classifierOf = (data: string): string | null => CLASSIFIERS[data] ?? null

/** A classifier with its weights. */
export interface Classifier {
  /** Its name, and the first eight digits of the SHA-256 of its file: other weights are another metric. */
  readonly name: string
  readonly network: Network
  /** The label of each example, as its data set has them. Shapes: `[Row, Pixel]`, to a whole number for each row. */
  readonly labelsOf: (rows: Matrix) => Uint16Array
}

/** How many classes of a classifier are of one label: that of sprites tells where they are and how large, too. */
const CLASSES_OF_ONE: Readonly<Record<string, number>> = { 'sprites-v1': 8 }

const classifierBy = (name: string, hash: string, network: Network): Classifier => ({
  name: `${name}@${hash.slice(0, 8)}`,
  network,
  labelsOf: (rows) => classesBy(network)(rows).map((each) => Math.floor(each / (CLASSES_OF_ONE[name] ?? 1))),
})

const fileOf = (name: string): string => fileURLToPath(new URL(`../../weights/${name}.safetensors`, import.meta.url))

/** The layers of a file, in their order: `network.0.weight`, `network.0.bias`, … */
const layersOf = (tensors: SafeTensors['tensors']): Network => {
  const placeOf = (name: string): number => Number(name.split('.')[1])
  const places = [...new Set(tensors.map(({ name }) => placeOf(name)))].toSorted((one, other) => one - other)
  const named = (place: number, part: string) => tensors.find(({ name }) => name === `network.${place}.${part}`)
  return networkOf(places.map((place) => ({ weight: named(place, 'weight'), bias: named(place, 'bias') })))
}

/** The classifier of a data set. Errors: a `CliError` of one line where its file is missing or damaged. */
export const classifierIn = (data: string): TE.TaskEither<CliError, Classifier> => {
  const name = classifierOf(data)
  return name === null
    ? TE.left(badInput(`there is no classifier of ${data}: there are those of ${CLASSIFIED.join(', ')}`))
    : pipe(
        read('classifier')(fileOf(name)),
        TE.mapLeft(toCliError),
        TE.flatMapEither(({ bytes }) =>
          pipe(
            decode(bytes),
            E.bimap(
              ({ message }) => badInput(`the weights of ${name} are damaged: ${message}`),
              ({ tensors }) => classifierBy(name, sha256Of(bytes), layersOf(tensors)),
            ),
          ),
        ),
      )
}
