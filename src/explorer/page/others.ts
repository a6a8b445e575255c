/** Other variables that are observed: what the model says of them at the code, and where an example lies of which they are given. */

import { card, h } from './dom.js'
import { pick } from './input.js'
import { type Model, onModel, type State, type Store } from './state.js'

/** One of the values of a variable: how probable it is, and a button that gives it. */
const shareOf = (words: string, name: string, give: () => void) => {
  const [bar, share] = [h('span'), h('span', { className: 'quiet' })]
  const button = h(
    'button',
    { type: 'button', className: 'value', onclick: give },
    h('span', {}, words),
    h('span', { className: 'bar' }, bar),
    share,
  )
  const show = (probability: number, isGiven: boolean) => {
    const percent = `${Math.round(100 * probability)} %`
    bar.style.width = percent
    share.textContent = percent
    button.ariaPressed = String(isGiven)
    button.ariaLabel = `${name} ${words}, ${percent}`
  }
  return { button, show }
}

const otherOf = (store: Store, at: number): HTMLElement => {
  const { name, values } = store.get().model.explorer.others?.[at] ?? { name: '', values: [] }
  const all = values.map((words, value) => shareOf(words, name, () => pick(store, at, value)))
  const show = ({ model, view, input }: State) => {
    const probabilities = model.machine.others[at]?.at(view.z)
    for (const [value, each] of all.entries()) each.show(probabilities?.[value] ?? 0, input?.others[at] === value)
  }
  onModel(store, show)
  store.on((now, before) => {
    if (now.view.z !== before.view.z || now.input !== before.input) show(now)
  })
  return h(
    'div',
    { className: 'values', role: 'group', ariaLabel: name },
    h('p', { className: 'label' }, name),
    ...all.map(({ button }) => button),
  )
}

/** What is done with them: they are given beside x where the model has a posterior of both. */
const wordsOf = ({ machine, explorer: { event, others = [] } }: Model): string => {
  const both = machine.see({ x: new Float32Array(event), others: others.map(() => 0) }) !== null
  const give = both
    ? 'to give it, beside the example below if there is one'
    : 'to give it alone, without the example below'
  return `What the model says of it at this code. Click a value ${give}; again takes it back.`
}

/** The other variables as a part of a page; `null` of a model of one. */
export const othersCard = (store: Store): HTMLElement | null => {
  const { model } = store.get()
  const { others = [] } = model.explorer
  return others.length === 0 ? null : card('Other views', wordsOf(model), ...others.map((_, at) => otherOf(store, at)))
}
