import { describe, expect, test } from 'vitest'
import { areCentered, centered, fromRgba, massOf, rgba, stroked } from '../../../src/explorer/view/pixels.js'

const grey = { height: 3, width: 3 }
const color = { height: 1, width: 2, channels: 3 as const }

describe('pixels', () => {
  test('grey is three times the same, and what lies outside of 0..1 is clamped', () =>
    expect([...rgba({ height: 1, width: 3 }, [-1, 0.5, Number.NaN])]).toEqual([
      ...[0, 0, 0, 255, 128, 128, 128, 255, 0, 0, 0, 255],
    ]))

  test('colors there and back', () => {
    const values = Float32Array.of(1, 0, 0.2, 0, 1, 0.4)
    expect(fromRgba(color, rgba(color, values))).toEqual(values)
  })

  test('grey of a color is its luma, and of white 1', () => {
    expect(fromRgba({ height: 1, width: 1 }, [255, 255, 255, 255])[0]).toBeCloseTo(1, 6)
    expect(fromRgba({ height: 1, width: 1 }, [0, 255, 0, 255])[0]).toBeCloseTo(0.587, 6)
  })
})

describe('a pen', () => {
  test('fills what it goes over, and no more', () => {
    const line = [
      [0.5, 1.5],
      [2.5, 1.5],
    ] as const
    expect([...stroked(grey, new Float32Array(9), line, { radius: 0.5, color: [1] })]).toEqual([
      0, 0, 0, 1, 1, 1, 0, 0, 0,
    ])
  })

  test('a point is a line too, and what was drawn stays as it was', () => {
    const first = Float32Array.of(0.5, 0, 0, 0, 0, 0, 0, 0, 0)
    const place = [1.5, 1.5] as const
    const drawn = stroked(grey, first, [place, place], { radius: 0.5, color: [1] })
    expect([...drawn]).toEqual([0.5, 0, 0, 0, 1, 0, 0, 0, 0])
    expect(first[4]).toBe(0)
  })
})

describe('mass', () => {
  const corner = Float32Array.of(1, 0, 0, 0, 0, 0, 0, 0, 0)

  test('its center', () => expect(massOf(grey, corner)).toEqual([0.5 / 3, 0.5 / 3]))

  test('a black picture has none, and stays', () => {
    expect(massOf(grey, new Float32Array(9))).toBeNull()
    expect([...centered(grey, new Float32Array(9))]).toEqual(new Array(9).fill(0))
  })

  test('a picture is moved by whole pixels', () =>
    expect([...centered(grey, corner)]).toEqual([0, 0, 0, 0, 1, 0, 0, 0, 0]))

  test('pictures that are centered are found', () => {
    expect(areCentered(grey, [centered(grey, corner)])).toBe(true)
    expect(areCentered(grey, [corner])).toBe(false)
    expect(areCentered(grey, [])).toBe(false)
  })
})
