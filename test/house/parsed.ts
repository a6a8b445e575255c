/** The files of src as trees, for the tests of the house that read them. */

import ts from 'typescript'
import { filesUnder, textOf } from './sources.js'

/** The files of src, parsed once for all tests of a process. */
export const PARSED: readonly { readonly path: string; readonly file: ts.SourceFile }[] = filesUnder('src', '.ts').map(
  (path) => ({ path, file: ts.createSourceFile(path, textOf(`src/${path}`), ts.ScriptTarget.Latest, true) }),
)

/** Every node of a tree. */
export const nodesOf = (root: ts.Node): readonly ts.Node[] => {
  const found: ts.Node[] = []
  const visit = (node: ts.Node): void => {
    found.push(node)
    ts.forEachChild(node, visit)
  }
  visit(root)
  return found
}
