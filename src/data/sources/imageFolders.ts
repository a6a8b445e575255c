/** Folders of PNG and JPEG images as data sets, and the names of folders as their labels. */

import { readdir } from 'node:fs/promises'
import { extname, join } from 'node:path'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { codeOf, fileDamaged, fileMissing, fileUnreadable } from '../../files/errors.js'
import { parseImage } from '../../files/image.js'
import type { FileArray } from '../../files/numeric.js'
import { read } from '../../files/read.js'
import type { KnownSizes } from '../../shapes/checkDim.js'
import type { AnyShape, ShapeOf, SizeLike } from '../../shapes/dim.js'
import { elements } from '../../tensors/tensor.js'
import { fromArray } from '../arrays.js'
import { classes } from '../classes.js'
import { type Dataset, type Event, eventOf, numbersPerRow } from '../dataset.js'
import type { DataError } from '../errors.js'
import { CHANNELS, type Colors, numbersOf } from '../pixels.js'
import { type Records, records } from '../records.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/** A folder of images that have one size. */
export interface ImageFolder<Given extends readonly unknown[]> {
  readonly directory: string
  readonly name: string
  /** The sizes of one image as the model takes it: `[28, 28]`, `[32, 32, 3]`, or all its numbers on one axis: `[784]`. */
  readonly event: KnownSizes<Given, 'imagesFromFolder'>
  /** What is kept of each pixel: one number, three or four. Default: grey. */
  readonly colors?: Colors
}

/** A folder of folders, each named by what its images are of. */
export interface LabelledImageFolder<Given extends readonly unknown[], Labels extends readonly string[]>
  extends ImageFolder<Given> {
  /** The names of the folders, the first for class 0. */
  readonly labels: Labels
}

/** Images as the field `x` and what they are of as the field `label`. */
export type LabelledImages<Event extends AnyShape, Labels extends readonly string[]> = Records<{
  readonly x: Dataset<Event, 'unitInterval'>
  readonly label: Dataset<readonly [Labels['length']], 'oneHot'>
}>

// -----------------------------------------------------------------------------
// which files
// -----------------------------------------------------------------------------

const READ = ['.png', '.jpg', '.jpeg']

/** Images of other formats, which are not to be left out unsaid. */
const UNREAD = ['.webp', '.gif', '.bmp', '.tif', '.tiff', '.avif', '.heic', '.jp2', '.jxl', '.ppm', '.pgm']

const kindOf = (name: string): string => extname(name).toLowerCase()

const listed = (name: string, directory: string): TE.TaskEither<DataError, readonly string[]> =>
  TE.tryCatch(
    async () => (await readdir(directory)).filter((each) => !each.startsWith('.')).sort(),
    (caught) =>
      codeOf(caught) === 'ENOENT' ? fileMissing(name, directory, [directory]) : fileUnreadable(directory, caught),
  )

/** The images in a folder, in the order of their names. */
const filesIn = (name: string, directory: string): TE.TaskEither<DataError, readonly string[]> =>
  pipe(
    listed(name, directory),
    TE.flatMapEither((names): E.Either<DataError, readonly string[]> => {
      const other = names.find((each) => UNREAD.includes(kindOf(each)))
      const images = names.filter((each) => READ.includes(kindOf(each)))
      return other !== undefined
        ? E.left(fileDamaged(name, join(directory, other), 'must be a PNG or a JPEG: no others are read'))
        : images.length === 0
          ? E.left(fileMissing(name, '*.png, *.jpg or *.jpeg', [directory]))
          : E.right(images.map((each) => join(directory, each)))
    }),
  )

// -----------------------------------------------------------------------------
// their pixels
// -----------------------------------------------------------------------------

interface Wanted {
  readonly name: string
  readonly colors: Colors
  readonly event: Event<AnyShape>['event']
}

interface Image {
  readonly file: string
  readonly sizes: readonly number[]
  readonly values: Uint8Array | Uint16Array
}

/** What is wrong with the size of an image, given the first one, as a message, or `null`. */
const sizeMessage = ({ event, colors }: Wanted, { sizes }: Image, first: Image | undefined): string | null => {
  const [height, width, channels] = sizes
  const asked = event.map(({ size }) => size)
  const isAsked = [[height, width, channels], colors === 'grey' ? [height, width] : [], [numbersPerRow(event)]].some(
    (each) => each.length === asked.length && each.every((size, axis) => size === asked[axis]),
  )
  return !isAsked || elements(sizes) !== numbersPerRow(event)
    ? `needs images of ${asked.join('x')} but has ${sizes.join('x')}`
    : first?.sizes.some((size, axis) => size !== sizes[axis])
      ? `needs images of one size: ${first.file} has ${first.sizes.join('x')}, this one ${sizes.join('x')}`
      : null
}

const readImage = (wanted: Wanted, file: string): TE.TaskEither<DataError, Image> =>
  pipe(
    read(wanted.name)(file),
    TE.flatMapEither(
      (content): E.Either<DataError, Image> =>
        pipe(
          parseImage(content),
          E.flatMap((image) =>
            pipe(
              numbersOf(wanted.colors)(image),
              E.map((values) => ({ file, sizes: [image.height, image.width, CHANNELS[wanted.colors]], values })),
            ),
          ),
        ),
    ),
  )

