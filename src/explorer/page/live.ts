/** A page that is served follows its run: a newer checkpoint is a newer model, and what is shown stays where it was. */

import { h } from './dom.js'
import { type Model, onModel, type State, type Store } from './state.js'

/** Numbers that were asked for, and which model they are of. */
export interface Fetched {
  readonly numbers: ArrayBuffer
  readonly version: number
}

/** Asks whoever served the page for its numbers. */
export const fetched = async (from: string): Promise<Fetched> => {
  const response = await fetch(from)
  if (!response.ok) throw new Error(`${response.status} ${response.statusText}`)
  return { numbers: await response.arrayBuffer(), version: versionIn(response.headers.get('etag')) }
}

const versionIn = (etag: string | null): number => Number((etag ?? '').replaceAll('"', ''))

/** Units: milliseconds in which examples move to where a newer model has them. */
const MOVE = 700

const motionless = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches

/** From fast to slow. Range: 0 to 1. */
const eased = (share: number): number => 1 - (1 - share) ** 3

/** Shows a newer model; its examples move from where the one before had them. */
const show = (store: Store, model: Model): void => {
  const { centers, count } = store.get().model.codes
  const moves = !motionless() && count === model.codes.count && centers.length === model.codes.centers.length
  const begun = performance.now()
  const step = () => {
    if (store.get().model !== model) return
    const share = Math.min(1, (performance.now() - begun) / MOVE)
    store.set({ moving: share === 1 ? null : { from: centers, share: eased(share) } })
    if (share < 1) requestAnimationFrame(step)
  }
  store.set({ model, moving: moves ? { from: centers, share: 0 } : null })
  if (moves) requestAnimationFrame(step)
}

/** What is said of the run beside the title. */
const chipOf = (store: Store) => {
  const [dot, words] = [h('i'), h('span')]
  const chip = h('p', { className: 'live', role: 'status' }, dot, words)
  let follows = true
  const say = ({ model }: State) => {
    chip.classList.toggle('ended', !follows)
    words.textContent = follows
      ? `Follows the run. ${model.explorer.trained}`
      : `Follows it no more: what served the page has ended. ${model.explorer.trained}`
  }
  onModel(store, say)
  document.querySelector('header')?.append(chip)
  return (does: boolean) => {
    follows = does
    say(store.get())
  }
}

/** Follows the run: asks for its newer models as it is told of them, one at a time. */
export const follow = (
  store: Store,
  first: number,
  ask: () => Promise<{ readonly model: Model; readonly version: number }>,
): void => {
  const says = chipOf(store)
  const events = new EventSource('events')
  let [shown, told, asking] = [first, first, false]
  const catchUp = async (): Promise<void> => {
    if (asking) return
    asking = true
    while (told > shown) {
      const { model, version } = await ask()
      shown = version
      show(store, model)
    }
    asking = false
  }
  events.onopen = () => says(true)
  events.onerror = () => says(false)
  events.onmessage = ({ data }) => {
    told = Number(data)
    catchUp().catch(() => {
      asking = false
    })
  }
}
