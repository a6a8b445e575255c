// Compiles src, a file for each module, into .compiled: what most tests of `npm test` take in place of the sources, which
// Node then loads and runs as it does a package. Types are not looked at: the build has.
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { ran } from './compilers.mjs'

const FOLDER = '.compiled'

rmSync(FOLDER, { recursive: true, force: true })
const options = ['--outDir', FOLDER, '--noCheck', '--declaration', 'false']
const { code, output } = await ran(['node_modules/typescript-7.0/bin/tsc', '-p', 'tsconfig.json', ...options])
process.stdout.write(output)
// what the package imports by names of its own is beside it here, too
const own = Object.entries(JSON.parse(readFileSync('package.json', 'utf8')).imports)
const imports = Object.fromEntries(own.map(([name, { default: path }]) => [name, path.replace('./dist/', './')]))
if (code === 0) writeFileSync(`${FOLDER}/package.json`, JSON.stringify({ type: 'module', imports }))
process.exit(code)
