/** TypeScript in documents: which programs a document holds, and what the compiler says to them. */

import ts from 'typescript'
import { ROOT } from './sources.js'

/**
 * The programs of a document: its `ts` blocks. A block without an import goes on from the one before it.
 *
 * A wrong program is shown with `// @ts-expect-error` above the line.
 */
export const programsIn = (markdown: string): readonly string[] => {
  const programs: string[] = []
  for (const [, block = ''] of markdown.matchAll(/^```ts\n([\s\S]*?)^```/gm)) {
    const last = programs.pop()
    programs.push(...(last === undefined ? [block] : /^import /m.test(block) ? [last, block] : [`${last}\n${block}`]))
  }
  return programs
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

/** What the compiler says to programs that import the package by its name. */
export const errorsOf = (programs: readonly string[]): readonly string[] => {
  const files = new Map(programs.map((program, index) => [`${ROOT}document-${index + 1}.ts`, program]))
  const host = ts.createCompilerHost(OPTIONS)
  const { getSourceFile, fileExists, readFile } = host
  host.getSourceFile = (name, target, ...rest) => {
    const text = files.get(name)
    return text === undefined
      ? getSourceFile(name, target, ...rest)
      : ts.createSourceFile(name, `${text}\nexport {}\n`, target, true)
  }
  host.fileExists = (name) => files.has(name) || fileExists(name)
  host.readFile = (name) => files.get(name) ?? readFile(name)
  const program = ts.createProgram([...files.keys()], OPTIONS, host)
  return ts.getPreEmitDiagnostics(program).map(({ file, start, messageText }) => {
    const line = file === undefined ? 0 : file.getLineAndCharacterOfPosition(start ?? 0).line + 1
    return `${file?.fileName.slice(ROOT.length)}:${line} ${ts.flattenDiagnosticMessageText(messageText, '\n')}`
  })
}
