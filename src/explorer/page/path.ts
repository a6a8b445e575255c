/** The way from A to B: a strip of what lies on it, a place on it, and a film. */

import { groupOf, isDiscrete, stepwise } from '../view/latents.js'
import { codeOf } from '../view/points.js'
import { between, type Way } from '../view/ways.js'
import { button, card, choice, h } from './dom.js'
import { hasMap } from './faces.js'
import { drawnOf, type State, type Store } from './state.js'
import { joined, save, tileCanvas, tileOf } from './tile.js'

const FRAMES = 11

/** Units: milliseconds from one end to the other. */
const FILM = 3500

/** The code in a share of the way: of a latent that has nothing between two of its values one variable after the other. */
const onWay = ({ model, view: { way, a, b } }: State, share: number): Float32Array => {
  const { over, sizes } = model.explorer.latent
  return isDiscrete(over) ? stepwise(groupOf(over, sizes), a, b, share) : between(way, a, b, share)
}

/** Moves there and back until it is told to stop. */
const filmOf = (step: (share: number) => void) => {
  let running = 0
  const stop = () => {
    cancelAnimationFrame(running)
    running = 0
  }
  const start = () => {
    const begun = performance.now()
    const next = (now: number) => {
      const turn = ((now - begun) / FILM) % 2
      step(turn < 1 ? turn : 2 - turn)
      running = requestAnimationFrame(next)
    }
    running = requestAnimationFrame(next)
  }
  return { stop, start, isRunning: () => running !== 0 }
}

const atRandom = (store: Store, otherwise: Float32Array): Float32Array => {
  const { codes } = store.get().model
  return codes.count === 0 ? otherwise : codeOf(codes, Math.floor(drawnOf(store) * codes.count))
}

/** What sets the ends of the way. */
const endsOf = (store: Store): readonly HTMLElement[] => {
  const set = (end: 'a' | 'b') =>
    button(`${end.toUpperCase()} is here`, () => store.look({ [end]: store.get().view.z.slice() }))
  const both = () => store.look({ a: atRandom(store, store.get().view.a), b: atRandom(store, store.get().view.b) })
  return [set('a'), set('b'), button('Others', both)]
}

/** Plays the film, and stops it. */
const playButton = (go: (share: number) => void): HTMLButtonElement => {
  const film = filmOf(go)
  const play = button('Play', () => {
    if (film.isRunning()) film.stop()
    else film.start()
    play.textContent = film.isRunning() ? 'Stop' : 'Play'
  })
  return play
}

/** Which way it is: arcs are for normal priors, and elsewhere leave what a latent may be. */
const wayChoice = (store: Store) => {
  const way = choice<Way>(
    'way',
    [
      ['straight', 'Straight'],
      ['spherical', 'Spherical'],
    ],
    (value) => store.look({ way: value }),
  )
  way.element.hidden = store.get().model.explorer.latent.over !== 'real'
  return way
}

/** The way as a part of a page. */
export const pathCard = (store: Store): HTMLElement => {
  const tiles = Array.from({ length: FRAMES }, (_, at) =>
    tileCanvas(`${Math.round((100 * at) / (FRAMES - 1))} % of the way`),
  )
  const place = h('input', {
    type: 'range',
    min: '0',
    max: '1',
    step: '0.005',
    value: '0',
    ariaLabel: 'place between A and B',
  })
  const go = (share: number) => {
    place.value = String(share)
    store.look({ z: onWay(store.get(), share) })
  }
  place.oninput = () => go(Number(place.value))
  const play = playButton(go)
  const way = wayChoice(store)
  const show = (state: State) => {
    way.show(state.view.way)
    const tile = tileOf(state.model)
    for (const [at, canvas] of tiles.entries())
      tile(canvas, state.model.machine.decode(onWay(state, at / (FRAMES - 1))))
  }
  show(store.get())
  store.on((now, before) => {
    const same = (['a', 'b', 'way'] as const).every((each) => now.view[each] === before.view[each])
    if (!same || now.model !== before.model) show(now)
  })
  return card(
    'From A to B',
    hasMap(store.get())
      ? 'What lies between two codes: drag A and B on the map, or set them where the ring is.'
      : 'What lies between two codes: set A and B where the code is, or take others.',
    h('div', { className: 'strip' }, ...tiles),
    h('div', { className: 'row gap', css: { 'flex-wrap': 'nowrap' } }, play, place),
    h(
      'div',
      { className: 'row gap' },
      way.element,
      ...endsOf(store),
      button('Save', () => save(joined(tiles, FRAMES), 'strip')),
    ),
  )
}
