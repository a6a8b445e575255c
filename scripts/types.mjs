// biome-ignore-all lint/suspicious/noConsole: it is a command
// All that compilers say, each in one run over all that it is asked: type tests on the oldest TypeScript that is supported,
// by tsd, whose types are exact, and on the newest; there examples without an error too, wrong programs with their words,
// and the tests themselves. `--older` asks all others about examples and wrong programs: each takes three times as long.
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
const [OLDEST, NEWEST] = [COMPILERS[0], COMPILERS.at(-1)]

/** What a compiler checks, in words and as a project: tsd has checked the type tests with the oldest. */
const asked = (compiler) =>
  compiler === NEWEST
    ? ['type-tests and examples', 'type-tests']
    : ['headlines and examples', 'type-tests/headlines/tsconfig.examples.json']

const ofTypes = (compiler) => async () => {
  const [what, project] = asked(compiler)
  // the declarations of the build too, as a user's compiler may check them
  const run = await compile(compiler, ['-p', project, '--skipLibCheck', 'false'])
  return [said(compiler, what, silent(run)), heard(run)]
}

const ofTests = async () => {
  const { compiler, code, output } = await compile('typescript-7.0', ['-p', 'tsconfig.tests.json'])
  return [said(compiler, TESTS, code === 0, output)]
}

const ofTsd = async () => {
  const { code, output } = await ran(['node_modules/tsd/dist/cli.js', '--files', 'type-tests/**/*.test-d.ts'])
  return [
    said('tsd', 'type-tests', code === 0, output),
    said('tsd', OLDEST, version('@tsd/typescript') === version(OLDEST)),
  ]
}

const jobs = process.argv.includes('--older') ? COMPILERS.slice(0, -1).map(ofTypes) : [ofTsd, ofTypes(NEWEST), ofTests]
const good = await twoAtATime(jobs)
process.exit(good.flat().every(Boolean) ? 0 : 1)
