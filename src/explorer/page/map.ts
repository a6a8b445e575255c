/** The map of a latent: the decoded plane, what lies over it, and the code under the pointer. */

import { codeAt, placeOf } from './axes.js'
import { colorOf } from './colors.js'
import { button, card, choice, context, h } from './dom.js'
import { manifoldOf } from './manifold.js'
import {
  drawCode,
  drawComponents,
  drawExamples,
  drawNames,
  drawPosterior,
  drawPrior,
  drawWay,
  type Plane,
  priorGrid,
} from './overlays.js'
import { numberName, onModel, type State, type Store } from './state.js'
import { save, tileCanvas, tileOf } from './tile.js'

// -----------------------------------------------------------------------------
// the pointer and the keys
// -----------------------------------------------------------------------------

type Held = 'z' | 'a' | 'b'

/** What of a page lies under a place: a handle within reach of a finger, or else the code. */
const heldAt = (state: State, [x, y]: readonly [number, number], reach: number): Held => {
  const distance = (z: Float32Array) => {
    const [left, top] = placeOf(state, z).map((each) => Math.min(0.98, Math.max(0.02, each))) as [number, number]
    return Math.hypot(left - x, top - y)
  }
  const [a, b] = [distance(state.view.a), distance(state.view.b)]
  return Math.min(a, b) > reach || distance(state.view.z) < Math.min(a, b) ? 'z' : a < b ? 'a' : 'b'
}

const placeIn = (canvas: HTMLElement, event: { readonly clientX: number; readonly clientY: number }) => {
  const { left, top, width, height } = canvas.getBoundingClientRect()
  const within = (share: number) => Math.min(1, Math.max(0, share))
  return [within((event.clientX - left) / width), within((event.clientY - top) / height)] as const
}

const listen = (canvas: HTMLCanvasElement, store: Store, finger: (event: PointerEvent | null) => void): void => {
  let held: Held | null = null
  const move = (event: PointerEvent) => {
    if (held === null) return
    store.look({ [held]: codeAt(store.get(), ...placeIn(canvas, event)) })
    finger(event.pointerType === 'mouse' ? null : event)
  }
  const end = () => {
    held = null
    finger(null)
  }
  canvas.onpointerdown = (event) => {
    canvas.setPointerCapture(event.pointerId)
    canvas.focus({ preventScroll: true })
    held = heldAt(store.get(), placeIn(canvas, event), 16 / canvas.clientWidth)
    move(event)
    event.preventDefault()
  }
  canvas.onpointermove = move
  canvas.onpointerup = canvas.onpointercancel = end
}

const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}

/** Arrows move the code, with Shift five times as far; A and B set the ends of the way, Home goes to the middle. */
const keys = (canvas: HTMLCanvasElement, store: Store): void => {
  canvas.onkeydown = ({ key, shiftKey, ctrlKey, metaKey, preventDefault }) => {
    const state = store.get()
    const arrow = ARROWS[key]
    if (ctrlKey || metaKey) return
    if (arrow !== undefined) {
      const [x, y] = placeOf(state, state.view.z)
      const step = shiftKey ? 0.1 : 0.02
      store.look({ z: codeAt(state, x + arrow[0] * step, y + arrow[1] * step) })
    } else if (key === 'a' || key === 'b') store.look({ [key]: state.view.z.slice() })
    else if (key === 'Home') store.look({ z: new Float32Array(state.view.z.length) })
    else return
    preventDefault.call(window.event)
  }
}

// -----------------------------------------------------------------------------
// a lens beside a finger
// -----------------------------------------------------------------------------

const lensOf = (inside: HTMLElement) => {
  const lens = tileCanvas('')
  lens.classList.add('lens')
  lens.hidden = true
  inside.append(lens)
  return {
    at: (event: PointerEvent | null) => {
      lens.hidden = event === null
      if (event === null) return
      const [x, y] = placeIn(inside, event)
      // in the upper corner that the finger is not in
      lens.style.left = x < 0.5 ? 'auto' : '8px'
      lens.style.right = x < 0.5 ? '8px' : 'auto'
      lens.style.top = y < 0.45 ? 'auto' : '8px'
      lens.style.bottom = y < 0.45 ? '8px' : 'auto'
    },
    draw: ({ model, view }: State) => {
      if (!lens.hidden) tileOf(model)(lens, model.machine.decode(view.z))
    },
  }
}

// -----------------------------------------------------------------------------
// painting
// -----------------------------------------------------------------------------

const painted = (plane: Plane, state: State, tiles: HTMLCanvasElement, grid: Float32Array | null): void => {
  const { context: own, side } = plane
  own.clearRect(0, 0, side, side)
  if (state.view.shown !== 'data' && tiles.width > 1) {
    own.globalAlpha = state.view.shown === 'both' ? 0.6 : 1
    own.imageSmoothingEnabled = true
    own.imageSmoothingQuality = 'high'
    own.drawImage(tiles, 0, 0, side, side)
    own.globalAlpha = 1
  }
  drawPrior(plane, state, grid)
  drawComponents(plane, state)
  if (state.view.shown !== 'decoded') drawExamples(plane, state)
  drawPosterior(plane, state)
  drawWay(plane, state)
  drawCode(plane, state)
  drawNames(plane, state)
}

