import { Writable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { isLost, outlet } from '../../src/cli/outlet.js'

const failing = (code: string, after: number) => {
  const taken: string[] = []
  const stream = new Writable({
    decodeStrings: false,
    write: (text, _, done) => {
      if (taken.length === after) return done(Object.assign(new Error(`${code}: no`), { code }))
      taken.push(String(text))
      done()
    },
  })
  return { stream, taken }
}

describe('a stream that goes away', () => {
  it('takes what it can, loses the rest, and throws nothing', async () => {
    const { stream, taken } = failing('EPIPE', 2)
    const to = outlet(stream)
    for (const text of ['a', 'b', 'c', 'd']) to.write(text)
    await to.ended()
    to.write('e')
    expect([await to.ended(), taken]).toMatchObject([{ code: 'EPIPE' }, ['a', 'b']])
  })

  it('has lost something only where no reader went away', async () => {
    const lost = async (code: string, after: number) => {
      const to = outlet(failing(code, after).stream)
      to.write('a')
      return isLost(await to.ended())
    }
    expect([await lost('EPIPE', 0), await lost('ENOSPC', 0), await lost('ENOSPC', 9)]).toEqual([false, true, false])
  })
})
