// biome-ignore-all lint/suspicious/noConsole: it is a command
// Kills runs by SIGKILL at random moments and while they write, goes on with them, and compares the ends with a run that was left alone.
//
//     npm run soak:resume -- --runs 50 --seed 1
//     npm run soak:resume -- --data frey-faces --data-dir data
import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, watch } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { drawing, timeless } from './soaking.mjs'

const MAIN = 'dist/cli/main.js'
const RECIPES = ['vae', 'factor-vae', 'batch-norm-vae']
const tiny = ['--hidden', '8', '--latent', '2', '--batch', '512', '--epochs', '3', '--checkpoint-steps', '1']

/** Files that are not whole yet are in a folder of this name. */
const isAside = (name) => name?.startsWith('.writing-') === true

/** Calls back after some milliseconds and, where asked for, then not before a file is being written. Gives what ends that. */
const moment = (folder, { after, writing, late }, strike) => {
  let watcher
  let timer = setTimeout(() => {
    if (!writing) return strike()
    watcher = watch(folder, (_, name) => {
      if (!isAside(name)) return
      watcher.close()
      timer = setTimeout(strike, late)
    })
  }, after)
  return () => {
    clearTimeout(timer)
    watcher?.close()
  }
}

/** Runs the command line, and kills it at a moment where one is given. Gives whether it came to its end. */
const run = (argv, folder, when) =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, [MAIN, ...argv], { stdio: 'ignore' })
    const end = when === undefined ? () => undefined : moment(folder, when, () => child.kill('SIGKILL'))
    child.on('close', (code) => {
      end()
      resolve(code === 0)
    })
  })

const read = (file, text) => (/\.(jsonl|html)$/.test(file) ? timeless(text.toString('utf8')) : text.toString('latin1'))

/** The files of a run, each as a text. */
const endOf = (folder) =>
  Object.fromEntries(readdirSync(folder).map((file) => [file, read(file, readFileSync(join(folder, file)))]))

/** The files that two ends do not share. */
const unlike = (one, other) =>
  [...new Set([...Object.keys(one), ...Object.keys(other)])].filter((file) => one[file] !== other[file])

/** Trains one run that is killed and gone on with until it ends; gives how often it was killed, and how often while it wrote. */
const killed = async (train, folder, draw, length) => {
  let [kills, writes] = [0, 0]
  const next = () => ({ after: draw() * length, writing: draw() < 0.5, late: draw() * 4 })
  const ended = async (argv, when) => {
    if (await run(argv, folder, when)) return true
    if (when !== undefined) kills += 1
    if (readdirSync(folder).some(isAside)) writes += 1
    return false
  }
  mkdirSync(folder)
  if (await ended([...train, '--out', folder], next())) return { kills, writes }
  for (;;) {
    // each third goes on to its end, and one that was killed before its configuration was written begins anew
    const last = kills % 3 === 0
    if (await ended(['resume', folder, '--quiet'], last ? undefined : next())) return { kills, writes }
    if (last && (await ended([...train, '--out', folder]))) return { kills, writes }
    if (last) throw new Error(`${folder}: can be neither gone on with nor begun anew`)
  }
}

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '50' },
    seed: { type: 'string', default: '1' },
    data: { type: 'string', default: 'sprites' },
    'data-dir': { type: 'string' },
  },
})
const dataDir = values['data-dir'] === undefined ? [] : ['--data-dir', values['data-dir']]
const how = [...tiny, '--data', values.data, ...dataDir, '--engine', 'wasm', '--quiet']
const [runs, draw] = [Number(values.runs), drawing(Number(values.seed))]
const folder = mkdtempSync(join(tmpdir(), 'shapebound-soak-'))
const wanted = new Map()
let [alike, kills, writes] = [0, 0, 0]
for (let index = 0; index < runs; index += 1) {
  const recipe = RECIPES[index % RECIPES.length]
  const train = ['train', recipe, ...how]
  if (!wanted.has(recipe)) {
    const begun = performance.now()
    const whole = join(folder, recipe)
    if (!(await run([...train, '--out', whole]))) throw new Error(`${recipe}: does not train`)
    wanted.set(recipe, { end: endOf(whole), length: performance.now() - begun })
  }
  const { end, length } = wanted.get(recipe)
  const own = join(folder, `${recipe}-${index}`)
  const struck = await killed(train, own, draw, length)
  const others = unlike(end, endOf(own))
  kills += struck.kills
  writes += struck.writes
  alike += others.length === 0 ? 1 : 0
  const verdict = others.length === 0 ? 'alike' : `OTHER BYTES: ${others.join(', ')} in ${own}`
  console.log(`${index + 1}/${runs} ${recipe}: ${verdict}, after ${struck.kills} kills`)
}
if (alike === runs) rmSync(folder, { recursive: true })
console.log(
  `soak:resume: ${alike} of ${runs} runs end alike, after ${kills} kills, ${writes} of them while a file was written`,
)
process.exitCode = alike === runs ? 0 : 1
