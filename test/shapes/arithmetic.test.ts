import { resolve } from 'node:path'
import fc from 'fast-check'
import ts from 'typescript'
import { beforeAll, expect, it } from 'vitest'

const FOLDER = resolve(import.meta.dirname, '../../src/shapes')
const FILE = resolve(FOLDER, 'products.check.ts')

type Pairs = readonly (readonly [number, number])[]

/** What the compiler makes of some pairs under each rule. */
const computed = (asked: Readonly<Record<string, Pairs>>): Readonly<Record<string, readonly string[]>> => {
  const rules = Object.keys(asked)
  const source = Object.entries(asked)
    .map(([rule, pairs]) =>
      pairs.map(([a, b], index) => `export type ${rule}${index} = ${rule}<${a}, ${b}>`).join('\n'),
    )
    .join('\n')
  const options: ts.CompilerOptions = {
    strict: true,
    lib: ['lib.es5.d.ts'],
    types: [],
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
  }
  const host = ts.createCompilerHost(options)
  const { getSourceFile, fileExists, readFile } = host
  const text = `import type { ${rules.join(', ')} } from './arithmetic.js'\n${source}\n`
  host.getSourceFile = (name, ...rest) =>
    name === FILE ? ts.createSourceFile(name, text, ts.ScriptTarget.ES2022) : getSourceFile(name, ...rest)
  host.fileExists = (name) => name === FILE || fileExists(name)
  host.readFile = (name) => (name === FILE ? text : readFile(name))
  const program = ts.createProgram([FILE], options, host)
  const file = program.getSourceFile(FILE)
  if (file === undefined) throw new Error('the virtual file is not in the program')
  expect(program.getSemanticDiagnostics(file).map(({ messageText }) => messageText)).toEqual([])
  const checker = program.getTypeChecker()
  const given = file.statements.filter(ts.isTypeAliasDeclaration)
  const shown = ({ name }: ts.TypeAliasDeclaration) =>
    checker.typeToString(checker.getTypeAtLocation(name), undefined, ts.TypeFormatFlags.InTypeAlias)
  const of = (rule: string) => given.filter(({ name }) => name.text.replace(/\d+$/, '') === rule).map(shown)
  return Object.fromEntries(rules.map((rule) => [rule, of(rule)]))
}

const size = fc.oneof(fc.integer({ min: 1, max: 9999 }), fc.integer({ min: 1, max: 2 ** 31 }))

const exact = ([a, b]: readonly [number, number]): string => {
  const product = BigInt(a) * BigInt(b)
  return product <= BigInt(Number.MAX_SAFE_INTEGER) ? String(product) : 'never'
}

const drawn = (numRuns: number): Pairs => fc.sample(fc.tuple(size, size), { numRuns, seed: 7 })

const PRODUCTS: Pairs = [
  [28, 28],
  [1, 2 ** 31],
  [100, 100],
  [1000000, 1000000],
  [3, 3002399751580330], // 2^53 - 2
  [6361, 1416003655831], // 2^53 - 1
  [2, 4503599627370496], // 2^53
  [94906267, 94906267],
  [2147483648, 4294967296], // a power of 2, which a float holds
  [99999999, 99999999],
  ...drawn(100),
]

const PAIRS: Pairs = [
  [9007199254740991, 1],
  [9007199254740991, 9007199254740991],
  [28, 28],
  [27, 28],
  [1000, 1],
  [99, 1],
  [1, 1],
  [90, 9],
  [91, 9],
  [9, 10],
  [1005, 1005],
  ...drawn(60),
]

const RULES: Readonly<Record<string, (a: bigint, b: bigint) => bigint>> = {
  Add: (a, b) => a + b,
  Subtract: (a, b) => a - b,
  Divide: (a, b) => a / b,
  CeilDivide: (a, b) => (a + b - 1n) / b,
}

// every rule in one program
let found: ReturnType<typeof computed> = {}
beforeAll(() => {
  found = computed({ Multiply: PRODUCTS, ...Object.fromEntries(Object.keys(RULES).map((rule) => [rule, PAIRS])) })
})

it('multiplies as whole numbers do, and gives no number from 2^53', () => {
  expect(PRODUCTS.map(exact)).toContain('never')
  expect(found.Multiply).toEqual(PRODUCTS.map(exact))
})

it.each(Object.entries(RULES))('%s: as whole numbers do, and gives none below 0 or from 2^53', (rule, exactly) => {
  const wanted = PAIRS.map(([a, b]) => {
    const value = exactly(BigInt(a), BigInt(b))
    return value >= 0n && value <= BigInt(Number.MAX_SAFE_INTEGER) ? String(value) : 'never'
  })
  expect(found[rule]).toEqual(wanted)
})
