/** What the model is given beside a code: a value of each condition, to pick. */

import { card, choice, h, list } from './dom.js'
import { givenTo, type State, type Store } from './state.js'

/** Values up to this many have a button each; more are in a list. */
const BUTTONS = 12

interface Picker {
  readonly element: HTMLElement
  readonly show: (place: number) => void
}

const listOf = (name: string, values: readonly string[], pick: (place: number) => void): Picker => {
  const element = list(name, values)
  element.onchange = () => pick(Number(element.value))
  return {
    element,
    show: (place) => {
      element.value = String(place)
    },
  }
}

const buttonsOf = (name: string, values: readonly string[], pick: (place: number) => void): Picker => {
  const { element, show } = choice(
    name,
    values.map((words, at) => [String(at), words] as const),
    (value) => pick(Number(value)),
  )
  return { element, show: (place) => show(String(place)) }
}

/** Gives the model another value: the code stays, and all that is decoded is another. */
const give = (store: Store, condition: number, place: number): void => {
  const state = store.get()
  store.set(givenTo(state, { given: state.view.given.with(condition, place) }))
}

/** The conditions as a part of a page; `null` of a model without any. */
export const conditionsCard = (store: Store): HTMLElement | null => {
  // what x does not depend on itself is picked among the components of a prior
  const conditions = store
    .get()
    .model.explorer.conditions.map((condition, at) => ({ ...condition, at }))
    .filter(({ inferred }) => inferred !== 'of a latent')
  if (conditions.length === 0) return null
  const pickers = conditions.map(({ name, values, at }) => ({
    at,
    ...(values.length > BUTTONS ? listOf : buttonsOf)(name, values, (place) => give(store, at, place)),
  }))
  const show = ({ view }: State) => {
    for (const { at, ...picker } of pickers) picker.show(view.given[at] ?? 0)
  }
  show(store.get())
  store.on((now, before) => {
    if (now.view.given !== before.view.given) show(now)
  })
  const rows = conditions.map(({ name }, at) =>
    h('div', { className: 'row' }, h('span', { className: 'quiet' }, name), pickers[at]?.element ?? ''),
  )
  const words = conditions.some(({ inferred }) => inferred !== undefined)
    ? 'Another latent beside the code, which the encoder says of an example: pick another value, and the code stays.'
    : 'What the model is told beside the code: pick another, and the code stays.'
  return card('Given', words, ...rows)
}
