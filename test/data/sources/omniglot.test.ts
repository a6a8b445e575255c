import { encode } from 'fast-png'
import { zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { drawingsOf, omniglot } from '../../../src/data/sources/omniglot.js'
import { from } from '../../../src/random/key.js'
import { rightOf, wordsOf } from '../../support/damage.js'
import { left } from '../real.js'
import { serve } from './served.js'

/** White paper with ink at one pixel. */
const drawing = (at: number, side = 105): Uint8Array => {
  const data = new Uint8Array(side * side).fill(255)
  data[at] = 0
  return encode({ width: side, height: side, channels: 1, data })
}

const people = Array.from({ length: 20 }, (_, at) => `${at + 1}`.padStart(2, '0'))

const archive = (side = 105) =>
  zipSync(
    Object.fromEntries([
      ...people.map((who) => [`images_background/Greek/character02/0002_${who}.png`, drawing(7, side)] as const),
      ...people.map((who) => [`images_background/Greek/character01/0001_${who}.png`, drawing(3, side)] as const),
      ['images_background/Greek/', new Uint8Array()],
      ['__MACOSX/images_background/._0001_01.png', new Uint8Array(9)],
    ]),
    { level: 1 },
  )

const read = (bytes: Uint8Array, characters: number) =>
  drawingsOf('background', characters)({ file: '/x/images_background.zip', bytes })

describe('omniglot', () => {
  it('reads the drawings of an archive by their names, with 1 for ink', () => {
    const { x, character, characters } = rightOf(read(archive(), 2))
    expect([x.count, x.shape, x.support, x.picture]).toEqual([40, [105, 105], 'binary', { height: 105, width: 105 }])
    expect(characters).toEqual(['Greek/character01', 'Greek/character02'])
    expect([...character]).toEqual([...new Array(20).fill(0), ...new Array(20).fill(1)])
    const row = x.rows(Uint32Array.of(39), from(0))
    expect([row.indexOf(1), row.reduce((sum, each) => sum + each, 0)]).toEqual([7, 1])
  })

  it('refuses another count of drawings, other sizes, and what is no archive', () => {
    expect(wordsOf(read(archive(), 964))).toBe(
      'omniglot: /x/images_background.zip needs 19280 drawings of 964 characters but has 40 of 2',
    )
    expect(wordsOf(read(archive(28), 2))).toBe(
      'omniglot: /x/images_background.zip/images_background/Greek/character01/0001_01.png needs 105x105 pixels but has 28x28',
    )
    expect(wordsOf(read(Buffer.from('no archive'), 2))).toBe(
      'omniglot: /x/images_background.zip is not a whole zip archive: it has no directory at its end',
    )
  })

  it('says what is missing, and refuses an archive that is not the one that is published', async () => {
    expect((await left(omniglot({ directory: '/nowhere' }))).message).toContain(
      'omniglot: needs the file images_background.zip but finds none at',
    )
    const server = await serve({ '/images_background.zip': archive() })
    const error = await left(omniglot({ cache: '/tmp/shapebound-no-omniglot', mirrors: [server.base] }))
    server.close()
    expect(error.message).toContain('needs bytes of MD5 68d2efa1b9178cc56df9314c21c6e718 but has')
  })
})
