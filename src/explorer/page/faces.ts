/** Latents that have no map: codes to paint, bits to flip and classes to pick, each with what the decoder would make of it. */

import { faceOf, flipped, groupOf, picked } from '../view/latents.js'
import { codesCard } from './codes.js'
import { card, h } from './dom.js'
import { type Press, press, pressing } from './press.js'
import { numberName, type State, type Store } from './state.js'

/** The face of the latent of a model. */
export const faceIn = ({ model }: Pick<State, 'model'>) => faceOf(model.explorer.latent.over, model.codes.size)

/** Latents whose numbers lie in a continuum have a map, from two numbers on. */
export const hasMap = (state: Pick<State, 'model'>): boolean => faceIn(state) === 'map'

/** The picture of a code that is one press away from the one that is shown. */
const changing = (
  store: Store,
  change: { readonly name: string; readonly words?: string; readonly to: (z: Float32Array) => Float32Array },
  isOn: (z: Float32Array) => boolean,
): Press =>
  press({
    ...{ name: change.name, words: change.words ?? '' },
    act: () => store.look({ z: change.to(store.get().view.z) }),
    code: ({ view }) => change.to(view.z),
    isOn: ({ view }) => isOn(view.z),
  })

const moves = (now: State, before: State): boolean => now.view.z !== before.view.z

// -----------------------------------------------------------------------------
// bits and classes
// -----------------------------------------------------------------------------

const bits = (store: Store): HTMLElement => {
  const { model } = store.get()
  const all = model.order.map((latent) =>
    changing(
      store,
      {
        ...{ name: `flip ${numberName(model, latent)}`, words: numberName(model, latent) },
        to: (z) => flipped(z, latent),
      },
      (z) => (z[latent] as number) > 0.5,
    ),
  )
  pressing(store, all, moves)
  return card(
    'Latent bits',
    'Each is 0 or 1, and those that are 1 have a frame. A picture is what the decoder makes of the code with that bit flipped: click to flip it.',
    h('div', { className: 'bits' }, ...all.map(({ button }) => button)),
  )
}

/** The class of a variable that has most of it. */
const isLargest = (z: Float32Array, classes: number, at: number): boolean => {
  const first = at - (at % classes)
  const own = z.subarray(first, first + classes)
  return own.indexOf(Math.max(...own)) === at - first
}

const classes = (store: Store): HTMLElement => {
  const { model } = store.get()
  const { latent } = model.explorer
  const count = groupOf(latent.over, latent.sizes)
  const rows = Array.from({ length: store.get().view.z.length / count }, (_, variable) =>
    Array.from({ length: count }, (__, each) => {
      const at = variable * count + each
      const name = `class ${each} of variable ${variable}`
      return changing(store, { name, to: (z) => picked(z, count, at) }, (z) => isLargest(z, count, at))
    }),
  )
  pressing(store, rows.flat(), moves)
  const groups = rows.map((row, at) =>
    h(
      'div',
      { className: 'traversal picks', role: 'group', ariaLabel: `variable ${at}` },
      h('span', {}, numberName(model, at)),
      h('div', { className: 'strip' }, ...row.map(({ button }) => button)),
    ),
  )
  return card(
    'Latent classes',
    'Each variable is one of its classes, which has a frame. A picture is what the decoder makes of the code with that class: click to pick it.',
    h('div', {}, ...groups),
  )
}

/** The face of a latent without a map. */
export const faceCard = (store: Store): HTMLElement => {
  const { model } = store.get()
  const { over } = model.explorer.latent
  const face = faceIn({ model })
  if (face === 'bits') return bits(store)
  if (face === 'classes') return classes(store)
  if (face === 'codes') return codesCard(store)
  return card(
    'Latent space',
    `This latent has no map: it is ${over}, of ${model.codes.size} ${model.codes.size === 1 ? 'number' : 'numbers'}. Its sliders, strips and encoder are here.`,
  )
}
