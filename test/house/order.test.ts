import { isBuiltin } from 'node:module'
import { posix } from 'node:path'
import ts from 'typescript'
import { describe, expect, test } from 'vitest'
import { PARSED, type Parsed } from './parsed.js'
import { ENTRIES, ROOMS, TENSORFLOW_ROOMS, textOf } from './sources.js'

// `npm run order` holds the same rules by another reading of the files: a hole in one is a failure of the other

/** What the package is imported by. */
const ROOTS = Object.keys(ENTRIES).map((name) => `${name}.ts`)

/** It warns in the console of a page, which has no other place for it. */
const WARNS = 'engines/platform/browser.ts'

/** Shows progress on standard error where a program asks for it. */
const SHOWS = 'listeners/progress/toTerminal.ts'

const roomOf = (path: string): string => (path.includes('/') ? (path.split('/')[0] as string) : '')

/** It gives the library itself to recipes of somebody's own. */
const HANDS_OUT = 'cli/recipeFile.ts'

/** What a file imports, types and dynamic imports included. */
const importsOf = ({ nodes }: Parsed): readonly string[] =>
  nodes.flatMap((node) =>
    (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) && node.moduleSpecifier !== undefined
      ? [(node.moduleSpecifier as ts.StringLiteral).text]
      : ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument) && ts.isStringLiteral(node.argument.literal)
        ? [node.argument.literal.text]
        : ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword
          ? node.arguments.filter(ts.isStringLiteral).map(({ text }) => text)
          : [],
  )

/** The fault about one import, or `null`. */
const fault = (path: string, imported: string): string | null => {
  const room = roomOf(path)
  if (!imported.startsWith('.'))
    return imported.startsWith('@tensorflow/') && !TENSORFLOW_ROOMS.includes(room)
      ? `${path} imports ${imported}: only ${TENSORFLOW_ROOMS.join(' and ')} do`
      : null
  const target = posix.join(posix.dirname(path), imported)
  if (target.startsWith('..')) return `${path} imports ${imported}, which is outside src`
  const other = roomOf(target)
  if (path === HANDS_OUT && ROOTS.includes(target.replace(/\.js$/, '.ts'))) return null
  return room === '' || (ROOMS.includes(other) && ROOMS.indexOf(other) <= ROOMS.indexOf(room))
    ? null
    : `${path} imports ${imported}: ${other || 'the root'} is not left of ${room}`
}

/** A file, and what it imports. */
interface Importing {
  readonly path: string
  readonly imports: readonly string[]
}

/** The files of src that a file imports. */
const targetsOf = ({ path, imports }: Importing): readonly string[] =>
  imports
    .filter((imported) => imported.startsWith('.'))
    .map((imported) => posix.join(posix.dirname(path), imported).replace(/\.js$/, '.ts'))

/** The files of a circle of imports, or `null` where there is none. */
const circleIn = (graph: ReadonlyMap<string, readonly string[]>): readonly string[] | null => {
  const left = new Set<string>()
  const from = (path: string, way: readonly string[]): readonly string[] | null => {
    if (way.includes(path)) return [...way.slice(way.indexOf(path)), path]
    if (left.has(path)) return null
    for (const target of graph.get(path) ?? []) {
      const circle = from(target, [...way, path])
      if (circle !== null) return circle
    }
    left.add(path)
    return null
  }
  for (const path of graph.keys()) {
    const circle = from(path, [])
    if (circle !== null) return circle
  }
  return null
}

/** The package that is imported by a name. */
const packageOf = (imported: string): string =>
  imported
    .split('/')
    .slice(0, imported.startsWith('@') ? 2 : 1)
    .join('/')

/** What is installed with the library, what its users install beside it, what may be missing, and names of its own files. */
const { dependencies, peerDependencies, optionalDependencies, imports } = JSON.parse(textOf('package.json'))
const DECLARED = [dependencies, peerDependencies, optionalDependencies, imports].flatMap(Object.keys)

