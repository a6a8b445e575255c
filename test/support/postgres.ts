/** A PostgreSQL for tests, in a folder of its own that is removed in the end: Debian's `postgresql`. */

import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { vi } from 'vitest'
import { freePort } from './port.js'
import { isInstalled, type RunningServer } from './server.js'

const VERSIONS = '/usr/lib/postgresql'

/** The folder of its programs, the newest. */
const bin = (): string | null => {
  const newest = existsSync(VERSIONS) ? readdirSync(VERSIONS).sort().at(-1) : undefined
  const folder = join(VERSIONS, newest ?? '', 'bin')
  return newest !== undefined && existsSync(join(folder, 'initdb')) ? folder : null
}

/** Whether there is one, and what speaks to it. */
export const hasPostgres = bin() !== null && ['bullmq', 'pg'].every(isInstalled)

/** It does not run as root: then as the user that Debian has for it. */
const owner = (): { readonly uid: number; readonly gid: number } | null => {
  if (process.getuid?.() !== 0) return null
  const idOf = (what: string): number => Number(spawnSync('id', [what, 'postgres'], { encoding: 'utf8' }).stdout)
  return { uid: idOf('-u'), gid: idOf('-g') }
}

/** Starts a PostgreSQL, and waits until it answers. Its user must reach its files, and does not reach those of a test. */
export const startPostgres = async (): Promise<RunningServer> => {
  const [port, programs, own] = [await freePort(), bin() ?? '', owner()]
  const data = mkdtempSync(join(tmpdir(), 'shapebound-postgres-'))
  process.on('exit', () => rmSync(data, { recursive: true, force: true }))
  if (own !== null) chownSync(data, own.uid, own.gid)
  const as = { ...own, cwd: data, stdio: 'ignore' } as const
  spawnSync(join(programs, 'initdb'), ['-D', data, '-A', 'trust', '-U', 'shapebound'], as)
  const words = ['-D', data, '-p', `${port}`, '-h', '127.0.0.1', '-k', data]
  let server: ChildProcess | null = null
  const answers = (): boolean =>
    spawnSync(join(programs, 'pg_isready'), ['-h', '127.0.0.1', '-p', `${port}`]).status === 0
  const start = async () => {
    server = spawn(join(programs, 'postgres'), words, as)
    await vi.waitUntil(answers, { timeout: 60_000, interval: 200 })
  }
  const stop = (signal: NodeJS.Signals = 'SIGINT') =>
    new Promise<void>((resolve) => {
      server?.on('close', () => resolve())
      server?.kill(signal)
    })
  await start()
  return { url: `postgres://shapebound@127.0.0.1:${port}/postgres`, start, stop }
}
