/** A Redis for tests, in a folder of its own, which writes down each second what it is told: Debian's `redis-server`. */

import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { connect } from 'node:net'
import { vi } from 'vitest'
import { freePort } from './port.js'
import { isInstalled, type RunningServer } from './server.js'

const SERVER = '/usr/bin/redis-server'

/** Whether there is one, and what speaks to it. */
export const hasRedis = existsSync(SERVER) && ['bullmq', 'ioredis'].every(isInstalled)

const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write('PING\r\n'))
    socket.on('data', (data) => {
      resolve(String(data).startsWith('+PONG'))
      socket.destroy()
    })
    socket.on('error', () => resolve(false))
  })

/** Starts a Redis whose files are in a folder, and waits until it answers. */
export const startRedis = async (folder: string): Promise<RunningServer> => {
  const port = await freePort()
  const words = ['--port', `${port}`, '--bind', '127.0.0.1', '--dir', folder, '--appendonly', 'yes', '--save', '']
  let server: ChildProcess | null = null
  const start = async () => {
    server = spawn(SERVER, words, { stdio: 'ignore' })
    await vi.waitUntil(() => answers(port), { timeout: 30_000 })
  }
  const stop = (signal: NodeJS.Signals = 'SIGTERM') =>
    new Promise<void>((resolve) => {
      server?.on('close', () => resolve())
      server?.kill(signal)
    })
  await start()
  return { url: `redis://127.0.0.1:${port}`, start, stop }
}
