/** How the state of one step becomes that of the next. */

import { refuse } from '../../shapes/defect.js'
import { same } from '../../shapes/equal.js'
import { show } from '../../shapes/message.js'
import { hostLeaves, type Leaf, leaves } from '../../tensors/tree.js'
import { inputName, outputName } from './program.js'

/** Which output becomes which input of the next step: by their paths, since a step may build its tree in another order. */
export const carriedBy = (before: unknown, after: unknown): ReadonlyMap<string, string> => {
  const [from, to] = [hostLeaves(before), leaves(after)]
  const odd = from.find(({ path, value }) => {
    const next = to.find((each) => each.path === path)?.value
    return next === undefined || !same(next.sizes, value.sizes)
  })
  if (odd !== undefined || from.length !== to.length)
    refuse(`step: the state must stay ${describe(from)} but becomes ${describe(to)}`)
  return new Map(
    to.map(({ path }, place) => [
      outputName(place),
      inputName(
        0,
        from.findIndex((each) => each.path === path),
      ),
    ]),
  )
}

const describe = (tree: readonly Leaf<{ readonly sizes: readonly number[] }>[]): string =>
  tree.map(({ path, value }) => `${path} ${show(value.sizes)}`.trim()).join(', ') || 'empty'
