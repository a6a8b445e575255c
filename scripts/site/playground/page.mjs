// The playground: a program is picked, changed and run in the tab, and its training is watched.

import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm'
import { env } from '@tensorflow/tfjs-core'
import * as Either from 'fp-ts/lib/Either.js'
import * as functions from 'fp-ts/lib/function.js'
import * as TaskEither from 'fp-ts/lib/TaskEither.js'
import * as shapebound from 'shapebound'
import { drawCurve, rowOf } from './chart.mjs'
import { runProgram } from './run.mjs'

const MODULES = {
  shapebound,
  'fp-ts/lib/function.js': functions,
  'fp-ts/lib/Either.js': Either,
  'fp-ts/lib/TaskEither.js': TaskEither,
}

const at = (id) => document.getElementById(id)
const [code, pick, run, stop] = ['code', 'pick', 'run', 'stop'].map(at)
const examples = JSON.parse(at('examples').textContent)

// -----------------------------------------------------------------------------
// the engine
// -----------------------------------------------------------------------------

/** TensorFlow.js on WebAssembly, whose binary is in this page: nothing is asked of a network. */
const opened = async () => {
  const binary = `data:application/wasm;base64,${at('wasm').textContent.trim()}`
  env().set('WASM_HAS_MULTITHREAD_SUPPORT', false)
  const names = ['', '-simd', '-threaded-simd'].map((kind) => `tfjs-backend-wasm${kind}.wasm`)
  setWasmPaths(Object.fromEntries(names.map((name) => [name, binary])), true)
  const { engine } = await shapebound.Run.promise(shapebound.Engine.choose('wasm'))
  return engine
}

let engine

// -----------------------------------------------------------------------------
// what is watched
// -----------------------------------------------------------------------------

/** Draws at most once a frame. */
const inNextFrame = (draw) => {
  let isWaiting = false
  return () => {
    if (!isWaiting)
      requestAnimationFrame(() => {
        isWaiting = false
        draw()
      })
    isWaiting = true
  }
}

const say = (words) => {
  at('status').textContent = words
}

/** What is heard and drawn of a training, on the page. */
const watching = () => {
  const curve = { steps: [], epochs: [], total: 1 }
  let epochs = 1
  const draw = inNextFrame(() => drawCurve(at('curve'), curve))
  const heard = (event) => {
    if (event._tag === 'Started') {
      Object.assign(curve, { steps: [], epochs: [], total: event.epochs * event.stepsPerEpoch })
      epochs = event.epochs
      at('formula').textContent = event.formula
      at('samples').replaceChildren()
    }
    if (event._tag === 'Stepped') {
      curve.steps.push(event.values.objective)
      say(`Epoch ${event.epoch} of ${epochs}, step ${event.step} of ${curve.total}`)
    }
    if (event._tag === 'EpochEnded') {
      const value = event.training.objective
      curve.epochs.push({ step: event.step, value })
      at('curve').ariaLabel = `The objective after ${event.epoch} of ${epochs} epochs: ${value.toFixed(2)} nats`
    }
    draw()
  }
  const drawn = ({ epoch, ...rows }) => {
    const canvas = rowOf(rows)
    Object.assign(canvas, { role: 'img', ariaLabel: `${rows.count} new examples after ${epoch} epochs` })
    const row = document.createElement('figure')
    const words = document.createElement('figcaption')
    words.textContent = epoch
    row.append(words, canvas)
    at('samples').prepend(row)
  }
  const said = (words) => {
    at('said').textContent += `${words}\n`
  }
  return { heard, drawn, said }
}

// -----------------------------------------------------------------------------
// running
// -----------------------------------------------------------------------------

let running = null

const go = async () => {
  if (running !== null) return
  running = new AbortController()
  const { signal } = running
  run.disabled = true
  stop.disabled = false
  at('said').textContent = ''
  say('Opening the engine …')
  try {
    engine ??= await opened()
    say('Running …')
    await runProgram(code.value, { modules: MODULES, engine, signal, watch: watching() })
    say(`${signal.aborted ? 'Stopped.' : 'Done.'} ${at('status').textContent}.`)
  } catch (error) {
    at('said').textContent += `${error instanceof Error ? error.message : JSON.stringify(error)}\n`
    say('It ended with an error.')
  }
  running = null
  run.disabled = false
  stop.disabled = true
}

const show = (place) => {
  const example = examples[place] ?? examples[0]
  pick.value = String(examples.indexOf(example))
  code.value = example.code
  at('from').textContent = example.from
}

const shownAt = () => show(Number(/example=(\d+)/.exec(location.hash)?.[1] ?? 0))

for (const [place, { title, from }] of examples.entries()) pick.append(new Option(`${title} (${from})`, place))
pick.onchange = () => {
  location.hash = `example=${pick.value}`
}
addEventListener('hashchange', shownAt)
run.onclick = go
stop.onclick = () => running?.abort()
code.onkeydown = (event) => {
  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) go()
}
shownAt()
say('Ready: press Run.')
document.documentElement.dataset.ready = 'true'
