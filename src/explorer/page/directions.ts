/** Directions of the latent: from the mean code of a class to that of another, added to the code. */

import { classMeans, moved } from '../view/points.js'
import { button, card, h, list } from './dom.js'
import { later } from './frames.js'
import type { Model, State, Store } from './state.js'
import { joined, save, tileCanvas, tileOf } from './tile.js'

const STEPS = 9
const FARTHEST = 1.5

/** Units: milliseconds that a code must stand still. */
const STILL = 120

/** How much of a direction is added at a step. */
const muchAt = (at: number): number => FARTHEST * ((2 * at) / (STEPS - 1) - 1)

const meansOf = ({ codes, labels, explorer }: Model): readonly (Float32Array | null)[] =>
  labels === null ? [] : classMeans(codes, labels, explorer.points?.classes.length ?? 0)

/** Directions as a part of a page; `null` where no example says what it is of. */
export const directionsCard = (store: Store): HTMLElement | null => {
  const { model } = store.get()
  const words = model.explorer.points?.classes ?? []
  if (model.labels === null || words.length < 2) return null
  const [from, to] = [list('from', words, 1), list('to', words, Math.min(7, words.length - 1))]
  const tiles = Array.from({ length: STEPS }, () => tileCanvas(''))
  const codes = ({ model: now, view }: State): readonly Float32Array[] => {
    const means = meansOf(now)
    const [one, other] = [means[Number(from.value)], means[Number(to.value)]]
    return tiles.map((_, at) => (one && other ? moved(view.z, one, other, muchAt(at)) : view.z))
  }
  const soon = later(STILL)
  const draw = () => {
    const state = store.get()
    const tile = tileOf(state.model)
    for (const [at, z] of codes(state).entries()) tile(tiles[at] as HTMLCanvasElement, state.model.machine.decode(z))
  }
  from.onchange = to.onchange = draw
  draw()
  store.on((now, before) => {
    if (now.view.z !== before.view.z || now.model !== before.model) soon(draw)
  })
  const strip = tiles.map((canvas, at) => {
    const name = `the code and ${muchAt(at).toFixed(2)} of the direction`
    const own = h('button', { type: 'button', ariaLabel: name }, canvas)
    own.onclick = () => store.look({ z: codes(store.get())[at] as Float32Array })
    return own
  })
  return card(
    'Directions',
    'The mean code of one class less that of another, taken from the code on the left and added on the right.',
    h('div', { className: 'row' }, 'from', from, 'to', to),
    h(
      'div',
      { className: 'traversal gap', css: { 'grid-template-columns': 'minmax(0, 1fr)' } },
      h('div', { className: 'strip' }, ...strip),
    ),
    h(
      'div',
      { className: 'row gap' },
      button('Save', () => save(joined(tiles, STEPS), 'direction')),
    ),
  )
}
