/** Images as rows of numbers: grey, in colors, or in colors with their opacity. Nothing that an image has is dropped unsaid. */

import * as E from 'fp-ts/lib/Either.js'
import { type FileDamaged, fileDamaged } from '../files/errors.js'
import type { Rgba } from '../files/image.js'
import { mustBe } from '../shapes/message.js'

/** What is kept of each pixel. */
export type Colors = 'grey' | 'rgb' | 'rgba'

/** How many numbers that is. */
export const CHANNELS: { readonly [Of in Colors]: 1 | 3 | 4 } = { grey: 1, rgb: 3, rgba: 4 }

/** What of an image would be lost, as a message, or `null`. */
const lossMessage = ({ pixels, most, width }: Rgba, colors: Colors): string | null => {
  for (let at = 0; at < pixels.length; at += 4) {
    const [red, green, blue, opacity] = [pixels[at], pixels[at + 1], pixels[at + 2], pixels[at + 3]]
    const pixel = at / 4
    const where = `the pixel in row ${Math.floor(pixel / width)}, column ${pixel % width}`
    if (colors !== 'rgba' && opacity !== most)
      return mustBe(where, 'opaque, as colors is not rgba', `of opacity ${opacity}`)
    if (colors === 'grey' && (red !== green || red !== blue))
      return mustBe(where, 'grey, as colors says', `${red}, ${green}, ${blue}`)
  }
  return null
}

/**
 * The numbers of an image: of 16 bits, so that images of 8 and of 16 bits may be side by side, or of 8.
 *
 * Errors: `FileDamaged` where grey is asked for and a pixel has a color, and where a pixel is not opaque and its opacity is not
 * asked for.
 */
export const numbersOf =
  (colors: Colors) =>
  (image: Rgba): E.Either<FileDamaged, Uint8Array | Uint16Array> => {
    const message = lossMessage(image, colors)
    if (message !== null) return E.left(fileDamaged('image', image.file, `is not as asked: ${message}`))
    const channels = CHANNELS[colors]
    const length = image.width * image.height * channels
    const out = image.most === 255 ? new Uint8Array(length) : new Uint16Array(length)
    for (let at = 0; at < length; at++)
      out[at] = image.pixels[Math.floor(at / channels) * 4 + (at % channels)] as number
    return E.right(out)
  }
