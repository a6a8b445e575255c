/** Formulas that print themselves, as text and as LaTeX. */

/** How a term reads. `atomic` says that it needs no brackets after a factor or a minus sign. */
export interface Formula {
  readonly text: string
  readonly latex: string
  readonly atomic: boolean
}

/** A formula from its two readings. */
export const formula = (text: string, latex: string, atomic = true): Formula => ({ text, latex, atomic })

const bracket = ({ text, latex, atomic }: Formula): Formula =>
  atomic ? { text, latex, atomic } : formula(`(${text})`, `\\left(${latex}\\right)`)

/** `left + right`. */
export const sum = (left: Formula, right: Formula): Formula =>
  formula(`${left.text} + ${right.text}`, `${left.latex} + ${right.latex}`, false)

/** `left - right`. */
export const difference = (left: Formula, right: Formula): Formula => {
  const taken = bracket(right)
  return formula(`${left.text} - ${taken.text}`, `${left.latex} - ${taken.latex}`, false)
}

/** `weight · inner`. */
export const scaled = (weight: number, inner: Formula): Formula => {
  // a number before a number needs them: 2 (3 x), not 2 3 x
  const { text, latex } = bracket({ ...inner, atomic: inner.atomic && !/^\d/.test(inner.text) })
  return weight === 1 ? inner : formula(`${weight} ${text}`, `${weight}\\,${latex}`)
}

/** `weight(t) · inner`, for a weight that changes from step to step. */
export const scheduled = (weight: { readonly name: string; readonly latex: string }, inner: Formula): Formula => {
  const { text, latex } = bracket(inner)
  return formula(`${weight.name}(t) ${text}`, `${weight.latex}(t)\\,${latex}`)
}

/** `-inner`. */
export const negated = (inner: Formula): Formula => {
  const { text, latex } = bracket(inner)
  return formula(`-${text}`, `-${latex}`, false)
}

/** A number, or a number that changes from step to step, as it reads in a formula. */
export interface Reads {
  readonly text: string
  readonly latex: string
}

/** The larger of a number and a term. */
export const larger = (floor: Reads, { text, latex }: Formula): Formula =>
  formula(`max(${floor.text}, ${text})`, `\\max\\left(${floor.latex},\\ ${latex}\\right)`)

/** The distance of a term from a number. */
export const distance = (from: Reads, { text, latex }: Formula): Formula =>
  formula(`|${text} - ${from.text}|`, `\\left|${latex} - ${from.latex}\\right|`)

/** A function of a term, by its name. */
export const named = (name: Reads, { text, latex }: Formula): Formula =>
  formula(`${name.text}[${text}]`, `${name.latex}\\left[${latex}\\right]`)

/** The sum over groups of an axis. */
export const grouped = (size: number, { text, latex }: Formula): Formula =>
  formula(`sum over groups of ${size} of [${text}]`, `\\sum_{\\text{groups of ${size}}}\\left[${latex}\\right]`)

/** The mean over an axis; over samples it is the expectation under q. */
export const averaged = (axis: string, { text, latex }: Formula): Formula =>
  axis === 'samples'
    ? formula(`E_q[${text}]`, `\\mathbb{E}_{q}\\left[${latex}\\right]`)
    : formula(`mean over ${axis} of [${text}]`, `\\operatorname{mean}_{\\text{${axis}}}\\left[${latex}\\right]`)

/** The sum over an axis. */
export const summed = (axis: string, { text, latex }: Formula): Formula =>
  formula(`sum over ${axis} of [${text}]`, `\\sum_{\\text{${axis}}}\\left[${latex}\\right]`)

/** The logarithm of the mean of the exponentials over an axis. */
export const logMeanExponential = (axis: string, { text, latex }: Formula): Formula =>
  formula(
    `log mean over ${axis} of exp[${text}]`,
    `\\log \\operatorname{mean}_{\\text{${axis}}} \\exp\\left[${latex}\\right]`,
  )

/** The Rényi bound of an order. */
export const renyi = (order: number, inner: Formula): Formula => {
  const power = order < 0 ? `(1 - (${order}))` : `(1 - ${order})`
  const { text, latex } = inner
  return order === 1
    ? averaged('samples', inner)
    : formula(
        `1/${power} log mean over samples of exp[${power} (${text})]`,
        `\\frac{1}{${power}} \\log \\operatorname{mean}_{\\text{samples}} \\exp\\left[${power}\\left(${latex}\\right)\\right]`,
      )
}
