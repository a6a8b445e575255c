import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import type { NamedSource, Split } from '../../../src/data/sources/named.js'
import { SOURCES, type SourceName } from '../../../src/data/sources/registry.js'
import { from } from '../../../src/random/key.js'
import { realData } from '../real.js'

const NAMES = Object.keys(SOURCES) as readonly SourceName[]

/** The data set as it is had from the folder of real data; `null` where that does not hold it. */
const loaded = async (named: NamedSource): Promise<Split | null> => {
  if (named._tag === 'Drawn') return named.load(from(3))
  const found = await named.load({ directory: realData })()
  return E.isRight(found) ? found.right : found.left._tag === 'FileMissing' ? null : Promise.reject(found.left)
}

/** Training and test examples of each, by the papers that they are from. */
const COUNTS: Readonly<Record<SourceName, readonly [train: number, test: number]>> = {
  sprites: [8192, 1024],
  'colored-sprites': [4096, 512],
  mnist: [60_000, 10_000],
  'fashion-mnist': [60_000, 10_000],
  kmnist: [60_000, 10_000],
  'emnist-letters': [124_800, 20_800],
  omniglot: [19_280, 13_180],
  'cifar-10': [50_000, 10_000],
  'binarized-mnist': [50_000, 10_000],
  'frey-faces': [1765, 200],
}

describe('the data sets by name', () => {
  it.each(NAMES)('%s has the values and the counts that it says', async (name) => {
    const named: NamedSource = SOURCES[name]
    expect([named.counts.train, named.counts.test]).toEqual(COUNTS[name])
    const data = await loaded(named)
    if (data === null) return
    const values = [data.grey, data.binary].flatMap((each) => (each === null ? [] : [each.train.support]))
    expect(values).toEqual(named.values)
    for (const each of [data.grey, data.binary]) {
      if (each === null) continue
      expect([each.train.count, each.test.count]).toEqual(COUNTS[name])
      expect(each.test.event.map(({ size }) => size)).toEqual(each.train.event.map(({ size }) => size))
      expect(each.test.support).toBe(each.train.support)
      expect([each.train.picture, each.test.picture]).toEqual([named.picture, named.picture])
    }
  })

  it('draws training and test sprites from two keys', () => {
    const named: NamedSource = SOURCES.sprites
    if (named._tag !== 'Drawn') throw new Error(named._tag)
    const { grey } = named.load(from(3))
    const first = (part: 'train' | 'test') => grey?.[part].rows(Uint32Array.of(0), from(0))
    expect(first('train')).not.toEqual(first('test'))
  })

  it.each(NAMES)('%s says what is missing in a folder without its files', async (name) => {
    const named: NamedSource = SOURCES[name]
    if (named._tag === 'Drawn') return
    expect(await named.load({ directory: '/nowhere' })()).toMatchObject({ _tag: 'Left', left: { _tag: 'FileMissing' } })
  })
})
