/** The page of an explorer: unpacks the model, puts the parts of the page together, and keeps its address. */

import { sizeOf } from '../../compiler/graph/value.js'
import { type Blob, readBlob } from '../blob.js'
import { fromLetters } from '../letters.js'
import { machine } from '../machine.js'
import type { Explorer } from '../model.js'
import { roundingWords } from '../rounded.js'
import { fromHash, levelIn, toHash, type View } from '../view/hash.js'
import { groupOf, plainCode } from '../view/latents.js'
import { latentsOf, levelAt, placesOf } from '../view/levels.js'
import { codeOf, inOrder, twoOf } from '../view/points.js'
import { rangesOf } from './axes.js'
import { componentsCard } from './components.js'
import { conditionsCard } from './conditions.js'
import { directionsCard } from './directions.js'
import { h } from './dom.js'
import { faceCard, hasMap } from './faces.js'
import { later } from './frames.js'
import { inkCard } from './ink.js'
import { levelsCard } from './levels.js'
import { fetched, follow } from './live.js'
import { mapCard } from './map.js'
import { othersCard } from './others.js'
import { outputCard } from './output.js'
import { pathCard } from './path.js'
import { type Model, movesAlone, onModel, type State, type Store, storeOf, under } from './state.js'
import { shapeOf, spanIn } from './tile.js'
import { traversalsCard } from './traversals.js'

// -----------------------------------------------------------------------------
// the model
// -----------------------------------------------------------------------------

const unzipped = (bytes: BodyInit): Promise<ArrayBuffer> => {
  const stream = new Response(bytes).body as ReadableStream<Uint8Array<ArrayBuffer>>
  return new Response(stream.pipeThrough(new DecompressionStream('gzip'))).arrayBuffer()
}

/** The model that a blob holds, on its uppermost latent. */
const modelOf = (buffer: ArrayBuffer): Model => {
  const { header, numbers } = readBlob<Explorer>(buffer)
  const known = new Map<number, Model>()
  const on = (level: number): Model => {
    const found = known.get(level) ?? modelOn({ header: levelAt(header, level), numbers }, latentsOf(header), on)
    known.set(level, found)
    return found
  }
  return on(0)
}

const modelOn = (blob: Blob<Explorer>, latents: Model['latents'], on: Model['on']): Model => {
  const { header, numbers } = blob
  const size = sizeOf(header.latent.sizes)
  const { points } = header
  const own = machine(blob)
  const codes = { count: points?.count ?? 0, size, centers: points === null ? [] : numbers(points.centers) }
  const x = points === null ? [] : scaled(numbers(points.x), points.x.held === 'u8')
  return {
    ...{ explorer: header, machine: own, codes, x, latents, on },
    components: own.components?.() ?? null,
    above: points?.above ? numbers(points.above) : null,
    ...{ ranges: rangesOf(header, codes), span: spanIn(header, x) },
    labels: points?.labels ? numbers(points.labels) : null,
    given: points?.given ? numbers(points.given) : null,
    order: inOrder(header.kl, size),
  }
}

/** Bytes are numbers from 0 to 1. In a loop: of all pixels, `Float32Array.from` with a function takes a tenth of a second. */
const scaled = (values: ArrayLike<number>, areBytes: boolean): ArrayLike<number> => {
  if (!areBytes) return values
  const numbers = new Float32Array(values.length)
  for (let at = 0; at < values.length; at++) numbers[at] = (values[at] as number) / 255
  return numbers
}

// -----------------------------------------------------------------------------
// the view
// -----------------------------------------------------------------------------

/** The code of an example; where there is none, one of two that differ. */
const codeAt = ({ codes, explorer: { latent } }: Model, at: number, which: 0 | 1 = 0): Float32Array =>
  codes.count === 0 ? plainCode(latent.over, codes.size, groupOf(latent.over, latent.sizes), which) : codeOf(codes, at)

/** The values of the conditions of an example; where there is none, the first of each. */
const valuesOf = ({ explorer: { conditions }, given }: Model, at: number): readonly number[] =>
  conditions.map((_, each) => given?.[at * conditions.length + each] ?? 0)

/** The latents above of an example, zeros where there is none. */
const aboveOf = ({ above, explorer }: Model, at: number): Float32Array => {
  const size = placesOf(explorer.above ?? []).at(-1)?.to ?? 0
  return Float32Array.from({ length: size }, (_, each) => above?.[at * size + each] ?? 0)
}

/** What a page shows first of a latent. */
const firstView = (model: Model): View => {
  const { order, codes, explorer } = model
  const [one, other] = twoOf(codes.count, model.labels)
  return {
    z: explorer.latent.over === 'real' ? new Float32Array(codes.size) : codeAt(model, one),
    a: codeAt(model, one),
    b: codeAt(model, other, 1),
    way: 'straight',
    axes: [order[0] ?? 0, order[1] ?? 0],
    shown: 'both',
    even: explorer.latent.standard,
    given: valuesOf(model, one),
    ...{ level: explorer.above?.length ?? 0, above: aboveOf(model, one), pen: 0 },
  }
}

