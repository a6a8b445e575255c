// Formulas of documents, `$…$` in a line and `$$…$$` alone, as MathML: browsers set it without a script or a font of ours.

import temml from 'temml'

const render = (text, displayMode) => temml.renderToString(text, { displayMode, throwOnError: true })

/** A `$` that opens a formula stands before what is no space, and the one that ends it after. */
const INLINE = /\$(?!\s|\$)((?:\\.|[^\\$\n])+?)(?<!\s)\$/y

/** Reads a formula in a line of text. */
const inline = (state, silent) => {
  INLINE.lastIndex = state.pos
  const found = INLINE.exec(state.src)
  if (found === null) return false
  if (!silent) state.push('html_inline', '', 0).content = render(found[1], false)
  state.pos += found[0].length
  return true
}

/** Reads a formula that has its line to itself. */
const block = (state, startLine, _endLine, silent) => {
  const line = state.src.slice(state.bMarks[startLine] + state.tShift[startLine], state.eMarks[startLine])
  const found = /^\$\$(.+)\$\$$/.exec(line.trim())
  if (found === null) return false
  if (!silent) {
    state.push('html_block', '', 0).content = `<div class="formula">${render(found[1], true)}</div>\n`
    state.line = startLine + 1
  }
  return true
}

/** Teaches formulas to a parser of Markdown. */
export const formulas = (parser) => {
  parser.inline.ruler.before('escape', 'formula', inline)
  parser.block.ruler.before('paragraph', 'formula', block, { alt: ['paragraph'] })
}
