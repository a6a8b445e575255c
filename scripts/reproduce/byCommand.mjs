// A cell of the command line: `shapebound train`, or `resume` where it has begun, and `shapebound evaluate`.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { run } from '../../dist/cli/program.js'

/** Runs the command line in this process, and gives its last line as JSON. */
const shapebound = async (...argv) => {
  let [out, err] = ['', '']
  const streams = {
    out: (text) => {
      out += text
    },
    err: (text) => {
      err += text
    },
  }
  const stopping = new AbortController()
  process.once('SIGINT', () => stopping.abort())
  const code = await run(argv, streams, {
    say: () => undefined,
    onTraining: (event) => {
      if (event._tag === 'EpochEnded') process.stderr.write(`\r${argv[1]}  epoch ${event.epoch}   `)
    },
    onSweep: () => undefined,
    onDownload: () => undefined,
    cache: '.',
    command: ['npx', 'shapebound', ...argv].join(' '),
    version: '0',
    memory: Number.MAX_SAFE_INTEGER,
    stopping: { begin: () => stopping.signal, finish: () => undefined },
  })
  if (code !== 0) throw new Error(`shapebound ${argv.join(' ')}: ${err.trim()}`)
  return JSON.parse(out.trim().split('\n').at(-1))
}

const engineIn = (folder) => JSON.parse(readFileSync(join(folder, 'metrics.jsonl'), 'utf8').split('\n')[0]).engine

/** Trains what is left of a cell, and measures it: in nats lost per image. */
export const byCommand = async ({ row, cell, seed, quick, epochs, folder, directory }) => {
  const words = ['--epochs', String(epochs), '--json', '--quiet']
  if (existsSync(join(folder, 'checkpoint.safetensors'))) await shapebound('resume', folder, ...words)
  else
    await shapebound(
      'train',
      ...cell.train,
      ...words,
      '--seed',
      String(seed),
      '--data-dir',
      directory,
      '--out',
      folder,
      '--checkpoint-minutes',
      '1',
    )
  const samples = row.samples[quick ? 'quick' : 'whole']
  const found = await shapebound('evaluate', folder, '--samples', String(samples), '--json')
  const value = row.measure === 'objective' ? found.objective.value : (found[row.measure] ?? found.elbo)
  return { value: -value, samples, engine: engineIn(folder), budget: `${epochs} ${epochs === 1 ? 'pass' : 'passes'}` }
}
