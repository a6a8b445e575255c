// biome-ignore-all lint/suspicious/noConsole: it is a command
// Type tests and examples without an error on every supported TypeScript, and the tests themselves on one.
import { compile, compileOnAll } from './compilers.mjs'

const report = ({ compiler, code, output }, what) => {
  console.log(`types: ${compiler} ${code === 0 ? 'accepts' : 'refuses'} ${what}`)
  if (code !== 0) console.log(output)
  return code === 0
}

const runs = await compileOnAll(['-p', 'tsconfig.types.json'])
const tests = await compile('typescript', ['-p', 'tsconfig.tests.json'])
const good = [
  ...runs.map((run) => report(run, 'type-tests and examples')),
  report(tests, 'test, where the types are held to their run-time twins'),
]
process.exit(good.every(Boolean) ? 0 : 1)
