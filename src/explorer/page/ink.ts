/** An input of somebody's own: drawn, dropped or pasted, and what the model makes of it. */

import { areCentered, centered, fromRgba, type Pen, type Place, stroked } from '../view/pixels.js'
import { button, card, context, h } from './dom.js'
import { hasMap } from './faces.js'
import { draw, givenWords, inputOf } from './input.js'
import { drawnOf, exampleOf, type Model, type State, type Store } from './state.js'
import { tileCanvas, tileOf } from './tile.js'

// -----------------------------------------------------------------------------
// drawing
// -----------------------------------------------------------------------------

type Picture = NonNullable<Model['explorer']['picture']>

/** Pens of color pictures. */
const PENS: readonly (readonly [name: string, css: string, color: readonly number[]])[] = [
  ['white', '#ffffff', [1, 1, 1]],
  ['red', '#e0453a', [0.88, 0.27, 0.23]],
  ['yellow', '#f2c230', [0.95, 0.76, 0.19]],
  ['green', '#3aa655', [0.23, 0.65, 0.33]],
  ['blue', '#3b78e7', [0.23, 0.47, 0.91]],
  ['black', '#111111', [0.05, 0.05, 0.05]],
]

/** Lines between the places that a pointer was at: it tells of more than one in a frame. */
const strokes = (
  canvas: HTMLCanvasElement,
  picture: Picture,
  line: (from: Place, to: Place) => void,
  end: () => void,
) => {
  let last: Place | null = null
  const placeOf = ({ clientX, clientY }: PointerEvent): Place => {
    const { left, top, width, height } = canvas.getBoundingClientRect()
    return [((clientX - left) / width) * picture.width, ((clientY - top) / height) * picture.height]
  }
  const move = (event: PointerEvent) => {
    if (last === null) return
    const all = event.getCoalescedEvents?.() ?? []
    for (const each of all.length === 0 ? [event] : all) {
      const to = placeOf(each)
      line(last, to)
      last = to
    }
  }
  canvas.onpointerdown = (event) => {
    canvas.setPointerCapture(event.pointerId)
    last = placeOf(event)
    line(last, last)
    event.preventDefault()
  }
  canvas.onpointermove = move
  canvas.onpointerup = canvas.onpointercancel = () => {
    if (last !== null) end()
    last = null
  }
}

/** The numbers of a picture file, fitted into the size of an example on black. */
const fromFile = async (file: Blob, picture: Picture): Promise<Float32Array> => {
  const { width, height } = picture
  const image = await createImageBitmap(file)
  const canvas = h('canvas', { width, height })
  const own = context(canvas)
  const scale = Math.min(width / image.width, height / image.height)
  own.fillRect(0, 0, width, height)
  own.imageSmoothingQuality = 'high'
  own.drawImage(
    image,
    (width - scale * image.width) / 2,
    (height - scale * image.height) / 2,
    scale * image.width,
    scale * image.height,
  )
  return fromRgba(picture, own.getImageData(0, 0, width, height).data)
}

const acceptsFiles = (canvas: HTMLElement, take: (file: Blob) => void): void => {
  const over = (is: boolean) => (event: DragEvent) => {
    event.preventDefault()
    canvas.classList.toggle('over', is)
  }
  canvas.ondragover = over(true)
  canvas.ondragleave = over(false)
  canvas.ondrop = (event) => {
    over(false)(event)
    const file = event.dataTransfer?.files[0]
    if (file !== undefined) take(file)
  }
}

const picker = (take: (file: Blob) => void): HTMLElement => {
  const input = h('input', { type: 'file', accept: 'image/*', hidden: true, ariaLabel: 'a picture of your own' })
  input.onchange = () => {
    const file = input.files?.[0]
    if (file !== undefined) take(file)
    input.value = ''
  }
  return h(
    'span',
    {},
    input,
    button('Open a picture', () => input.click()),
  )
}

/** Numbers as text, of data that are no pictures. */
const writer = (event: number, take: (x: Float32Array) => void): HTMLElement => {
  const field = h('input', {
    type: 'text',
    placeholder: `${event} numbers`,
    ariaLabel: `${event} numbers, between commas`,
  })
  field.onchange = () => {
    const numbers = field.value
      .split(/[\s,;]+/)
      .filter((each) => each !== '')
      .map(Number)
    const fits = numbers.length === event && numbers.every(Number.isFinite)
    field.setCustomValidity(fits ? '' : `it needs ${event} numbers, not ${numbers.length}`)
    field.reportValidity()
    if (fits) take(Float32Array.from(numbers))
  }
  return field
}

// -----------------------------------------------------------------------------
// what comes of it
// -----------------------------------------------------------------------------

const number = (value: number): string => `${value.toFixed(1)} nats`

const figures = () => ({
  again: tileCanvas('its reconstruction'),
  drawn: Array.from({ length: 4 }, (_, at) => tileCanvas(`of draw ${at + 1} from q`)),
  like: h('dd', {}, '–'),
  kl: h('dd', {}, '–'),
  elbo: h('dd', {}, '–'),
  /** What they are called, by what is given. */
  names: { like: h('dt'), kl: h('dt'), drawn: h('figcaption') },
})

