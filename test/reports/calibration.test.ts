import { describe, expect, it } from 'vitest'
import {
  calibrationError,
  calibrationOf,
  calibrationPlot,
  calibrationTable,
  calibrationWords,
} from '../../src/reports/calibration.js'
import { elementsOf } from './xml.js'

describe('bins', () => {
  it('are of one width, have what is in them, and 1 is in the last', () =>
    expect(calibrationOf(4)(Float32Array.of(0, 0.125, 0.25, 0.5, 1), Float32Array.of(0, 1, 1, 0, 1))).toEqual([
      { predicted: 0.0625, observed: 0.5, count: 2 },
      { predicted: 0.25, observed: 1, count: 1 },
      { predicted: 0.5, observed: 0, count: 1 },
      { predicted: 1, observed: 1, count: 1 },
    ]))

  it('leave out what is no probability', () =>
    expect(calibrationOf(2)(Float32Array.of(Number.NaN, -0.5, 0.25), Float32Array.of(1, 1, 1))).toEqual([
      { predicted: 0.25, observed: 1, count: 1 },
    ]))

  it('of bits that are drawn with the probabilities are those probabilities', () => {
    // each probability k/16 is drawn 16 times, k of them 1
    const all = Array.from({ length: 16 }, (_, k) =>
      Array.from({ length: 16 }, (_, at) => [k / 16, at < k ? 1 : 0] as const),
    ).flat()
    const column = (at: 0 | 1) => Float32Array.from(all.map((row) => row[at]))
    const bins = calibrationOf(16)(column(0), column(1))
    expect(bins.map(({ predicted, observed }) => predicted - observed)).toEqual(new Array(16).fill(0))
    expect(calibrationError(bins)).toBe(0)
  })
})

describe('on a page', () => {
  const bins = [
    { predicted: 0.05, observed: 0.25, count: 3000 },
    { predicted: 0.9, observed: 1, count: 1000 },
  ]

  it('is a dot each, the higher the more of its bits are 1', () => {
    const circles = elementsOf(calibrationPlot(bins)).filter(({ name }) => name === 'circle')
    const places = circles.map(({ attributes: { cx, cy } }) => [Number(cx), Number(cy)])
    expect(places).toEqual([
      [63.2, 276],
      [321.6, 48],
    ])
  })

  it('has the counts, and how far it is off', () => {
    expect(calibrationTable(bins)).toContain('<tr><td>0.050</td><td>0.250</td><td>3,000</td></tr>')
    // (3000 * 0.2 + 1000 * 0.1) / 4000
    expect(calibrationWords(bins)).toMatch(/^4,000 pixels .* They are 0\.175 apart/)
  })
})
