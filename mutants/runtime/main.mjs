// biome-ignore-all lint/suspicious/noConsole: it is a command
// `npm run mutants:runtime [ROOM …]`: changes the sources a little, runs the tests that reach the change, and prints
// which changes no test notices. A sample by key: `--count 300`, `--key 7`; or those of some names: `--only NAME,NAME`.
// `--into FILE` keeps a line for each, and tries again only what was not found; beside it, what the tests reach. `--json` prints one line last.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { compiles } from './compiles.mjs'
import { whyEquivalent } from './equivalent.mjs'
import { isFound, recordIn } from './record.mjs'
import { drawnFrom, placesOf, ROOMS, those } from './sample.mjs'
import { ROOT, scratchOf } from './scratch.mjs'
import { tried } from './trial.mjs'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    count: { type: 'string', default: '300' },
    key: { type: 'string', default: '7' },
    only: { type: 'string' },
    into: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
})
const rooms = positionals.length > 0 ? positionals : ROOMS
const places = placesOf(ROOT, rooms)
const { only, key, count: most } = values
const drawn = (only === undefined ? drawnFrom(places, key, Number(most)) : those(places, only.split(','))).map(
  (site) => ({
    ...site,
    why: whyEquivalent(readFileSync(join(ROOT, site.file), 'utf8'), site),
  }),
)
const different = drawn.filter(({ why }) => why === null)

const say = (words) => process.stderr.write(`${words}\n`)
say(`${drawn.length} of ${places.length} places in ${rooms.join(', ')}`)
const record = recordIn(values.into)
const { folder, remove } = scratchOf(ROOT, different)
process.on('exit', remove)
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1))
await tried(folder, different, record, say)

/** What no test noticed, the compiler may refuse. */
const judged = (site) => {
  if (site.why !== null) return { ...site, fate: 'no difference', by: site.why }
  const { fate, by } = record.of(site)
  return { ...site, by, fate: isFound({ fate }) || compiles(ROOT, site) ? fate : 'refused by the compiler' }
}
const fates = drawn.map(judged)
const count = (...names) => fates.filter(({ fate }) => names.includes(fate)).length
const summary = {
  mutants: fates.length,
  found: count('found', 'unfinished', 'refused by the compiler'),
  same: count('no difference'),
  lived: count('lived', 'unreached'),
}
for (const { name, file, line, kind, was, fate, by } of fates.filter(({ fate }) => !isFound({ fate })))
  console.log(
    `${fate}: ${name} ${file}:${line} (${kind}) ${was.replaceAll(/\s+/g, ' ').slice(0, 100)}${by === null ? '' : `: ${by}`}`,
  )
const share = summary.found / (summary.mutants - summary.same)
console.log(`${summary.found} of ${summary.mutants - summary.same} changes are noticed (${(100 * share).toFixed(1)} %)`)
if (values.json) console.log(JSON.stringify(summary))
process.exit(share >= 0.95 ? 0 : 1)
