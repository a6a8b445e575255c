/** `npm run bench`: medians of the same work, by shapebound and its peers in turn. */

import { spawnSync } from 'node:child_process'
import { loadavg } from 'node:os'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { start } from './contestant.mjs'
import { denseStepFlops, fastestRate, interleaved, millisecondsAt, resultOf, targetsOf } from './measure.mjs'
import { pytorch } from './peers/pytorch.mjs'
import { installed } from './peers.mjs'
import { MLP, mlpLayers } from './work.mjs'

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    turns: { type: 'string', default: '7' },
    samples: { type: 'string', default: '2' },
    soak: { type: 'string', default: '1500' },
    peers: { type: 'boolean', default: true },
    conv: { type: 'boolean', default: true },
    steps: { type: 'string', default: '240' },
  },
  allowNegative: true,
})
const say = (words) => process.stderr.write(`${words}\n`)
const here = (path) => fileURLToPath(new URL(path, import.meta.url))
const load = () => loadavg()[0].toFixed(2)

// -----------------------------------------------------------------------------
// who takes part
// -----------------------------------------------------------------------------

const node = (path) => [process.execPath, here(path)]

const contestants = [
  { name: 'limit', command: node('subjects/limit.mjs') },
  { name: 'shapebound-mlp', command: node('subjects/mlp.mjs'), env: { BENCH_STEPS: values.steps } },
  ...(values.conv ? [{ name: 'shapebound-conv', command: node('subjects/conv.mjs') }] : []),
  ...(values.peers
    ? [
        ...(await pytorch(['product', 'mlp', ...(values.conv ? ['conv'] : [])], say)),
        ...(installed(say)
          ? [
              { name: 'jaxjs', command: node('peers/jaxjs.mjs') },
              { name: 'tfjs-wasm', command: node('peers/tfjsWasm.mjs') },
            ]
          : []),
      ]
    : []),
]

// -----------------------------------------------------------------------------
// the measurement
// -----------------------------------------------------------------------------

say(`load ${load()}`)
const running = []
for (const { name, command, env = {} } of contestants) {
  const contestant = await start(name, command, { samples: Number(values.samples), env, say })
  if (contestant !== null) running.push(contestant)
}
const told = (name, turn, ms) => say(`${turn === 0 ? 'warm' : turn} ${name} ${ms.toFixed(2)} ms, load ${load()}`)
const medians = await interleaved(running, Number(values.turns), told)
for (const { stop } of running) await stop()
const readyOf = (name) => running.find((contestant) => contestant.name === name)?.ready

/** Operations a second of the fastest product of matrices that any contestant reaches. */
const flopsOf = (name) => readyOf(name)?.flops
const rate = fastestRate(medians, flopsOf)
const ofPyTorch = fastestRate(
  Object.fromEntries(Object.entries(medians).filter(([name]) => name.startsWith('pytorch'))),
  flopsOf,
)
if (ofPyTorch !== null && ofPyTorch < rate / 4)
  say(
    `PyTorch multiplies matrices ${(rate / ofPyTorch).toFixed(0)} times slower than this machine can: its BLAS is not optimized, and it is no peer. Install libopenblas0-pthread, or name a directory with an optimized libblas.so.3 in BENCH_BLAS`,
  )

/** A shorter form of `npm run soak`. */
const soaked = () => {
  if (Number(values.soak) === 0) return null
  const { stdout } = spawnSync(process.execPath, ['--expose-gc', here('soak.mjs'), '--json', '--steps', values.soak], {
    encoding: 'utf8',
  })
  return stdout.trim() === '' ? null : JSON.parse(stdout.trim().split('\n').at(-1))
}

const compileMs = (name) => {
  const until = readyOf(`shapebound-${name}`)?.compileMs ?? null
  return until === null ? null : until - medians[`shapebound-${name}`]
}

const result = resultOf({
  medians,
  pytorchVersion: readyOf('pytorch-mlp-1-1')?.version ?? null,
  limit: millisecondsAt(denseStepFlops(mlpLayers(), MLP.batch), rate),
  compileMs: { mlp: compileMs('mlp'), conv: compileMs('conv') },
  soak: soaked(),
})

// -----------------------------------------------------------------------------
// the report
// -----------------------------------------------------------------------------

for (const [name, ms] of Object.entries(medians)) say(`${name.padEnd(18)} ${ms.toFixed(2)} ms`)
if (rate !== null) say(`${'matrix products'.padEnd(18)} ${(rate / 1e9).toFixed(0)} GFLOP/s`)
for (const [name, value, most] of targetsOf(result))
  say(
    `${value === null ? '-   ' : value <= most ? 'met ' : 'OVER'} ${name.padEnd(38)} ${value === null ? 'not measured' : value.toPrecision(3)} of at most ${most}`,
  )
say(`load ${load()}`)
process.stdout.write(`${values.json ? JSON.stringify(result) : JSON.stringify(result, null, 2)}\n`)
