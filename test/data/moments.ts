/** What the tests of the sprites measure in a picture. */

/** Area and center of mass, in pictures. */
export const moments = (pixels: Float32Array, size: number) => {
  const sum = (weight: (at: number) => number) =>
    pixels.reduce((total, pixel, at) => total + pixel * weight(at), 0) / (size * size)
  const area = sum(() => 1)
  return {
    area,
    x: sum((at) => ((at % size) + 0.5) / size) / area,
    y: sum((at) => (Math.floor(at / size) + 0.5) / size) / area,
  }
}
