/** What each number of a latent does to the code: a strip for each of those that tell most. */

import { isDead } from '../view/points.js'
import { rangeOf } from './axes.js'
import { button, card, h } from './dom.js'
import { inFrames, later } from './frames.js'
import { type Model, numberName, onModel, type State, type Store } from './state.js'
import { joined, save, tileCanvas, tileOf } from './tile.js'

const STEPS = 9
const MOST = 10

/** Units: milliseconds that a code must stand still. */
const STILL = 220

interface Row {
  readonly latent: number
  readonly tiles: readonly HTMLCanvasElement[]
}

const usedOf = ({ order, explorer }: Model): readonly number[] => order.filter((latent) => !isDead(explorer.kl, latent))

const rowsOf = (model: Model): readonly Row[] =>
  usedOf(model)
    .slice(0, MOST)
    .map((latent) => ({ latent, tiles: Array.from({ length: STEPS }, () => tileCanvas('')) }))

const codeOf = (state: State, latent: number, at: number): Float32Array => {
  const [low, high] = rangeOf(state.model, latent).map((end) =>
    state.model.explorer.latent.standard ? (end * 3) / 3.2 : end,
  ) as [number, number]
  const z = state.view.z.slice()
  z[latent] = low + ((high - low) * at) / (STEPS - 1)
  return z
}

const rowElement = (store: Store, { latent, tiles }: Row): HTMLElement => {
  const name = numberName(store.get().model, latent)
  const strip = tiles.map((canvas, at) => {
    const own = h('button', { type: 'button', ariaLabel: `${name} at step ${at + 1} of ${STEPS}` }, canvas)
    own.onclick = () => store.look({ z: codeOf(store.get(), latent, at) })
    return own
  })
  return h('div', { className: 'traversal' }, h('span', {}, name), h('div', { className: 'strip' }, ...strip))
}

const wordsOf = (model: Model): string => {
  const dead = model.codes.size - usedOf(model).length
  const order = model.explorer.kl === null ? '' : ', the one that tells most first'
  const left = dead === 0 ? '' : `; ${dead} of ${model.codes.size} tell nothing and are left out`
  return `One number of the code moves at a time${order}${left}. Click to go there.`
}

/** Draws the strips when the code stands still, one in each frame. */
const drawingOf = (store: Store, rows: () => readonly Row[]): (() => void) => {
  const [soon, frames] = [later(STILL), inFrames(0)]
  const draw = () => {
    const state = store.get()
    const tile = tileOf(state.model)
    const all = rows()
    frames(all.length, (row) => {
      const { latent, tiles } = all[row] as Row
      for (const [at, canvas] of tiles.entries()) tile(canvas, state.model.machine.decode(codeOf(state, latent, at)))
    })
  }
  return () => soon(draw)
}

/** The strips as a part of a page. */
export const traversalsCard = (store: Store): HTMLElement => {
  const [words, strips] = [h('span'), h('div')]
  let rows: readonly Row[] = []
  const soon = drawingOf(store, () => rows)
  const show = ({ model }: State) => {
    const used = usedOf(model).slice(0, MOST)
    if (used.length !== rows.length || rows.some(({ latent }, at) => latent !== used[at])) {
      rows = rowsOf(model)
      strips.replaceChildren(...rows.map((row) => rowElement(store, row)))
    }
    words.textContent = wordsOf(model)
    soon()
  }
  onModel(store, show)
  store.on((now, before) => {
    if (now.view.z !== before.view.z) soon()
  })
  const all = () =>
    joined(
      rows.flatMap(({ tiles }) => tiles),
      STEPS,
    )
  const keep = button('Save', () => save(all(), 'traversals'))
  return card('Traversals', words, strips, h('div', { className: 'row gap' }, keep))
}
