/** The files of src as trees, for the tests of the house that read them. */

import ts from 'typescript'
import { filesUnder, textOf } from './sources.js'

/** Every node of a tree. */
const nodesOf = (root: ts.Node): readonly ts.Node[] => {
  const found: ts.Node[] = []
  const visit = (node: ts.Node): void => {
    found.push(node)
    ts.forEachChild(node, visit)
  }
  visit(root)
  return found
}

/** A file, and every node of its tree. */
export interface Parsed {
  readonly path: string
  readonly file: ts.SourceFile
  readonly nodes: readonly ts.Node[]
}

/** What a text is, as a file of a path. */
export const parsed = (path: string, text: string): Parsed => {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true)
  return { path, file, nodes: nodesOf(file) }
}

/** The files of src, parsed once for all tests of a process. */
export const PARSED: readonly Parsed[] = filesUnder('src', '.ts').map((path) => parsed(path, textOf(`src/${path}`)))
