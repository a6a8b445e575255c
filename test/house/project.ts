/** Projects of users of the package, as their compiler sees them: its declarations in `node_modules`, and nothing of ours. */

import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import ts from 'typescript'
import { compile } from '../../scripts/compilers.mjs'
import { ROOT } from './sources.js'

/** The settings of a project that go with none of ours. */
const SETTINGS = { strict: true, module: 'nodenext', target: 'es2022', lib: ['es2023'], types: [], skipLibCheck: true }

/** A new project, whose only dependencies are the package and fp-ts. */
export const newProject = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'shapebound-project-'))
  const installed = join(folder, 'node_modules', 'shapebound')
  mkdirSync(installed, { recursive: true })
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ type: 'module', dependencies: { shapebound: '*' } }))
  cpSync(join(ROOT, 'package.json'), join(installed, 'package.json'))
  cpSync(join(ROOT, 'dist'), join(installed, 'dist'), {
    recursive: true,
    filter: (path) => !/\.(js|map)$/.test(path),
  })
  symlinkSync(join(ROOT, 'node_modules/fp-ts'), join(folder, 'node_modules/fp-ts'))
  return folder
}

/** Some files, by their names, and the settings that they are compiled with. */
export interface Part {
  readonly files: Readonly<Record<string, string>>
  readonly settings: Readonly<Record<string, unknown>>
}

const writePart = (folder: string, { files, settings }: Part): string => {
  const src = mkdtempSync(join(folder, 'src-'))
  for (const [name, text] of Object.entries(files)) writeFileSync(join(src, `${name}.ts`), text)
  const compilerOptions = { ...SETTINGS, ...settings }
  writeFileSync(join(src, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['*.ts'] }))
  return src
}

/** What a compiler says to each part of a project, in one run, which reads the package once; of no part, it is said to all. */
export const saidToEach = async (
  folder: string,
  compiler: string,
  parts: readonly Part[],
): Promise<readonly string[]> => {
  const sources = parts.map((part) => writePart(folder, part))
  const { output } = await compile(compiler, ['--build', ...sources], ROOT)
  for (const each of sources) rmSync(each, { recursive: true })
  // an error begins a line, and what explains it is indented
  const errors = output.split(/^(?=\S)/m)
  const isOf = (src: string) => (error: string) => error.replace(/\(.*/s, '').includes(`${basename(src)}/`)
  const ofNone = errors.filter((error) => !sources.some((src) => isOf(src)(error)))
  return sources.map((src) => [...errors.filter(isOf(src)), ...ofNone].join(''))
}

/** What a compiler says to some files of a project, with settings of their own. */
export const saidTo = async (folder: string, compiler: string, part: Part): Promise<string> =>
  (await saidToEach(folder, compiler, [part])).join('')

/** The paths of all public values of each entry point (`index`, `node`, `report`), as in `['T', 'Tree', 'leaves']`. */
export const publicValues = (entries: readonly string[]): readonly (readonly (readonly string[])[])[] => {
  const indices = entries.map((entry) => join(ROOT, `dist/${entry}.d.ts`))
  const program = ts.createProgram(indices, {
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    types: [],
  })
  const checker = program.getTypeChecker()
  const meant = (symbol: ts.Symbol): ts.Symbol =>
    symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol
  const isTypeOnly = ({ declarations }: ts.Symbol): boolean =>
    declarations?.some(ts.isTypeOnlyExportDeclaration) ?? false
  const within = (symbol: ts.Symbol, path: readonly string[]): readonly (readonly string[])[] =>
    meant(symbol).flags & ts.SymbolFlags.ValueModule
      ? checker.getExportsOfModule(meant(symbol)).flatMap((each) => within(each, [...path, each.name]))
      : meant(symbol).flags & ts.SymbolFlags.Value && !isTypeOnly(symbol)
        ? [path]
        : []
  return indices.map((index) => {
    const file = program.getSourceFile(index)
    const root = file && checker.getSymbolAtLocation(file)
    return root === undefined ? [] : checker.getExportsOfModule(root).flatMap((each) => within(each, [each.name]))
  })
}
