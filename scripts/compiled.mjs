// Compiles src, a file for each module, into .compiled: what most tests of `npm test` take in place of the sources, which
// Node then loads and runs as it does a package. Types are not looked at: the build has.
import { rmSync, writeFileSync } from 'node:fs'
import { ran } from './compilers.mjs'

const FOLDER = '.compiled'

rmSync(FOLDER, { recursive: true, force: true })
const options = ['--outDir', FOLDER, '--noCheck', '--declaration', 'false']
const { code, output } = await ran(['node_modules/typescript-7.0/bin/tsc', '-p', 'tsconfig.json', ...options])
process.stdout.write(output)
const imports = Object.fromEntries(['candidates', 'platform'].map((name) => [`#${name}`, `./engines/${name}/node.js`]))
if (code === 0) writeFileSync(`${FOLDER}/package.json`, JSON.stringify({ type: 'module', imports }))
process.exit(code)
