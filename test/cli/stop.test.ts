import { EventEmitter } from 'node:events'
import { describe, expect, it } from 'vitest'
import { stoppingBy } from '../../src/cli/stop.js'

/** A process that records by which signals it was ended. */
class FakeProcess extends EventEmitter {
  readonly pid = 7
  readonly ended: string[] = []
  kill(pid: number, signal: string) {
    this.ended.push(`${pid} ${signal} with ${this.listenerCount(signal)} listeners`)
  }
}

describe('a run that is told to stop', () => {
  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'])('by %s hears of it, and the process ends by the same signal', (signal) => {
    const target = new FakeProcess()
    const stopping = stoppingBy(target)
    const heard = stopping.begin()
    expect(heard.aborted).toBe(false)
    target.emit(signal)
    expect([heard.aborted, target.ended]).toEqual([true, []])
    stopping.finish()
    expect(target.ended).toEqual([`7 ${signal} with 0 listeners`])
  })

  it('twice ends at once, by the second signal', () => {
    const target = new FakeProcess()
    stoppingBy(target).begin()
    target.emit('SIGINT')
    target.emit('SIGTERM')
    expect(target.ended).toEqual(['7 SIGTERM with 0 listeners'])
  })

  it('listens no more once it is over', () => {
    const target = new FakeProcess()
    const stopping = stoppingBy(target)
    stopping.begin()
    stopping.finish()
    expect([target.eventNames(), target.ended]).toEqual([[], []])
  })
})
