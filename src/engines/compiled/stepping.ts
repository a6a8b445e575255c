/** One step as a session: of several of them in one run, or on a device of one, whose state stays there. */

import type { Host } from '../../tensors/tree.js'
import type { Step } from '../engine.js'
import { carriedBy } from './carried.js'
import { type CompiledProgram, type Sessions, traced } from './sessions.js'

/** What a step gives. */
interface After<State, Metrics> {
  readonly state: State
  readonly metrics: Metrics
}

/** Compiles a step, for the sizes of the state it begins with and of its inputs. */
export const stepOn =
  <State, Inputs, Metrics>({ device, open }: Sessions, step: Step<State, Inputs, Metrics>, initial: Host<State>) =>
  async (inputs: Host<Inputs>): Promise<CompiledProgram<After<State, Metrics>>> => {
    const program = await traced<readonly [State, Inputs], After<State, Metrics>>(
      ([held, given], key) => {
        const { state, metrics } = step(held, given, key)
        return { state, metrics } // in this order, whatever the order of the step
      },
      [initial, inputs],
      step.name,
    )
    const carried = carriedBy(initial, program.output.state)
    const outputs = program.graph.outputs.map((each) => ({ ...each, name: carried.get(each.name) ?? each.name }))
    const [graph, state] = [{ ...program.graph, outputs }, [...carried.values()]]
    // a loop would be run by the processor, and the state would come and go with every step
    if (device !== null) return { program, session: await open(graph, { kept: state }) }
    const batched = program.graph.inputs.map(({ name }) => name).filter((name) => !name.startsWith('in0:'))
    return { program, session: await open(graph, { loop: { steps: 'steps', batched, state } }) }
  }
