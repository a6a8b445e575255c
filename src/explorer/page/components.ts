/** The components of a prior that is a mixture: each as what its center decodes to, to go there. */

import { nearest } from '../view/points.js'
import { card, h } from './dom.js'
import { press, pressing } from './press.js'
import { givenTo, type Model, type State, type Store } from './state.js'

/** More components than these are not shown: the most probable are. */
const MOST = 24

/** Which condition says of which component a code is, where one does. */
const conditionOf = ({ explorer: { conditions }, components }: Model): number =>
  conditions.findIndex(({ inferred, values }) => inferred !== undefined && values.length === components?.centers.length)

/** The component of a code: the one that is picked, or the nearest. */
const componentAt = ({ model, view }: State): number => {
  const condition = conditionOf(model)
  if (condition >= 0) return view.given[condition] ?? 0
  const centers = model.components?.centers ?? []
  const codes = { count: centers.length, size: view.z.length, centers: centers.flatMap((center) => [...center]) }
  return nearest(codes, view.z, 1)[0]?.at ?? -1
}

/** Goes to the center of a component. */
const goTo = (store: Store, at: number): void => {
  const state = store.get()
  const z = state.model.components?.centers[at] ?? state.view.z
  const condition = conditionOf(state.model)
  if (condition < 0) store.look({ z })
  else store.set(givenTo(state, { z, given: state.view.given.with(condition, at) }))
}

/** The components as a part of a page; `null` of a prior that is no mixture. */
export const componentsCard = (store: Store): HTMLElement | null => {
  const { components } = store.get().model
  if (components === null) return null
  const { weights } = components
  const all = Array.from(weights, (_, at) => at)
    .sort((one, other) => (weights[other] as number) - (weights[one] as number))
    .slice(0, MOST)
    .map((at) => {
      const share = `${Math.round(100 * (weights[at] as number))} %`
      return press({
        name: `component ${at}, ${share} of the prior`,
        words: `${at} · ${share}`,
        act: () => goTo(store, at),
        code: ({ model }) => model.components?.centers[at] ?? new Float32Array(model.codes.size),
        isOn: (state) => componentAt(state) === at,
      })
    })
  pressing(store, all, (now, before) => now.model.components !== before.model.components)
  const left = weights.length - all.length
  return card(
    'Components',
    `The prior is a mixture: what the center of each decodes to, the most probable first${left > 0 ? `; ${left} more are on the map alone` : ''}. Click to go there.`,
    h('div', { className: 'bits' }, ...all.map(({ button }) => button)),
  )
}
