// All mutants, judged by the engine and by the compiler.
import { readdirSync, readFileSync } from 'node:fs'
import { compile } from './compiler.mjs'
import { names, ruleIn } from './headline.mjs'
import { judge, twin } from './judge.mjs'
import { mutantsOf } from './mutators.mjs'
import { parse } from './sites.mjs'

const FOLDER = new URL('programs/', import.meta.url)

/** The programs that are mutated. */
export const programs = () =>
  readdirSync(FOLDER)
    .filter((name) => name.endsWith('.ts'))
    .sort()
    .map((name) => {
      const text = readFileSync(new URL(name, FOLDER), 'utf8')
      return { name: name.replace(/\.ts$/, ''), text, file: parse(name, text) }
    })

/** What is wrong with a program before it is mutated: it must run, and compile. */
const faults = (given) => {
  const said = compile(given.map(({ text }) => text))
  return given.flatMap(({ name, text }, index) => {
    const { is, said: words } = judge(text)
    return [
      ...(is === 'well' ? [] : [`${name} is ${is}: ${words}`]),
      ...(said[index] === null ? [] : [`${name} does not compile: ${said[index]}`]),
    ]
  })
}

const count = (mutants, holds) => mutants.filter(holds).length

const summarized = (mutants) => ({
  mutants: mutants.length,
  illShaped: count(mutants, ({ is }) => is === 'ill'),
  caught: count(mutants, ({ is, headline }) => is === 'ill' && headline !== null),
  misnamed: count(mutants, ({ is }) => is === 'misnamed'),
  misnamedCaught: count(mutants, ({ is, headline }) => is === 'misnamed' && headline !== null),
  wellShaped: count(mutants, ({ is }) => is === 'well'),
  accepted: count(mutants, ({ is, headline }) => is === 'well' && headline === null),
  readable: count(mutants, ({ is, headline }) => is !== 'well' && headline !== null && names(headline) !== null),
})

/** Judges the mutants of some programs. */
export const run = (given = programs()) => {
  const began = performance.now()
  const wrong = faults(given)
  if (wrong.length > 0) throw new Error(`programs that are wrong before they are mutated:\n${wrong.join('\n')}`)
  const made = given.flatMap(mutantsOf)
  const judged = made.map((mutant) => ({ ...mutant, ...judge(mutant.text) }))
  const ran = performance.now()
  const said = compile(judged.map(({ text }) => text))
  const mutants = judged.map((mutant, index) => ({ ...mutant, headline: said[index] }))
  return {
    mutants,
    summary: summarized(mutants),
    exceptions: mutants.filter(({ is, headline }) => (is === 'well') !== (headline === null)),
    unreadable: mutants.filter(({ is, headline }) => is !== 'well' && headline !== null && names(headline) === null),
    seconds: { engine: (ran - began) / 1000, compiler: (performance.now() - ran) / 1000 },
  }
}

/**
 * Where the library, when it runs, says another thing than its types: mutants that one of them takes and the other
 * refuses, and those that both refuse, the types by a rule, in other words.
 */
export const twins = (library, mutants) => {
  const run = mutants.map((mutant) => ({ ...mutant, twin: twin(mutant.text, library) }))
  const refused = run.filter(({ headline, twin: words }) => headline !== null && words !== null && ruleIn(headline))
  return {
    exceptions: run.filter(({ headline, twin: words }) => (headline === null) !== (words === null)),
    refused: refused.length,
    inOtherWords: refused.filter(({ headline, twin: words }) => ruleIn(headline) !== words),
  }
}
