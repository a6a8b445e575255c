/** Pictures that are pressed: each is what the decoder makes of a code that is one press away. */

import { h } from './dom.js'
import { inFrames, later } from './frames.js'
import { onModel, type State, type Store } from './state.js'
import { tileCanvas, tileOf } from './tile.js'

/** Units: milliseconds of a frame that go into pictures. */
const BUDGET = 9

/** Units: milliseconds that a code must stand still. */
const STILL = 60

/** What is pressed. */
export interface Pressed {
  /** For who cannot see it. */
  readonly name: string
  /** Below the picture. */
  readonly words: string
  readonly act: () => void
  /** The code that the picture is of. */
  readonly code: (state: State) => ArrayLike<number>
  readonly isOn: (state: State) => boolean
}

/** A picture to press. */
export interface Press extends Pick<Pressed, 'code' | 'isOn'> {
  readonly button: HTMLButtonElement
  readonly canvas: HTMLCanvasElement
}

/** The button of what is pressed. */
export const press = ({ name, words, act, code, isOn }: Pressed): Press => {
  const canvas = tileCanvas('')
  const inside = words === '' ? [canvas] : [canvas, h('span', {}, words)]
  const button = h('button', { type: 'button', ariaLabel: name, onclick: act }, ...inside)
  return { button, canvas, code, isOn }
}

/** Says which are on, and draws what each would give, some in each frame, when the code stands still. */
export const pressing = (
  store: Store,
  all: readonly Press[],
  isOther: (now: State, before: State) => boolean,
): void => {
  const [soon, frames] = [later(STILL), inFrames(BUDGET)]
  const draw = () => {
    const state = store.get()
    const tile = tileOf(state.model)
    frames(all.length, (at) => {
      const { canvas, code } = all[at] as Press
      tile(canvas, state.model.machine.decode(code(state)))
    })
  }
  const say = (state: State) => {
    for (const { button, isOn } of all) button.ariaPressed = String(isOn(state))
  }
  onModel(store, (state) => {
    say(state)
    soon(draw)
  })
  store.on((now, before) => {
    if (now.view !== before.view) say(now)
    if (isOther(now, before)) soon(draw)
  })
}
