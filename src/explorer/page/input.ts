/** What is given of an example, by drawing and by picking, and what the model makes of it. */

import type { Observed } from '../machine.js'
import { noiseFrom } from '../view/noise.js'
import { givenTo, type Input, type Model, type State, type Store } from './state.js'

/** Nothing but what is drawn. */
const alone = ({ explorer: { others = [] } }: Model, x: Observed['x']): Observed => ({
  x,
  others: others.map(() => null),
})

const observedIn = ({ get }: Store): Observed => {
  const { model, input } = get()
  return input ?? alone(model, null)
}

/** What a model makes of an input; `null` of nothing, and where it has no posterior of what is given. */
export const inputOf = ({ machine }: Model, { x, others }: Observed, seed: number): Input | null => {
  const sight = machine.see({ x, others })
  return sight && { x, others, encoded: sight.encode(), judged: sight.judge?.(noiseFrom(seed)) ?? null }
}

/** Gives some of an example, and the code goes where it lies. */
const give = (store: Store, input: Input | null): void => {
  store.set({ input })
  if (input === null) return
  const { center, above, given } = input.encoded
  store.set(givenTo(store.get(), { z: center, above, given }))
}

/** Gives x beside what else is given, or alone where the model has no posterior of both; `null` takes it back. */
export const draw = (store: Store, x: Observed['x']): void => {
  const { model, seed } = store.get()
  const beside = inputOf(model, { ...observedIn(store), x }, seed)
  give(store, beside ?? inputOf(model, alone(model, x), seed))
}

/** Gives the value of another variable beside what else is given, or alone; of one that is given, takes it back. */
export const pick = (store: Store, other: number, value: number): void => {
  const { model, seed } = store.get()
  const { x, others } = observedIn(store)
  const now = others[other] === value ? null : value
  const beside = inputOf(model, { x, others: others.with(other, now) }, seed)
  give(
    store,
    beside ??
      (now === null
        ? null
        : inputOf(model, { x: null, others: others.map((_, at) => (at === other ? now : null)) }, seed)),
  )
}

/** What is given, as in `q(z|x, label)`; where nothing is, x, which may be. */
export const givenWords = ({ explorer: { others = [] } }: Model, input: State['input']): string => {
  const names = others.flatMap(({ name }, at) => (typeof input?.others[at] === 'number' ? [name] : []))
  return [...(input?.x || names.length === 0 ? ['x'] : []), ...names].join(', ')
}
