/** The files of a study that is over, to be compared with those of another one. */

import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** Each file by its name, the journal to the byte and all others but for times and places; the report is made of them. */
export const filesOf = (folder: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => statSync(join(folder, name)).isFile() && !name.endsWith('report.html'))
      .map((name) => [
        name,
        readFileSync(join(folder, name), 'latin1')
          .replaceAll(folder, '')
          .replace(/"seconds":[^,]*,|"command":.*/g, ''),
      ]),
  )
