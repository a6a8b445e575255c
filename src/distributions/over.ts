/** What two distributions are over, compared when the program runs: a cast may have let different ones past the compiler. */

import { bindNames, type LabeledShape } from '../shapes/binding.js'
import { refuse } from '../shapes/defect.js'
import { same } from '../shapes/equal.js'
import { show } from '../shapes/message.js'
import type { AnyTensor } from '../tensors/tensor.js'
import type { StandardNormal } from './standardNormal.js'

/** The message of two distributions over other numbers. */
export const overApart = <Q extends string, P extends string>(q: Q, p: P) =>
  `q is over ${q} but p is over ${p}` as const

/** The message of two distributions over other numbers or with a name of two, or `null`. */
const apart = (q: LabeledShape, p: LabeledShape): string | null => {
  if (!same(q.shape, p.shape)) return overApart(show(q.shape), show(p.shape))
  const bound = bindNames([q, p])
  return typeof bound === 'string' ? bound : null
}

/** Refuses two distributions of rows that are not over the same rows and events, by a tensor of each. */
export const refuseApart = (operation: string, q: AnyTensor, p: AnyTensor): void => {
  const message = apart({ label: 'q', shape: q.shape, sizes: q.sizes }, { label: 'p', shape: p.shape, sizes: p.sizes })
  if (message !== null) refuse(`${operation}: ${message}`)
}

/** Refuses a distribution of rows, by a tensor of it, whose events are not those that a prior is over. */
export const refuseOtherEvent = (
  operation: string,
  q: AnyTensor,
  { shape, event }: Pick<StandardNormal<readonly unknown[]>, 'shape' | 'event'>,
): void => {
  const [own, prior] = [
    { label: 'q', shape: q.shape.slice(1), sizes: q.sizes.slice(1) },
    { label: 'p', shape, sizes: event.map(({ size }) => size) },
  ]
  const message = apart(own, prior)
  if (message !== null) refuse(`${operation}: ${message}`)
}
