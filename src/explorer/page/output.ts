/** What the decoder makes of a code: its mean, draws, the nearest examples, and a slider for each number. */

import { noiseFrom } from '../view/noise.js'
import { isDead, nearest } from '../view/points.js'
import { rangeOf } from './axes.js'
import { button, card, h } from './dom.js'
import { later } from './frames.js'
import {
  classOf,
  drawnOf,
  exampleOf,
  type Model,
  movesAlone,
  numberName,
  onModel,
  type State,
  type Store,
} from './state.js'
import { save, tileCanvas, tileOf } from './tile.js'

const DRAWN = 4
const NEAR = 4

// -----------------------------------------------------------------------------
// sliders
// -----------------------------------------------------------------------------

const klWords = (kl: readonly number[] | null, latent: number): string =>
  isDead(kl, latent)
    ? 'the model does not use it'
    : kl === null
      ? ''
      : `KL ${kl[latent]?.toFixed(2)} nats: how much it tells of an example`

const slider = (store: Store, latent: number): HTMLElement => {
  const own = h('input', { type: 'range' })
  const [said, share] = [h('output'), h('span')]
  const name = numberName(store.get().model, latent)
  // where no KL is known there is no bar: an empty one would say that it is 0
  const bar = h('span', { className: 'bar', hidden: store.get().model.explorer.kl === null }, share)
  const row = h('label', { className: 'slider' }, name, own, said, bar)
  own.oninput = () => {
    const z = store.get().view.z.slice()
    z[latent] = Number(own.value)
    store.look({ z })
  }
  const show = ({ view }: State) => {
    own.value = String(view.z[latent])
    said.textContent = (view.z[latent] as number).toFixed(2)
  }
  const showModel = (state: State) => {
    const [min, max] = rangeOf(state.model, latent)
    const { kl } = state.model.explorer
    const nats = kl?.[latent] ?? 0
    Object.assign(own, { min: String(min), max: String(max), step: String((max - min) / 400) })
    own.ariaLabel = `${name}${kl === null ? '' : `, KL ${nats.toFixed(2)} nats`}`
    share.style.width = `${(100 * nats) / Math.max(1e-9, ...(kl ?? []))}%`
    row.title = klWords(kl, latent)
    row.classList.toggle('dead', isDead(kl, latent))
    show(state)
  }
  onModel(store, showModel)
  store.on((now, before) => {
    if (now.view.z !== before.view.z) show(now)
  })
  return row
}

/** A slider for each number of the latent, the one that tells most first. */
const sliders = (store: Store): HTMLElement => {
  const { order, explorer } = store.get().model
  // what the bars are; each slider says its own for who cannot see them
  const bars = explorer.kl === null ? [] : [h('p', { className: 'label bars', ariaHidden: 'true' }, 'KL')]
  return h('div', { className: 'sliders' }, ...bars, ...order.map((latent) => slider(store, latent)))
}

// -----------------------------------------------------------------------------
// the decoded example
// -----------------------------------------------------------------------------

const near = (store: Store): { readonly element: HTMLElement; readonly show: (state: State) => string } => {
  const tiles = Array.from({ length: NEAR }, () => {
    const [canvas, words] = [tileCanvas('an example'), h('figcaption')]
    return { canvas, words, figure: h('figure', {}, canvas, words) }
  })
  const show = ({ model, view }: State): string => {
    const isCode = model.explorer.latent.over === 'code'
    const found = nearest(model.codes, view.z, NEAR, isCode ? 'how many differ' : 'squares')
    const far = (distance: number) => (isCode ? `${distance} differ` : distance.toFixed(2))
    for (const [at, { canvas, words, figure }] of tiles.entries()) {
      const one = found[at]
      figure.hidden = one === undefined
      if (one === undefined) continue
      tileOf(model)(canvas, exampleOf(model, one.at))
      const label = classOf(model, one.at)
      words.textContent = label === null ? far(one.distance) : `${label} · ${far(one.distance)}`
      canvas.ariaLabel = `example ${one.at}${label === null ? '' : `, a ${label}`}, ${far(one.distance)}${isCode ? '' : ' away'}`
    }
    const [first] = found
    return first === undefined ? '' : (classOf(model, first.at) ?? '')
  }
  const figures = tiles.map(({ figure }) => figure)
  const element = h(
    'div',
    {},
    h('p', { className: 'label' }, 'nearest examples, and how far'),
    h('div', { className: 'tiles' }, ...figures),
  )
  element.hidden = store.get().model.codes.count === 0
  return { element, show }
}

