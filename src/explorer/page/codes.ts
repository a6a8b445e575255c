/** Codes of a table on a grid: one is picked, and painted. */

import { gridOf, placed } from '../view/latents.js'
import { button, card, choice, context, h } from './dom.js'
import { later } from './frames.js'
import { press, pressing } from './press.js'
import { onModel, type State, type Store } from './state.js'
import { save, sidesOf, tileCanvas, tileOf } from './tile.js'

/** Pixels of the grid for each of an example, at least. */
const SIDE = 560

type Place = readonly [column: number, row: number]

/** Whether a pointer paints a code, or takes that of a place as the pen. */
type Tool = 'paint' | 'take'

const countOf = ({ model }: Pick<State, 'model'>): number => model.explorer.latent.count ?? 1

/** The pen of a view: one of the codes that there are. */
const penOf = (state: State): number => Math.min(state.view.pen, countOf(state) - 1)

// -----------------------------------------------------------------------------
// the grid
// -----------------------------------------------------------------------------

/** Draws the decoded example, the lines between places, and where the keys are. */
const drawGrid = (canvas: HTMLCanvasElement, scratch: HTMLCanvasElement, { model, view }: State, at: Place): void => {
  const { columns, rows } = gridOf(model.explorer.latent.sizes)
  const { width, height } = sidesOf(model)
  const scale = Math.ceil(SIDE / Math.max(width, height))
  const sides = { width: width * scale, height: height * scale }
  if (canvas.width !== sides.width || canvas.height !== sides.height) Object.assign(canvas, sides)
  tileOf(model)(scratch, model.machine.decode(view.z))
  const own = context(canvas)
  own.imageSmoothingEnabled = false
  own.drawImage(scratch, 0, 0, canvas.width, canvas.height)
  const [across, down] = [canvas.width / columns, canvas.height / rows]
  own.strokeStyle = 'rgba(128, 160, 190, 0.45)'
  own.lineWidth = 1
  own.beginPath()
  for (let column = 1; column < columns; column++) {
    own.moveTo(column * across, 0)
    own.lineTo(column * across, canvas.height)
  }
  for (let row = 1; row < rows; row++) {
    own.moveTo(0, row * down)
    own.lineTo(canvas.width, row * down)
  }
  own.stroke()
  own.strokeStyle = '#ff9f43'
  own.lineWidth = 3
  own.strokeRect(at[0] * across + 1.5, at[1] * down + 1.5, across - 3, down - 3)
}

const ARROWS: Readonly<Record<string, Place>> = {
  ...{ ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] },
}

/** What a grid does when it is touched, or a key is pressed. */
interface Acts {
  readonly tool: () => Tool
  readonly go: (to: Place) => void
  readonly at: () => Place
  readonly paint: (at: Place) => void
  readonly take: (at: Place) => void
}

const placeIn = (canvas: HTMLElement, { columns, rows }: ReturnType<typeof gridOf>, event: PointerEvent): Place => {
  const { left, top, width, height } = canvas.getBoundingClientRect()
  const within = (share: number, count: number) => Math.min(count - 1, Math.max(0, Math.floor(share * count)))
  return [within((event.clientX - left) / width, columns), within((event.clientY - top) / height, rows)]
}

const listen = (canvas: HTMLCanvasElement, grid: ReturnType<typeof gridOf>, acts: Acts): void => {
  let isHeld = false
  const move = (event: PointerEvent) => {
    if (!isHeld) return
    const at = placeIn(canvas, grid, event)
    acts.go(at)
    acts[acts.tool()](at)
  }
  canvas.onpointerdown = (event) => {
    canvas.setPointerCapture(event.pointerId)
    canvas.focus({ preventScroll: true })
    isHeld = true
    move(event)
    event.preventDefault()
  }
  canvas.onpointermove = move
  canvas.onpointerup = canvas.onpointercancel = () => {
    isHeld = false
  }
  canvas.onkeydown = (event) => {
    const arrow = ARROWS[event.key]
    const [column, row] = acts.at()
    if (event.ctrlKey || event.metaKey) return
    if (arrow !== undefined)
      acts.go([
        Math.min(grid.columns - 1, Math.max(0, column + arrow[0])),
        Math.min(grid.rows - 1, Math.max(0, row + arrow[1])),
      ])
    else if (event.key === 'Enter' || event.key === ' ') acts.paint([column, row])
    else if (event.key === 't') acts.take([column, row])
    else return
    event.preventDefault()
  }
}

