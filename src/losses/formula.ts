/** Formulas that print themselves, as text and as LaTeX, with the brackets that they need where they stand. */

import { latexNumber, latexText, outside, type Reads, wordsRead } from './notation.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/**
 * How a formula holds together, from which follows where it needs brackets.
 *
 * - `atom`: closed in itself, such as `KL(q || p)`, or a product.
 * - `sum`: `a + b`, `a - b`, `-a`.
 * - `words`: a user's own text. It may hold signs, and how tightly these bind is not known.
 */
export type Binding = 'atom' | 'sum' | 'words'

/** How a term reads. */
export interface Formula extends Reads {
  readonly binding: Binding
}

/** A formula from its two readings. */
export const formula = (text: string, latex: string, binding: Binding = 'atom'): Formula => ({ text, latex, binding })

/** The formula of a term that a user has described in words; its LaTeX is those words as text, unless LaTeX is given. */
export const ofWords = (name: string, latex?: string): Formula => {
  const { closed, ...reads } = wordsRead(name, latex)
  return { ...reads, binding: closed ? 'atom' : 'words' }
}

// -----------------------------------------------------------------------------
// brackets
// -----------------------------------------------------------------------------

const enclosed = ({ text, latex }: Reads): Formula => formula(`(${text})`, `\\left(${latex}\\right)`)

/** Before a sign, or beside a comma. */
const first = (inner: Formula): Formula => (inner.binding === 'words' ? enclosed(inner) : inner)

/** After a plus: a + (-b), not a + -b. */
const added = (inner: Formula): Formula => (inner.text.startsWith('-') ? enclosed(inner) : first(inner))

/** After a minus. */
const subtracted = (inner: Formula): Formula => (inner.binding === 'sum' ? enclosed(inner) : first(inner))

/** After a factor; a number before a number needs them: 2 (3 x), not 2 3 x. */
const multiplied = (inner: Formula): Formula => (/^\d/.test(inner.text) ? enclosed(inner) : subtracted(inner))

// -----------------------------------------------------------------------------
// sums and products
// -----------------------------------------------------------------------------

/** `left + right`. */
export const sum = (left: Formula, right: Formula): Formula => {
  const [l, r] = [first(left), added(right)]
  return formula(`${l.text} + ${r.text}`, `${l.latex} + ${r.latex}`, 'sum')
}

/** `left - right`. */
export const difference = (left: Formula, right: Formula): Formula => {
  const [l, r] = [first(left), subtracted(right)]
  return formula(`${l.text} - ${r.text}`, `${l.latex} - ${r.latex}`, 'sum')
}

/** `weight · inner`. */
export const scaled = (weight: number, inner: Formula): Formula => {
  const { text, latex } = multiplied(inner)
  return weight === 1 ? inner : formula(`${weight} ${text}`, `${latexNumber(weight)}\\,${latex}`)
}

/** A number that changes from step to step: `β(t)`. */
export const changing = ({ name, latex }: { readonly name: string; readonly latex: string }): Reads => {
  const read = first(ofWords(name, latex))
  return { text: `${read.text}(t)`, latex: `${read.latex}(t)` }
}

/** A number as it reads. */
export const constant = (value: number): Reads => ({ text: `${value}`, latex: latexNumber(value) })

/** `weight(t) · inner`, for a weight that changes from step to step. */
export const scheduled = (weight: { readonly name: string; readonly latex: string }, inner: Formula): Formula => {
  const [factor, { text, latex }] = [changing(weight), multiplied(inner)]
  return formula(`${factor.text} ${text}`, `${factor.latex}\\,${latex}`)
}

/** `-inner`. */
export const negated = (inner: Formula): Formula => {
  const { text, latex } = subtracted(inner)
  return formula(`-${text}`, `-${latex}`, 'sum')
}

// -----------------------------------------------------------------------------
// functions
// -----------------------------------------------------------------------------

/** The larger of a number and a term. */
export const larger = (floor: Reads, inner: Formula): Formula => {
  const { text, latex } = first(inner)
  return formula(`max(${floor.text}, ${text})`, `\\max\\left(${floor.latex},\\ ${latex}\\right)`)
}

/** The distance of a term from a number. A bar beside a bar would be another: |(|x - 1|) - 2|. */
export const distance = (from: Reads, inner: Formula): Formula => {
  const { text, latex } = outside(inner.text).includes('|') ? enclosed(inner) : first(inner)
  return formula(`|${text} - ${from.text}|`, `\\left|${latex} - ${from.latex}\\right|`)
}

/** The name of an axis, which is a user's own. */
const axisRead = (axis: string): Reads => {
  const { text } = wordsRead(axis)
  return { text, latex: latexText(text) }
}

/** The sum over groups of an axis. */
export const grouped = (size: number, { text, latex }: Formula): Formula =>
  formula(`sum over groups of ${size} of [${text}]`, `\\sum_{\\text{groups of ${size}}}\\left[${latex}\\right]`)

/** The mean over an axis; over samples it is the expectation under q. */
export const averaged = (axis: string, { text, latex }: Formula): Formula => {
  const name = axisRead(axis)
  return axis === 'samples'
    ? formula(`E_q[${text}]`, `\\mathbb{E}_{q}\\left[${latex}\\right]`)
    : formula(`mean over ${name.text} of [${text}]`, `\\operatorname{mean}_{${name.latex}}\\left[${latex}\\right]`)
}

/** The sum over an axis. */
export const summed = (axis: string, { text, latex }: Formula): Formula => {
  const name = axisRead(axis)
  return formula(`sum over ${name.text} of [${text}]`, `\\sum_{${name.latex}}\\left[${latex}\\right]`)
}

/** The logarithm of the mean of the exponentials over an axis. */
export const logMeanExponential = (axis: string, { text, latex }: Formula): Formula => {
  const name = axisRead(axis)
  return formula(
    `log mean over ${name.text} of exp[${text}]`,
    `\\log \\operatorname{mean}_{${name.latex}} \\exp\\left[${latex}\\right]`,
  )
}

/** The expectation over the values of a latent. */
export const expected = (latent: string, { text, latex }: Formula): Formula =>
  formula(`E_q(${latent})[${text}]`, `\\mathbb{E}_{q(${latexText(latent)})}\\left[${latex}\\right]`)

/** The logarithm of the sum of the exponentials over the values of a latent, counted by their probability. */
export const summedOut = (latent: string, inner: Formula): Formula => {
  const { text, latex } = expected(latent, formula(`exp[${inner.text}]`, `\\exp\\left[${inner.latex}\\right]`))
  return formula(`log ${text}`, `\\log ${latex}`)
}

/** The Rényi bound of an order. */
export const renyi = (order: number, inner: Formula): Formula => {
  const { text, latex } = difference(constantFormula(1), constantFormula(order))
  return order === 1
    ? averaged('samples', inner)
    : formula(
        `1/(${text}) log mean over samples of exp[(${text}) (${inner.text})]`,
        `\\frac{1}{(${latex})} \\log \\operatorname{mean}_{\\text{samples}} \\exp\\left[(${latex})\\left(${inner.latex}\\right)\\right]`,
      )
}

const constantFormula = (value: number): Formula => ({ ...constant(value), binding: value < 0 ? 'sum' : 'atom' })
