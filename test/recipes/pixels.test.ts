import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import { SOURCES } from '../../src/data/sources/registry.js'
import { from } from '../../src/random/key.js'
import {
  asTheyAre,
  binarizationConflict,
  binarizationNotes,
  forBernoulli,
  NAMES,
  pictures,
  picturesNamed,
  pixelsOf,
  shapeOf,
} from '../../src/recipes/pixels.js'
import { run } from '../support/outcome.js'
import { refused } from './refused.js'

const key = from(7)

describe('pictures', () => {
  it('are rows of pixels, of the data set of a name', async () => {
    const { grey, binary } = await run(pictures({ name: 'sprites', key }))
    expect([grey?.train.shape, grey?.train.event]).toEqual([['pixels'], [{ dim: 'pixels', size: 400 }]])
    expect([binary?.train.count, binary?.test.count]).toEqual([8192, 1024])
  })

  it.each([
    ['moons', 'data', 'there is no data set moons: there are sprites'],
    ['binarized-mnist', 'dataDir', 'binarized-mnist is read from a folder that holds its files, and none is given'],
  ])('of %s are refused by name', async (name, option, words) => {
    const error = refused(await pictures({ name, key })())
    expect(error).toMatchObject({ _tag: 'OptionRefused', option, message: expect.stringContaining(words) })
  })

  it('have their sizes, and are as many, where their files are not', () => {
    for (const name of NAMES) {
      const { values, counts } = Object.entries(SOURCES).find(([each]) => each === name)?.[1] ?? expect.fail()
      const found = shapeOf(name)
      const has: readonly string[] = values
      expect([found?.grey !== null, found?.binary !== null], name).toEqual([
        has.includes('unitInterval'),
        has.includes('binary'),
      ])
      const some = found?.grey ?? found?.binary ?? expect.fail()
      const { height = 0, width = 0, channels = 1 } = some.train.picture ?? {}
      expect(pixelsOf(some.train).size, name).toBe(height * width * channels)
      expect([some.train.count, some.test.count], name).toEqual([counts.train, counts.test])
      expect(some.train.rows(Uint32Array.of(0), key), name).toHaveLength(height * width * channels)
    }
    expect(shapeOf('moons')).toBe(null)
  })

  it('are data of a recipe', () => expect(picturesNamed('sprites', 'mnist').names).toEqual(['sprites', 'mnist']))
})

describe('grey pixels', () => {
  const supports = async (binarize: Parameters<typeof forBernoulli>[1], keep: 'grey' | 'both' | 'none' = 'both') => {
    const { grey, binary } = await run(pictures({ name: 'sprites', key }))
    const found = forBernoulli(
      { grey: keep === 'none' ? null : grey, binary: keep === 'both' ? binary : null },
      binarize,
    )
    return 'train' in found ? [found.train.support, found.test.support] : found.message
  }

  it('meet a Bernoulli likelihood as they are told to', async () => {
    expect(await supports(undefined)).toEqual(['binary', 'binary'])
    expect(await supports('relaxed')).toEqual(['relaxed', 'relaxed'])
    expect(await supports('threshold', 'grey')).toEqual(['binary', 'binary'])
    expect(await supports(undefined, 'grey')).toEqual(['binary', 'binary'])
    expect(await supports('sample', 'none')).toBe('it has no pixels of the kind that was asked for')
  })

  it('are taken as they are by other likelihoods, and bits where there are no others', async () => {
    const found = await run(pictures({ name: 'sprites', key }))
    const supportOf = (given: ReturnType<typeof asTheyAre>) => ('train' in given ? given.train.support : given.message)
    expect(supportOf(asTheyAre(found))).toBe('unitInterval')
    expect(supportOf(asTheyAre({ ...found, grey: null }))).toBe('binary')
    expect(supportOf(asTheyAre({ grey: null, binary: null }))).toContain('no pixels')
  })

  it('are reported where they are drawn although nobody asked for it', async () => {
    const { binary } = await run(pictures({ name: 'sprites', key }))
    expect([binarizationNotes(undefined, { binary }), binarizationNotes('sample', { binary: null })]).toEqual([[], []])
    expect(binarizationNotes(undefined, { binary: null })).toEqual([expect.stringContaining('sample: grey pixels')])
  })

  it('are refused a binarization where there are none', () => {
    expect(binarizationConflict('sample', 'binarized-mnist')?.message).toBe('binarized-mnist is binary already')
    expect([binarizationConflict('sample', 'mnist'), binarizationConflict(undefined, 'binarized-mnist')]).toEqual([
      null,
      null,
    ])
  })
})

it('a data set that cannot be loaded is a Left', async () =>
  expect(E.isLeft(await pictures({ name: 'mnist', key, directory: '/nowhere' })())).toBe(true))
