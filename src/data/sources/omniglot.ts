/** Omniglot: 1,623 characters of 50 alphabets, each drawn by 20 people, 105 x 105 black and white pixels. */

import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import type { Content } from '../../files/bytes.js'
import { type FileDamaged, fileDamaged } from '../../files/errors.js'
import { parseImage } from '../../files/image.js'
import { directoryOf, type Entry, unpacked } from '../../files/zip.js'
import { type Dataset, eventOf } from '../dataset.js'
import type { DataError } from '../errors.js'
import { fromPixels } from '../images.js'
import { type Archive, archiveOf } from './archive.js'
import type { FilesCache, FilesDirectory } from './idxParts.js'
import type { NamedSource } from './named.js'
import { unsorted } from './unsorted.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/** Drawings: 1 for ink and 0 for paper. */
export interface Drawings {
  readonly x: Dataset<readonly [105, 105], 'binary'>
  /** Which character each is of, as a place in `characters`. */
  readonly character: Uint16Array
  /** The alphabet and the number of each character, as `Greek/character05`. */
  readonly characters: readonly string[]
}

/** The two parts of Omniglot, which have no alphabet in common. */
export interface Omniglot {
  /** 964 characters of 30 alphabets. */
  readonly background: Drawings
  /** 659 characters of 20 alphabets. */
  readonly evaluation: Drawings
}

const SIDE = 105
const MIRRORS = [
  'https://github.com/brendenlake/omniglot/raw/master/python',
  'https://raw.githubusercontent.com/brendenlake/omniglot/master/python',
]

const about = (part: keyof Omniglot, md5: string): Archive => ({
  operation: 'omniglot',
  file: `images_${part}.zip`,
  folder: 'omniglot',
  mirrors: MIRRORS,
  md5,
})

const ARCHIVES = {
  background: about('background', '68d2efa1b9178cc56df9314c21c6e718'),
  evaluation: about('evaluation', '6b91aef0f799c5bb55b94e3f2daec811'),
}

const CHARACTERS = { background: 964, evaluation: 659 } as const
const PEOPLE = 20

// -----------------------------------------------------------------------------
// one archive
// -----------------------------------------------------------------------------

/** `images_background/Greek/character05/0394_07.png` is of `Greek/character05`. */
const characterOf = ({ name }: Entry): string => name.split('/').slice(1, 3).join('/')

/** The drawings in an archive, in the order of their names. */
const drawingsIn = (entries: readonly Entry[]): readonly Entry[] =>
  entries
    .filter(({ name }) => name.endsWith('.png') && !name.startsWith('__MACOSX'))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))

/** Writes the ink of a drawing, which is black on white. */
const inkOf = (content: Content, out: Uint8Array): FileDamaged | null => {
  const found = parseImage(content)
  if (found._tag === 'Left') return found.left
  const { width, height, pixels } = found.right
  if (width !== SIDE || height !== SIDE)
    return fileDamaged('omniglot', content.file, `needs ${SIDE}x${SIDE} pixels but has ${height}x${width}`)
  for (let pixel = 0; pixel < out.length; pixel++) out[pixel] = Number((pixels[pixel * 4] as number) < 128)
  return null
}

const drawn = (
  part: keyof Omniglot,
  archive: string,
  entries: readonly Entry[],
  files: Readonly<Record<string, Uint8Array>>,
): E.Either<FileDamaged, Drawings> => {
  const characters = [...new Set(entries.map(characterOf))]
  const pixels = new Uint8Array(entries.length * SIDE * SIDE)
  for (const [row, { name }] of entries.entries()) {
    // safe: each has been unpacked
    const content = { file: `${archive}/${name}`, bytes: files[name] as Uint8Array }
    const fault = inkOf(content, pixels.subarray(row * SIDE * SIDE, (row + 1) * SIDE * SIDE))
    if (fault !== null) return E.left(fault)
  }
  const event = eventOf('omniglot', [SIDE, SIDE])
  return E.right({
    x: fromPixels({
      name: `omniglot ${part}`,
      support: 'binary',
      picture: { height: SIDE, width: SIDE },
      pixels,
      ...event,
    }),
    character: Uint16Array.from(entries, (entry) => characters.indexOf(characterOf(entry))),
    characters,
  })
}

const countMessage = (characters: number, entries: readonly Entry[]): string | null => {
  const [needed, found] = [characters * PEOPLE, new Set(entries.map(characterOf)).size]
  return entries.length === needed && found === characters
    ? null
    : `needs ${needed} drawings of ${characters} characters but has ${entries.length} of ${found}`
}

/** The drawings of as many characters in an archive. Internal. */
export const drawingsOf =
  (part: keyof Omniglot, characters: number) =>
  ({ file, bytes }: Content): E.Either<FileDamaged, Drawings> =>
    pipe(
      directoryOf(bytes),
      E.map(drawingsIn),
      E.flatMap((entries) => {
        const message = countMessage(characters, entries)
        return message === null ? E.right(entries) : E.left(message)
      }),
      E.bindTo('entries'),
      E.bind('files', ({ entries }) => unpacked(bytes)(entries)),
      E.mapLeft((message) => fileDamaged('omniglot', file, message)),
      E.flatMap(({ entries, files }) => drawn(part, file, entries, files)),
    )

/**
 * The 19,280 drawings of the background set and the 13,180 of the evaluation set of Omniglot, from the archives that are
 * published, with 1 for ink.
 *
 * Archives that are fetched are checked against the MD5 that is published, and those that are there already by their own
 * checksums and by what is in them. Papers on densities shrink the drawings to 28 x 28 pixels and binarize them anew: their nats
 * are not those of these.
 *
 * Shapes: `[105, 105]`. Errors: `FileMissing`, `FileUnreadable`, `FileDamaged`; with a cache also `DownloadFailed`,
 * `FileUnwritable`.
 * Source: Lake, Salakhutdinov and Tenenbaum, "Human-level concept learning through probabilistic program induction", Science 350,
 * 2015.
 */
export const omniglot = (from: FilesDirectory | FilesCache): TE.TaskEither<DataError, Omniglot> => {
  const part = (which: keyof Omniglot): TE.TaskEither<DataError, Drawings> =>
    pipe(
      archiveOf(ARCHIVES[which], from),
      TE.flatMapEither((content): E.Either<DataError, Drawings> => drawingsOf(which, CHARACTERS[which])(content)),
    )
  return pipe(
    TE.Do,
    TE.bind('background', () => part('background')),
    TE.bind('evaluation', () => part('evaluation')),
  )
}

/** Omniglot by name: it is trained on the background set, and tested on the evaluation set. */
export const named: NamedSource = {
  _tag: 'Downloaded',
  values: ['binary'],
  picture: { height: 105, width: 105 },
  counts: { train: CHARACTERS.background * PEOPLE, test: CHARACTERS.evaluation * PEOPLE },
  load: (from) =>
    pipe(
      omniglot(from),
      TE.map(({ background, evaluation }) => ({
        grey: null,
        binary: { train: background.x, test: unsorted(evaluation.x) },
      })),
    ),
}
