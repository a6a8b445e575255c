// biome-ignore-all lint/suspicious/noConsole: it is a command
// Checks what the compiler says to wrong programs, on every supported TypeScript.
//
// In type-tests/headlines, a line that ends in
//     //! words <- culprit
// must have exactly one error: its first line holds the words and its squiggle starts where the line has the culprit.
// `//!~` asks for the words in the last line instead: under `pipe` the first is the compiler's own.
// No other line may have an error.
import { readdirSync, readFileSync } from 'node:fs'
import { compileOnAll } from './compilers.mjs'

const FOLDER = 'type-tests/headlines'

/** `{ line, last, words, culprit }` for every marked line of a file. */
export const wantedIn = (source) =>
  source.split('\n').flatMap((text, index) => {
    const marked = /\/\/!(~?) (.+?)(?: <- (.+))?$/.exec(text)
    if (marked === null) return []
    const [whole, last, words, culprit] = marked
    return [{ line: index + 1, last: last === '~', words, culprit, code: text.slice(0, -whole.length) }]
  })

/** `{ file, line, column, code, message }` for every error in what a compiler printed. */
export const errorsIn = (output) =>
  output
    .split(/^(?=\S)/m)
    .map((chunk) => /^(.+?)\((\d+),(\d+)\): error TS(\d+): ([\s\S]*)$/.exec(chunk))
    .filter((match) => match !== null)
    .map(([, file, line, column, code, message]) => ({
      file: file.replaceAll('\\', '/'),
      line: Number(line),
      column: Number(column),
      code: Number(code),
      message: message.trimEnd().split('\n'),
    }))

/** Whether an error starts where the code has the culprit. */
const pointsAt = ({ column }, { culprit, code }) => culprit !== undefined && code.startsWith(culprit, column - 1)

/** What is wrong with the errors of one line, in words, or `null`. */
export const verdict = (wanted, errors) => {
  if (wanted === undefined) return errors.length === 0 ? null : 'has an error that is not wanted'
  if (wanted.culprit === undefined) return 'names no culprit: end it in `<- culprit`'
  if (!wanted.code.includes(wanted.culprit)) return `does not hold its culprit ${wanted.culprit}`
  if (errors.length === 0) return 'compiles'
  if (errors.length > 1) return `has ${errors.length} errors`
  const spoken = wanted.last ? errors[0].message.at(-1) : errors[0].message[0]
  if (!spoken.includes(wanted.words)) return `has other words in its ${wanted.last ? 'last' : 'first'} line`
  return pointsAt(errors[0], wanted) ? null : `has its squiggle at column ${errors[0].column}`
}

const report = (compiler, file, line, words, wanted, errors) => {
  console.log(`${compiler} ${file}:${line} ${words}`)
  if (wanted !== undefined) console.log(`    wanted: ${wanted.words} <- ${wanted.culprit}`)
  for (const { column, message } of errors) {
    console.log(`    got at column ${column}: ${message[0]}`)
    if (message.length > 1) console.log(`    ... ${message.at(-1).trim()}`)
  }
}

/** Says what is wrong with what a compiler says to the wrong programs, and gives whether nothing is; other files apart. */
export const heard = ({ compiler, output }) => {
  const errors = errorsIn(output)
  let [bad, count] = [0, 0]
  for (const file of filesIn(FOLDER)) {
    const wanted = new Map(wantedIn(readFileSync(file, 'utf8')).map((each) => [each.line, each]))
    const found = groupByLine(errors, file)
    count += wanted.size
    for (const line of new Set([...wanted.keys(), ...found.keys()])) {
      const words = verdict(wanted.get(line), found.get(line) ?? [])
      if (words !== null) {
        bad++
        report(compiler, file, line, words, wanted.get(line), found.get(line) ?? [])
      }
    }
  }
  console.log(`headlines: ${compiler} says ${count - Math.min(bad, count)} of ${count} as wanted`)
  return bad === 0
}

/** Says the errors of a compiler outside of the wrong programs, and gives whether there is none. */
export const silent = ({ compiler, code, output }) => {
  const files = filesIn(FOLDER)
  const errors = errorsIn(output)
  const elsewhere = errors.filter(({ file }) => !files.includes(file))
  for (const { file, line, message } of elsewhere) console.log(`${compiler} ${file}:${line} ${message.join('\n')}`)
  // it ends with an error and prints none that can be read
  const mute = code !== 0 && errors.length === 0
  if (mute) console.log(output)
  return elsewhere.length === 0 && !mute
}

const filesIn = (folder) =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.ts'))
    .map((name) => `${folder}/${name}`)

const groupByLine = (errors, file) => {
  const lines = new Map()
  for (const error of errors) {
    if (error.file === file) lines.set(error.line, [...(lines.get(error.line) ?? []), error])
  }
  return lines
}

const main = async () => {
  const runs = await compileOnAll(['-p', `${FOLDER}/tsconfig.json`])
  const good = runs.flatMap((run) => [heard(run), silent(run)])
  process.exit(good.every(Boolean) ? 0 : 1)
}

if (process.argv[1]?.endsWith('headlines.mjs')) await main()
