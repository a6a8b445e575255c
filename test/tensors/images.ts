/** Convolutions and pools of images in float64: what the operations are held to. */

import { offset, places } from '../support/reference.js'

/** How windows lie. */
export interface Lie {
  readonly stride: number
  readonly padding: 'same' | 'valid' | number
  readonly dilation?: number
}

const before = (size: number, out: number, kernel: number, { stride, padding, dilation = 1 }: Lie): number =>
  padding === 'valid'
    ? 0
    : padding === 'same'
      ? Math.floor(Math.max((out - 1) * stride + (kernel - 1) * dilation + 1 - size, 0) / 2)
      : padding

/** Every pixel that every window sees: `[row, y, x]` of the window, `[ky, kx]` of the kernel, `[y, x]` of the image. */
const seen = (
  [rows, height, width]: readonly number[],
  [outHeight, outWidth]: readonly number[],
  [kernelHeight, kernelWidth]: readonly number[],
  lie: Lie,
) => {
  const [h, w, oh, ow, kh, kw] = [height, width, outHeight, outWidth, kernelHeight, kernelWidth] as number[] as [
    number,
    number,
    number,
    number,
    number,
    number,
  ]
  const [top, left] = [before(h, oh, kh, lie), before(w, ow, kw, lie)]
  return places([rows as number, oh, ow, kh, kw])
    .map(([n = 0, i = 0, j = 0, a = 0, b = 0]) => ({
      n,
      i,
      j,
      a,
      b,
      y: i * lie.stride - top + a * (lie.dilation ?? 1),
      x: j * lie.stride - left + b * (lie.dilation ?? 1),
    }))
    .filter(({ y, x }) => y >= 0 && y < h && x >= 0 && x < w)
}

/** `[n, h, w, in]` by `[kh, kw, in, out]`. */
export const convolution =
  (from: readonly number[], filter: readonly number[], to: readonly number[], lie: Lie) =>
  (x: readonly number[], f: readonly number[]): readonly number[] => {
    const [kh = 1, kw = 1, input = 1, output = 1] = filter
    const out = Array<number>(to.reduce((a, b) => a * b, 1)).fill(0)
    for (const at of seen(from, to.slice(1), [kh, kw], lie))
      for (const [c = 0, o = 0] of places([input, output])) {
        const place = offset(to, [at.n, at.i, at.j, o])
        const pixel = x[offset(from, [at.n, at.y, at.x, c])] as number
        out[place] = (out[place] as number) + pixel * (f[offset(filter, [at.a, at.b, c, o])] as number)
      }
    return out
  }

/** `[n, h, w, c]` by `[kh, kw, c, m]`: what channel `c` gives to channel `c * m + i` of `to`. */
export const depthwise =
  (from: readonly number[], filter: readonly number[], to: readonly number[], lie: Lie) =>
  (x: readonly number[], f: readonly number[]): readonly number[] => {
    const [kh = 1, kw = 1, channels = 1, multiplier = 1] = filter
    const out = Array<number>(to.reduce((a, b) => a * b, 1)).fill(0)
    for (const at of seen(from, to.slice(1), [kh, kw], lie))
      for (const [c = 0, m = 0] of places([channels, multiplier])) {
        const place = offset(to, [at.n, at.i, at.j, c * multiplier + m])
        const pixel = x[offset(from, [at.n, at.y, at.x, c])] as number
        out[place] = (out[place] as number) + pixel * (f[offset(filter, [at.a, at.b, c, m])] as number)
      }
    return out
  }

/** `[n, h, w, in]` by `[kh, kw, out, in]`: the transpose of `convolution` from `to` to `from`. */
export const transposed =
  (from: readonly number[], filter: readonly number[], to: readonly number[], lie: Lie) =>
  (x: readonly number[], f: readonly number[]): readonly number[] => {
    const [kh = 1, kw = 1, output = 1, input = 1] = filter
    const out = Array<number>(to.reduce((a, b) => a * b, 1)).fill(0)
    for (const at of seen(to, from.slice(1), [kh, kw], lie))
      for (const [o = 0, c = 0] of places([output, input])) {
        const place = offset(to, [at.n, at.y, at.x, o])
        const pixel = x[offset(from, [at.n, at.i, at.j, c])] as number
        out[place] = (out[place] as number) + pixel * (f[offset(filter, [at.a, at.b, o, c])] as number)
      }
    return out
  }

/** What a function makes of the pixels of each window, channel by channel. */
export const pool =
  (
    from: readonly number[],
    kernel: number,
    to: readonly number[],
    lie: Lie,
    make: (seen: readonly number[]) => number,
  ) =>
  (x: readonly number[]): readonly number[] => {
    const windows = places(to).map(() => [] as number[])
    for (const at of seen(from, to.slice(1), [kernel, kernel], lie))
      for (let c = 0; c < (from[3] as number); c++)
        windows[offset(to, [at.n, at.i, at.j, c])]?.push(x[offset(from, [at.n, at.y, at.x, c])] as number)
    return windows.map(make)
  }

/** The pixel that each pixel of a larger image lies in. */
export const nearest =
  ([rows = 1, height = 1, width = 1, channels = 1]: readonly number[], factor: number) =>
  (x: readonly number[]): readonly number[] =>
    places([rows, height * factor, width * factor, channels]).map(
      ([n = 0, i = 0, j = 0, c = 0]) =>
        x[offset([rows, height, width, channels], [n, Math.floor(i / factor), Math.floor(j / factor), c])] as number,
    )
