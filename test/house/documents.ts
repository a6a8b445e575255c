/** TypeScript in documents: which programs a document holds, and what the compiler says to them. */

import ts from 'typescript'
import { ROOT } from './sources.js'

/** A block of a document: its language, and what it holds. */
export interface Block {
  readonly language: string
  readonly text: string
}

/** The blocks of a document that say their language, in their order. */
export const blocksIn = (markdown: string): readonly Block[] =>
  [...markdown.matchAll(/^```(\w+)\n([\s\S]*?)^```/gm)].map(([, language = '', text = '']) => ({ language, text }))

/** What the blocks of a language hold. */
export const blocksOf = (markdown: string, language: string): readonly string[] =>
  blocksIn(markdown).flatMap((block) => (block.language === language ? [block.text] : []))

/**
 * The programs of a document: its `ts` blocks. A block without an import goes on from the one before it.
 *
 * A block that begins with `// @errors` is wrong, and says under each wrong line what the compiler says.
 */
export const programsIn = (markdown: string): readonly string[] => {
  const programs: string[] = []
  for (const block of blocksOf(markdown, 'ts')) {
    const last = programs.pop()
    programs.push(...(last === undefined ? [block] : /^import /m.test(block) ? [last, block] : [`${last}\n${block}`]))
  }
  return programs
}

/**
 * The last cells of the tables of a document that begin with code, as a program after its first one: of a table "you write there,
 * here", what is written here. None where the document does not begin so.
 */
export const tablesOf = (markdown: string): readonly string[] => {
  const [beginning] = programsIn(markdown)
  const cells = [...markdown.matchAll(/^\|.*\| `([^`]+)`[^|]*\|$/gm)].map(([, code = '']) => code)
  return beginning === undefined || !markdown.includes('| there | here |')
    ? []
    : [`${beginning}\nexport const cells = [\n${cells.map((each) => `() => (${each}),`).join('\n')}\n]\n`]
}

const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  lib: ['lib.es2023.d.ts'],
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  types: ['node'],
  strict: true,
  skipLibCheck: true,
  noEmit: true,
}

/** The files that programs import, each parsed once for all of them. */
const parsed = new Map<string, ts.SourceFile | undefined>()

/** What the compiler says, to which line of which program; both are counted from 1. */
export interface Fault {
  readonly program: number
  readonly line: number
  readonly words: string
}

/** The name of the file that a program is in, which its first line may say: other files of the document import it. */
const nameOf = (program: string, index: number): string =>
  /^\/\/ ([\w.-]+\.ts)\n/.exec(program)?.[1] ?? `document-${index + 1}.ts`

/** What the compiler says to programs that import the package by its name. */
export const faultsOf = (programs: readonly string[]): readonly Fault[] => {
  const files = new Map(programs.map((program, index) => [`${ROOT}${nameOf(program, index)}`, program]))
  const host = ts.createCompilerHost(OPTIONS)
  const { getSourceFile, fileExists, readFile } = host
  host.getSourceFile = (name, target, ...rest) => {
    const text = files.get(name)
    if (text !== undefined) return ts.createSourceFile(name, `${text}\nexport {}\n`, target, true)
    if (!parsed.has(name)) parsed.set(name, getSourceFile(name, target, ...rest))
    return parsed.get(name)
  }
  host.fileExists = (name) => files.has(name) || fileExists(name)
  host.readFile = (name) => files.get(name) ?? readFile(name)
  const program = ts.createProgram([...files.keys()], OPTIONS, host)
  return ts.getPreEmitDiagnostics(program).map(({ file, start = 0, messageText }) => ({
    program: [...files.keys()].indexOf(file?.fileName ?? '') + 1,
    line: file === undefined ? 0 : file.getLineAndCharacterOfPosition(start).line + 1,
    words: ts.flattenDiagnosticMessageText(messageText, '\n'),
  }))
}

/** What a program that begins with `// @errors` says of itself: under each wrong line, the words of the compiler. */
const announced = (program: string): readonly { readonly line: number; readonly words: string }[] =>
  program.startsWith('// @errors\n')
    ? program
        .split('\n')
        .flatMap((text, index) => (index > 0 && text.startsWith('// ') ? [{ line: index, words: text.slice(3) }] : []))
    : []

/** The errors that programs of some names do not announce, and the announcements that the compiler does not make. */
export const errorsOf = (
  programs: readonly string[],
  names: readonly string[] = programs.map((_, at) => `program ${at + 1}`),
): readonly string[] => {
  const faults = faultsOf(programs)
  const wanted = programs.flatMap((text, index) => announced(text).map((each) => ({ program: index + 1, ...each })))
  const meets = (fault: Fault, each: Fault) =>
    fault.program === each.program && fault.line === each.line && fault.words.includes(each.words)
  return [
    ...faults.filter((fault) => !wanted.some((each) => meets(fault, each))),
    ...wanted
      .filter((each) => !faults.some((fault) => meets(fault, each)))
      .map((each) => ({ ...each, words: `is not said: ${each.words}` })),
  ].map(({ program, line, words }) => `${names[program - 1] ?? 'no program'}, line ${line}: ${words}`)
}
