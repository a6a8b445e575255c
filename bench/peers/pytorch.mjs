/**
 * PyTorch at its best: how it is started, with each way to share the cores, and with the code of its BLAS for this
 * processor that multiplies fastest.
 */

import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { start } from '../contestant.mjs'

/** `BENCH_PYTHON` may be a command with arguments, such as `chroot DIR python3`: the program is given as text. */
const [PYTHON, ...ARGUMENTS] = (process.env.BENCH_PYTHON ?? '/usr/bin/python3').split(/\s+/)
const PROGRAM = readFileSync(fileURLToPath(new URL('pytorch.py', import.meta.url)), 'utf8')

/** A directory with another BLAS: Debian's PyTorch uses whichever there is, and the reference one is many times slower. */
const BLAS = process.env.BENCH_BLAS === undefined ? {} : { LD_LIBRARY_PATH: process.env.BENCH_BLAS }

/** The threads of PyTorch itself and of its BLAS; two pools that both wait in a loop would fight for the cores. */
export const SHARES = [
  { torch: 1, blas: 1 },
  { torch: 1, blas: 2 },
  { torch: 2, blas: 1 },
  { torch: 2, blas: 2 },
]

/** What OpenBLAS may be told to be: itself (`undefined`), or the two that an older one does not see in a newer processor. */
export const CORES = [undefined, 'SkylakeX', 'Haswell']

/** Variables for PyTorch alone: those that choose OpenBLAS's code are taken away, wherever the environment set them. */
export const environment = (blas, core) => ({
  OPENBLAS_L2_SIZE: undefined,
  OPENBLAS_CORETYPE: core,
  OPENBLAS_NUM_THREADS: String(blas),
  OMP_WAIT_POLICY: 'passive',
  ...BLAS,
})

const contestant = (what, { torch, blas }, core) => ({
  name: `pytorch-${what}-${torch}-${blas}`,
  command: [PYTHON, ...ARGUMENTS, '-c', PROGRAM, what, String(torch)],
  env: environment(blas, core),
})

/** Relative to products in float64, and of sums of 1,024 positive numbers. */
const RIGHT = 1e-5

/** The same steps on a device, in batches of any size, with as many threads as PyTorch takes by itself. */
export const stepsIn = (name, device) => ({
  name,
  env: { BENCH_DEVICE: device },
  command: (model, batch) => [PYTHON, ...ARGUMENTS, '-c', PROGRAM, model, '0', String(batch)],
})

/** The fastest of those whose products are right: `null` where there is none. */
export const fastest = (tried) =>
  tried
    .filter(({ ms, error }) => ms !== null && error <= RIGHT)
    .reduce((best, each) => (best === null || each.ms < best.ms ? each : best), null)

/** Milliseconds of a product with one kind of code, and how wrong it is. */
const tried = async (core, say) => {
  const { name, command, env } = contestant('product', SHARES[0], core)
  const one = await start(name, command, { samples: 3, env, say })
  if (one === null) return { core, ms: null, error: null }
  const ms = await one.turn().catch(() => [null])
  await one.stop()
  return { core, ms: ms[0] === null ? null : Math.min(...ms), error: one.ready.productError }
}

/** All ways to run PyTorch, or none where it is not there; what was chosen is said. */
export const pytorch = async (works, say) => {
  const results = []
  for (const core of CORES) {
    results.push(await tried(core, results.length === 0 ? say : () => undefined))
    if (results[0].ms === null) return []
  }
  const best = fastest(results)
  if (best === null) say('left out: the products of PyTorch are wrong here')
  else say(`PyTorch's BLAS: ${best.core ?? 'as it sees the processor'}, ${best.ms.toFixed(1)} ms a product of 1,024`)
  return best === null ? [] : works.flatMap((what) => SHARES.map((share) => contestant(what, share, best.core)))
}
