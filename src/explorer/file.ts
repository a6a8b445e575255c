/** An explorer as one file of HTML. */

import { gzipSync } from 'node:zlib'
import { page } from './html.js'
import type { Made } from './made.js'

/** The blob of an explorer, compressed. */
export const compressed = ({ bytes }: Pick<Made, 'bytes'>): Uint8Array => gzipSync(bytes, { level: 9 })

/** The page of an explorer, which holds all of it. */
export const fileOf = (made: Made, script: string): string =>
  page({ header: made.header, script, numbers: compressed(made) })
