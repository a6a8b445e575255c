/** Formulas as MathML, which browsers set as mathematics without a library. */

import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import type { Formula } from '../losses/formula.js'
import { escaped } from './escape.js'
import { type Node, parseLatex } from './latex.js'

// -----------------------------------------------------------------------------
// nodes
// -----------------------------------------------------------------------------

const SIGNS: Readonly<Record<string, string>> = { '-': '\u2212', '*': '\u2217' }

/** Bars stand close, and nothing but a fence grows with what it is around. */
const sign = (text: string): string =>
  text === '|' || text === '‖'
    ? `<mo stretchy="false" form="infix" lspace="0.1em" rspace="0.1em">${text}</mo>`
    : /^[()[\]]$/.test(text)
      ? `<mo stretchy="false">${text}</mo>`
      : `<mo>${escaped(SIGNS[text] ?? text)}</mo>`

const leaf = (tag: 'Letter' | 'Number' | 'Sign' | 'Name' | 'Text' | 'Space', text: string): string =>
  ({
    Letter: () => `<mi>${escaped(text)}</mi>`,
    Number: () => `<mn>${escaped(text)}</mn>`,
    Sign: () => sign(text),
    // one letter alone would be slanted; `log` needs air, and a function symbol before a bracket none
    Name: () => `<mi mathvariant="normal">${escaped(text)}</mi>`,
    Text: () => `<mtext>${escaped(text)}</mtext>`,
    Space: () => `<mspace width="${text}"></mspace>`,
  })[tag]()

const isWord = (node: Node | undefined): boolean => node?._tag === 'Name' && /^\p{Ll}{2,}$/u.test(node.text)

const AIR = '<mspace width="0.17em"></mspace>'

/** Nodes in a row; a function as text such as `log` stands apart from what it follows and is applied to. */
const rowOf = (nodes: readonly Node[]): string => {
  const tall = nodes.some(isTall)
  return nodes
    .map((node, index) => {
      const before =
        isWord(node) && index > 0 && nodes[index - 1]?._tag !== 'Sign' && nodes[index - 1]?._tag !== 'Fence'
      const after = isWord(node) && index + 1 < nodes.length
      return `${before ? AIR : ''}${mathOf(node, tall)}${after ? AIR : ''}`
    })
    .join('')
}

const isLarge = (node: Node): boolean => node._tag === 'Sign' && /[∑∏]/.test(node.text)

const scriptOf = (base: Node, below: Node | null, above: Node | null): string => {
  const [foot, head] = isLarge(base) ? ['under', 'over'] : ['sub', 'sup']
  const name = below === null ? `m${head}` : above === null ? `m${foot}` : `m${foot}${head}`
  const inner = [base, below, above].flatMap((node) => (node === null ? [] : [mathOf(node)])).join('')
  return `<${name}>${inner}</${name}>`
}

/** Brackets grow around what is taller than a line, and only then: without a mathematical font they grow coarsely. */
const isTall = (node: Node): boolean =>
  node._tag === 'Fraction' ||
  isLarge(node) ||
  (node._tag === 'Script' && isTall(node.base)) ||
  (node._tag === 'Row' && node.inner.some(isTall))

const fence = (text: string, side: 'left' | 'right', tall: boolean): string =>
  `<mo fence="true" form="${side === 'left' ? 'prefix' : 'postfix'}" stretchy="${tall}">${escaped(text)}</mo>`

const mathOf = (node: Node, tall = false): string => {
  switch (node._tag) {
    case 'Row':
      return `<mrow>${rowOf(node.inner)}</mrow>`
    case 'Root':
      return `<msqrt>${mathOf(node.inner)}</msqrt>`
    case 'Fraction':
      return `<mfrac>${mathOf(node.over)}${mathOf(node.under)}</mfrac>`
    case 'Accent':
      return `<mover accent="true">${mathOf(node.base)}<mo>${escaped(node.text)}</mo></mover>`
    case 'Script':
      return scriptOf(node.base, node.below, node.above)
    case 'Fence':
      return fence(node.text, node.side, tall)
    default:
      return leaf(node._tag, node.text)
  }
}

// -----------------------------------------------------------------------------
// formulas
// -----------------------------------------------------------------------------

const math = (latex: string, display: 'block' | 'inline'): E.Either<string, string> =>
  pipe(
    parseLatex(latex),
    E.map((nodes) => `<math display="${display}"><mrow>${rowOf(nodes)}</mrow></math>`),
  )

/** A formula set as mathematics; its plain text where its LaTeX is beyond us. */
export const mathml =
  (display: 'block' | 'inline') =>
  ({ text, latex }: Pick<Formula, 'text' | 'latex'>): string =>
    pipe(
      math(latex, display),
      E.getOrElse(() => `<span class="plain-formula">${escaped(text)}</span>`),
    )
