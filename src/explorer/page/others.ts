/** Other variables that are observed: what the model says of them at the code, and where an example lies of which they alone are given. */

import { card, h } from './dom.js'
import { onModel, type State, type Store } from './state.js'

/** One of the values of a variable: how probable it is, and a button that gives it alone. */
const shareOf = (words: string, name: string, give: () => void) => {
  const [bar, share] = [h('span'), h('span', { className: 'quiet' })]
  const button = h(
    'button',
    { type: 'button', className: 'value', onclick: give },
    h('span', {}, words),
    h('span', { className: 'bar' }, bar),
    share,
  )
  const show = (probability: number) => {
    const percent = `${Math.round(100 * probability)} %`
    bar.style.width = percent
    share.textContent = percent
    button.ariaLabel = `${name} ${words}, ${percent}: go where it lies given alone`
  }
  return { button, show }
}

const otherOf = (store: Store, at: number): HTMLElement => {
  const { name, values } = store.get().model.explorer.others?.[at] ?? { name: '', values: [] }
  const all = values.map((words, value) =>
    shareOf(words, name, () => {
      const z = store.get().model.machine.others[at]?.seen(value)
      if (z !== undefined) store.look({ z })
    }),
  )
  const show = ({ model, view }: State) => {
    const probabilities = model.machine.others[at]?.at(view.z)
    for (const [value, each] of all.entries()) each.show(probabilities?.[value] ?? 0)
  }
  onModel(store, show)
  store.on((now, before) => {
    if (now.view.z !== before.view.z) show(now)
  })
  return h(
    'div',
    { className: 'values', role: 'group', ariaLabel: name },
    h('p', { className: 'label' }, name),
    ...all.map(({ button }) => button),
  )
}

/** The other variables as a part of a page; `null` of a model of one. */
export const othersCard = (store: Store): HTMLElement | null => {
  const { others = [] } = store.get().model.explorer
  return others.length === 0
    ? null
    : card(
        'Other views',
        'What the model says of it at this code. Click a value to give it alone, without a picture.',
        ...others.map((_, at) => otherOf(store, at)),
      )
}
