import { crc32, deflateSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseImage } from '../../src/files/image.js'
import { DAMAGED, damaged, expectOneLine, rightOf, wordsOf } from '../support/damage.js'

const parse = (bytes: Uint8Array) => parseImage({ file: '/x/a', bytes })
const of = (base64: string) => parse(Buffer.from(base64, 'base64'))
const pixelsOf = (base64: string) => {
  const { width, height, most, pixels } = rightOf(of(base64))
  return { width, height, most, pixels: [...pixels] }
}
const grey = (...values: readonly number[]) => values.flatMap((value) => [value, value, value, 255])

// -----------------------------------------------------------------------------
// by hand, as "Portable Network Graphics (PNG) Specification (Second Edition)", sections 5 and 11, has it
// -----------------------------------------------------------------------------

const chunk = (type: string, data: Uint8Array): Buffer => {
  const named = Buffer.concat([Buffer.from(type), data])
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  sum.writeUInt32BE(crc32(named))
  return Buffer.concat([length, named, sum])
}

interface Written {
  readonly size: readonly [width: number, height: number]
  readonly depth: number
  readonly type: number
  readonly rows: readonly (readonly number[])[]
  readonly others?: readonly Buffer[]
  readonly interlace?: number
}

const png = ({ size: [width, height], depth, type, rows, others = [], interlace = 0 }: Written): Buffer => {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width)
  header.writeUInt32BE(height, 4)
  header.set([depth, type, 0, 0, interlace], 8)
  const data = deflateSync(Uint8Array.from(rows.flatMap((row) => [0, ...row])))
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  const chunks = [chunk('IHDR', header), ...others, chunk('IDAT', data), chunk('IEND', Buffer.alloc(0))]
  return Buffer.concat([signature, ...chunks])
}

const all = (bytes: Uint8Array) => [...rightOf(parse(bytes)).pixels]
const one = { size: [1, 1], depth: 8 } as const

describe('PNG', () => {
  it.each([
    ['grey', png({ ...one, type: 0, rows: [[7]] }), [7, 7, 7, 255]],
    ['grey with opacity', png({ ...one, type: 4, rows: [[7, 9]] }), [7, 7, 7, 9]],
    ['colors', png({ ...one, type: 2, rows: [[1, 2, 3]] }), [1, 2, 3, 255]],
    ['colors with opacity', png({ ...one, type: 6, rows: [[1, 2, 3, 4]] }), [1, 2, 3, 4]],
    ['colors of 16 bits', png({ ...one, depth: 16, type: 2, rows: [[0, 1, 1, 0, 255, 255]] }), [1, 256, 65535, 65535]],
    [
      'colors with opacity of 16 bits',
      png({ ...one, depth: 16, type: 6, rows: [[0, 1, 1, 0, 255, 255, 0, 9]] }),
      [1, 256, 65535, 9],
    ],
    [
      'a palette of bytes, of which one is in part transparent',
      png({
        size: [2, 1],
        depth: 8,
        type: 3,
        rows: [[1, 0]],
        others: [chunk('PLTE', Uint8Array.of(1, 2, 3, 4, 5, 6)), chunk('tRNS', Uint8Array.of(128))],
      }),
      [4, 5, 6, 255, 1, 2, 3, 128],
    ],
  ])('reads %s', (_, bytes, pixels) => expect(all(bytes)).toEqual(pixels))

  // written by pnmtopng of netpbm 11.1 from the numbers of a PBM, PGM or PPM
  it.each([
    [
      '1 bit',
      'iVBORw0KGgoAAAANSUhEUgAAAAMAAAACAQAAAAC1D1u3AAAADElEQVQImWNwYFgAAAFkAOHEJ/KaAAAAAElFTkSuQmCC',
      3,
      grey(0, 255, 0, 255, 0, 255),
    ],
    [
      '2 bits',
      'iVBORw0KGgoAAAANSUhEUgAAAAUAAAABAgAAAAB5JSOOAAAAC0lEQVQImWOQdgAAAHkAXBd/3qUAAAAASUVORK5CYII=',
      5,
      grey(0, 85, 170, 255, 85),
    ],
    [
      'a palette of 2 bits',
      'iVBORw0KGgoAAAANSUhEUgAAAAIAAAACAgMAAAAP2OW3AAAADFBMVEUAAP8A/wAKFB7/AADIQOABAAAADElEQVQImWO4wKAAAAKUAPGAIgyiAAAAAElFTkSuQmCC',
      2,
      [255, 0, 0, 255, 0, 255, 0, 255, 0, 0, 255, 255, 10, 20, 30, 255],
    ],
    [
      'a palette with opacity',
      'iVBORw0KGgoAAAANSUhEUgAAAAIAAAACAgMAAAAP2OW3AAAADFBMVEUAAP8A/wD/AAAKFB7PFyJIAAAAAnRSTlMAgJsrThgAAAAMSURBVAiZY5jAYAAAAeQAwa5T5pgAAAAASUVORK5CYII=',
      2,
      [255, 0, 0, 255, 0, 255, 0, 128, 0, 0, 255, 0, 10, 20, 30, 255],
    ],
  ])('reads %s', (_, base64, width, pixels) => expect(pixelsOf(base64)).toMatchObject({ width, most: 255, pixels }))

  it('reads 16 bits', () => {
    const found = pixelsOf(
      'iVBORw0KGgoAAAANSUhEUgAAAAMAAAACEAAAAADoj+WFAAAAFklEQVQImWNgYGBgZGRgYGRsYPj/HwAFKQKDACfqEAAAAABJRU5ErkJggg==',
    )
    expect([found.width, found.height, found.most]).toEqual([3, 2, 65535])
    expect(found.pixels.filter((_, at) => at % 4 === 0)).toEqual([0, 1, 256, 257, 32768, 65535])
  })

  it.each([
    [
      'a transparent color',
      png({ ...one, type: 0, rows: [[7]], others: [chunk('tRNS', Uint8Array.of(0, 7))] }),
      'has one color that is transparent, which is not read: write it with an alpha channel',
    ],
    [
      'interlaced bits',
      Buffer.from(
        'iVBORw0KGgoAAAANSUhEUgAAAAIAAAACAgMAAAF439UhAAAADFBMVEUAAP8A/wAKFB7/AADIQOABAAAADklEQVQImWM4wODAoAAABKYBIZqNDPoAAAAASUVORK5CYII=',
        'base64',
      ),
      'is interlaced with 2 bits a pixel, which is not read',
    ],
    [
      'a color that the palette does not have',
      png({ ...one, type: 3, rows: [[2]], others: [chunk('PLTE', Uint8Array.of(1, 2, 3))] }),
      'is not a whole PNG: pixel 0 has color 2 of 1',
    ],
    [
      'a size beyond all memory',
      png({ size: [2 ** 31 - 1, 2 ** 31 - 1], depth: 8, type: 0, rows: [[2]] }),
      'says that it has 2147483647x2147483647 pixels, of which 1 to 134217728 are read',
    ],
    ['a file that is cut', png({ ...one, type: 0, rows: [[7]] }).subarray(0, 60), 'does not end as a PNG does'],
    ['another format', Buffer.from('GIF89a'), 'begins neither as a PNG nor as a JPEG does'],
  ])('refuses %s', (_, bytes, words) => expect(wordsOf(parse(bytes))).toBe(`image: /x/a ${words}`))
})

