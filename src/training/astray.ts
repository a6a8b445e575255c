/** What is no finite number in training, and where. */

import { hostLeaves } from '../tensors/tree.js'
import type { PartValue, Values } from './events.js'

/** An objective that is not a finite number. */
export interface AstrayObjective {
  /** The player whose objective it is; `null` for the first. */
  readonly player: string | null
  readonly objective: number
  /** The first of its terms that is not finite, or `null`: finite terms may have a sum that is not. */
  readonly term: Pick<PartValue, 'name' | 'value'> | null
}

/** A parameter with a number that is not finite. */
export interface AstrayParameter {
  readonly path: string
  readonly value: number
}

const ofOne = (player: string | null, { objective, parts }: Pick<Values, 'objective' | 'parts'>): AstrayObjective => ({
  player,
  objective,
  term: parts.find(({ value }) => !Number.isFinite(value)) ?? null,
})

/** The first player whose objective is not a finite number, or `null`. */
export const astrayObjective = (values: Values): AstrayObjective | null => {
  if (!Number.isFinite(values.objective)) return ofOne(null, values)
  const other = values.others?.find(({ objective }) => !Number.isFinite(objective))
  return other === undefined ? null : ofOne(other.player, other)
}

/** The first parameter with a number that is not finite, or `null`. */
export const astrayParameter = (params: unknown): AstrayParameter | null => {
  for (const { path, value } of hostLeaves(params)) {
    const odd = value.values.find((each) => !Number.isFinite(each))
    if (odd !== undefined) return { path, value: odd }
  }
  return null
}
