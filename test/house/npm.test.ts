import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'

// what npm makes of this repository

const shell = process.platform === 'win32'

test('npm knows every setting of .npmrc, and says nothing of its own', () => {
  const { status, stderr } = spawnSync('npm', ['config', 'get', 'fund'], { encoding: 'utf8', shell })
  expect([status, stderr]).toEqual([0, ''])
})

test.skipIf(shell)('a build lets the command line be run as a file', () => {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8'))
  expect(scripts.build).toMatch(/&& node scripts\/runnable\.mjs$/)
  const folder = mkdtempSync(join(tmpdir(), 'shapebound-npm-'))
  const file = join(folder, 'dist', 'cli', 'main.js')
  mkdirSync(join(folder, 'dist', 'cli'), { recursive: true })
  writeFileSync(file, '')
  chmodSync(file, 0o644)
  const { status } = spawnSync(process.execPath, [resolve('scripts/runnable.mjs')], { cwd: folder })
  expect([status, statSync(file).mode & 0o777]).toEqual([0, 0o755])
  rmSync(folder, { recursive: true })
})
