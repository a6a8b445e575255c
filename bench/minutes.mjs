/** What must hold for as long as a training goes on: memory that is flat, and a pace that is kept. */

import { readdirSync } from 'node:fs'
import { growth, median } from './measure.mjs'
import { mlpData, mlpVae, openEngine, train } from './subjects/library.mjs'

/** What is asked of it. */
export const LIMITS = {
  /** The most that resident memory may grow after the first minutes, as a fraction, garbage not counted. */
  rssGrowth: 0.05,
  /** How many threads there may be more at the end. */
  moreThreads: 0,
  /** How much slower the last minutes may be than those after the first, as a fraction. */
  slowing: 0.1,
}

/** Minutes that are not counted, and how many minutes each side of the comparison has. */
const [WARM, ENDS] = [5, 5]

/** With fewer there is nothing to compare. */
export const FEWEST = 3

const threads = () => (process.platform === 'linux' ? readdirSync('/proc/self/task').length : 0)

/** What is seen of each minute: its steps, what one takes, and what is held at its end. */
const observer = (stepsPerRun, told) => {
  const minutes = []
  let paces = []
  let [step, at, begun, cpu] = [0, performance.now(), performance.now(), process.cpuUsage()]
  const ended = (now) => {
    globalThis.gc?.()
    const { user, system } = process.cpuUsage(cpu)
    const steps = paces.length * stepsPerRun
    const minute = {
      ...{ minute: minutes.length + 1, steps, ms: median(paces), cpuMs: (user + system) / 1e3 / steps },
      ...{ megabytes: process.memoryUsage.rss() / 2 ** 20, threads: threads() },
    }
    minutes.push(minute)
    told(minute)
    ;[paces, begun, cpu] = [[], now, process.cpuUsage()]
  }
  const stepped = (event) => {
    if (event._tag !== 'Stepped') return
    step += 1
    if (step % stepsPerRun !== 0) return
    const now = performance.now()
    paces.push((now - at) / stepsPerRun)
    at = now
    if (now - begun >= 60_000) {
      ended(now)
      at = performance.now() // what collecting took is no step's
    }
  }
  return { minutes, stepped }
}

/** What some minutes come to: those after the first beside the last ones; all but the first where they are too few for both. */
export const summaryOf = (minutes) => {
  const warm = minutes.length >= WARM + 2 ? minutes.slice(WARM) : minutes.slice(1)
  const ends = Math.min(ENDS, warm.length >> 1)
  const of = (name, some) => median(some.map((minute) => minute[name]))
  const [early, late] = [warm.slice(0, ends), warm.slice(-ends)]
  const compared = (name) => ({ early: of(name, early), late: of(name, late) })
  const [megabytes, ms, cpuMs, running] = ['megabytes', 'ms', 'cpuMs', 'threads'].map(compared)
  return {
    ...{ minutes: minutes.length, steps: minutes.reduce((sum, { steps }) => sum + steps, 0), megabytes, ms, cpuMs },
    rssGrowth: growth(megabytes.early, megabytes.late),
    moreThreads: running.late - running.early,
    slowing: growth(ms.early, ms.late),
    cpuSlowing: growth(cpuMs.early, cpuMs.late),
  }
}

/** Trains for some minutes, and tells of each as it ends. */
export const forMinutes = async ({ minutes, told }) => {
  const engine = await openEngine()
  const watch = observer(engine.stepsPerRun, told)
  const signal = AbortSignal.timeout((minutes + 0.2) * 60_000)
  await train({ model: mlpVae(), data: mlpData(500), epochs: 1e6, engine, signal, told: watch.stepped })
  return summaryOf(watch.minutes)
}

/** What does not hold, in words. */
export const failuresOf = (summary) =>
  Object.entries(LIMITS)
    .filter(([name, most]) => !(summary[name] <= most))
    .map(([name, most]) => `${name} is ${summary[name].toPrecision(3)} but must be at most ${most}`)
