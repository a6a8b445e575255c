import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import type { Engine } from '../../src/engines/engine.js'
import { sharing } from '../../src/engines/shared.js'

/** Engines that do nothing but count what is opened and closed, and of which one may break. */
const counted = () => {
  const log: string[] = []
  const broken = new Set<number>()
  let last = 0
  const open = async () => {
    const number = ++last
    log.push(`open ${number}`)
    const close = async () => void log.push(`close ${number}`)
    const engine = { name: `${number}`, close, run: () => () => async () => E.right(number) } as unknown as Engine
    return { engine, works: async () => !broken.has(number) }
  }
  return { log, broken, join: sharing(open) }
}

describe('sharing', () => {
  it('opens one engine for all, and closes it with the last', async () => {
    const { log, join } = counted()
    const [a, b] = await Promise.all([join(), join()])
    await a.close()
    await a.close()
    const c = await join()
    await b.close()
    expect(log).toEqual(['open 1'])
    expect(await c.run((_: object) => null)({}, undefined as never)()).toEqual(E.right(1))
    await c.close()
    expect(log).toEqual(['open 1', 'close 1'])
    await join()
    expect(log).toEqual(['open 1', 'close 1', 'open 2'])
  })

  it('leaves one that has stopped working to those who hold it', async () => {
    const { log, broken, join } = counted()
    const a = await join()
    broken.add(1)
    const b = await join()
    expect([a.name, b.name]).toEqual(['1', '2'])
    await b.close()
    expect(log).toEqual(['open 1', 'open 2', 'close 2'])
    await a.close()
    expect(log).toEqual(['open 1', 'open 2', 'close 2', 'close 1'])
  })

  it('tells all who ask at once why there is none, and tries again for the next', async () => {
    let tries = 0
    const join = sharing(async () => {
      tries += 1
      throw new Error(`no ${tries}`)
    })
    expect(await Promise.allSettled([join(), join()])).toMatchObject([
      { reason: { message: 'no 1' } },
      { reason: { message: 'no 2' } },
    ])
    await expect(join()).rejects.toThrow('no')
  })
})