/** What an address shows of a model. */
const shownAt = (model: Model, hash: string): Pick<State, 'model' | 'view'> => {
  const on = model.on(levelIn(hash, model.latents.length))
  const view = fromHash(hash, firstView(on))
  return { view, model: under(on, view) }
}

/** Units: milliseconds after which the address follows. Browsers refuse more than some changes of it a second. */
const ADDRESS = 300

const keepAddress = (store: Store): void => {
  const soon = later(ADDRESS)
  store.always((now, before) => {
    if (now.view === before.view) return
    soon(() => history.replaceState(null, '', toHash(store.get().view)))
  })
  // as it was said: by now the address may have followed what was shown before
  addEventListener('hashchange', ({ newURL }) => {
    soon(null)
    const { hash } = new URL(newURL)
    const { view, model } = store.get()
    const level = levelIn(hash, model.latents.length)
    if (level !== view.level) return store.set({ ...shownAt(model, hash), input: null })
    const now = fromHash(hash, view)
    const same = now.given === view.given && now.above === view.above
    store.set({ view: now, ...(same ? {} : { model: under(model, now) }) })
  })
}

// -----------------------------------------------------------------------------
// the page
// -----------------------------------------------------------------------------

const heldOf = ({ explorer: { rounding, data }, codes }: Model): string => {
  const held =
    codes.count === 0
      ? 'It holds none of the data.'
      : `It holds ${codes.count.toLocaleString('en')} ${data}: whoever has the page has them.`
  const rounded = rounding === null ? '' : ` Weights are ${roundingWords(rounding)}.`
  return `Everything runs in this page; nothing is sent anywhere. ${held}${rounded}`
}

const footerOf = (store: Store): HTMLElement => {
  const [held, trained] = [h('p'), h('span')]
  const show = ({ model }: State) => {
    held.textContent = heldOf(model)
    trained.textContent = model.explorer.trained
  }
  onModel(store, show)
  const { objective } = store.get().model.explorer
  return h('footer', {}, held, h('p', {}, trained, ' Objective: ', h('code', {}, objective)))
}

const build = (store: Store, main: HTMLElement): void => {
  const state = store.get()
  const there = (parts: readonly (HTMLElement | null)[]): readonly HTMLElement[] =>
    parts.filter((part) => part !== null)
  const left = h(
    'div',
    { className: 'column' },
    ...there([levelsCard(store, firstView), hasMap(state) ? mapCard(store) : faceCard(store), componentsCard(store)]),
  )
  const right = h(
    'div',
    { className: 'column' },
    ...there([conditionsCard(store)]),
    outputCard(store),
    ...there([othersCard(store)]),
    pathCard(store),
    inkCard(store),
  )
  // one number after the other says nothing of what is whole or one of several: the face shows it
  const alone = movesAlone(state.model)
  const directions = alone ? directionsCard(store) : null
  const below = [...(directions === null ? [] : [directions]), ...(alone ? [traversalsCard(store)] : [])]
  // on a phone they come after what is on the right
  for (const each of below) each.classList.add('later')
  left.append(...below)
  document.documentElement.style.setProperty('--shape', shapeOf(state.model))
  main.replaceChildren(left, right)
  main.parentElement?.querySelector('footer')?.remove()
  main.after(footerOf(store))
}

/** A newer model on the latent that is shown. */
const newerOf = (buffer: ArrayBuffer, view: View): Model => under(modelOf(buffer).on(view.level), view)

const tag = document.getElementById('numbers')
const main = document.getElementById('explorer')

const begin = async (): Promise<void> => {
  if (tag === null || main === null) return
  const from = tag.dataset.from
  const given = from === undefined ? { numbers: fromLetters(tag.textContent), version: 0 } : await fetched(from)
  const model = modelOf(await unzipped(given.numbers))
  const store = storeOf({
    ...shownAt(model, location.hash),
    input: null,
    hidden: new Set(),
    seed: 1,
    turn: 1,
    moving: null,
  })
  // another latent has other parts
  store.always((now, before) => {
    if (now.view.level === before.view.level) return
    store.clear()
    build(store, main)
  })
  build(store, main)
  keepAddress(store)
  if (from !== undefined)
    follow(store, given.version, async () => {
      const newer = await fetched(from)
      return { version: newer.version, model: newerOf(await unzipped(newer.numbers), store.get().view) }
    })
  document.documentElement.dataset.ready = 'true'
}

begin().catch((error: unknown) => {
  if (main !== null)
    main.textContent = `This page could not be unpacked: ${error instanceof Error ? error.message : String(error)}`
})
