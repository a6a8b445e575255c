import ts from 'typescript'
import { describe, expect, test } from 'vitest'
import { ENTRIES, filesUnder, ROOT, textOf } from './sources.js'

/** What the package is imported by. */
const SOURCES = Object.keys(ENTRIES).map((name) => `${ROOT}/src/${name}.ts`)

const program = ts.createProgram(SOURCES, {
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  target: ts.ScriptTarget.ES2022,
  // nothing is checked but names and comments: what a page has is left out
  lib: ['lib.es2023.d.ts'],
  types: [],
  strict: true,
  skipLibCheck: true,
})
const checker = program.getTypeChecker()

interface Exported {
  readonly name: string
  readonly docs: string
}

const resolved = (symbol: ts.Symbol): ts.Symbol =>
  symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol

const isOurs = (symbol: ts.Symbol): boolean =>
  symbol.declarations?.some((node) => node.getSourceFile().fileName.includes('/src/')) ?? false

/** The sentence at the head of a file, before its imports. */
const openingDocs = (file: ts.SourceFile): string => /^\/\*\*(.*?)\*\//s.exec(file.text)?.[1] ?? ''

const exportedFrom = (module: ts.Symbol, prefix: string, seen: ReadonlySet<ts.Symbol>): readonly Exported[] =>
  checker.getExportsOfModule(module).flatMap((exported): readonly Exported[] => {
    const symbol = resolved(exported)
    const name = `${prefix}${exported.name}`
    if (!isOurs(symbol) || seen.has(symbol)) return []
    if (symbol.flags & ts.SymbolFlags.ValueModule) {
      const file = symbol.declarations?.find(ts.isSourceFile)
      return [
        { name, docs: file === undefined ? '' : openingDocs(file) },
        ...exportedFrom(symbol, `${name}.`, new Set([...seen, symbol])),
      ]
    }
    return [{ name, docs: ts.displayPartsToString(symbol.getDocumentationComment(checker)) }]
  })

/** Our shorthand, where the field has its own terms: distribution, message, check; code in backticks is left out. */
const jargonIn = (text: string): readonly string[] =>
  text
    .replace(/`[^`]*`/g, '')
    .match(/\b(?:laws?(?! of large numbers)|complaints?|doors?|twins?|(?:the|in|of|its) words)\b/gi) ?? []

const all = SOURCES.flatMap((path) =>
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

  test('have a docstring each', () => expect(all.filter(({ docs }) => docs === '').map(({ name }) => name)).toEqual([]))

  test('speak plainly in their docstrings', () =>
    expect(all.flatMap(({ name, docs }) => jargonIn(docs).map((found) => `${name}: ${found}`))).toEqual([]))
})

describe('README and docs', () => {
  const pages = ['README.md', ...filesUnder('docs', '.md').map((path) => `docs/${path}`)]
  const names = new Set(all.map(({ name }) => name))
  const isModule = (name: string) => all.some((each) => each.name.startsWith(`${name}.`))
  const namedIn = (text: string) =>
    [...text.matchAll(/`([A-Z]\w*)((?:\.[A-Za-z]\w*)+)/g)].filter(([, module = '']) => isModule(module))

  test.each(pages)('%s speaks plainly', (page) =>
    expect(jargonIn(textOf(page).replace(/^```.*?^```/gms, ''))).toEqual([]),
  )

  test.each(pages)('%s names what there is', (page) => {
    const named = namedIn(textOf(page).replace(/^```.*?^```/gms, ''))
    expect(named.map(([, module, member]) => `${module}${member}`).filter((name) => !names.has(name))).toEqual([])
  })
})

/** The same shorthand in a name of the source, at the humps of its letters: `priorLaw`, `rateComplaint`, `NameDoor`. */
const jargonOf = (text: string): readonly string[] =>
  text.match(/\b\w*(?:(?:\b|_)(?:law|complaint|door)s?(?![a-z])|(?:Law|Complaint|Door)s?(?![a-z])|complain)\w*/g) ?? []

describe('the source', () => {
  test.each([
    ['const priorLaw = lawOf(complaints)', ['priorLaw', 'lawOf', 'complaints']],
    ['Lawson, outdoor, lawful, flawed', []],
  ])('of %s, names are found', (text, found) => expect(jargonOf(text)).toEqual(found))

  test('is named plainly', () =>
    expect(
      filesUnder('src', '.ts').flatMap((path) => jargonOf(textOf(`src/${path}`)).map((found) => `${path}: ${found}`)),
    ).toEqual([]))
})
