import ts from 'typescript'
import { describe, expect, test } from 'vitest'
import { ROOT } from './sources.js'

/** What the package is imported by. */
const ENTRIES = ['index', 'node', 'report'].map((name) => `${ROOT}/src/${name}.ts`)

const program = ts.createProgram(ENTRIES, {
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  target: ts.ScriptTarget.ES2022,
  strict: true,
  skipLibCheck: true,
})
const checker = program.getTypeChecker()

interface Exported {
  readonly name: string
  readonly documented: boolean
}

const resolved = (symbol: ts.Symbol): ts.Symbol =>
  symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol

const isOurs = (symbol: ts.Symbol): boolean =>
  symbol.declarations?.some((node) => node.getSourceFile().fileName.includes('/src/')) ?? false

/** The sentence at the head of a file, before its imports. */
const opensWithDocs = (file: ts.SourceFile): boolean => file.text.startsWith('/**')

const exportedFrom = (module: ts.Symbol, prefix: string, seen: ReadonlySet<ts.Symbol>): readonly Exported[] =>
  checker.getExportsOfModule(module).flatMap((exported): readonly Exported[] => {
    const symbol = resolved(exported)
    const name = `${prefix}${exported.name}`
    if (!isOurs(symbol) || seen.has(symbol)) return []
    if (symbol.flags & ts.SymbolFlags.ValueModule) {
      const file = symbol.declarations?.find(ts.isSourceFile)
      return [
        { name, documented: file !== undefined && opensWithDocs(file) },
        ...exportedFrom(symbol, `${name}.`, new Set([...seen, symbol])),
      ]
    }
    return [{ name, documented: symbol.getDocumentationComment(checker).length > 0 }]
  })

const all = ENTRIES.flatMap((path) =>
  exportedFrom(checker.getSymbolAtLocation(program.getSourceFile(path) as ts.SourceFile) as ts.Symbol, '', new Set()),
)

describe('public exports', () => {
  test('are found', () => {
    const names = all.map(({ name }) => name)
    expect(names).toEqual(
      expect.arrayContaining([
        'Layer.dense',
        'Elbo.kl',
        'Train.fit',
        'T.same.add',
        'Vae.Vae',
        'Checkpoint.save',
        'Report.html',
      ]),
    )
  })

  test('have a docstring each', () =>
    expect(all.filter(({ documented }) => !documented).map(({ name }) => name)).toEqual([]))
})
