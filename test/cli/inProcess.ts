/** The command line in this process: what it says, and how it ends. */

import { run } from '../../src/cli/program.js'
import type { Surroundings } from '../../src/cli/surroundings.js'

export interface Ended {
  readonly code: number
  readonly out: string
  readonly err: string
}

/** Runs the command line and gives what it said; what is given takes the place of the surroundings. */
export const inProcess = async (
  argv: readonly string[],
  given: Partial<Surroundings> & Pick<Surroundings, 'cache'>,
): Promise<Ended> => {
  const said = { out: '', err: '' }
  const err = (text: string) => {
    said.err += text
  }
  const out = (text: string) => {
    said.out += text
  }
  const code = await run(
    argv,
    { out, err },
    {
      say: (...lines) => err(lines.map((line) => `${line}\n`).join('')),
      onTraining: () => undefined,
      onSweep: () => undefined,
      onDownload: () => undefined,
      command: 'npx shapebound train',
      version: '0.0.0',
      memory: 8e9,
      stopping: { begin: () => new AbortController().signal, finish: () => undefined },
      ...given,
    },
  )
  return { code, ...said }
}
