/** Contestants: each a process of its own, that takes a turn when it is told to and sleeps meanwhile. */

import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'

export { timed } from './timed.mjs'

/** Why a process has ended, by what it wrote: its error, or else the last line. */
const reasonIn = (words) => {
  const lines = words.trim().split('\n')
  return lines.find((line) => /^\w*Error: /.test(line)) ?? lines.at(-1)
}

/**
 * Starts a process. It writes one line of JSON when it is ready, and one for each line that it reads: `{ "ms": [...] }`.
 *
 * Gives `null`, and says why, where the process does not become ready.
 */
export const start = async (name, [command, ...args], { samples, env = {}, say }) => {
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'pipe'], env: { ...process.env, ...env } })
  const words = []
  child.stderr.on('data', (bytes) => words.push(String(bytes)))
  child.stdin.on('error', () => undefined)
  const lines = createInterface({ input: child.stdout })
  const ended = new Promise((resolve) => {
    child.on('error', (error) => resolve(error.message))
    child.on('close', (code) => resolve(`ended with code ${code}: ${reasonIn(words.join(''))}`))
  })
  const waiting = []
  lines.on('line', (line) => waiting.shift()?.(JSON.parse(line)))
  const line = () =>
    Promise.race([
      new Promise((resolve) => waiting.push(resolve)),
      ended.then((reason) => {
        throw new Error(`${name} ${reason}`)
      }),
    ])
  try {
    const ready = await line()
    const turn = async () => {
      child.stdin.write(`${samples}\n`)
      const answer = await line()
      if (answer.info !== undefined) Object.assign(ready, answer.info)
      return answer.ms
    }
    const stop = async () => {
      child.stdin.end()
      await ended
    }
    return { name, ready, turn, stop }
  } catch (error) {
    say(`left out: ${error.message}`)
    return null
  }
}

const write = (value) => process.stdout.write(`${JSON.stringify(value)}\n`)

/** The other side of it: takes a turn of as many samples for each line that comes, until no more come. */
export const serve = async (ready, turn) => {
  write(ready)
  for await (const line of createInterface({ input: process.stdin })) {
    const { ms, info } = await turn(Number(line))
    write({ ms, info })
  }
}
