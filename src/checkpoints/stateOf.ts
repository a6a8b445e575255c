/** What a file of a whole state has: its text among the metadata, and its tensors under names. */

import type { NamedTensors, SafeTensors } from './safetensors.js'

/** The name of the text of a state among the metadata. */
export const STATE = 'shapebound.state'

/** The tensors under a name, by their paths below it. */
export const under =
  (name: string) =>
  (tensors: readonly NamedTensors[]): readonly NamedTensors[] =>
    tensors.flatMap((each) =>
      each.name === name
        ? [{ ...each, name: '' }]
        : each.name.startsWith(`${name}.`)
          ? [{ ...each, name: each.name.slice(name.length + 1) }]
          : [],
    )

/** The parameters of a file of either kind: of a whole state the best, where it has them, or else the last. */
export const paramsOf = ({ tensors, metadata }: SafeTensors): SafeTensors => {
  const { [STATE]: state, ...rest } = metadata
  if (state === undefined) return { tensors, metadata }
  const best = under('best')(tensors)
  return { tensors: best.length > 0 ? best : under('params')(tensors), metadata: rest }
}
