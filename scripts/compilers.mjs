// The TypeScript versions that the library supports, each as its own command line: 7.0 has no compiler API.
import { spawn } from 'node:child_process'

export const COMPILERS = ['typescript-5.9', 'typescript', 'typescript-7.0']

/** Runs one compiler and gives what it printed and its exit code. */
export const compile = (compiler, args, cwd = process.cwd()) =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [`node_modules/${compiler}/bin/tsc`, '--pretty', 'false', ...args], { cwd })
    let output = ''
    child.stdout.on('data', (data) => {
      output += data
    })
    child.stderr.on('data', (data) => {
      output += data
    })
    child.on('error', reject)
    child.on('close', (code) => resolve({ compiler, code, output }))
  })

/** Runs all compilers on the same arguments, two at a time. */
export const compileOnAll = async (args, cwd) => {
  const [first, second, ...others] = COMPILERS
  const pair = await Promise.all([compile(first, args, cwd), compile(second, args, cwd)])
  const rest = await Promise.all(others.map((compiler) => compile(compiler, args, cwd)))
  return [...pair, ...rest]
}
