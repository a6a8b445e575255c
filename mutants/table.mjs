// Mutants for a person.
import { spoken } from './headline.mjs'

const IS = { ill: 'ill-shaped', misnamed: 'misnamed', well: 'well-shaped' }

const row = ({ program, line, mutator, is, was, said, headline, twin, changed }) =>
  [
    `${program}:${line}  ${IS[is]}  (${mutator})`,
    `    was       ${was}`,
    `    is        ${changed}`,
    `    engine    ${said === '' ? 'runs' : said.split('\n')[0]}`,
    `    compiler  ${headline === null ? 'accepts' : spoken(headline)}`,
    ...(twin === undefined ? [] : [`    library   ${twin ?? 'runs'}`]),
  ].join('\n')

/** One mutant after another. */
export const table = (mutants) => mutants.map(row).join('\n')

const meanings = (mutants) =>
  Object.entries(IS)
    .map(([meant, words]) => {
      const own = mutants.filter((each) => each.meant === meant)
      const other = own.filter((each) => each.is !== meant)
      return `${own.length} meant ${words} (${other.length} are not)`
    })
    .join(', ')

/** What was made, and what became of it. */
export const sentence = (mutants, summary, { engine, compiler }) =>
  [
    `mutants: ${meanings(mutants)}`,
    `mutants: ${summary.caught} of ${summary.illShaped} ill-shaped and ${summary.misnamedCaught} of ${summary.misnamed} misnamed caught, ` +
      `${summary.accepted} of ${summary.wellShaped} well-shaped accepted, ` +
      `${summary.readable} of ${summary.caught + summary.misnamedCaught} refusals readable`,
    `mutants: ${engine.toFixed(1)} s on the engine, ${compiler.toFixed(1)} s in the compiler`,
  ].join('\n')
