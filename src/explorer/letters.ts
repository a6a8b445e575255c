/**
 * Bytes as the text of a page, seven bits a letter: in UTF-8 such a letter is one byte, so that the text is a sixth longer than the
 * bytes where base64 is a third.
 */

/**
 * What a page cannot hold as it is: it has no NUL, a carriage return is read as a line feed, and a tag begins with `<`; and the first of the two
 * letters that are written in their place. Letters beyond ASCII would make a page slow to read.
 */
const REFUSED: readonly number[] = [0, 1, 13, 60]
const ESCAPE = 1
const ESCAPED = 64

const BITS = 7
const MASK = 127

/** So many letters are made at once: each is an argument. */
const CHUNK = 8192

/** The letters of bytes, one or two for seven bits. */
const lettersOf = (bytes: Uint8Array): Uint8Array => {
  const letters = new Uint8Array(2 * Math.ceil((8 * bytes.length) / BITS))
  let [at, held, count] = [0, 0, 0]
  const put = (seven: number): void => {
    const place = REFUSED.indexOf(seven)
    if (place >= 0) letters[at++] = ESCAPE
    letters[at++] = place < 0 ? seven : ESCAPED + place
  }
  for (const byte of bytes) {
    held = (held << 8) | byte
    count += 8
    while (count >= BITS) {
      count -= BITS
      put((held >> count) & MASK)
    }
    held &= MASK // what is not yet put is less than seven bits
  }
  if (count > 0) put((held << (BITS - count)) & MASK)
  return letters.subarray(0, at)
}

/** The text of bytes. */
export const toLetters = (bytes: Uint8Array): string => {
  const letters = lettersOf(bytes)
  return Array.from({ length: Math.ceil(letters.length / CHUNK) }, (_, chunk) =>
    String.fromCharCode(...letters.subarray(chunk * CHUNK, (chunk + 1) * CHUNK)),
  ).join('')
}

/** The bytes of a text. */
export const fromLetters = (text: string): Uint8Array<ArrayBuffer> => {
  const bytes = new Uint8Array(text.length)
  let [at, held, count] = [0, 0, 0]
  for (let place = 0; place < text.length; place++) {
    const letter = text.charCodeAt(place)
    const seven = letter === ESCAPE ? (REFUSED[text.charCodeAt(++place) - ESCAPED] ?? 0) : letter
    held = ((held << BITS) | seven) & 0x3fff
    count += BITS
    if (count < 8) continue
    count -= 8
    bytes[at++] = held >> count
  }
  return bytes.slice(0, at)
}
