/** Engines that can be closed: what is asked of a closed one is refused with a message. */

import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { type Engine, type EngineError, engineFailed, type RunningProgram } from './engine.js'
import { called } from './names.js'

type Stop = TE.TaskEither<EngineError, void>

/** A program that is stopped once, however often it is asked to be, and is among the running ones until then. */
const stoppable = <State, Inputs, Metrics>(running: Set<Stop>, given: RunningProgram<State, Inputs, Metrics>) => {
  const stop: Stop = () => (running.delete(stop) ? given.stop() : TE.right(undefined)())
  running.add(stop)
  return { ...given, stop }
}

/**
 * An engine that can be closed, as often as one likes.
 *
 * The first time stops the programs that still run, and then frees what the engine holds. Whatever is asked of it
 * afterwards is an `EngineFailed`.
 */
export const withClose = (engine: Omit<Engine, 'close'>, free: () => Promise<void>): Engine => {
  const running = new Set<Stop>()
  const held: { closed: Promise<void> | null } = { closed: null }
  const refused = (operation: string) =>
    TE.left<EngineError, never>(engineFailed(engine.name, `${operation}: the engine has been closed`))
  const open =
    <A>(operation: string, effect: TE.TaskEither<EngineError, A>): TE.TaskEither<EngineError, A> =>
    () =>
      (held.closed === null ? effect : refused(operation))()
  const checked = <State, Inputs, Metrics>(
    operation: string,
    { advance, ...given }: RunningProgram<State, Inputs, Metrics>,
  ): RunningProgram<State, Inputs, Metrics> => ({
    ...given,
    advance: (steps) => open(operation, () => advance(steps)()),
    snapshot: open(operation, given.snapshot),
  })
  const close = async (): Promise<void> => {
    await Promise.all([...running].map((stop) => stop()))
    await free()
  }
  return {
    ...engine,
    run: (program) => {
      const runs = engine.run(program)
      return (inputs, key) => open(called('run', program), runs(inputs, key))
    },
    start: (step, initial) =>
      pipe(
        open(called('start', step), engine.start(step, initial)),
        TE.flatMap((given) =>
          held.closed === null
            ? TE.right(checked(called('step', step), stoppable(running, given)))
            : pipe(given.stop, TE.apSecond(refused(called('start', step)))),
        ),
      ),
    close: () => {
      held.closed ??= close()
      return held.closed
    },
  }
}
