// A program of somebody's in a page: its imports are of this page, and what it trains is watched.

import { javaScriptOf } from './javaScript.mjs'

const AsyncFunction = Object.getPrototypeOf(async () => undefined).constructor

/** What a program imports by its name. */
const using = (modules) => (name) => {
  const found = modules[name]
  if (found === undefined) throw new Error(`this page has ${Object.keys(modules).join(', ')}, and not ${name}`)
  return found
}

/** How many examples are drawn after each epoch. */
const DRAWN = 8

/** One-hot rows of a condition, each value in turn. */
const eachInTurn = (shape) => {
  const classes = shape.at(-1)
  const values = new Float32Array(DRAWN * classes)
  for (let row = 0; row < DRAWN; row++) values[row * classes + (row % classes)] = 1
  return { shape: ['rows', ...shape], sizes: [DRAWN, classes], values }
}

/** A function of parameters to the means of new examples, the same draws each time; `null` of a model that draws no pictures. */
const drawingOf = ({ Vae, Key }, engine, model) => {
  const key = Key.from(3)
  if ('encoder' in model && 'prior' in model) {
    const program = engine.run((params, own) => Vae.generate(model)(params, own, DRAWN).mean)
    return (params) => program(params, key)
  }
  if (!('p' in model)) return null
  const conditions = Object.entries(model.p.variables).filter(([, { from }]) => from === 'given')
  if (conditions.some(([, { over }]) => over !== 'oneHot')) return null
  const given = Object.fromEntries(conditions.map(([name, { shape }]) => [name, eachInTurn(shape)]))
  const program = engine.run((all, own) => {
    const drawnFor = conditions.length === 0 ? DRAWN : all.given
    return Vae.draw(model)(all.params, own, drawnFor).means.x
  })
  return (params) => program({ params, ...(conditions.length === 0 ? {} : { given }) }, key)
}

const pictureOf = (data) => data.picture ?? data.fields?.x?.picture ?? data.fields?.x?.data?.picture ?? null

/** The library, in which whatever trains is watched, and stops with a signal. */
const watched = (library, { engine, signal, watch, made }) => {
  const fit = (options) => {
    const drawing = drawingOf(library, engine, options.model)
    const picture = pictureOf(options.data)
    const shown = async (state) => {
      const means = drawing === null || picture === null ? null : await drawing(state.params)()
      if (means?._tag === 'Right')
        watch.drawn({ picture, epoch: state.progress.epoch, values: means.right.values, count: DRAWN })
      return { _tag: 'Right', right: undefined }
    }
    const own = { engine, signal, checkpoint: { epochs: 1, save: (state) => () => shown(state) } }
    const listen = [...[options.listen ?? []].flat(), watch.heard]
    return made(library.Train.fit({ ...own, ...options, listen }))
  }
  return { ...library, Train: { ...library.Train, fit } }
}

/** Runs a program, and what it made to train and did not run. */
export const runProgram = async (code, { modules, engine, signal, watch }) => {
  const waiting = new Set()
  const made = (program) => {
    const once = () => {
      waiting.delete(once)
      return program()
    }
    waiting.add(once)
    return once
  }
  const own = { ...modules, shapebound: watched(modules.shapebound, { engine, signal, watch, made }) }
  const said = (...all) =>
    watch.said(all.map((each) => (typeof each === 'string' ? each : JSON.stringify(each))).join(' '))
  await new AsyncFunction('use', 'console', javaScriptOf(code))(using(own), { log: said })
  for (const program of [...waiting]) {
    const result = await program()
    if (result._tag === 'Left') throw result.left
  }
}