describe('the rule', () => {
  test.each([
    ['losses/kl.ts', '../distributions/kl.js'],
    ['losses/kl.ts', './term.js'],
    ['index.ts', './cli/main.js'],
    ['engines/eager.ts', '@tensorflow/tfjs-core'],
    ['layers/dense.ts', 'fp-ts/lib/function.js'],
  ])('lets %s import %s', (path, imported) => expect(fault(path, imported)).toBeNull())

  test.each([
    ['shapes/dim.ts', '../tensors/tensor.js'],
    ['losses/kl.ts', '../models/vae.js'],
    ['losses/kl.ts', '../index.js'],
    ['layers/dense.ts', '@tensorflow/tfjs-core'],
    ['layers/dense.ts', '../../test/x.js'],
    ['layers/dense.ts', '../other/x.js'],
  ])('refuses that %s imports %s', (path, imported) => expect(fault(path, imported)).not.toBeNull())

  test('finds a circle', () => {
    const graph = { 'a.ts': ['b.ts', 'c.ts'], 'b.ts': [], 'c.ts': ['d.ts'], 'd.ts': ['b.ts', 'c.ts'] }
    expect(circleIn(new Map(Object.entries(graph)))).toEqual(['c.ts', 'd.ts', 'c.ts'])
    expect(circleIn(new Map(Object.entries({ ...graph, 'd.ts': ['b.ts'] })))).toBeNull()
  })
})

describe('src', () => {
  const all: readonly Importing[] = PARSED.map((each) => ({ path: each.path, imports: importsOf(each) }))

  test('is found', () => expect(PARSED.length).toBeGreaterThan(80))

  test('lies in rooms', () =>
    expect(
      PARSED.map(({ path }) => path).filter((path) => !ROOTS.includes(path) && !ROOMS.includes(roomOf(path))),
    ).toEqual([]))

  test('imports only what is left of it', () =>
    expect(
      all.flatMap(({ path, imports }) =>
        imports.map((imported) => fault(path, imported)).filter((words) => words !== null),
      ),
    ).toEqual([]))

  test('has no circle, in types neither', () =>
    expect(circleIn(new Map(all.map((each) => [each.path, targetsOf(each)])))).toBeNull())

  test('imports only packages that are declared', () =>
    expect(
      all.flatMap(({ path, imports }) =>
        imports
          .filter((imported) => !imported.startsWith('.') && !isBuiltin(imported))
          .filter((imported) => !DECLARED.includes(packageOf(imported)))
          .map((imported) => `${path} imports ${imported}`),
      ),
    ).toEqual([]))

  test('neither prints, nor exits, nor reads the process below cli', () =>
    expect(
      PARSED.filter(({ path }) => roomOf(path) !== 'cli' && path !== WARNS && path !== SHOWS).flatMap(
        ({ path, nodes }) =>
          nodes
            .filter(ts.isIdentifier)
            .filter(({ text, parent }) => ['console', 'process'].includes(text) && !isMember(parent, text))
            .map(({ text }) => `${path} uses ${text}`),
      ),
    ).toEqual([]))

  test('has no any', () =>
    expect(
      PARSED.flatMap(({ path, file, nodes }) =>
        nodes
          .filter(({ kind }) => kind === ts.SyntaxKind.AnyKeyword)
          .map((node) => `${path}:${file.getLineAndCharacterOfPosition(node.getStart()).line + 1}`),
      ),
    ).toEqual([]))

  test('silences no compiler', () =>
    expect(PARSED.filter(({ file }) => /@ts-(ignore|nocheck|expect-error)/.test(file.text))).toEqual([]))

  test('makes no global randomness and no clock-dependent numbers', () =>
    expect(
      PARSED.filter(({ nodes }) =>
        nodes.some(
          (node) =>
            ts.isPropertyAccessExpression(node) &&
            /^(Math\.random|tf\.(randomNormal|randomUniform|truncatedNormal|multinomial|dropout))$/.test(
              node.getText(),
            ),
        ),
      ).map(({ path }) => path),
    ).toEqual([]))
})

/** `x.process` is another thing than `process`. */
const isMember = (parent: ts.Node, text: string): boolean =>
  (ts.isPropertyAccessExpression(parent) &&
    parent.name.text === text &&
    parent.expression.getText() !== 'globalThis') ||
  ts.isPropertySignature(parent) ||
  ts.isPropertyAssignment(parent)
