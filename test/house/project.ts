/** Projects of users of the package, as their compiler sees them: its declarations in `node_modules`, and nothing of ours. */

import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
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

/** What a compiler says to some files of a project, with settings of its own. */
export const saidTo = async (
  folder: string,
  compiler: string,
  files: Readonly<Record<string, string>>,
  settings: Readonly<Record<string, unknown>>,
): Promise<string> => {
  const src = mkdtempSync(join(folder, 'src-'))
  for (const [name, text] of Object.entries(files)) writeFileSync(join(src, `${name}.ts`), text)
  writeFileSync(
    join(src, 'tsconfig.json'),
    JSON.stringify({ compilerOptions: { ...SETTINGS, ...settings }, include: ['*.ts'] }),
  )
  const { output } = await compile(compiler, ['-p', src], ROOT)
  rmSync(src, { recursive: true })
  return output
}

/** The paths of all public values of an entry point (`index`, `node`, `report`), as in `['T', 'Tree', 'leaves']`. */
export const publicValues = (entry: string): readonly (readonly string[])[] => {
  const index = join(ROOT, `dist/${entry}.d.ts`)
  const program = ts.createProgram([index], {
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
  const file = program.getSourceFile(index)
  const root = file && checker.getSymbolAtLocation(file)
  return root === undefined ? [] : checker.getExportsOfModule(root).flatMap((each) => within(each, [each.name]))
}
