/** What must hold in a long training: memory, speed, other arithmetic, and a main thread that answers. */

import { monitorEventLoopDelay } from 'node:perf_hooks'
import { growth, median, ratio } from './measure.mjs'
import { mlpData, mlpVae, openEngine, train } from './subjects/library.mjs'
import { MLP } from './work.mjs'

/** What is asked of it. */
export const LIMITS = {
  /** The most that resident memory may grow after the first steps, as a fraction, garbage not counted. */
  rssGrowth: 0.05,
  /** How much slower the last steps may be than the first: denormal numbers once cost 1.45. */
  slowing: 1.25,
  /** How many times the time of a step of 128 one of 1,024 may take. */
  batch1024Over128: 6,
  /** The longest that the main thread may not answer once training runs, in milliseconds, on a machine that is idle. */
  mainThreadMs: 200,
}

const smallest = () => Number.MIN_VALUE * 3 === 1.5e-323

/** What is seen while training: at the end of each run of steps, when it was and how much memory is resident. */
const observer = (stepsPerRun, collectAt) => {
  const delay = monitorEventLoopDelay({ resolution: 5 })
  const seen = []
  let exact = true
  let step = 0
  const told = (event) => {
    if (event._tag !== 'Stepped') return
    step += 1
    if (step % stepsPerRun !== 0) return
    exact &&= smallest()
    if (collectAt.some((each) => each >= step && each < step + stepsPerRun)) globalThis.gc?.()
    seen.push({ step, at: performance.now(), rss: process.memoryUsage.rss() })
    if (seen.length === 1) delay.enable() // tracing is over
  }
  const stop = () => {
    delay.disable()
    return { seen, exact, mainThreadMs: delay.max / 1e6, mainThreadMs99: delay.percentile(99) / 1e6 }
  }
  return { told, stop }
}

const between = (seen, from, to) => seen.filter(({ step }) => step > from && step <= to)

/** Milliseconds a step, from one run to the next. */
const paces = (seen) => seen.slice(1).map(({ step, at }, index) => (at - seen[index].at) / (step - seen[index].step))

/** The median time of a step of a large batch and of the usual one, taken in turn. */
const batches = async (model, engine, turns) => {
  const [usual, large] = [MLP.batch, 8 * MLP.batch]
  const of = { [usual]: [], [large]: [] }
  const [many, few] = [mlpData(48), mlpData(16 * 8)]
  for (let turn = 0; turn < turns; turn++)
    for (const [batch, data] of [
      [usual, many],
      [large, few],
    ]) {
      const { ms } = await train({ model, data, batch, epochs: 3, engine })
      of[batch].push(...ms.slice(1))
    }
  return ratio(median(of[large]), median(of[usual]))
}

/** A long training and what was seen of it. */
export const lasting = async ({ steps, warm = 200, ends = 500, perEpoch = 500, turns = 4 }) => {
  const engine = await openEngine()
  const model = mlpVae()
  const epoch = Math.min(perEpoch, steps)
  const total = Math.ceil(steps / epoch) * epoch
  const { told, stop } = observer(engine.stepsPerRun, [warm, total - warm])
  await train({ model, data: mlpData(epoch), epochs: total / epoch, engine, told })
  const { seen, exact, mainThreadMs, mainThreadMs99 } = stop()
  const rss = (from, to) => median(between(seen, from, to).map((each) => each.rss))
  const last = seen.at(-1).step
  return {
    steps: last,
    rssMegabytes: { first: rss(warm, 2 * warm) / 2 ** 20, last: rss(last - warm, last) / 2 ** 20 },
    rssGrowth: growth(rss(warm, 2 * warm), rss(last - warm, last)),
    slowing: ratio(median(paces(between(seen, last - ends, last))), median(paces(between(seen, 0, ends)))),
    exact,
    mainThreadMs,
    mainThreadMs99,
    batch1024Over128: await batches(model, engine, turns),
  }
}

/** What does not hold, in words. */
export const failures = (result) => [
  ...Object.entries(LIMITS)
    .filter(([name, most]) => !(result[name] <= most))
    .map(([name, most]) => `${name} is ${result[name].toPrecision(3)} but must be at most ${most}`),
  ...(result.exact ? [] : ['Number.MIN_VALUE * 3 is not exact on the main thread']),
]
