/** `shapebound explore --port 0` in this process, until it is told to stop. */

import { inProcess } from './inProcess.js'

/** A page that is served. */
export interface Serving {
  readonly address: string
  /** All that was said so far. */
  readonly said: () => string
  /** Tells it to stop, and gives its exit code and what it printed. */
  readonly stop: () => Promise<{ readonly code: number; readonly out: string }>
}

/** Serves a run, and waits for its address. */
export const served = (cache: string, ...argv: readonly string[]): Promise<Serving> => {
  const controller = new AbortController()
  let said = ''
  return new Promise((resolve, reject) => {
    const ended = inProcess(['explore', ...argv, '--port', '0'], {
      cache,
      stopping: { begin: () => controller.signal, finish: () => undefined },
      say: (...lines) => {
        said += lines.map((line) => `${line}\n`).join('')
        const [address] = /^http:\S+$/m.exec(said) ?? []
        if (address === undefined) return
        const stop = () => {
          controller.abort()
          return ended
        }
        resolve({ address, said: () => said, stop })
      },
    })
    // what ends before it serves has failed
    ended.then(({ code, err }) => reject(new Error(`${code}: ${err}`)), reject)
  })
}
