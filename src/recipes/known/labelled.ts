/** Pictures with the class that each is of, by the name of their data set: what a recipe with a condition fits. */

import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import * as Binarize from '../../data/binarize.js'
import { classes } from '../../data/classes.js'
import type { Dataset } from '../../data/dataset.js'
import type { DataError } from '../../data/errors.js'
import { labelsOf } from '../../data/labels.js'
import { type PartialDataset, partly } from '../../data/partly.js'
import { type Records, records } from '../../data/records.js'
import { FASHION_CLASSES, fashionMnist } from '../../data/sources/fashionMnist.js'
import { kmnist } from '../../data/sources/kmnist.js'
import type { LabelledParts } from '../../data/sources/likeMnist.js'
import { labelledMnist } from '../../data/sources/mnist.js'
import type { Downloaded } from '../../data/sources/named.js'
import { SHAPES } from '../../data/sources/outlines.js'
import { type Sprites, sprites } from '../../data/sources/sprites.js'
import { choose } from '../../data/split.js'
import { named } from '../../shapes/named.js'
import type { OptionRefused } from '../options.js'
import { asPixels, fromWhere, nothing, type Pixels } from '../pixels.js'
import type { DataRequest, RecipeData } from '../recipe.js'
import { drawing } from './drawn.js'

/** Bits of pixels, each example with its class. */
export type LabelledBits = Records<{
  readonly x: Pixels<'binary'>
  readonly label: Dataset<readonly ['classes'], 'oneHot'>
}>

/** Training and test examples, and what the classes are called. */
export interface LabelledPictures {
  readonly train: LabelledBits
  readonly test: LabelledBits
  readonly names: readonly string[]
}

/** The same, of some of which the class is known. */
export type PartlyLabelledBits = Records<{
  readonly x: Pixels<'binary'>
  readonly label: PartialDataset<readonly ['classes'], 'oneHot'>
}>

// -----------------------------------------------------------------------------
// few labels
// -----------------------------------------------------------------------------

/** The share of examples with a label among those that are trained on, each of which comes as often as it must. */
const SHARE = 0.2

/** The first examples of each class, as many as there are. */
const firstOfEach = (each: number, classes: ArrayLike<number>): readonly number[] => {
  const seen = new Map<number, number>()
  return Array.from(classes).flatMap((found, row) => {
    const before = seen.get(found) ?? 0
    seen.set(found, before + 1)
    return before < each ? [row] : []
  })
}

/** All examples without their class, and the first few of each class with it, again and again until they are a fifth. */
export const fewLabels =
  (each: number) =>
  ({ name, fields: { x, label } }: LabelledBits): PartlyLabelledBits => {
    const shown = firstOfEach(each, labelsOf(label).values)
    const repeats = Math.max(1, Math.round((SHARE / (1 - SHARE)) * (x.count / shown.length)))
    const again = Array.from({ length: repeats * shown.length }, (_, at) => shown[at % shown.length] as number)
    const rows = [...Array(x.count).keys(), ...again]
    const all = choose({ name, count: x.count, fields: { x, label } }, rows.length, (at) => rows[at] as number)
    return records(name, { x: all.fields.x, label: partly((row) => row >= x.count)(all.fields.label) })
  }

/** The same examples, of none of which the class is known. */
export const withoutLabels = ({ name, fields: { x, label } }: LabelledBits): PartlyLabelledBits =>
  records(name, { x, label: partly(() => false)(label) })

// -----------------------------------------------------------------------------
// sprites
// -----------------------------------------------------------------------------

const spriteRecords = ({ binary, factors }: Sprites<20>): LabelledBits =>
  records('sprites', {
    x: asPixels(binary),
    label: classes(named('classes', SHAPES.length), factors.shape.values),
  })

const drawn = drawing((key, count) => spriteRecords(sprites({ key, count })))

// -----------------------------------------------------------------------------
// files like those of MNIST
// -----------------------------------------------------------------------------

const DIGITS = Array.from({ length: 10 }, (_, digit) => String(digit))

type Part = LabelledParts<10>['train']

/** Grey pixels are drawn anew as bits at each visit. */
const bitsOf = ({ name, fields: { x, label } }: Part): LabelledBits =>
  records(name, {
    x: Binarize.sample(asPixels(x)),
    label: { ...label, shape: ['classes'], event: [named('classes', 10)] },
  })

const partsOf =
  (names: readonly string[]) =>
  ({ train, test }: LabelledParts<10>): LabelledPictures => ({ train: bitsOf(train), test: bitsOf(test), names })

type Load = (from: Parameters<Downloaded['load']>[0]) => TE.TaskEither<DataError, LabelledParts<10>>

const FILES: Readonly<Record<string, { readonly load: Load; readonly names: readonly string[] }>> = {
  mnist: { load: labelledMnist, names: DIGITS },
  'fashion-mnist': { load: fashionMnist, names: FASHION_CLASSES },
  kmnist: { load: kmnist, names: DIGITS },
}

// -----------------------------------------------------------------------------
// by name
// -----------------------------------------------------------------------------

const load = (request: DataRequest): TE.TaskEither<DataError | OptionRefused, LabelledPictures> => {
  const files = FILES[request.name]
  return files === undefined
    ? TE.right({ ...drawn.by(request.key), names: SHAPES })
    : pipe(files.load(fromWhere(request)), TE.map(partsOf(files.names)))
}

/** One example of the sizes of a data set, of which there is nothing to see. */
const blankOf = (name: string, names: readonly string[]): LabelledPictures => {
  const x = nothing(name, 'binary', { height: 28, width: 28 })
  const one = records(name, { x, label: classes(named('classes', names.length), [0]) })
  return { train: one, test: one, names }
}

/** The data of a recipe: pictures and their classes. */
export const labelledPictures: RecipeData<LabelledPictures> = {
  names: ['sprites', ...Object.keys(FILES)],
  load,
  shape: (name) => {
    const files = FILES[name]
    return files === undefined ? { ...drawn.one(), names: SHAPES } : blankOf(name, files.names)
  },
}
