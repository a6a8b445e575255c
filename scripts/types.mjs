// biome-ignore-all lint/suspicious/noConsole: it is a command
// All that compilers say, each in one run over all that it is asked: type tests and examples without an error and wrong
// programs with their words on every supported TypeScript; the tests themselves on one; and tsd, whose types are exact.
import { createRequire } from 'node:module'
import { COMPILERS, compile, ran, twoAtATime } from './compilers.mjs'
import { heard, silent } from './headlines.mjs'

const said = (who, what, good, output = '') => {
  console.log(`types: ${who} ${good ? 'accepts' : 'refuses'} ${what}`)
  if (!good && output !== '') console.log(output)
  return good
}

const TESTS = 'test, where the types are held to their run-time twins'

const version = (name) => createRequire(import.meta.url)(`${name}/package.json`).version
const TSD = version('@tsd/typescript')

/** What a compiler checks: tsd has checked the type tests where it has the same compiler. */
const projectOf = (compiler) =>
  version(compiler) === TSD ? 'type-tests/headlines/tsconfig.examples.json' : 'type-tests'

const ofTypes = (compiler) => async () => {
  const run = await compile(compiler, ['-p', projectOf(compiler), '--skipLibCheck', 'false'])
  return [said(compiler, 'type-tests and examples', silent(run)), heard(run)]
}

const ofTests = async () => {
  const { compiler, code, output } = await compile('typescript-7.0', ['-p', 'tsconfig.tests.json'])
  return [said(compiler, TESTS, code === 0, output)]
}

const ofTsd = async () => {
  const { code, output } = await ran(['node_modules/tsd/dist/cli.js', '--files', 'type-tests/**/*.test-d.ts'])
  return [said('tsd', 'type-tests', code === 0, output)]
}

const good = await twoAtATime([ofTsd, ...COMPILERS.map(ofTypes), ofTests])
process.exit(good.flat().every(Boolean) ? 0 : 1)