const shown = (
  { model, input }: State,
  { again, drawn, like, kl, elbo, names }: ReturnType<typeof figures>,
  blank: Float32Array,
): void => {
  const given = givenWords(model, input)
  names.like.textContent = `E log p(${given}|z)`
  names.kl.textContent = `KL(q(z|${given}) ‖ p(z))`
  names.drawn.textContent = `of draws from q(z|${given})`
  const tile = tileOf(model)
  tile(again, input === null ? blank : model.machine.decode(input.encoded.center))
  for (const [at, canvas] of drawn.entries()) {
    const z = input?.judged?.draws[at]
    tile(canvas, z === undefined ? blank : model.machine.decode(z))
  }
  const judged = input?.judged
  like.textContent = judged ? number(judged.logLikelihood) : '–'
  kl.textContent = judged ? number(judged.kl) : '–'
  elbo.textContent = judged ? number(judged.logLikelihood - judged.kl) : '–'
}

/** The pens of color pictures. */
const pensOf = (picture: Picture, chosen: (color: readonly number[]) => void): HTMLElement =>
  h(
    'span',
    { className: 'row', role: 'group', ariaLabel: 'color', hidden: picture.channels !== 3 },
    ...PENS.map(([name, css, color]) => {
      const own = button('', () => chosen(color), 'swatch')
      own.style.background = css
      own.ariaLabel = name
      return own
    }),
  )

// -----------------------------------------------------------------------------
// the part of a page
// -----------------------------------------------------------------------------

/** What makes an input an end of the way. */
const endsOf = (store: Store): readonly HTMLElement[] =>
  (['a', 'b'] as const).map((end) =>
    button(`Make it ${end.toUpperCase()}`, () => {
      const { input } = store.get()
      if (input !== null) store.look({ [end]: input.encoded.center })
    }),
  )

interface Layout {
  readonly ink: HTMLCanvasElement
  readonly made: ReturnType<typeof figures>
  readonly actions: readonly HTMLElement[]
  readonly isPicture: boolean
  readonly center: boolean
  readonly map: boolean
  /** Whether there are distributions: the posterior, and what an example costs. */
  readonly judges: boolean
  /** Whether an example has several codes, by chance. */
  readonly draws: boolean
}

const laidOut = ({ ink, made, actions, isPicture, center, map, judges, draws }: Layout): HTMLElement =>
  card(
    isPicture ? 'Draw one' : 'Your own example',
    `The encoder says where it belongs${map && draws ? ', and how sure it is: its posterior is on the map' : ''}.${center ? ' It is centered by its mass when you let go.' : ''}`,
    h(
      'div',
      { className: 'draw' },
      h('figure', {}, ink, h('figcaption', {}, isPicture ? 'x: draw here, or drop a picture' : 'x')),
      h('figure', {}, made.again, h('figcaption', {}, 'its reconstruction')),
      ...(draws ? [h('figure', {}, h('div', { className: 'four' }, ...made.drawn), made.names.drawn)] : []),
    ),
    ...(judges
      ? [h('dl', {}, ...[made.names.like, made.like, made.names.kl, made.kl], ...[h('dt', {}, 'ELBO'), made.elbo])]
      : []),
    h('div', { className: 'row gap' }, ...actions),
  )

/** What of it a model has. */
const kindOf = ({ model }: Pick<State, 'model'>): Pick<Layout, 'isPicture' | 'map' | 'judges' | 'draws'> => {
  const judges = model.machine.judge !== null
  const { picture, latent } = model.explorer
  return { isPicture: picture !== null, map: hasMap({ model }), judges, draws: judges && latent.over !== 'code' }
}

/** An input of somebody's own as a part of a page. */
export const inkCard = (store: Store): HTMLElement => {
  const { model } = store.get()
  const { picture, event } = model.explorer
  const blank = new Float32Array(event)
  const ink = tileCanvas('your input')
  ink.classList.add('ink')
  const made = figures()
  const inkOf = (): Float32Array => store.get().input?.x ?? blank
  const take = (values: Float32Array | null) => draw(store, values)
  const examples = Array.from({ length: Math.min(200, model.codes.count) }, (_, at) => exampleOf(model, at))
  const center = picture !== null && areCentered(picture, examples)
  let pen: Pen = { radius: picture === null ? 1 : Math.max(0.6, (picture.width + picture.height) / 50), color: [1] }
  if (picture !== null) {
    strokes(
      ink,
      picture,
      (from, to) => take(stroked(picture, inkOf(), [from, to], pen)),
      () => take(center ? centered(picture, inkOf()) : inkOf()),
    )
    acceptsFiles(ink, (file) => void fromFile(file, picture).then(take))
  }
  const show = (state: State) => {
    tileOf(state.model)(ink, state.input?.x ?? blank)
    shown(state, made, blank)
  }
  show(store.get())
  store.on((now, before) => {
    // the code stays where it was put, whatever a newer model makes of the input
    if (now.model !== before.model && now.input !== null)
      return store.set({ input: inputOf(now.model, now.input, now.seed) })
    if (now.input !== before.input) show(now)
  })
  const anExample = button('An example', () =>
    take(exampleOf(store.get().model, Math.floor(drawnOf(store) * model.codes.count))),
  )
  anExample.hidden = model.codes.count === 0
  const own =
    picture === null
      ? [writer(event, take)]
      : [
          pensOf(picture, (color) => {
            pen = { ...pen, color }
          }),
          picker((file) => void fromFile(file, picture).then(take)),
        ]
  const actions = [button('Clear', () => take(null)), anExample, ...own, ...endsOf(store)]
  return laidOut({ ink, made, actions, center, ...kindOf(store.get()) })
}
