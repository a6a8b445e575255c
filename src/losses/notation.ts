/** Numbers and a user's words in formulas: as text and as LaTeX. */

/** Something as it reads in a formula. */
export interface Reads {
  readonly text: string
  readonly latex: string
}

// -----------------------------------------------------------------------------
// numbers
// -----------------------------------------------------------------------------

/**
 * A number in LaTeX, where `1e-7` would read as `1 e - 7`.
 *
 * @example
 * latexNumber(2.5e-7)
 * //=> '2.5 \\times 10^{-7}'
 */
export const latexNumber = (value: number): string => {
  const [mantissa = '', exponent] = `${value}`.split('e')
  const power = `10^{${exponent?.replace('+', '')}}`
  return exponent === undefined ? mantissa : mantissa === '1' ? power : `${mantissa} \\times ${power}`
}

// -----------------------------------------------------------------------------
// words
// -----------------------------------------------------------------------------

const SPECIAL: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash ',
  '^': '\\textasciicircum ',
  '~': '\\textasciitilde ',
}

/** Words as the text of a LaTeX formula, the characters that LaTeX has a use for among them. */
export const latexText = (words: string): string =>
  `\\text{${words.replaceAll(/[\\^~_%#$&{}]/g, (sign) => SPECIAL[sign] ?? `\\${sign}`)}}`

/** What stands in no brackets; brackets that are left have no other half. */
export const outside = (words: string): string => {
  const next = words.replaceAll(/\([^()[\]{}]*\)|\[[^()[\]{}]*\]|\{[^()[\]{}]*\}/g, '')
  return next === words ? words : outside(next)
}

const BRACKET = /[()[\]{}]/

/** Letters, numbers, and what marks them: no sign that could join what it stands in with what is around it. */
const PLAIN = /^[\p{L}\p{M}\p{N}_^'′. ]+$/u

/** LaTeX without what stands at the foot or the head of a letter, and without braces, which nobody sees. */
const withoutBraces = (latex: string): string => {
  const next = latex.replaceAll(/[_^]\s*\{[^{}]*\}/g, '').replace(/\{([^{}]*)\}/, ' $1 ')
  return next === latex ? latex : withoutBraces(next)
}

/** LaTeX whose fences are brackets, and whose spaces are spaces. */
const plainLatex = (latex: string): string =>
  latex
    .replaceAll(/\\left\s*(?:\\[{|]|.)|\\[lL]Vert|\\lvert|\\lfloor|\\lceil/g, '(')
    .replaceAll(/\\right\s*(?:\\[}|]|.)|\\[rR]Vert|\\rvert|\\rfloor|\\rceil/g, ')')
    .replaceAll(/\\{/g, '(')
    .replaceAll(/\\}/g, ')')
    .replaceAll(/\\[,:;! ]|~/g, ' ')

/** Commands that join what is before them with what is after. */
const JOINING =
  /[-+=<>*/,;:|&\u2212\u00b1]|\\(?:[|\\]|(?:pm|mp|times|cdot|div|sum|prod|int|leq?|geq?|neq?|approx|sim|mid|to|in|over|vert|Vert)(?![A-Za-z]))/

const count = (pattern: RegExp, words: string): number => words.match(pattern)?.length ?? 0

/** Whether LaTeX can stand in other LaTeX at all: its braces and fences have their other half. */
const isWhole = (latex: string): boolean =>
  !/[{}]/.test(outside(latex.replaceAll(/\\[{}]/g, '').replaceAll(/[()[\]]/g, ''))) &&
  count(/\\left(?![A-Za-z])/g, latex) === count(/\\right(?![A-Za-z])/g, latex)

const isClosedLatex = (latex: string): boolean => {
  const rest = outside(withoutBraces(plainLatex(latex)))
  return !BRACKET.test(rest) && !JOINING.test(rest)
}

/**
 * How words read in a formula, and whether they are closed in themselves: without a sign that could bind what is around.
 *
 * Words whose brackets have no other half are put in quotes. LaTeX whose braces have none is not taken.
 *
 * @example
 * wordsRead('a - b').closed
 * //=> false
 */
export const wordsRead = (name: string, given?: string): Reads & { readonly closed: boolean } => {
  const words = name.replaceAll(/\s+/g, ' ').trim()
  const rest = outside(words)
  const quoted = words === '' || BRACKET.test(rest)
  const text = quoted ? `"${words}"` : words
  const latex = given !== undefined && isWhole(given) ? given : null
  const closed = (quoted || rest === '' || PLAIN.test(rest)) && (latex === null || isClosedLatex(latex))
  return { text, latex: latex ?? latexText(text), closed }
}