// -----------------------------------------------------------------------------
// written by cjpeg of libjpeg-turbo 2.1.5
// -----------------------------------------------------------------------------

/** 8 x 8, -quality 100 -sample 1x1: red is 255 in the left half, green 36 times the row, blue 128. */
const COLORS =
  '/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQH/2wBDAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQH/wAARCAAIAAgDAREAAhEBAxEB/8QAHwAAAQUBAQEBAQEAAAAAAAAAAAECAwQFBgcICQoL/8QAtRAAAgEDAwIEAwUFBAQAAAF9AQIDAAQRBRIhMUEGE1FhByJxFDKBkaEII0KxwRVS0fAkM2JyggkKFhcYGRolJicoKSo0NTY3ODk6Q0RFRkdISUpTVFVWV1hZWmNkZWZnaGlqc3R1dnd4eXqDhIWGh4iJipKTlJWWl5iZmqKjpKWmp6ipqrKztLW2t7i5usLDxMXGx8jJytLT1NXW19jZ2uHi4+Tl5ufo6erx8vP09fb3+Pn6/8QAHwEAAwEBAQEBAQEBAQAAAAAAAAECAwQFBgcICQoL/8QAtREAAgECBAQDBAcFBAQAAQJ3AAECAxEEBSExBhJBUQdhcRMiMoEIFEKRobHBCSMzUvAVYnLRChYkNOEl8RcYGRomJygpKjU2Nzg5OkNERUZHSElKU1RVVldYWVpjZGVmZ2hpanN0dXZ3eHl6goOEhYaHiImKkpOUlZaXmJmaoqOkpaanqKmqsrO0tba3uLm6wsPExcbHyMnK0tPU1dbX2Nna4uPk5ebn6Onq8vP09fb3+Pn6/9oADAMBAAIRAxEAPwCp/wAFFP8Agj8w/wCFPf8AFLH/AJqD/wAuef8AoSPRK1+jH9Npv/Xe2bN/8k1tX/7H/wDeNf25/wC0Ta/4ldtnv/R7f+Yj/s0f94//2Q=='
