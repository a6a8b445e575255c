// biome-ignore-all lint/suspicious/noConsole: it is a command
// Kills a study by SIGKILL at random moments, its coordinator or one of its runs, goes on with it, and compares its end with that of
// a study that was left alone: the journal to the byte, and every file of every trial but for times.
//
//     npm run soak:sweep -- --kills 20 --trials 40
//     npm run soak:sweep -- --pruner asha --seed 2
import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { drawing, timeless } from './soaking.mjs'

const MAIN = 'dist/cli/main.js'

/** The processes that a process has started and that still run. */
const childrenOf = (pid) =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((id) => {
      try {
        return (
          Number(
            readFileSync(`/proc/${id}/stat`, 'utf8')
              .replace(/^.*\) /, '')
              .split(' ')[1],
          ) === pid
        )
      } catch {
        return false // it is gone
      }
    })

/** Runs the command line. Gives its process and whether it came to its end. */
const begun = (argv) => {
  const child = spawn(process.execPath, [MAIN, ...argv], { stdio: ['ignore', 'ignore', 'inherit'] })
  return { child, ended: new Promise((resolve) => child.on('close', (code, signal) => resolve({ code, signal }))) }
}

/** What a file holds, but for times and places. */
const read = (file, folder) => {
  const bytes = readFileSync(file)
  return /\.(jsonl|html)$/.test(file)
    ? timeless(bytes.toString('utf8').replaceAll(folder, ''))
    : bytes.toString('latin1')
}

/** The files of a study that is over, each as a text. */
const endOf = (folder) =>
  Object.fromEntries(
    readdirSync(folder, { recursive: true })
      .filter((name) => statSync(join(folder, name)).isFile())
      .map((name) => [
        name,
        name === 'journal.jsonl' ? readFileSync(join(folder, name), 'latin1') : read(join(folder, name), folder),
      ]),
  )

/** Goes through a study that is killed so often. Gives how often its coordinator was. */
const killed = async (study, folder, kills, draw, longest) => {
  const wait = () => new Promise((resolve) => setTimeout(resolve, 300 + draw() * longest))
  let [left, coordinators] = [kills, 0]
  for (;;) {
    const { child, ended } = begun([...study, '--out', folder])
    let over = null
    ended.then((end) => {
      over = end
    })
    while (left > 0 && over === null) {
      await wait()
      if (over !== null) break
      const runs = childrenOf(child.pid)
      const isRun = runs.length > 0 && draw() < 0.6
      left -= 1
      coordinators += isRun ? 0 : 1
      process.kill(isRun ? runs[Math.floor(draw() * runs.length)] : child.pid, 'SIGKILL')
      if (!isRun) break
    }
    const { code, signal } = await ended
    if (code === 0) return { kills: kills - left, coordinators }
    if (signal !== 'SIGKILL') throw new Error(`the study in ${folder} ended with ${code ?? signal}`)
  }
}

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '20' },
    trials: { type: 'string', default: '40' },
    pruner: { type: 'string', default: 'halving' },
    workers: { type: 'string', default: '2' },
    longest: { type: 'string', default: '8000' },
    seed: { type: 'string', default: '1' },
  },
})
const tiny = ['data=sprites', 'hidden=8', 'batch=512', 'engine=wasm', 'checkpointSteps=1'].flatMap((each) => [
  '--set',
  each,
])
const space = ['beta=1,4,8', 'lr=log:1e-4..1e-2', 'latent=2..8'].flatMap((each) => ['--space', each])
const how = [
  '--trials',
  values.trials,
  '--pruner',
  values.pruner,
  '--epochs',
  '3',
  '--workers',
  values.workers,
  '--quiet',
]
const study = ['sweep', 'beta-vae', ...space, ...tiny, ...how]
const folder = mkdtempSync(join(tmpdir(), 'shapebound-soak-'))
const [whole, cut] = [join(folder, 'whole'), join(folder, 'cut')]
const alone = await begun([...study, '--out', whole]).ended
if (alone.code !== 0) throw new Error('the study does not go through')
const struck = await killed(study, cut, Number(values.kills), drawing(Number(values.seed)), Number(values.longest))
const [one, other] = [endOf(whole), endOf(cut)]
const unlike = [...new Set([...Object.keys(one), ...Object.keys(other)])].filter((name) => one[name] !== other[name])
if (unlike.length === 0) rmSync(folder, { recursive: true })
const said = unlike.length === 0 ? 'all alike' : `OTHER BYTES: ${unlike.join(', ')} in ${folder}`
console.log(
  `soak:sweep: ${Object.keys(one).length} files after ${struck.kills} kills, ${struck.coordinators} of the coordinator: ${said}`,
)
process.exitCode = unlike.length === 0 ? 0 : 1