/** The pixels of all, as bytes, or as 16 bits where one has as many. */
const together = (directory: string, images: readonly Image[]): FileArray => {
  const sizes = images[0]?.sizes ?? []
  const width = elements(sizes)
  const isWide = images.some(({ values }) => values instanceof Uint16Array)
  const values = isWide ? new Uint16Array(images.length * width) : new Uint8Array(images.length * width)
  images.forEach((image, at) => {
    // 255 times 257 is 65535
    values.set(
      isWide && image.values instanceof Uint8Array
        ? Uint16Array.from(image.values, (each) => each * 257)
        : image.values,
      at * width,
    )
  })
  return { file: directory, sizes: [images.length, ...(sizes[2] === 1 ? sizes.slice(0, 2) : sizes)], values }
}

const readAll =
  (wanted: Wanted, files: readonly string[]): TE.TaskEither<DataError, readonly Image[]> =>
  async () => {
    const images: Image[] = []
    for (const file of files) {
      const found = await readImage(wanted, file)()
      if (found._tag === 'Left') return found
      const message = sizeMessage(wanted, found.right, images[0])
      if (message !== null) return E.left(fileDamaged(wanted.name, file, message))
      images.push(found.right)
    }
    return E.right(images)
  }

const asSet = <Given extends readonly SizeLike[]>(
  { directory, name, event, colors = 'grey' }: ImageFolder<Given>,
  files: readonly string[],
): TE.TaskEither<DataError, Dataset<ShapeOf<Given>, 'unitInterval'>> => {
  const about = eventOf<'imagesFromFolder', Given>('imagesFromFolder', event)
  const wanted = { name, colors, event: about.event as unknown as Wanted['event'] } // safe: only its sizes are read
  return pipe(
    readAll(wanted, files),
    TE.flatMapEither((images): E.Either<DataError, Dataset<ShapeOf<Given>, 'unitInterval'>> => {
      const array = together(directory, images)
      const divideBy = array.values instanceof Uint16Array ? 65535 : 255
      return fromArray({ ...about, name, support: 'unitInterval', divideBy })(array)
    }),
  )
}

// -----------------------------------------------------------------------------
// data sets
// -----------------------------------------------------------------------------

/**
 * The PNG and JPEG images in a folder, in the order of their names: grey, in colors, or with their opacity, of up to 16 bits, as
 * numbers from 0 to 1. Folders in it, and files that are no images, are left out.
 *
 * Shapes: `[height, width]` or `[height, width, channels]`, or all of them as one axis. Errors: `FileMissing` where there is no
 * folder or no image in it, `FileUnreadable`, and `FileDamaged` with the first file that is damaged, has another size, has colors
 * where grey is asked for, is in part transparent where opacity is not, or is of another format.
 *
 * @example
 * const faces = imagesFromFolder({ directory: 'no-folder', name: 'faces', event: [64, 64, 3], colors: 'rgb' })
 * pipe(await faces(), E.mapLeft(({ _tag }) => _tag))
 * //=> left('FileMissing')
 */
export const imagesFromFolder = <const Given extends readonly SizeLike[]>(
  folder: ImageFolder<Given>,
): TE.TaskEither<DataError, Dataset<ShapeOf<Given>, 'unitInterval'>> =>
  pipe(
    filesIn(folder.name, folder.directory),
    TE.flatMap((files) => asSet(folder, files)),
  )

/** The images of each label. Errors: `FileDamaged` for a folder that is not one of the labels. */
const filesOfLabels = (
  { directory, name }: Pick<ImageFolder<readonly []>, 'directory' | 'name'>,
  labels: readonly string[],
): TE.TaskEither<DataError, readonly (readonly string[])[]> =>
  pipe(
    TE.tryCatch(
      () => readdir(directory, { withFileTypes: true }),
      (): DataError => fileMissing(name, directory, [directory]),
    ),
    TE.flatMap((found) => {
      const other = found.find(
        (each) => each.isDirectory() && !each.name.startsWith('.') && !labels.includes(each.name),
      )
      return other === undefined
        ? TE.traverseSeqArray((label: string) => filesIn(name, join(directory, label)))(labels)
        : TE.left(fileDamaged(name, join(directory, other.name), `is not one of the labels ${labels.join(', ')}`))
    }),
  )

/**
 * The images in folders that are named by what they are of: images as the field `x`, labels as the field `label`, one-hot.
 *
 * Shapes: `x` as in `imagesFromFolder`, `label` is `[labels]`. Errors: as `imagesFromFolder`, and `FileDamaged` for a folder that
 * is not one of the labels.
 *
 * @example
 * const pets = { directory: 'no-folder', name: 'pets', event: [64, 64], labels: ['cat', 'dog'] } as const
 * pipe(await labelledImagesFromFolder(pets)(), E.mapLeft(({ _tag }) => _tag))
 * //=> left('FileMissing')
 */
export const labelledImagesFromFolder = <
  const Given extends readonly SizeLike[],
  const Labels extends readonly [string, ...string[]],
>({
  labels,
  ...folder
}: LabelledImageFolder<Given, Labels>): TE.TaskEither<DataError, LabelledImages<ShapeOf<Given>, Labels>> =>
  pipe(
    filesOfLabels(folder, labels),
    TE.flatMap((files) =>
      pipe(
        asSet<Given>(folder as unknown as ImageFolder<Given>, files.flat()), // safe: the same without the labels
        TE.map((x) => {
          const label = classes(
            labels.length as never, // safe: there is at least one label
            files.flatMap((each, place) => each.map(() => place)),
          )
          // safe: there are as many classes as labels
          return records(folder.name, { x, label } as never) as unknown as LabelledImages<ShapeOf<Given>, Labels>
        }),
      ),
    ),
  )
