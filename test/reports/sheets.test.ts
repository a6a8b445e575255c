import { decode } from 'fast-png'
import { describe, expect, it } from 'vitest'
import type { Pictures } from '../../src/reports/report.js'
import { manifoldSheet, reconstructionSheet, sampleSheet, traversalSheet } from '../../src/reports/sheets.js'
import { greys } from './runs.js'

const picture = { height: 2, width: 3 }

/** The grey in the middle of each tile: tiles are 84 x 56 pixels, 6 apart. */
const tiles = (sheet: { readonly png: Uint8Array } | null) => {
  const { width, height, data } = decode(sheet?.png ?? new Uint8Array())
  const [columns, lines] = [(width - 6) / 90, (height - 6) / 62]
  return Array.from({ length: lines }, (_, line) =>
    Array.from({ length: columns }, (_, column) => data[(6 + line * 62 + 28) * width + 6 + column * 90 + 42]),
  )
}

const given = (changes: Partial<Pictures>): Pictures => ({ picture, reconstructions: null, samples: null, ...changes })

describe('reconstructionSheet', () => {
  it('puts each reconstruction below its original', () => {
    const sheet = reconstructionSheet(
      given({ reconstructions: { originals: greys(0, 0.2), reconstructions: greys(0.4, 0.6) } }),
    )
    expect(tiles(sheet)).toEqual([
      [0, 51],
      [102, 153],
    ])
    expect(sheet?.lines).toEqual(['original', 'model'])
  })

  it('has ten columns, and then another pair of lines', () => {
    const many = (value: number) => greys(...Array.from({ length: 12 }, () => value))
    const sheet = reconstructionSheet(given({ reconstructions: { originals: many(0), reconstructions: many(0.2) } }))
    const short = (grey: number) => [grey, grey, ...Array(8).fill(255)]
    expect(tiles(sheet)).toEqual([Array(10).fill(0), Array(10).fill(51), short(0), short(51)])
    expect(sheet?.lines).toEqual(['original', 'model', 'original', 'model'])
  })

  it('is none where there are none', () => expect(reconstructionSheet(given({}))).toBeNull())
})

describe('sampleSheet', () => {
  it('puts draws below their means', () => {
    const sheet = sampleSheet(given({ samples: { means: greys(0.2, 0.4), draws: greys(0, 1) } }))
    expect(tiles(sheet)).toEqual([
      [51, 102],
      [0, 255],
    ])
    expect(sheet?.lines).toEqual(['mean', 'draw'])
  })

  it('does without draws', () => {
    const sheet = sampleSheet(given({ samples: { means: greys(0.2, 0.4), draws: null } }))
    expect(tiles(sheet)).toEqual([[51, 102]])
    expect(sheet?.lines).toEqual(['mean'])
  })

  it('is none where there are none', () => expect(sampleSheet(given({}))).toBeNull())
})

describe('traversalSheet', () => {
  it('has a line for each latent', () => {
    const sheet = traversalSheet(given({ traversals: { latents: [7, 2], means: greys(0, 0.2, 0.4, 0.6, 0.8, 1) } }))
    expect(tiles(sheet)).toEqual([
      [0, 51, 102],
      [153, 204, 255],
    ])
    expect(sheet?.lines).toEqual(['z7', 'z2'])
  })

  it('is none where no latent moves', () => {
    expect(traversalSheet(given({ traversals: { latents: [], means: greys() } }))).toBeNull()
    expect([traversalSheet(given({})), traversalSheet(given({ traversals: null }))]).toEqual([null, null])
  })
})

describe('manifoldSheet', () => {
  it('is a square of tiles without a gap', () => {
    const { width, height, data } = decode(
      manifoldSheet(given({ manifold: greys(0, 0.2, 0.4, 0.6) }))?.png ?? new Uint8Array(),
    )
    expect([width, height]).toEqual([2 * 84, 2 * 56])
    const at = (y: number, x: number) => data[y * width + x]
    expect([at(28, 42), at(28, 126), at(84, 42), at(84, 126)]).toEqual([0, 51, 102, 153])
  })

  it('is none where there is none', () =>
    expect([manifoldSheet(given({})), manifoldSheet(given({ manifold: null }))]).toEqual([null, null]))
})
