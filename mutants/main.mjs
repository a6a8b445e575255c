// biome-ignore-all lint/suspicious/noConsole: it is a command
// Mutates programs, asks the engine what each mutant is and the compiler what it makes of it, and prints where they
// disagree. `--json` prints one line last; `--all` prints every mutant; `--twins` also runs each on the library itself,
// and prints where the types and their run-time twins disagree.
import { run, twins } from './run.mjs'
import { sentence, table } from './table.mjs'

const { mutants, exceptions, unreadable, summary, seconds } = run()
const has = (option) => process.argv.includes(option)

if (has('--all')) console.log(table(mutants))
if (exceptions.length > 0) console.log(`exceptions\n${table(exceptions)}`)
if (unreadable.length > 0) console.log(`refusals that do not name both sides\n${table(unreadable)}`)
if (has('--twins')) {
  const { exceptions: other, refused, inOtherWords } = twins(await import('../dist/index.js'), mutants)
  console.log(`the library, when it runs, differs from its types\n${table([...other, ...inOtherWords])}`)
  console.log(
    `twins: ${other.length} exceptions, ${refused - inOtherWords.length} of ${refused} refusals in the same words`,
  )
}
console.log(sentence(mutants, summary, seconds))
if (has('--json')) console.log(JSON.stringify(summary))

const good =
  summary.mutants >= 400 &&
  exceptions.length === 0 &&
  summary.readable >= 0.95 * (summary.caught + summary.misnamedCaught)
process.exit(good ? 0 : 1)
