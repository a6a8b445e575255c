// biome-ignore-all lint/suspicious/noConsole: it is a command
// Kills runs by SIGKILL at random moments, goes on with them, and compares the ends byte by byte with a run that was left alone.
//
//     npm run soak:resume -- --runs 50 --seed 1
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'

const MAIN = 'dist/cli/main.js'
const RECIPES = ['vae', 'factor-vae', 'batch-norm-vae']
const tiny = ['--hidden', '8', '--latent', '2', '--batch', '512', '--epochs', '3', '--checkpoint-steps', '2']
const how = [...tiny, '--engine', 'wasm', '--quiet']

/** Runs the command line; it is killed after some milliseconds where these are given. Gives whether it came to its end. */
const run = (argv, after) =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, [MAIN, ...argv], { stdio: 'ignore' })
    const timer = after === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), after)
    child.on('close', (code) => {
      clearTimeout(timer)
      resolve(code === 0)
    })
  })

const timeless = (text) => text.replace(/"seconds":[^,]*/g, '').replace(/"command":.*/, '')

/** The files of a run that must be alike, as texts. */
const endOf = (folder) => [
  readFileSync(join(folder, 'checkpoint.safetensors')).toString('latin1'),
  readFileSync(join(folder, 'best.safetensors')).toString('latin1'),
  timeless(readFileSync(join(folder, 'metrics.jsonl'), 'utf8')),
]

/** Numbers from 0 to 1 that follow from a seed: mulberry32. */
const drawing = (seed) => {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** Trains one run that is killed and gone on with until it ends; gives how often it was killed. */
const killed = async (recipe, folder, draw, length) => {
  let kills = 0
  const moment = () => draw() * length
  if (await run(['train', recipe, ...how, '--out', folder], moment())) return kills
  for (;;) {
    kills += 1
    // one that was killed before it had a folder begins anew, and each third goes on to its end
    const begun = await run(['resume', folder, '--quiet'], kills % 3 === 0 ? undefined : moment())
    if (begun) return kills
    if (kills % 3 === 0 && (await run(['train', recipe, ...how, '--out', folder]))) return kills
  }
}

const { values } = parseArgs({
  options: { runs: { type: 'string', default: '50' }, seed: { type: 'string', default: '1' } },
})
const [runs, draw] = [Number(values.runs), drawing(Number(values.seed))]
const folder = mkdtempSync(join(tmpdir(), 'shapebound-soak-'))
const wanted = new Map()
let [alike, kills] = [0, 0]
for (let index = 0; index < runs; index += 1) {
  const recipe = RECIPES[index % RECIPES.length]
  if (!wanted.has(recipe)) {
    const begun = performance.now()
    await run(['train', recipe, ...how, '--out', join(folder, recipe)])
    wanted.set(recipe, { end: endOf(join(folder, recipe)), length: performance.now() - begun })
  }
  const { end, length } = wanted.get(recipe)
  const own = join(folder, `${recipe}-${index}`)
  kills += await killed(recipe, own, draw, length)
  const same = endOf(own).every((text, file) => text === end[file])
  alike += same ? 1 : 0
  console.log(`${index + 1}/${runs} ${recipe}: ${same ? 'alike' : 'OTHER BYTES'}`)
}
rmSync(folder, { recursive: true })
console.log(`soak:resume: ${alike} of ${runs} runs end with the same bytes, after ${kills} kills`)
process.exitCode = alike === runs ? 0 : 1