// -----------------------------------------------------------------------------
// the table
// -----------------------------------------------------------------------------

/** The codes of the table: each as what a grid of it alone decodes to. */
const tableOf = (store: Store): HTMLElement => {
  const all = Array.from({ length: countOf(store.get()) }, (_, code) =>
    press({
      name: `code ${code}`,
      words: String(code),
      act: () => store.look({ pen: code }),
      code: ({ view }) => new Float32Array(view.z.length).fill(code),
      isOn: (state) => penOf(state) === code,
    }),
  )
  pressing(store, all, () => false)
  return h('div', { className: 'bits table', role: 'group', ariaLabel: 'codes' }, ...all.map((each) => each.button))
}

// -----------------------------------------------------------------------------
// the part of a page
// -----------------------------------------------------------------------------

/** Units: milliseconds that the place must stand still before it is spoken of. */
const SPOKEN = 400

/** The grid, and what a reader of a screen is told of the place where the keys are. */
const gridPart = (
  store: Store,
  tool: () => Tool,
): { readonly canvas: HTMLCanvasElement; readonly live: HTMLElement } => {
  const grid = gridOf(store.get().model.explorer.latent.sizes)
  const [scratch, live] = [tileCanvas(''), h('p', { className: 'hidden-text', ariaLive: 'polite' })]
  const canvas = h('canvas', {
    ...{ className: 'pixels codes', tabIndex: 0, role: 'application' },
    ariaLabel: `Grid of ${grid.rows} by ${grid.columns} codes. Arrow keys move, Enter paints, t takes the code that is there.`,
  })
  const still = later(SPOKEN)
  let at: Place = [0, 0]
  const numberOf = ([column, row]: Place): number => row * grid.columns + column
  const codeAt = (place: Place): number => store.get().view.z[numberOf(place)] as number
  const draw = () => {
    drawGrid(canvas, scratch, store.get(), at)
    still(() => {
      live.textContent = `row ${at[1] + 1}, column ${at[0] + 1}: code ${codeAt(at)}`
    })
  }
  const go = (to: Place) => {
    at = to
    draw()
  }
  const paint = (place: Place) => store.look({ z: placed(store.get().view.z, numberOf(place), penOf(store.get())) })
  listen(canvas, grid, { tool, at: () => at, go, paint, take: (from) => store.look({ pen: codeAt(from) }) })
  onModel(store, draw)
  store.on((now, before) => {
    if (now.view.z !== before.view.z) draw()
  })
  return { canvas, live }
}

/** What the pointer does, to choose. */
const toolChoice = () => {
  let tool: Tool = 'paint'
  const { element, show } = choice<Tool>(
    'what the pointer does',
    [
      ['paint', 'Paint'],
      ['take', 'Take a code'],
    ],
    (value) => {
      tool = value
      show(tool)
    },
  )
  show(tool)
  return { element, tool: () => tool }
}

/** Codes on a grid as a part of a page. */
export const codesCard = (store: Store): HTMLElement => {
  const tools = toolChoice()
  const { canvas, live } = gridPart(store, tools.tool)
  const places = store.get().view.z.length
  const fill = () => store.look({ z: new Float32Array(places).fill(penOf(store.get())) })
  return card(
    'Codes on a grid',
    `Each of ${places} places has one of ${countOf(store.get())} codes. Pick a code below, and paint with it.`,
    canvas,
    h(
      'div',
      { className: 'row gap' },
      tools.element,
      button('All of this code', fill),
      button('Save', () => save(canvas, 'codes', 1)),
    ),
    h(
      'div',
      { className: 'gap' },
      h('p', { className: 'label' }, 'the table: what a grid of one code alone decodes to'),
    ),
    tableOf(store),
    live,
  )
}
