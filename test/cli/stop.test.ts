import { EventEmitter } from 'node:events'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { describe, expect, it } from 'vitest'
import { guardedBy } from '../../src/cli/stop.js'

/** A process that records by which signals it was ended. */
class FakeProcess extends EventEmitter {
  readonly pid = 7
  readonly ended: string[] = []
  kill(pid: number, signal: string) {
    this.ended.push(`${pid} ${signal} with ${this.listenerCount(signal)} listeners`)
  }
}

describe('a task that is stopped', () => {
  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'])('by %s says its last words and ends by the same signal', async (signal) => {
    const target = new FakeProcess()
    const said: string[] = []
    const never = guardedBy(target)(() => said.push('last words'))(() => new Promise<never>(() => undefined))
    void never()
    target.emit(signal)
    expect([said, target.ended]).toEqual([['last words'], [`7 ${signal} with 0 listeners`]])
  })

  it('listens no more once it is over, whether well or not', async () => {
    const target = new FakeProcess()
    const guarded = guardedBy(target)(() => undefined)
    expect(await guarded(TE.right(1))()).toEqual({ _tag: 'Right', right: 1 })
    await expect(guarded(() => Promise.reject(new Error('a defect')))()).rejects.toThrow('a defect')
    expect(target.eventNames()).toEqual([])
  })
})
