// How much the compiler works for a program: the instantiations of TypeScript 6 beyond those of its imports, and the
// seconds of processor time of the check.

import ts from 'typescript'
import { programOf } from '../mutants/compiler.mjs'

const IMPORTS = `import { pipe } from 'fp-ts/lib/function.js'
import { DiagonalNormal, Dim, Elbo, Joint, Key, Layer, Optimizer, T, Train, Vae } from 'shapebound'
import type { Data } from 'shapebound'
void [pipe, DiagonalNormal, Dim, Elbo, Joint, Key, Layer, Optimizer, T, Train, Vae]
`

const check = (text) => {
  const { program, sources } = programOf([text])
  // what is global is known before the clock starts
  program.getTypeChecker()
  const began = process.cpuUsage()
  const words = program
    .getSemanticDiagnostics(sources[0])
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'))
  const { user, system } = process.cpuUsage(began)
  return { count: program.getInstantiationCount(), words, seconds: (user + system) / 1e6 }
}

/** What one case costs, beyond its imports and what it is given. */
export const measure = ({ name, code, given = '', per = 1 }, baseline = check(`${IMPORTS}${given}\n`)) => {
  const { count, words, seconds } = check(`${IMPORTS}${given}\n${code}\n`)
  return { name, cost: Math.ceil((count - baseline.count) / per), words, seconds }
}

/** What each text that cases are given costs, once for all that are given the same. */
const baselinesOf = (cases) =>
  new Map([...new Set(cases.map(({ given = '' }) => given))].map((given) => [given, check(`${IMPORTS}${given}\n`)]))

const said = (words) => (words.length === 0 ? 'it compiles' : `it says: ${words[0].split('\n')[0]}`)

/** What is wrong with a measured case, in words; the measured others are those it is compared with. */
export const faults = ({ pin, fails, times, seconds: limit }, { cost, words, seconds }, others) => {
  const [most, of] = times ?? []
  const other = others.find(({ name }) => name === of)
  return [
    ...(fails === undefined && words.length > 0 ? [`must compile; ${said(words)}`] : []),
    ...(fails !== undefined && !words.some((each) => each.includes(fails))
      ? [`must be refused with: ${fails}; ${said(words)}`]
      : []),
    ...(pin !== undefined && cost > pin ? [`costs ${cost} instantiations, pinned at ${pin}`] : []),
    ...(times !== undefined && cost > most * other.cost
      ? [`costs ${cost} instantiations, more than ${most} times the ${other.cost} of ${of}`]
      : []),
    ...(limit !== undefined && seconds > limit ? [`takes ${seconds.toFixed(1)} s, more than ${limit}`] : []),
  ]
}

/** Whether a pin is far above what is measured. */
export const isLoose = ({ pin }, { cost }) => pin !== undefined && cost < 0.8 * pin

/** Every case, measured and compared. */
export const measureAll = (cases) => {
  const baselines = baselinesOf(cases)
  const measured = cases.map((each) => measure(each, baselines.get(each.given ?? '')))
  return cases.map((each, index) => ({
    ...measured[index],
    pin: each.pin,
    goal: each.goal,
    faults: faults(each, measured[index], measured),
    loose: isLoose(each, measured[index]),
  }))
}
