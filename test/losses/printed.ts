/** Printed formulas read back as arithmetic: by the rules of school, and by nothing of the library. */

/** A number for each example, or one. */
export type Numbers = readonly number[]

const each = (left: Numbers, right: Numbers, join: (a: number, b: number) => number): Numbers =>
  Array.from({ length: Math.max(left.length, right.length) }, (_, at) =>
    join(left[left.length === 1 ? 0 : at] ?? Number.NaN, right[right.length === 1 ? 0 : at] ?? Number.NaN),
  )
const mean = (values: Numbers): Numbers => [values.reduce((a, b) => a + b, 0) / values.length]

const FUNCTIONS: readonly (readonly [opening: string, apply: (inside: Numbers) => Numbers])[] = [
  ['mean over batch of [', mean],
  ['sum over batch of [', (values) => [values.reduce((a, b) => a + b, 0)]],
  ['log mean over batch of exp[', (values) => mean(values.map(Math.exp)).map(Math.log)],
]

/** The LaTeX of our formulas as their text: only the spelling differs. */
export const asText = (latex: string): string =>
  latex
    .replaceAll(/\\text\{([^{}]*)\}/g, '$1')
    .replaceAll(/\\log \\operatorname\{mean\}_\{batch\} \\exp/g, 'log mean over batch of exp')
    .replaceAll('\\operatorname{mean}_{batch}', 'mean over batch of ')
    .replaceAll('\\sum_{batch}', 'sum over batch of ')
    .replaceAll(/\\left|\\right/g, '')
    .replaceAll('\\max', 'max')
    .replaceAll(/\\[, ]/g, ' ')
    .replaceAll(/(?:([\d.]+) \\times )?10\^\{(-?\d+)\}/g, (_, mantissa = '1', power) => `${mantissa}e${power}`)

/** What a text is worth, given what its letters are worth. */
export const worthOf = (text: string, letters: Readonly<Record<string, Numbers>>): Numbers => {
  let at = 0
  const open: string[] = [] // what closes the brackets that are open
  const skip = () => {
    while (text[at] === ' ') at += 1
  }
  const taken = (wanted: string): boolean => {
    skip()
    if (!text.startsWith(wanted, at)) return false
    at += wanted.length
    return true
  }
  const must = (wanted: string): void => {
    if (!taken(wanted)) throw new Error(`${wanted} is missing in ${text} at ${at}`)
  }
  const sum = (): Numbers => {
    let value = taken('-') ? product().map((number) => -number) : product()
    for (;;) {
      if (taken('+')) value = each(value, product(), (a, b) => a + b)
      else if (taken('-')) value = each(value, product(), (a, b) => a - b)
      else return value
    }
  }
  /** Factors side by side, with numbers nowhere but first: 2 3 x would be 23 x to some. */
  const product = (): Numbers => {
    let value = factor(true)
    for (;;) {
      skip()
      if (at === text.length || /[-+\]),]/.test(text[at] ?? '') || (text[at] === '|' && open.at(-1) === '|'))
        return value
      value = each(value, factor(false), (a, b) => a * b)
    }
  }
  const factor = (leads: boolean): Numbers => {
    const found = FUNCTIONS.find(([opening]) => taken(opening))
    if (found !== undefined) return found[1](closing(']'))
    if (taken('max(')) {
      const floor = sum()
      must(',')
      return each(floor, closing(')'), Math.max)
    }
    if (taken('|')) return closing('|').map(Math.abs)
    if (taken('(')) return closing(')')
    const [token = ''] = /^(?:\d+(?:\.\d+)?(?:e[+-]?\d+)?|[a-z])/.exec(text.slice(at)) ?? []
    at += token.length
    const number = /^\d/.test(token)
    const value = number ? [Number(token)] : letters[token]
    if (value === undefined || (number && !leads)) throw new Error(`not expected in ${text} at ${at}: ${token}`)
    return value
  }
  const closing = (bracket: string): Numbers => {
    open.push(bracket)
    const value = sum()
    must(bracket)
    open.pop()
    return value
  }
  const value = sum()
  skip()
  if (at !== text.length) throw new Error(`not expected in ${text} at ${at}`)
  return value
}
