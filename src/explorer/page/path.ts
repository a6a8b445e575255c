/** The way from A to B: a strip of what lies on it, a place on it, and a film. */

import { codeOf } from '../view/points.js'
import { between, steps, type Way } from '../view/ways.js'
import { button, card, choice, h } from './dom.js'
import { drawnOf, type State, type Store } from './state.js'
import { joined, save, tileCanvas, tileOf } from './tile.js'

const FRAMES = 11

/** Units: milliseconds from one end to the other. */
const FILM = 3500

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
    const { view } = store.get()
    place.value = String(share)
    store.look({ z: between(view.way, view.a, view.b, share) })
  }
  place.oninput = () => go(Number(place.value))
  const film = filmOf(go)
  const play = button('Play', () => {
    if (film.isRunning()) film.stop()
    else film.start()
    play.textContent = film.isRunning() ? 'Stop' : 'Play'
  })
  const way = choice<Way>(
    'way',
    [
      ['straight', 'Straight'],
      ['spherical', 'Spherical'],
    ],
    (value) => store.look({ way: value }),
  )
  const show = ({ model, view }: State) => {
    way.show(view.way)
    const tile = tileOf(model)
    for (const [at, z] of steps(view.way, view.a, view.b, FRAMES).entries())
      tile(tiles[at] as HTMLCanvasElement, model.machine.decode(z))
  }
  show(store.get())
  store.on((now, before) => {
    const same = (['a', 'b', 'way'] as const).every((each) => now.view[each] === before.view[each])
    if (!same || now.model !== before.model) show(now)
  })
  return card(
    'From A to B',
    'What lies between two codes: drag A and B on the map, or set them where the ring is.',
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
