/** What each number of a latent does to the code: a strip for each of those that tell most. */

import { isDead } from '../view/points.js'
import { rangeOf } from './axes.js'
import { button, card, h } from './dom.js'
import { nameOf, type State, type Store } from './state.js'
import { joined, save, tileCanvas, tileOf } from './tile.js'

const STEPS = 9
const MOST = 10

/** Units: milliseconds that a code must stand still. */
const STILL = 220

/** The strips as a part of a page; they are drawn when the code stands still, one in each frame. */
export const traversalsCard = (store: Store): HTMLElement => {
  const { model } = store.get()
  const shown = model.order.filter((latent) => !isDead(model.explorer.kl, latent)).slice(0, MOST)
  const rows = shown.map((latent) => ({ latent, tiles: Array.from({ length: STEPS }, () => tileCanvas('')) }))
  const codeOf = (state: State, latent: number, at: number) => {
    const [low, high] = rangeOf(state.model, latent).map((end) =>
      state.model.explorer.latent.standard ? (end * 3) / 3.2 : end,
    ) as [number, number]
    const z = state.view.z.slice()
    z[latent] = low + ((high - low) * at) / (STEPS - 1)
    return z
  }
  let [waiting, job] = [0, 0]
  const draw = () => {
    const own = ++job
    const state = store.get()
    const tile = tileOf(state.model)
    const next = (row: number) => {
      const one = rows[row]
      if (own !== job || one === undefined) return
      for (const [at, canvas] of one.tiles.entries())
        tile(canvas, state.model.machine.decode(codeOf(state, one.latent, at)))
      requestAnimationFrame(() => next(row + 1))
    }
    next(0)
  }
  const soon = () => {
    clearTimeout(waiting)
    waiting = setTimeout(draw, STILL)
  }
  soon()
  store.on((now, before) => {
    if (now.view.z !== before.view.z || now.model !== before.model) soon()
  })
  const element = ({ latent, tiles }: (typeof rows)[number]) => {
    const strip = tiles.map((canvas, at) => {
      const own = h('button', { type: 'button', ariaLabel: `${nameOf(latent)} at step ${at + 1} of ${STEPS}` }, canvas)
      own.onclick = () => store.look({ z: codeOf(store.get(), latent, at) })
      return own
    })
    return h(
      'div',
      { className: 'traversal' },
      h('span', {}, nameOf(latent)),
      h('div', { className: 'strip' }, ...strip),
    )
  }
  const dead = model.codes.size - model.order.filter((latent) => !isDead(model.explorer.kl, latent)).length
  const words = `One number of the code moves at a time, the one that tells most first${dead === 0 ? '' : `; ${dead} of ${model.codes.size} tell nothing and are left out`}. Click to go there.`
  const all = () =>
    joined(
      rows.flatMap(({ tiles }) => tiles),
      STEPS,
    )
  return card(
    'Traversals',
    words,
    ...rows.map(element),
    h(
      'div',
      { className: 'row gap' },
      button('Save', () => save(all(), 'traversals')),
    ),
  )
}
