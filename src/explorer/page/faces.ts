/** Latents that have no map: bits to flip and classes to pick, each with what the decoder would make of it. */

import { faceOf, flipped, groupOf, picked } from '../view/latents.js'
import { card, h } from './dom.js'
import { inFrames, later } from './frames.js'
import { nameOf, onModel, type State, type Store } from './state.js'
import { tileCanvas, tileOf } from './tile.js'

/** The face of the latent of a model. */
export const faceIn = ({ model }: Pick<State, 'model'>) => faceOf(model.explorer.latent.over, model.codes.size)

/** Latents whose numbers lie in a continuum have a map, from two numbers on. */
export const hasMap = (state: Pick<State, 'model'>): boolean => faceIn(state) === 'map'

// -----------------------------------------------------------------------------
// what would be
// -----------------------------------------------------------------------------

/** Units: milliseconds of a frame that go into pictures. */
const BUDGET = 9

/** Units: milliseconds that a code must stand still. */
const STILL = 60

/** A code that is one press away. */
interface Press {
  readonly button: HTMLButtonElement
  readonly canvas: HTMLCanvasElement
  readonly to: (z: Float32Array) => Float32Array
  readonly isOn: (z: Float32Array) => boolean
}

const press = (store: Store, name: string, to: Press['to'], isOn: Press['isOn'], words: string): Press => {
  const canvas = tileCanvas('')
  const button = h(
    'button',
    { type: 'button', ariaLabel: name },
    canvas,
    ...(words === '' ? [] : [h('span', {}, words)]),
  )
  button.onclick = () => store.look({ z: to(store.get().view.z) })
  return { button, canvas, to, isOn }
}

/** Draws what each press would give, some in each frame, when the code stands still. */
const drawing = (store: Store, all: readonly Press[]): void => {
  const [soon, frames] = [later(STILL), inFrames(BUDGET)]
  const draw = () => {
    const { model, view } = store.get()
    const tile = tileOf(model)
    frames(all.length, (at) => {
      const { canvas, to } = all[at] as Press
      tile(canvas, model.machine.decode(to(view.z)))
    })
  }
  const show = ({ view }: State) => {
    for (const { button, isOn } of all) button.ariaPressed = String(isOn(view.z))
    soon(draw)
  }
  onModel(store, show)
  store.on((now, before) => {
    if (now.view.z !== before.view.z) show(now)
  })
}

// -----------------------------------------------------------------------------
// bits and classes
// -----------------------------------------------------------------------------

const bits = (store: Store): HTMLElement => {
  const all = store.get().model.order.map((latent) =>
    press(
      store,
      `flip ${nameOf(latent)}`,
      (z) => flipped(z, latent),
      (z) => (z[latent] as number) > 0.5,
      nameOf(latent),
    ),
  )
  drawing(store, all)
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
  const { latent } = store.get().model.explorer
  const count = groupOf(latent.over, latent.sizes)
  const rows = Array.from({ length: store.get().view.z.length / count }, (_, variable) =>
    Array.from({ length: count }, (__, each) => {
      const at = variable * count + each
      const name = `class ${each} of variable ${variable}`
      return press(
        store,
        name,
        (z) => picked(z, count, at),
        (z) => isLargest(z, count, at),
        '',
      )
    }),
  )
  drawing(store, rows.flat())
  const groups = rows.map((row, at) =>
    h(
      'div',
      { className: 'traversal picks', role: 'group', ariaLabel: `variable ${at}` },
      h('span', {}, nameOf(at)),
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
  return card(
    'Latent space',
    `This latent has no map: it is ${over}, of ${model.codes.size} ${model.codes.size === 1 ? 'number' : 'numbers'}. Its sliders, strips and encoder are here.`,
  )
}