/** 8 x 8, -grayscale -quality 100: 16 times the column and 8 times the row. */
const GREY =
  '/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQH/wAALCAAIAAgBAREA/8QAHwAAAQUBAQEBAQEAAAAAAAAAAAECAwQFBgcICQoL/8QAtRAAAgEDAwIEAwUFBAQAAAF9AQIDAAQRBRIhMUEGE1FhByJxFDKBkaEII0KxwRVS0fAkM2JyggkKFhcYGRolJicoKSo0NTY3ODk6Q0RFRkdISUpTVFVWV1hZWmNkZWZnaGlqc3R1dnd4eXqDhIWGh4iJipKTlJWWl5iZmqKjpKWmp6ipqrKztLW2t7i5usLDxMXGx8jJytLT1NXW19jZ2uHi4+Tl5ufo6erx8vP09fb3+Pn6/9oACAEBAAA/APyf/wCCbf7Nv/IA/wBA/wCfb/ll/u+1f//Z'
/** 8 x 8, -quality 90 -progressive: as the colors above. */
const PROGRESSIVE =
  '/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAMCAgMCAgMDAwMEAwMEBQgFBQQEBQoHBwYIDAoMDAsKCwsNDhIQDQ4RDgsLEBYQERMUFRUVDA8XGBYUGBIUFRT/2wBDAQMEBAUEBQkFBQkUDQsNFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBT/wgARCAAIAAgDASIAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAAAAL/xAAVAQEBAAAAAAAAAAAAAAAAAAAEB//aAAwDAQACEAMQAAABkGm//8QAFRABAQAAAAAAAAAAAAAAAAAABgD/2gAIAQEAAQUCRD7/xAAdEQAABQUAAAAAAAAAAAAAAAAAAQMEBQYVIlKy/9oACAEDAQE/Aapm3t3Wy15If//EABsRAAEEAwAAAAAAAAAAAAAAAAQAAgURFCLw/9oACAECAQE/AQZUrHbt1r//xAAYEAACAwAAAAAAAAAAAAAAAAAABCJSwf/aAAgBAQAGPwJeFsP/xAAVEAEBAAAAAAAAAAAAAAAAAAAA4f/aAAgBAQABPyGSP//aAAwDAQACAAMAAAAQC//EABYRAAMAAAAAAAAAAAAAAAAAAACR8P/aAAgBAwEBPxCfPP/EABcRAAMBAAAAAAAAAAAAAAAAAABhgbH/2gAIAQIBAT8QrGmf/8QAFRABAQAAAAAAAAAAAAAAAAAAAAH/2gAIAQEAAT8QoD//2Q=='

/** The farthest that a number is from what was written. */
const farthest = (base64: string, written: (row: number, column: number) => readonly number[]): number => {
  const { width, pixels } = rightOf(of(base64))
  const far = [...pixels].map((value, at) => {
    const pixel = Math.floor(at / 4)
    return Math.abs(value - ([...written(Math.floor(pixel / width), pixel % width), 255][at % 4] ?? 0))
  })
  return Math.max(...far)
}

const colors = (row: number, column: number) => [column < 4 ? 255 : 0, 36 * row, 128]

describe('JPEG', () => {
  it('reads colors, grey and progressive images', () => {
    expect(rightOf(of(COLORS))).toMatchObject({ width: 8, height: 8, most: 255 })
    expect(farthest(COLORS, colors)).toBeLessThan(4)
    expect(farthest(GREY, (row, column) => new Array(3).fill(16 * column + 8 * row))).toBeLessThan(3)
    expect(farthest(PROGRESSIVE, colors)).toBeLessThan(110) // colors are halved in their size
  })

  it('refuses a file that is cut, at every length', () => {
    const whole = Buffer.from(GREY, 'base64')
    for (let length = 3; length < whole.length; length++)
      expect(wordsOf(parse(whole.subarray(0, length)))).toBe('image: /x/a does not end as a JPEG does')
  })
})

describe('damaged images', () => {
  const colored = png({ size: [3, 2], depth: 8, type: 2, rows: [new Array(9).fill(7), new Array(9).fill(9)] })

  it('of PNG cost one line: no other pixels are read than those that were written', () => {
    const written = all(colored)
    fc.assert(
      fc.property(damaged(colored), (bytes) => {
        const found = parse(bytes)
        if (found._tag === 'Left') expectOneLine(found.left.message, '/x/a')
        else expect([...found.right.pixels]).toEqual(written)
      }),
      { numRuns: DAMAGED },
    )
  })

  it.each([
    ['colors', COLORS],
    ['progressive', PROGRESSIVE],
  ])('of JPEG, %s, cost one line, or have all pixels', (_, base64) =>
    fc.assert(
      fc.property(damaged(Buffer.from(base64, 'base64')), (bytes) => {
        const found = parse(bytes)
        if (found._tag === 'Left') return expectOneLine(found.left.message, '/x/a')
        expect(found.right.pixels.length).toBe(found.right.width * found.right.height * 4)
      }),
      { numRuns: DAMAGED },
    ),
  )
})
