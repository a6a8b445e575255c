// What the commands that kill runs share: numbers that follow from a seed, and texts without their times.

/** Numbers from 0 to 1 that follow from a seed: mulberry32. */
export const drawing = (seed) => {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** A report and metrics but for times and the command that made them. */
export const timeless = (text) =>
  text
    .replace(/"seconds":[^,]*/g, '')
    .replace(/"command":.*/, '')
    .replace(/<dt>time<\/dt><dd>[^<]*<\/dd>/, '')
    .replace(/<code>npx shapebound [^<]*<\/code>/, '')
