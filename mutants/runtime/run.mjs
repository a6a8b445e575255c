// Which tests reach each mutant, and whether one of them fails.
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { cpuMs } from './cpu.mjs'

/**
 * Tests of the project's text, its build, other programs and the rooms above: a mutant of the rooms is none of theirs.
 */
const EXCLUDED = ['house', 'bench', 'mutants', 'type-bench', 'cli', 'reports'].flatMap((room) => [
  '--exclude',
  `test/${room}/**`,
])

/** How much more of the processor than without a mutant a test may take: one that does not end is found. */
const PATIENCE = 4
const START_MS = 60_000
/** How much longer than that by the clock, on a machine that does much else, or that does not say what a process takes. */
const SHARE = 10
const LOOKED_AT_MS = 2000

const endAll = (child) => {
  try {
    process.kill(-child.pid, 'SIGKILL')
  } catch {
    // it has ended meanwhile
  }
}

/** Tests that run: none outlives this process. */
const running = new Set()
process.on('exit', () => running.forEach(endAll))

/** Ends a run that takes too much. Gives what stops the watch. */
const watched = (child, ms) => {
  const begun = performance.now()
  const clock = setInterval(() => {
    const waited = performance.now() - begun
    if ((cpuMs(child.pid) ?? 0) > ms || waited > SHARE * ms) endAll(child)
  }, LOOKED_AT_MS)
  return () => clearInterval(clock)
}

/** Runs tests: the files that failed, or `null` where they took too much. */
const vitest = (folder, command, args, env, ms) =>
  new Promise((resolve, reject) => {
    const to = join(folder, `report-${env.MUTANT ?? 'none'}.json`)
    rmSync(to, { force: true })
    const reporting = ['--reporter=json', `--outputFile=${to}`]
    const own = ['node_modules/vitest/vitest.mjs', command, '--run', ...EXCLUDED, ...reporting, ...args]
    const options = { cwd: folder, env: { ...process.env, CI: 'true', ...env }, detached: true }
    const child = spawn(process.execPath, own, { ...options, stdio: ['ignore', 'ignore', 'pipe'] })
    running.add(child)
    const words = []
    child.stderr.on('data', (bytes) => words.push(String(bytes)))
    const unwatch = watched(child, ms)
    child.on('close', (code) => {
      unwatch()
      running.delete(child)
      if (code === null) return resolve(null)
      if (!existsSync(to)) return reject(new Error(`the tests do not run: ${words.join('').slice(-2000)}`))
      const report = JSON.parse(readFileSync(to, 'utf8'))
      resolve(report.success ? [] : report.testResults.filter(({ status }) => status === 'failed'))
    })
  })

const reportsIn = (to) => readdirSync(to).map((name) => JSON.parse(readFileSync(join(to, name), 'utf8')))

/**
 * Runs tests once with no mutant on: the files that reach each mutant, the quick ones first. A test that fails by
 * itself, on a busy machine say, can judge no mutant: it is told, and left out; so is a file that cannot be loaded.
 *
 * What is known of a file stands in `to`: such a file is not run again.
 */
export const reachedBy = async (folder, command, files, to, say) => {
  mkdirSync(to, { recursive: true })
  const known = reportsIn(to).flatMap(({ test }) => ['--exclude', test])
  const args = ['--passWithNoTests', ...known, ...files]
  const failed = await vitest(folder, command, args, { MUTANTS_REACHED: to }, Number.POSITIVE_INFINITY)
  const reports = reportsIn(to).sort((one, other) => one.ms - other.ms)
  const leftOut = [
    ...failed
      .map(({ name }) => name.slice(folder.length + 1))
      .filter((name) => !reports.some(({ test }) => test === name)),
    ...reports.flatMap(({ fails }) => fails),
  ]
  for (const name of leftOut) say(`left out, because it fails without a mutant: ${name}`)
  return (id) =>
    reports
      .filter(({ reached }) => reached.includes(id))
      .map(({ test, ms, fails }) => ({ testPath: join(folder, test), ms, fails }))
}

/** A mutant in an endless loop is found by one of the first tests: the time of the others is not waited for. */
const inRuns = (files) => [files.slice(0, 3), files.slice(3)].filter((each) => each.length > 0)

const firstFailure = ({ name, message, assertionResults }) =>
  `${name}: ${assertionResults.find(({ status }) => status === 'failed')?.fullName ?? message.slice(0, 100)}`

/** What becomes of a mutant: `found`, `unfinished` where the tests do not end, `lived`, or `unreached`. */
export const fateOf = async (folder, id, files) => {
  for (const run of inRuns(files)) {
    const limit = START_MS + PATIENCE * run.reduce((sum, { ms }) => sum + ms, 0)
    const paths = run.map(({ testPath }) => testPath)
    const skipped = run.flatMap(({ fails }) => fails)
    const env = {
      MUTANT: String(id),
      MUTANT_TESTS: JSON.stringify(paths),
      MUTANT_SKIPPED: JSON.stringify(skipped),
    }
    const failed = await vitest(folder, 'run', ['--bail=1', '--maxWorkers=1', ...paths], env, limit)
    if (failed === null) return { fate: 'unfinished', by: paths[0].slice(folder.length + 1) }
    const [first] = failed
    if (first !== undefined) return { fate: 'found', by: firstFailure(first).slice(folder.length + 1) }
  }
  return { fate: files.length === 0 ? 'unreached' : 'lived', by: null }
}