/** Whether the decoded plane is another one: of other axes, or another slice. */
const isOther = (now: State, before: State): boolean =>
  now.model !== before.model ||
  now.view.axes !== before.view.axes ||
  now.view.even !== before.view.even ||
  now.view.z.some((value, at) => !now.view.axes.includes(at) && value !== before.view.z[at])

// -----------------------------------------------------------------------------
// controls
// -----------------------------------------------------------------------------

const axisSelect = (store: Store, which: 0 | 1): HTMLSelectElement => {
  const { model, view } = store.get()
  const options = model.order.map((latent) =>
    h('option', { value: String(latent), selected: latent === view.axes[which] }),
  )
  const select = h('select', { ariaLabel: which === 0 ? 'horizontal axis' : 'vertical axis' }, ...options)
  const name = ({ model: now }: State) => {
    for (const option of options) {
      const nats = now.explorer.kl?.[Number(option.value)]
      option.textContent = `${numberName(now, Number(option.value))}${nats === undefined ? '' : ` · ${nats.toFixed(1)} nats`}`
    }
  }
  onModel(store, name)
  select.onchange = () => {
    const axes: [number, number] = [...store.get().view.axes]
    axes[which] = Number(select.value)
    store.look({ axes })
  }
  return select
}

const legendOf = (store: Store): HTMLElement => {
  const classes = store.get().model.explorer.points?.classes ?? []
  const buttons = classes.map((words, at) => {
    const dot = h('i', { css: { background: colorOf(at, classes.length) } })
    const own = h('button', { type: 'button', ariaPressed: 'true', title: `show or hide ${words}` }, dot, words)
    own.onclick = () => {
      const hidden = new Set(store.get().hidden)
      if (!hidden.delete(at)) hidden.add(at)
      own.ariaPressed = String(!hidden.has(at))
      store.set({ hidden })
    }
    return own
  })
  return h(
    'div',
    { className: 'legend gap', role: 'group', ariaLabel: 'classes', hidden: classes.length === 0 },
    ...buttons,
  )
}

const controls = (store: Store, saveMap: () => void): HTMLElement => {
  const { model } = store.get()
  const shown = choice(
    'what is shown',
    [
      ['both', 'Both'],
      ['decoded', 'Decoded'],
      ['data', 'Examples'],
    ],
    (value) => store.look({ shown: value }),
  )
  const even = button('Even in probability', () => store.look({ even: !store.get().view.even }))
  even.title = "equal steps of the prior's probability, not of z"
  even.hidden = !model.explorer.latent.standard
  const show = ({ view }: State) => {
    shown.show(view.shown)
    even.ariaPressed = String(view.even)
  }
  show(store.get())
  store.on(show)
  const axes = model.codes.size > 2 ? [h('span', { className: 'row' }, axisSelect(store, 0), axisSelect(store, 1))] : []
  if (model.codes.count === 0) shown.element.lastElementChild?.remove()
  return h('div', { className: 'row gap' }, shown.element, even, ...axes, button('Save', saveMap))
}

const wordsOf = ({ model }: State): string =>
  model.codes.size <= 2
    ? 'Drag the ring, or A and B. Arrow keys move it; a and b set the ends of the way.'
    : `A slice through ${model.codes.size} numbers: the others stay where the sliders are. Examples far from the slice are faint.`

/** The map as a part of a page. */
export const mapCard = (store: Store): HTMLElement => {
  const canvas = h('canvas', {
    className: 'plane',
    tabIndex: 0,
    role: 'application',
    ariaLabel: 'Map of the latent. Arrow keys move the code, a and b set the ends of the way.',
  })
  const frame = h('div', { className: 'map' }, canvas)
  const lens = lensOf(frame)
  let grid: Float32Array | null = null
  const ratio = Math.min(2, devicePixelRatio || 1)
  const paint = () => {
    const side = canvas.width
    painted({ context: context(canvas), side, ratio }, store.get(), manifold.canvas, grid)
  }
  const manifold = manifoldOf(paint)
  const again = (state: State) => {
    grid = priorGrid(state)
    manifold.begin(state)
  }
  new ResizeObserver(() => {
    const side = Math.round(canvas.clientWidth * ratio)
    if (side > 0 && side !== canvas.width) {
      Object.assign(canvas, { width: side, height: side })
      paint()
    }
  }).observe(canvas)
  listen(canvas, store, lens.at)
  keys(canvas, store)
  store.on((now, before) => {
    if (isOther(now, before)) again(now)
    paint()
    lens.draw(now)
  })
  again(store.get())
  return card(
    'Latent space',
    wordsOf(store.get()),
    frame,
    controls(store, () => save(canvas, 'map', 1)),
    legendOf(store),
  )
}
