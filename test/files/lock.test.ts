import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { mkdir, mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { LOCK, lock } from '../../src/files/lock.js'
import { refusal, run } from '../support/outcome.js'

let folder = ''
let other: ChildProcess
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shapebound-lock-'))
  other = spawn(process.execPath, ['-e', 'setInterval(() => undefined, 1000)'])
})
afterAll(async () => {
  other.kill()
  await rm(folder, { recursive: true })
})

/** A folder whose lock a process has, as it stands in the file. */
const lockedBy = async (name: string, content: string) => {
  const path = join(folder, name)
  await mkdir(path)
  await writeFile(join(path, LOCK), content)
  return path
}

const held = (process: number | undefined, begun: string | null = null) => JSON.stringify({ id: process, begun })

describe('lock', () => {
  it('makes a folder and its lock, keeps others out, and is freed once', async () => {
    const path = join(folder, 'a', 'b')
    const free = await run(lock(path))
    expect(JSON.parse(await readFile(join(path, LOCK), 'utf8'))).toMatchObject({ id: process.pid })
    expect(await refusal(lock(path))).toMatchObject({
      _tag: 'FileLocked',
      message: `write: needs ${path} for itself but process ${process.pid} writes there: wait until it is done, or take another folder`,
    })
    await free()
    expect(await readdir(path)).toEqual([])
    const again = await run(lock(path))
    await free()
    expect(await readdir(path)).toEqual([LOCK])
    await again()
  })

  it('names the process that has it', async () => {
    const path = await lockedBy('theirs', held(other.pid))
    expect(await refusal(lock(path))).toMatchObject({ _tag: 'FileLocked', file: path, holder: other.pid })
    expect(await readdir(path)).toEqual([LOCK])
  })

  it('takes the lock of a process that is gone, of another of the same number, and of nobody', async () => {
    const gone = spawnSync(process.execPath, ['-e', '']).pid
    // a process of that number runs, which began at another time; this one has the number of one that was killed
    const [former, same] = [held(other.pid, '1'), held(process.pid, '1')]
    const stale = [held(gone), same, '', '{"id":"x"}', 'null', ...(process.platform === 'linux' ? [former] : [])]
    for (const [index, content] of stale.entries()) {
      const path = await lockedBy(`stale-${index}`, content)
      const free = await run(lock(path))
      expect(JSON.parse(await readFile(join(path, LOCK), 'utf8'))).toMatchObject({ id: process.pid })
      expect(await readdir(path)).toEqual([LOCK])
      await free()
    }
  })

  it('leaves a lock to another that takes it over, but not to one that was killed meanwhile', async () => {
    const gone = spawnSync(process.execPath, ['-e', '']).pid
    const path = await lockedBy('taking', held(gone))
    const taking = join(path, `${LOCK}.taking`)
    await writeFile(taking, held(other.pid))
    expect(await refusal(lock(path))).toMatchObject({ _tag: 'FileLocked', holder: other.pid })
    await utimes(taking, 1, 1)
    await (await run(lock(path)))()
    expect(await readdir(path)).toEqual([])
  })

  it('of another machine is believed for a minute, whatever runs here under its number', async () => {
    const content = JSON.stringify({ id: process.pid, begun: null, host: 'elsewhere' })
    const path = await lockedBy('foreign', content)
    expect(await refusal(lock(path))).toMatchObject({
      message: `write: needs ${path} for itself but process ${process.pid} of elsewhere writes there: wait until it is done, or take another folder`,
    })
    const before = Date.now() / 1000 - 90
    await utimes(join(path, LOCK), before, before)
    const free = await run(lock(path))
    expect(JSON.parse(await readFile(join(path, LOCK), 'utf8'))).toMatchObject({ host: hostname() })
    await free()
    expect(await readdir(path)).toEqual([])
  })

  it('is written again as long as it is held, and left where another machine has taken it', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
    const path = join(folder, 'beating')
    const file = join(path, LOCK)
    const free = await run(lock(path))
    const content = await readFile(file, 'utf8')
    await utimes(file, 1, 1)
    vi.advanceTimersByTime(10_000)
    await expect.poll(async () => (await stat(file)).mtimeMs).toBeGreaterThan(1000)
    expect(await readFile(file, 'utf8')).toBe(content)
    vi.useRealTimers()
    await writeFile(file, 'of another machine')
    await free()
    expect(await readFile(file, 'utf8')).toBe('of another machine')
  })

  it('is given to one of many that ask at once', async () => {
    const path = join(folder, 'many')
    const all = await Promise.all(Array.from({ length: 20 }, () => lock(path)()))
    expect(all.filter(({ _tag }) => _tag === 'Right').length).toBe(1)
  })

  it('says what the system says', async () => {
    await writeFile(join(folder, 'a file'), '')
    expect(await refusal(lock(join(folder, 'a file')))).toMatchObject({ _tag: 'FileUnwritable' })
  })
})
