/** Latents that have no map: bits to flip, and classes to pick. */

import { button, card, h } from './dom.js'
import { nameOf, type State, type Store } from './state.js'

/** Latents whose numbers lie in a continuum have a map, from two numbers on. */
export const hasMap = ({ model }: Pick<State, 'model'>): boolean =>
  model.codes.size > 1 && !['binary', 'oneHot', 'integer'].includes(model.explorer.latent.over)

const bits = (store: Store): HTMLElement => {
  const all = store.get().model.order.map((latent) => {
    const own = button(nameOf(latent), () => {
      const z = store.get().view.z.slice()
      z[latent] = z[latent] === 0 ? 1 : 0
      store.look({ z })
    })
    return [latent, own] as const
  })
  const show = ({ view }: State) => {
    for (const [latent, own] of all) own.ariaPressed = String((view.z[latent] as number) > 0.5)
  }
  show(store.get())
  store.on(show)
  return card(
    'Latent bits',
    'Each is 0 or 1: flip one and see what changes.',
    h('div', { className: 'bits' }, ...all.map(([, own]) => own)),
  )
}

const classes = (store: Store): HTMLElement => {
  const { sizes } = store.get().model.explorer.latent
  const count = sizes.at(-1) ?? 1
  const variables = store.get().view.z.length / count
  const rows = Array.from({ length: variables }, (_, variable) =>
    Array.from({ length: count }, (__, each) => {
      const own = button(String(each), () => {
        const z = store.get().view.z.slice()
        z.fill(0, variable * count, (variable + 1) * count)
        z[variable * count + each] = 1
        store.look({ z })
      })
      return [variable * count + each, own] as const
    }),
  )
  const show = ({ view }: State) => {
    for (const [place, own] of rows.flat()) own.ariaPressed = String((view.z[place] as number) > 0.5)
  }
  show(store.get())
  store.on(show)
  const groups = rows.map((row, at) =>
    h('div', { className: 'joined gap', role: 'group', ariaLabel: `variable ${at}` }, ...row.map(([, own]) => own)),
  )
  return card(
    'Latent classes',
    'Each variable is one of its classes: pick another and see what changes.',
    h('div', {}, ...groups),
  )
}

/** The face of a latent without a map. */
export const faceCard = (store: Store): HTMLElement => {
  const { over } = store.get().model.explorer.latent
  if (over === 'binary') return bits(store)
  if (over === 'oneHot') return classes(store)
  return card(
    'Latent space',
    `This latent has no map yet: it is ${over}, of ${store.get().model.codes.size} ${store.get().model.codes.size === 1 ? 'number' : 'numbers'}. Its sliders, strips and encoder are here.`,
  )
}