const fill = ({ model, view, seed }: State, mean: HTMLCanvasElement, drawn: readonly HTMLCanvasElement[]): void => {
  const tile = tileOf(model)
  tile(mean, model.machine.decode(view.z))
  const { draw } = model.machine
  if (draw !== null) for (const [at, canvas] of drawn.entries()) tile(canvas, draw(view.z, noiseFrom(seed + at)))
}

/** Units: milliseconds that a code must stand still before it is spoken of. */
const SPOKEN = 600

/** What a reader of a screen is told of a code, once it stands still. */
const spoken = ({ model, view }: State, density: number | null, label: string): string =>
  [
    Array.from(view.z.slice(0, 4), (value, at) => `${numberName(model, at)} ${value.toFixed(1)}`).join(', '),
    ...(density === null ? [] : [`log p(z) ${density.toFixed(1)}`]),
    ...(label === '' ? [] : [`near a ${label}`]),
  ].join('; ')

/** What the density is called: of a latent below others it is under them. */
const densityName = ({ explorer: { latent, above = [] } }: Model): string => {
  const own = latent.name ?? 'z'
  return above.length === 0 ? `log p(${own})` : `log p(${own}|${above.map(({ name = 'z' }) => name).join(', ')})`
}

/** What draws are of: those of latents below are drawn too. */
const drawsWords = ({ explorer: { latent, above = [] }, latents }: Model): string => {
  const below = latents.slice(above.length + 1).map(({ name = 'z' }) => name)
  const own = `p(x|${latent.name ?? 'z'})`
  return below.length === 0 ? `draws from ${own}` : `draws from ${own}, ${below.join(' and ')} drawn too`
}

/** The decoded example as a part of a page. */
export const outputCard = (store: Store): HTMLElement => {
  const mean = tileCanvas('the mean of p(x|z)')
  const drawn = Array.from({ length: DRAWN }, (_, at) => tileCanvas(`draw ${at + 1} from p(x|z)`))
  const density = h('dd')
  const live = h('p', { className: 'hidden-text', ariaLive: 'polite' })
  const around = near(store)
  const still = later(SPOKEN)
  const show = (state: State) => {
    fill(state, mean, drawn)
    const label = around.show(state)
    const logProb = state.model.machine.density?.(state.view.z) ?? null
    density.textContent = logProb === null ? '' : `${logProb.toFixed(2)} nats`
    still(() => {
      live.textContent = spoken(state, logProb, label)
    })
  }
  show(store.get())
  store.on((now, before) => {
    if (now.view.z !== before.view.z || now.model !== before.model || now.seed !== before.seed) show(now)
  })
  const fresh = () => store.set({ seed: store.get().seed + DRAWN })
  const { prior, draw } = store.get().model.machine
  const fromPrior = () => {
    const z = store.get().model.machine.prior?.(noiseFrom((drawnOf(store) * 2 ** 31) | 0))
    if (z !== undefined) store.look({ z })
  }
  const beside = h(
    'div',
    {},
    ...(draw === null
      ? []
      : [h('p', { className: 'label' }, drawsWords(store.get().model)), h('div', { className: 'tiles' }, ...drawn)]),
    around.element,
    ...(prior === null ? [] : [h('dl', {}, h('dt', {}, densityName(store.get().model)), density)]),
  )
  const actions = h(
    'div',
    { className: 'row gap' },
    ...(prior === null ? [] : [button('A code from the prior', fromPrior)]),
    ...(draw === null ? [] : [button('Other draws', fresh)]),
    button('Save', () => save(mean, 'decoded', 8)),
  )
  return card(
    draw === null ? 'Decoded' : `p(x|${store.get().model.explorer.latent.name ?? 'z'})`,
    draw === null ? 'What the decoder makes of the code.' : 'What the decoder makes of the code: the mean on the left.',
    h('div', { className: 'output' }, mean, beside),
    ...(movesAlone(store.get().model) ? [sliders(store)] : []),
    actions,
    live,
  )
}
