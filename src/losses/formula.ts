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
