/** How the axes of the map are laid out. */

import type { Explorer } from '../model.js'
import { type Axis, even, probable, spanOf } from '../view/plane.js'
import type { Codes } from '../view/points.js'
import type { Model, Span, State } from './state.js'

const rangeIn = ({ latent }: Explorer, { count, size, centers }: Codes, axis: number): Span => {
  if (latent.standard) return [-3.2, 3.2]
  if (latent.over === 'unitInterval' || latent.over === 'simplex') return [0, 1]
  return count === 0
    ? [-3.2, 3.2]
    : spanOf(Float32Array.from({ length: count }, (_, at) => centers[at * size + axis] as number))
}

/** What each number of a latent is shown between: computed once, since each place on the map asks for it. */
export const rangesOf = (explorer: Explorer, codes: Codes): readonly Span[] =>
  Array.from({ length: codes.size }, (_, axis) => rangeIn(explorer, codes, axis))

/** What a number of the latent is shown between. */
export const rangeOf = ({ ranges }: Model, axis: number): Span => ranges[axis] as Span

/** Both axes of the map. */
export const axesOf = ({ model, view }: Pick<State, 'model' | 'view'>): readonly [across: Axis, up: Axis] => {
  if (view.even && model.explorer.latent.standard) return [probable, probable]
  return [even(...rangeOf(model, view.axes[0])), even(...rangeOf(model, view.axes[1]))]
}

/** A code at a place of the map, from the left and from the top: those of its numbers that the map does not show stay. */
export const codeAt = (state: Pick<State, 'model' | 'view'>, x: number, y: number): Float32Array => {
  const [across, up] = axesOf(state)
  const code = state.view.z.slice()
  code[state.view.axes[0]] = across.value(x)
  code[state.view.axes[1]] = up.value(1 - y)
  return code
}

/** The place of a code on the map, from the left and from the top. */
export const placeOf = (state: Pick<State, 'model' | 'view'>, z: ArrayLike<number>): readonly [number, number] => {
  const [across, up] = axesOf(state)
  return [across.place(z[state.view.axes[0]] as number), 1 - up.place(z[state.view.axes[1]] as number)]
}
