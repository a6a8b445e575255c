/** What a page knows and shows, and who hears of changes: the only thing in it that changes. */

import type { Components, Encoded, Judged, Machine, Observed } from '../machine.js'
import type { Explorer, LatentShown } from '../model.js'
import type { View } from '../view/hash.js'
import { groupOf, isDiscrete } from '../view/latents.js'
import { noiseFrom } from '../view/noise.js'
import type { Codes } from '../view/points.js'

/** The least and the greatest of some numbers. */
export type Span = readonly [low: number, high: number]

/** A model and the examples beside it. */
export interface Model {
  readonly explorer: Explorer
  readonly machine: Machine
  readonly codes: Codes
  /** Shapes: `[count, event]`, flat. */
  readonly x: ArrayLike<number>
  readonly labels: ArrayLike<number> | null
  /** The values of the conditions of each example, by their places. */
  readonly given: ArrayLike<number> | null
  /** The latents above of each example, one after the other. */
  readonly above: ArrayLike<number> | null
  /** The numbers of the latent, the one that tells most first. */
  readonly order: readonly number[]
  /** What each number of the latent is shown between. */
  readonly ranges: readonly Span[]
  /** What numbers of examples are shown between. */
  readonly span: Span
  /** The components of a prior that is a mixture. */
  readonly components: Components | null
  /** The latents that may be walked on, the uppermost first, and the same model on another of them. */
  readonly latents: readonly LatentShown[]
  readonly on: (level: number) => Model
}

/** An input of somebody's own, and what the model makes of it. */
export interface Input extends Observed {
  readonly encoded: Encoded
  /** Of a model of distributions. */
  readonly judged: Judged | null
}

/** All that a page shows. */
export interface State {
  readonly model: Model
  readonly view: View
  readonly input: Input | null
  /** Classes that are not shown. */
  readonly hidden: ReadonlySet<number>
  /** Noise is drawn from it. */
  readonly seed: number
  /** How often something was chosen at random. */
  readonly turn: number
  /** Where examples were under the model before this one, while they move from there. */
  readonly moving: Moving | null
}

/** Examples on their way from where they were. Range of the share: 0 to 1. */
export interface Moving {
  readonly from: Codes['centers']
  readonly share: number
}

type Listener = (now: State, before: State) => void

/** The state of a page. */
export interface Store {
  readonly get: () => State
  readonly set: (change: Partial<State>) => void
  /** Changes what is shown of the latent. */
  readonly look: (change: Partial<View>) => void
  /** Hears of changes, at most once a frame, until the parts of the page are others. */
  readonly on: (listener: Listener) => void
  /** Hears of changes for good, before those do. */
  readonly always: (listener: Listener) => void
  /** Forgets the listeners of the parts of the page. */
  readonly clear: () => void
}

/** A store; changes are told together, in the next frame. */
export const storeOf = (first: State): Store => {
  const lasting: Listener[] = []
  let listeners: Listener[] = []
  let [now, told, waiting] = [first, first, false]
  const tell = () => {
    waiting = false
    const before = told
    told = now
    for (const listener of lasting) listener(now, before)
    for (const listener of listeners) listener(now, before)
  }
  const set = (change: Partial<State>) => {
    now = { ...now, ...change }
    if (!waiting) requestAnimationFrame(tell)
    waiting = true
  }
  return {
    get: () => now,
    set,
    look: (change) => set({ view: { ...now.view, ...change } }),
    on: (listener) => {
      listeners.push(listener)
    },
    always: (listener) => {
      lasting.push(listener)
    },
    clear: () => {
      listeners = []
    },
  }
}

/** Is told of the model, now and of each other one: those of a run that goes on. */
export const onModel = ({ get, on }: Store, listener: (now: State) => void): void => {
  listener(get())
  on((now, before) => {
    if (now.model !== before.model) listener(now)
  })
}

/** A model where the values of its conditions are given that a view says, of those that there are, and the latents above. */
export const under = (model: Model, { given, above }: Pick<View, 'given' | 'above'>): Model => {
  const { conditions } = model.explorer
  const places = conditions.map(({ values }, at) => Math.min(given[at] ?? 0, values.length - 1))
  return conditions.length + above.length === 0 ? model : { ...model, machine: model.machine.given(places, above) }
}

/** What is shown where the values of conditions and the latents above are others. */
export const givenTo = (
  { model, view }: State,
  change: Partial<Pick<View, 'given' | 'above' | 'z'>>,
): Partial<State> => {
  const now = { ...view, ...change }
  return { view: now, model: under(model, now) }
}

/** A number in (0, 1) that is another one each time. */
export const drawnOf = ({ get, set }: Store): number => {
  const { turn } = get()
  set({ turn: turn + 1 })
  return noiseFrom(turn)('uniform', 1)[0] as number
}

/** An example of a model by its place. */
export const exampleOf = ({ x, explorer }: Model, at: number): Float32Array =>
  Float32Array.from({ length: explorer.event }, (_, each) => x[at * explorer.event + each] as number)

/** What an example is of, as words; `null` where it is not known. */
export const classOf = ({ labels, explorer }: Model, at: number): string | null =>
  labels === null ? null : (explorer.points?.classes[labels[at] as number] ?? null)

/** Whether a number of the latent may have any value, whatever the others have: not of bits, and not of classes. */
export const movesAlone = ({ explorer: { latent } }: Model): boolean =>
  !isDiscrete(latent.over) && groupOf(latent.over, latent.sizes) === 1

/** The name of a number of the latent, counted as everywhere in the library: from 0. */
export const numberName = ({ explorer: { latent } }: Pick<Model, 'explorer'>, at: number): string =>
  latent.name === undefined || latent.name === 'z' ? `z${at}` : `${latent.name}[${at}]`
