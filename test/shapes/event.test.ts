import { describe, expect, it } from 'vitest'
import { type EventSizes, eventFault, type IndicesSizes, showEvent } from '../../src/shapes/event.js'

const size = (dim: number | string, number = Number(dim)) => ({ dim, size: number })
const below = (limit: number, ...sizes: readonly number[]): IndicesSizes => ({
  _tag: 'indices',
  sizes: sizes.map((each) => size(each)),
  below: size(limit),
})

describe('showEvent', () => {
  it.each<[EventSizes, string]>([
    [[], '[]'],
    [[size(28), size('width', 3)], '[28, width]'],
    [below(10), 'indices below 10'],
    [below(10, 12), '[12] indices below 10'],
    [{ z: [size(2)], _tag: [size(3)] }, 'several events'],
  ])('%#', (event, text) => expect(showEvent(event)).toBe(text))
})

describe('eventFault', () => {
  it.each<[EventSizes, EventSizes]>([
    [[size(2)], [size(2)]],
    [below(10, 12), below(10, 12)],
    [
      { z: [size(2)], y: below(3) },
      { y: below(3), z: [size(2)] },
    ],
  ])('fits %#', (needed, given) => expect(eventFault(needed, given)).toBeNull())

  it.each<[EventSizes, EventSizes, string]>([
    [[size(2)], [size(3)], 'takes [2] but is given [3]'],
    [[], [size(1)], 'takes [] but is given [1]'],
    [[size('latent', 20)], [size(20)], 'takes [latent] but is given [20]'],
    [[size('latent', 20)], [size('hidden', 20)], 'takes [latent] but is given [hidden]'],
    [[size(28), size(28)], [size(28)], 'takes [28, 28] but is given [28]'],
    [[size('n', 2)], [size('n', 3)], 'takes [n] of sizes [2] but is given sizes [3]'],
    [[size(2)], below(10), 'takes numbers but is given indices below 10: begin with Layer.embedding'],
    [below(10), [size(2)], 'takes indices below 10 but is given [2]'],
    [below(10), below(12), 'takes indices below 10 but is given indices below 12'],
    [below(10, 2), below(10), 'takes [2] indices below 10 but is given indices below 10'],
    [[size(2)], { z: [size(2)] }, 'takes one event but is given several: join them with Layer.concat'],
    [{ z: [size(2)] }, [size(2)], 'takes several events but is given [2]'],
    [{ z: [size(2)] }, below(3), 'takes several events but is given indices below 3'],
    [{ z: [size(2)] }, { y: [size(2)] }, 'takes z, which it is not given'],
    [{ z: [size(2)] }, { z: [size(2)], y: [size(2)] }, 'is given y, which it does not take'],
    [{ z: [size(2)] }, { z: [size(3)] }, 'at z: takes [2] but is given [3]'],
  ])('%#', (needed, given, fault) => expect(eventFault(needed, given)).toBe(fault))
})
