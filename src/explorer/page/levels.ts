/** Latents above one another: one is walked on, those above it are fixed, and those below follow. */

import { nameOf } from '../view/levels.js'
import { card, choice, h } from './dom.js'
import { type Model, type State, type Store, under } from './state.js'

/** The names of some latents, as words. */
const namesOf = (latents: Model['latents']): string => latents.map(nameOf).join(' and ')

const wordsOf = ({ model: { latents }, view: { level } }: State): string => {
  const [above, below] = [latents.slice(0, level), latents.slice(level + 1)]
  return [
    `The code is of ${namesOf(latents.slice(level, level + 1))}.`,
    ...(above.length === 0 ? [] : [`${namesOf(above)} ${above.length === 1 ? 'is' : 'are'} fixed where you left it.`]),
    ...(below.length === 0 ? [] : [`${namesOf(below)} below: at the mean where x is a mean, drawn where x is drawn.`]),
  ].join(' ')
}

/** A walk that goes on at another latent: down it begins where the one above has it, up it is where it was left. */
export const goTo = (store: Store, level: number, first: (model: Model) => State['view']): void => {
  const { model, view } = store.get()
  if (level === view.level) return
  const down = level > view.level
  const next = down ? model.machine.next(view.z) : null
  const one = down ? view.level + 1 : level
  const other = model.on(one)
  const above = down
    ? Float32Array.of(...view.above, ...view.z)
    : view.above.slice(0, view.above.length - sizesOf(model, level, view.level))
  const z = next ?? view.above.slice(above.length, above.length + other.codes.size)
  const now = { ...first(other), z, above, given: view.given, shown: view.shown }
  store.set({ view: now, model: under(other, now), input: null })
  if (one !== level) goTo(store, level, first)
}

/** How many numbers the latents from one to before another have. */
const sizesOf = (model: Model, from: number, to: number): number =>
  Array.from({ length: to - from }, (_, at) => model.on(from + at).codes.size).reduce((sum, size) => sum + size, 0)

/** The latents as a part of a page; `null` of a model of one. */
export const levelsCard = (store: Store, first: (model: Model) => State['view']): HTMLElement | null => {
  const state = store.get()
  const { latents } = state.model
  if (latents.length < 2) return null
  const { element, show } = choice(
    'latent',
    latents.map((latent, at) => [String(at), `${nameOf(latent)} · ${state.model.on(at).codes.size}`] as const),
    (level) => goTo(store, Number(level), first),
  )
  show(String(state.view.level))
  return card('Levels', wordsOf(state), h('div', { className: 'row' }, element))
}
