import { expect, test } from 'vitest'
import { blobOf, readBlob, sections } from '../../src/explorer/blob.js'

test('numbers come out as they went in, each under its section', () => {
  const into = sections()
  const header = {
    words: 'é ö 日本',
    all: [
      into.add('u8', [1, 2, 255]),
      into.add('f32', [0.1, -3]),
      into.add('i32', [-7, 2 ** 30]),
      into.add('f16', [1.5, -0.25]),
      into.add('i8', [127, 5, -127, 10], 2),
    ],
  }
  const { header: read, numbers } = readBlob<typeof header>(blobOf(header, into.parts()).buffer)
  expect(read).toEqual(header)
  expect(read.all.map((section) => Array.from(numbers(section)))).toEqual([
    [1, 2, 255],
    [Math.fround(0.1), -3],
    [-7, 2 ** 30],
    [1.5, -0.25],
    [127, Math.fround(Math.fround(10 / 127) * 64), -127, 10],
  ])
})
