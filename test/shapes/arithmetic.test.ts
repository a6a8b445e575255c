import { resolve } from 'node:path'
import fc from 'fast-check'
import ts from 'typescript'
import { expect, it } from 'vitest'

const FOLDER = resolve(import.meta.dirname, '../../src/shapes')
const FILE = resolve(FOLDER, 'products.check.ts')

/** What the compiler makes of some pairs under a rule. */
const computed = (rule: string, pairs: readonly (readonly [number, number])[]): readonly string[] => {
  const source = pairs.map(([a, b], index) => `export type Given${index} = ${rule}<${a}, ${b}>`).join('\n')
  const options: ts.CompilerOptions = {
    strict: true,
    lib: ['lib.es5.d.ts'],
    types: [],
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
  }
  const host = ts.createCompilerHost(options)
  const { getSourceFile, fileExists, readFile } = host
  const text = `import type { ${rule} } from './arithmetic.js'\n${source}\n`
  host.getSourceFile = (name, ...rest) =>
    name === FILE ? ts.createSourceFile(name, text, ts.ScriptTarget.ES2022) : getSourceFile(name, ...rest)
  host.fileExists = (name) => name === FILE || fileExists(name)
  host.readFile = (name) => (name === FILE ? text : readFile(name))
  const program = ts.createProgram([FILE], options, host)
  const file = program.getSourceFile(FILE)
  if (file === undefined) throw new Error('the virtual file is not in the program')
  expect(program.getSemanticDiagnostics(file).map(({ messageText }) => messageText)).toEqual([])
  const checker = program.getTypeChecker()
  return file.statements
    .filter(ts.isTypeAliasDeclaration)
    .map(({ name }) => checker.typeToString(checker.getTypeAtLocation(name), undefined, ts.TypeFormatFlags.InTypeAlias))
}

const size = fc.oneof(fc.integer({ min: 1, max: 9999 }), fc.integer({ min: 1, max: 2 ** 31 }))

const exact = ([a, b]: readonly [number, number]): string => {
  const product = BigInt(a) * BigInt(b)
  return product <= BigInt(Number.MAX_SAFE_INTEGER) ? String(product) : 'never'
}

it('multiplies as whole numbers do, and gives no number from 2^53', () => {
  const edges = [
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
  ] as const
  const pairs = [...edges, ...fc.sample(fc.tuple(size, size), { numRuns: 100, seed: 7 })]
  expect(pairs.map(exact)).toContain('never')
  expect(computed('Multiply', pairs)).toEqual(pairs.map(exact))
}, 60_000)

const RULES: Readonly<Record<string, (a: bigint, b: bigint) => bigint>> = {
  Add: (a, b) => a + b,
  Subtract: (a, b) => a - b,
  Divide: (a, b) => a / b,
  CeilDivide: (a, b) => (a + b - 1n) / b,
}

it.each(Object.entries(RULES))('%s: as whole numbers do, and gives none below 0 or from 2^53', (rule, exactly) => {
  const edges = [
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
  ] as const
  const pairs = [...edges, ...fc.sample(fc.tuple(size, size), { numRuns: 60, seed: 7 })]
  const wanted = pairs.map(([a, b]) => {
    const value = exactly(BigInt(a), BigInt(b))
    return value >= 0n && value <= BigInt(Number.MAX_SAFE_INTEGER) ? String(value) : 'never'
  })
  expect(computed(rule, pairs)).toEqual(wanted)
})
