// biome-ignore-all lint/suspicious/noConsole: it is a command
// Runs a row of the table of reproductions, records what it gives in reproductions/ROW.json, and writes docs/reproductions.md.
// Without a row it writes the page alone, and says which rows there are.
//
//     npm run build && npm run reproduce m2 -- --seeds 3
//     npm run reproduce burda -- --quick
//
// The data is read from SHAPEBOUND_DATA, else from ../shared/data.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { Engine } from '../dist/index.js'
import { byCommand } from './reproduce/byCommand.mjs'
import { reproductionsPage } from './reproduce/page.mjs'
import { ROWS } from './reproduce/rows.mjs'
import { right } from './right.mjs'

const { values: given, positionals } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    seeds: { type: 'string', default: '1' },
    first: { type: 'string', default: '1' },
    epochs: { type: 'string' },
    rounds: { type: 'string' },
    only: { type: 'string', default: '' },
  },
  allowPositionals: true,
})
const root = fileURLToPath(new URL('..', import.meta.url))
process.chdir(root)
const directory = process.env.SHAPEBOUND_DATA ?? '../shared/data'

// -----------------------------------------------------------------------------
// records
// -----------------------------------------------------------------------------

const fileOf = (name) => join('reproductions', `${name}.json`)

const recordsOf = (name) => (existsSync(fileOf(name)) ? JSON.parse(readFileSync(fileOf(name), 'utf8')) : [])

const isOf = (record, other) => ['cell', 'seed', 'quick'].every((key) => record[key] === other[key])

const writePage = () => writeFileSync('docs/reproductions.md', reproductionsPage(ROWS, recordsOf))

/** Writes the record of a run in the place of the one before it, and the page. */
const keep = (name, record) => {
  mkdirSync('reproductions', { recursive: true })
  const others = recordsOf(name).filter((each) => !isOf(each, record))
  writeFileSync(fileOf(name), `${JSON.stringify([...others, record], null, 2)}\n`)
  writePage()
}

// -----------------------------------------------------------------------------
// runs
// -----------------------------------------------------------------------------

const git = (...words) => execFileSync('git', words, { encoding: 'utf8' }).trim()

/** What a run itself writes. */
const OWN = [':!docs/reproductions.md', ':!reproductions']

/** The commit, and whether files have changed since. */
const commit = () =>
  `${git('rev-parse', '--short=9', 'HEAD')}${git('status', '--porcelain', '-uno', '--', '.', ...OWN) === '' ? '' : ' and changes'}`

const spent = () => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1e6
}

/** A text as the name of a folder. */
const folded = (text) => text.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')

const ran = async (name, row, cell, seed, engine) => {
  const { quick } = given
  const form = quick ? 'quick' : 'whole'
  const budget = {
    epochs: Number(given.epochs ?? cell.epochs?.[form]),
    rounds: Number(given.rounds ?? cell.rounds?.[form]),
  }
  const folder = join('runs', 'reproduce', name, `${folded(cell.name)}-${form}-${seed}`)
  const asked = { row, cell, seed, quick, ...budget, folder, directory, engine, say: console.log }
  const program = row.program === undefined ? byCommand : (await import(`./reproduce/${row.program.slice(2)}`)).run
  const begun = spent()
  const found = await program(asked)
  const cpuSeconds = Math.round(10 * (spent() - begun)) / 10
  return { cell: cell.name, seed, quick, engine: engine.name, ...found, commit: commit(), cpuSeconds }
}

/** Whether a record is what is asked for: where no other length is. */
const suffices = (record) => given.epochs === undefined && given.rounds === undefined && record !== undefined

const reproduce = async (name) => {
  const row = ROWS[name]
  const { engine } = await right(Engine.choose('auto'))
  const cells = row.cells.filter((cell) => cell.name.includes(given.only) && (cell.quick || !given.quick))
  for (let seed = Number(given.first); seed < Number(given.first) + Number(given.seeds); seed++)
    for (const cell of cells) {
      const before = recordsOf(name).find((each) => isOf(each, { cell: cell.name, seed, quick: given.quick }))
      const record = suffices(before) ? before : await ran(name, row, cell, seed, engine)
      keep(name, record)
      console.log(
        `${name}  ${cell.name}  seed ${seed}  ${record.value.toFixed(3)}  ${record.budget}  ${record.cpuSeconds} CPU s`,
      )
    }
}

const [name] = positionals
if (name === undefined) {
  writePage()
  for (const [each, { title }] of Object.entries(ROWS)) console.log(`${each.padEnd(12)}${title}`)
} else if (ROWS[name] === undefined)
  throw new Error(`reproduce: there is no row ${name}: there are ${Object.keys(ROWS).join(', ')}`)
else await reproduce(name)
process.exit(0)
