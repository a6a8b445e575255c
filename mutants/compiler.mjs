// What the compiler says to many programs at once: one TypeScript program of files that exist only in memory.
import { fileURLToPath } from 'node:url'
import ts from 'typescript'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
  .replaceAll('\\', '/')
  .replace(/\/$/, '')

export const OPTIONS = {
  target: ts.ScriptTarget.ES2022,
  lib: ['lib.es2023.d.ts'],
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  types: [],
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  skipLibCheck: true,
  noEmit: true,
}

const cache = new Map()
const shared = (name, options) => {
  if (!cache.has(name)) {
    const text = ts.sys.readFile(name)
    cache.set(name, text === undefined ? undefined : ts.createSourceFile(name, text, options, true))
  }
  return cache.get(name)
}

/** The last program, of which the next takes where its imports lead. */
let last

/** A program of texts; what they import is found and parsed once for all programs. */
export const programOf = (texts) => {
  const files = new Map(texts.map((text, index) => [`${ROOT}/mutants/mutant-${index}.ts`, text]))
  const host = ts.createCompilerHost(OPTIONS, true)
  const { fileExists, readFile } = host
  host.fileExists = (name) => files.has(name) || fileExists(name)
  host.readFile = (name) => files.get(name) ?? readFile(name)
  host.getSourceFile = (name, options) =>
    files.has(name) ? ts.createSourceFile(name, files.get(name), options, true) : shared(name, options)
  host.getCurrentDirectory = () => ROOT
  const program = ts.createProgram([...files.keys()], OPTIONS, host, last)
  last = program
  return { program, sources: [...files.keys()].map((name) => program.getSourceFile(name)) }
}

const nodeAt = (node, start) =>
  ts.forEachChild(node, (child) =>
    child.getStart() <= start && start < child.getEnd() ? (nodeAt(child, start) ?? child) : undefined,
  )

/** Whether an error is about a link of `pipe`, and not about something inside the link. */
const isUnderPipe = (file, { start, length }) => {
  for (let node = nodeAt(file, start); node !== undefined; node = node.parent) {
    const { parent } = node
    const isLink = parent && ts.isCallExpression(parent) && parent.arguments.includes(node)
    if (isLink && parent.expression.getText() === 'pipe') {
      return node.getStart() === start && node.getEnd() === start + length
    }
  }
  return false
}

const spread = ({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n').split('\n')

/**
 * The lines that a person reads: the first, and under `pipe` the last, for there the first is the compiler's own. Where
 * the last is the compiler's own too, a rule of plain equality has spoken, and the first says more.
 */
const headline = (file, diagnostic) => {
  const lines = spread(diagnostic).map((line) => line.trim())
  return isUnderPipe(file, diagnostic) ? { first: lines[0], last: lines.at(-1) } : { first: lines[0], last: null }
}

const isInside = (outer, inner) =>
  inner !== outer && outer.start <= inner.start && inner.start + inner.length <= outer.start + outer.length

/** The first error; where another stands inside it, that one is the cause. */
const cause = (all, first = all[0]) => {
  const inner = all.find((each) => isInside(first, each))
  return inner === undefined ? first : cause(all, inner)
}

/** The headline of the first error of every text, or `null` where it compiles. */
export const compile = (texts) => {
  const { program, sources } = programOf(texts)
  return sources.map((file) => {
    const all = [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)].sort(
      (one, other) => one.start - other.start,
    )
    return all.length === 0 ? null : headline(file, cause(all))
  })
}
