/** Images in the bytes of PNG and JPEG files: every kind of pixels as red, green, blue and opacity. */

import { type DecodedPng, decode as decodePng } from 'fast-png'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import jpeg from 'jpeg-js'
import type { Content } from './bytes.js'
import { type FileDamaged, fileDamaged, reasonOf } from './errors.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/** An image: in rows from the top, of each pixel red, green, blue and opacity. */
export interface Rgba {
  readonly file: string
  readonly width: number
  readonly height: number
  /** What 1 is: 255 of images of up to 8 bits, and 65535 of 16. */
  readonly most: 255 | 65535
  readonly pixels: Uint8Array | Uint16Array
}

type Drawn = Omit<Rgba, 'file'>

/** The most pixels of an image: what is said to be larger is not unpacked. */
const MOST_PIXELS = 2 ** 27

// -----------------------------------------------------------------------------
// PNG
// -----------------------------------------------------------------------------

/** The numbers of pixels that take less than a byte, row by row: each row begins with a byte of its own. */
const unpacked = ({ data, width, height, depth }: DecodedPng): Uint8Array => {
  const perByte = 8 / depth
  const bytesPerRow = Math.ceil(width / perByte)
  const out = new Uint8Array(width * height)
  for (let at = 0; at < out.length; at++) {
    const column = at % width
    const byte = data[Math.floor(at / width) * bytesPerRow + Math.floor(column / perByte)] ?? 0
    out[at] = (byte >> (8 - depth * ((column % perByte) + 1))) & ((1 << depth) - 1)
  }
  return out
}

const ofPalette = (png: DecodedPng, palette: readonly (readonly number[])[]): Uint8Array => {
  const places = png.depth < 8 ? unpacked(png) : png.data
  const out = new Uint8Array(png.width * png.height * 4)
  places.forEach((place, pixel) => {
    const color = palette[place]
    if (color === undefined) throw new RangeError(`pixel ${pixel} has color ${place} of ${palette.length}`)
    out.set([...color.slice(0, 3), color[3] ?? 255], pixel * 4)
  })
  return out
}

/** Of each pixel grey, grey and opacity, colors, or colors and opacity, as all four. */
const spread = <Pixels extends Uint8Array | Uint16Array>(
  from: ArrayLike<number>,
  out: Pixels,
  channels: number,
  most: number,
): Pixels => {
  const isGrey = channels < 3
  const hasOpacity = channels % 2 === 0
  for (let pixel = 0; pixel < out.length / 4; pixel++) {
    for (let channel = 0; channel < 3; channel++)
      out[pixel * 4 + channel] = from[pixel * channels + (isGrey ? 0 : channel)] as number
    out[pixel * 4 + 3] = hasOpacity ? (from[pixel * channels + channels - 1] as number) : most
  }
  return out
}

/** Grey of 1, 2 or 4 bits, from 0 to 255. */
const ofFewBits = (png: DecodedPng): Uint8Array => unpacked(png).map((value) => (value * 255) / ((1 << png.depth) - 1))

const pngMessage = (bytes: Uint8Array, { depth, data, width, height, channels, palette, transparency }: DecodedPng) =>
  depth < 8 && bytes[28] === 1
    ? `is interlaced with ${depth} bits a pixel, which is not read`
    : transparency !== undefined && palette === undefined
      ? 'has one color that is transparent, which is not read: write it with an alpha channel'
      : depth >= 8 && data.length !== width * height * channels
        ? `has ${data.length} numbers for ${width}x${height} pixels`
        : null

const drawnOf = (png: DecodedPng): Drawn => {
  const { width, height, channels, depth, data, palette } = png
  const length = width * height * 4
  if (palette !== undefined) return { width, height, most: 255, pixels: ofPalette(png, palette) }
  if (depth === 16)
    return { width, height, most: 65535, pixels: spread(data, new Uint16Array(length), channels, 65535) }
  const grey = depth < 8 ? ofFewBits(png) : data
  return { width, height, most: 255, pixels: spread(grey, new Uint8Array(length), channels, 255) }
}

/** The size that the header says: what follows may be unpacked to as many pixels. */
const sizeMessage = (bytes: Uint8Array): string | null => {
  if (bytes.length < 33) return 'ends in its header'
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const [width, height] = [view.getUint32(16), view.getUint32(20)]
  return width * height > MOST_PIXELS || width * height === 0
    ? `says that it has ${width}x${height} pixels, of which 1 to ${MOST_PIXELS} are read`
    : null
}

const END_OF_PNG = [0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82]

const endsAsPng = (bytes: Uint8Array): boolean => END_OF_PNG.every((byte, at) => bytes[bytes.length - 8 + at] === byte)

const ofPng = (bytes: Uint8Array): E.Either<string, Drawn> => {
  const size = sizeMessage(bytes) ?? (endsAsPng(bytes) ? null : 'does not end as a PNG does')
  return size !== null
    ? E.left(size)
    : pipe(
        E.tryCatch(
          () => decodePng(bytes, { checkCrc: true }),
          (caught) => `is not a whole PNG: ${reasonOf(caught)}`,
        ),
        E.flatMap((png) => {
          const message = pngMessage(bytes, png)
          return message === null
            ? E.tryCatch(
                () => drawnOf(png),
                (caught) => `is not a whole PNG: ${reasonOf(caught)}`,
              )
            : E.left(message)
        }),
      )
}

// -----------------------------------------------------------------------------
// JPEG
// -----------------------------------------------------------------------------

/** Some programs write zeros after the end. */
const endsAsJpeg = (bytes: Uint8Array): boolean => {
  const last = bytes.findLastIndex((byte) => byte !== 0)
  return bytes[last] === 0xd9 && bytes[last - 1] === 0xff
}

const ofJpeg = (bytes: Uint8Array): E.Either<string, Drawn> =>
  endsAsJpeg(bytes)
    ? E.tryCatch(
        () => {
          const limits = { maxResolutionInMP: MOST_PIXELS / 1e6, maxMemoryUsageInMB: 4096 }
          const { width, height, data } = jpeg.decode(bytes, { useTArray: true, tolerantDecoding: false, ...limits })
          if (!(width * height > 0) || data.length !== width * height * 4) throw new RangeError('it has no pixels')
          return { width, height, most: 255, pixels: data }
        },
        (caught) => `is not a whole JPEG: ${reasonOf(caught)}`,
      )
    : E.left('does not end as a JPEG does')

// -----------------------------------------------------------------------------
// either
// -----------------------------------------------------------------------------

const isPng = (bytes: Uint8Array): boolean =>
  [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a].every((byte, at) => bytes[at] === byte)

const isJpeg = (bytes: Uint8Array): boolean => bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff

/**
 * The image in the bytes of a PNG or a JPEG, which are known by their first bytes and not by a name. Of a PNG grey, color,
 * palette, with or without opacity, of 1 to 16 bits.
 *
 * A JPEG has no checksum: damage that leaves its marks whole gives other pixels. How a camera was held, as Exif has it, is not
 * looked at.
 *
 * Errors: `FileDamaged` where the bytes are neither, or are not whole.
 */
export const parseImage = ({ file, bytes }: Content): E.Either<FileDamaged, Rgba> =>
  pipe(
    isPng(bytes) ? ofPng(bytes) : isJpeg(bytes) ? ofJpeg(bytes) : E.left('begins neither as a PNG nor as a JPEG does'),
    E.bimap(
      (message) => fileDamaged('image', file, message),
      (drawn) => ({ file, ...drawn }),
    ),
  )
