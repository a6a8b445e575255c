import ts from 'typescript'
import { describe, expect, test } from 'vitest'
import { PARSED } from './parsed.js'

// A function is read with what it does itself: the functions inside it have names and lengths of their own.

const LONGEST = 40

/** Longer functions, each with what makes it so. */
const LONGER: Readonly<Record<string, string>> = {}

const isFunction = (node: ts.Node): boolean =>
  ts.isArrowFunction(node) ||
  ts.isFunctionDeclaration(node) ||
  ts.isFunctionExpression(node) ||
  ts.isMethodDeclaration(node)

const linesOf = (node: ts.Node, file: ts.SourceFile): number =>
  file.getLineAndCharacterOfPosition(node.end).line - file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1

/** The lines of the functions in a node, less one each: the line they stand in. */
const linesInside = (node: ts.Node, file: ts.SourceFile): number => {
  const found: number[] = []
  ts.forEachChild(node, (child) => {
    found.push(isFunction(child) ? linesOf(child, file) - 1 : linesInside(child, file))
  })
  return found.reduce((sum, each) => sum + each, 0)
}

interface Length {
  readonly name: string
  readonly lines: number
}

const nameOf = (node: ts.Node): string => {
  const { name } = (ts.isFunctionDeclaration(node) ? node : node.parent) as { readonly name?: ts.Node }
  return name?.getText() ?? ''
}

const lengths = (path: string, file: ts.SourceFile): readonly Length[] => {
  const found: Length[] = []
  const visit = (node: ts.Node): void => {
    if (isFunction(node))
      found.push({ name: `${path} ${nameOf(node)}`, lines: linesOf(node, file) - linesInside(node, file) })
    ts.forEachChild(node, visit)
  }
  visit(file)
  return found
}

const all = PARSED.flatMap(({ path, file }) => lengths(path, file))

describe('functions', () => {
  test('are found', () => expect(all.length).toBeGreaterThan(1_500))

  test(`have at most ${LONGEST} lines`, () =>
    expect(all.filter(({ name, lines }) => lines > LONGEST && !(name in LONGER))).toEqual([]))

  test('that are an exception are one', () =>
    expect(
      Object.keys(LONGER).filter((name) => !all.some((each) => each.name === name && each.lines > LONGEST)),
    ).toEqual([]))
})
