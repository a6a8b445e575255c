/** One step as a session: of several of them in one run, or on a device of one, whose state stays there. */

import type { Graph } from '../../compiler/index.js'
import type { Host } from '../../tensors/tree.js'
import type { Step } from '../engine.js'
import { carriedBy } from './carried.js'
import { type CompiledProgram, type Sessions, traced } from './sessions.js'

/** What a step gives. */
interface After<State, Metrics> {
  readonly state: State
  readonly metrics: Metrics
}

/** Whether an output is the very input that it becomes: what a step leaves as it is need not come out of it. */
const isLeft = ({ inputs }: Graph, { value }: Graph['outputs'][number], becomes: string | undefined): boolean =>
  inputs.some((input) => input.name === becomes && input.value === value)

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
    const changed = program.graph.outputs.filter((each) => !isLeft(program.graph, each, carried.get(each.name)))
    const outputs = changed.map((each) => ({ ...each, name: carried.get(each.name) ?? each.name }))
    const state = changed.flatMap(({ name }) => carried.get(name) ?? [])
    const graph = { ...program.graph, outputs }
    // a loop would be run by the processor, and the state would come and go with every step
    if (device !== null) return { program, session: await open(graph, { kept: state }) }
    const batched = program.graph.inputs.map(({ name }) => name).filter((name) => !name.startsWith('in0:'))
    return { program, session: await open(graph, { loop: { steps: 'steps', batched, state } }) }
  }
