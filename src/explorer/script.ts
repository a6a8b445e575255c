/** The script of the page, as the build of the package has made it of `src/explorer/page`. */

import { fileURLToPath } from 'node:url'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { read } from '../files/read.js'

/** The same file from the sources and from the build: both lie two folders below that of the package. */
const SCRIPT = fileURLToPath(new URL('../../dist/explorer/page.js', import.meta.url))

/** The text of the script. Errors: as `read`, where the package was built without it. */
export const script = pipe(
  TE.of(SCRIPT),
  TE.flatMap(read('explorer')),
  TE.map(({ bytes }) => new TextDecoder().decode(bytes)),
)
