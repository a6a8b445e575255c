import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, expect, it } from 'vitest'

const folder = mkdtempSync(join(tmpdir(), 'shapebound-report-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** What Node says of a package that is not installed, for Vega alone. */
const LOADER = `export const resolve = (name, context, next) => {
  if (name !== 'vega') return next(name, context)
  throw Object.assign(new Error("Cannot find package 'vega' imported from chart.js"), { code: 'ERR_MODULE_NOT_FOUND' })
}
`

/** The command line where Vega is not installed. */
const withoutVega = (...argv: readonly string[]) => {
  const [loader, register] = ['loader.mjs', 'register.mjs'].map((name) => join(folder, name)) as [string, string]
  writeFileSync(loader, LOADER)
  const href = JSON.stringify(pathToFileURL(loader).href)
  writeFileSync(register, `import { register } from 'node:module'\nregister(${href})\n`)
  const words = ['--import', pathToFileURL(register).href, 'dist/cli/main.js', ...argv]
  const { status, stdout, stderr } = spawnSync(process.execPath, words, { encoding: 'utf8' })
  return { code: status, out: stdout, err: stderr }
}

it('a run comes to its end without Vega: its report has no curves, and one line says how it gets them', () => {
  const out = join(folder, 'run')
  const tiny = ['--hidden', '4', '--latent', '2', '--epochs', '1', '--batch', '4096', '--engine', 'wasm']
  for (const argv of [
    ['train', ...tiny, '--out', out, '--json'],
    ['resume', out, '--json'],
  ]) {
    const ended = withoutVega(...argv)
    expect([ended.code, ended.err]).toEqual([0, expect.stringContaining('test ELBO')])
    expect(ended.err.split('\n').filter((line) => line.includes('Vega'))).toEqual([
      `report.html has no curves: Vega, which draws them, is not installed; for them: npm install vega, then npx shapebound resume ${out}`,
    ])
    expect(JSON.parse(ended.out).files.toSorted()).toEqual(readdirSync(out).toSorted())
    const page = readFileSync(join(out, 'report.html'), 'utf8')
    expect([page.includes('<h2>Curves</h2>'), page.includes('<h2>Reproduce</h2>')]).toEqual([false, true])
  }
})
