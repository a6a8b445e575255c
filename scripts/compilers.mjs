// The TypeScript versions that the library supports, each as its own command line: 7.0 has no compiler API.
import { spawn } from 'node:child_process'

export const COMPILERS = ['typescript-5.9', 'typescript', 'typescript-7.0']

/** A young generation of 64 MB: compilers make much that soon nobody needs. */
const MEMORY = '--max-semi-space-size=64'

/** Runs a program in a process of Node, and gives what it printed and its exit code. */
export const ran = (args, cwd = process.cwd()) =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [MEMORY, ...args], { cwd })
    let output = ''
    child.stdout.on('data', (data) => {
      output += data
    })
    child.stderr.on('data', (data) => {
      output += data
    })
    child.on('error', reject)
    child.on('close', (code) => resolve({ code, output }))
  })

/** The native compiler checks in four threads, each of which checks anew what others have: beside others, in one. */
const optionsOf = (compiler) => ['--pretty', 'false', ...(compiler === 'typescript-7.0' ? ['--singleThreaded'] : [])]

/** Runs one compiler and gives what it printed and its exit code. */
export const compile = async (compiler, args, cwd) => ({
  compiler,
  ...(await ran([`node_modules/${compiler}/bin/tsc`, ...args, ...optionsOf(compiler)], cwd)),
})

/** Runs jobs two at a time, and gives what each gives, in their order. */
export const twoAtATime = async (jobs) => {
  const results = []
  const waiting = [...jobs.entries()]
  const work = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) results[next[0]] = await next[1]()
  }
  await Promise.all([work(), work()])
  return results
}

/** Runs all compilers on the same arguments, two at a time. */
export const compileOnAll = (args, cwd) => twoAtATime(COMPILERS.map((compiler) => () => compile(compiler, args, cwd)))
