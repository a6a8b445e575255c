/** What a run does when the process is told to stop: it saves its last state, and then the process ends by the same signal. */

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** The part of a process that is told to stop. */
export interface Stoppable {
  readonly pid: number
  readonly on: (signal: NodeJS.Signals, listener: () => void) => unknown
  readonly off: (signal: NodeJS.Signals, listener: () => void) => unknown
  readonly kill: (pid: number, signal: NodeJS.Signals) => unknown
}

/** How a run is told to stop. */
export interface Stopping {
  /** Listens from now on: the first signal is given on, the second ends the process at once. */
  readonly begin: () => AbortSignal
  /** Listens no more, and ends the process where it was told to stop. */
  readonly finish: () => void
}

/**
 * Stops runs by the signals of a process.
 *
 * It ends by the signal itself and not by `exit`: the shell sees why, and no thread of an engine is taken apart while it
 * runs.
 */
export const stoppingBy = (target: Stoppable): Stopping => {
  const controller = new AbortController()
  let told: NodeJS.Signals | null = null
  let listeners: readonly { readonly signal: NodeJS.Signals; readonly listener: () => void }[] = []
  const release = () => {
    for (const { signal, listener } of listeners) target.off(signal, listener)
    listeners = []
  }
  const end = (signal: NodeJS.Signals) => {
    release()
    target.kill(target.pid, signal)
  }
  const heard = (signal: NodeJS.Signals) => () => {
    if (told !== null) return end(signal)
    told = signal
    controller.abort()
  }
  return {
    begin: () => {
      listeners = SIGNALS.map((signal) => ({ signal, listener: heard(signal) }))
      for (const { signal, listener } of listeners) target.on(signal, listener)
      return controller.signal
    },
    finish: () => (told === null ? release() : end(told)),
  }
}
