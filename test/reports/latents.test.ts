import { describe, expect, it } from 'vitest'
import { klBars, klWords, legendOf, scatterOf, scatterWords } from '../../src/reports/latents.js'
import { elementsOf } from './xml.js'

describe('the latents by their KL', () => {
  it('are counted where they are active', () =>
    expect(klWords({ kl: [0.2, 0] })).toMatch(/^1 of 2 latents are active: .* in closed form/))

  it('are of a KL that is known in one of several ways', () => {
    expect(klWords({ kl: [0.2, 0], by: 'closed form' })).toBe(klWords({ kl: [0.2, 0] }))
    expect(klWords({ kl: [1, 2], by: 'closed form of each alone' })).toMatch(
      /^2 of 2 .* each alone from the prior, in closed form, .* They add up to less than the KL of all together/,
    )
    expect(klWords({ kl: [0], by: 'moments of draws' })).toMatch(/ at least by the mean and the variance of draws, /)
    expect(klWords({ kl: [0], by: 'draws' })).not.toContain('less than')
  })

  it('have a bar each, as long as their share of the largest', () => {
    const widths = elementsOf(klBars([1, 4, 0])).flatMap(({ attributes: { style } }) => style ?? [])
    expect(widths).toEqual(['width:100.0%', 'width:25.0%', 'width:0.0%'])
  })

  it('have no more than 40 bars, and say of how many there are none', () => {
    const page = klBars(Array.from({ length: 43 }, (_, at) => at + 1))
    expect(elementsOf(`<div>${page}</div>`).filter(({ name }) => name === 'li').length).toBe(40)
    expect(page).toContain('3 more have a smaller KL')
  })

  it('have bars without length where all are 0', () => expect(klBars([0])).toContain('width:0.0%'))
})

describe('the centers of examples', () => {
  const circles = (svg: string) =>
    elementsOf(svg)
      .filter(({ name }) => name === 'circle')
      .map(({ attributes: { cx, cy } }) => [Number(cx), Number(cy)])

  it('are points, up for larger numbers', () => {
    const points = circles(scatterOf({ kl: [1, 1], centers: Float32Array.of(0, 0, 2, 1) }))
    expect(points[0]).toEqual([200, 200])
    const [x = 0, y = 0] = points[1] ?? []
    expect((x - 200) / (200 - y)).toBeCloseTo(2, 1)
    expect(y).toBeLessThan(200)
  })

  it('leave out what is not a number', () =>
    expect(circles(scatterOf({ kl: [1, 1], centers: Float32Array.of(0, 0, Number.NaN, 1) })).length).toBe(1))

  const labelled = (values: readonly number[], names: readonly string[] | null = null) => ({
    ...{ kl: [1, 1], centers: Float32Array.of(0, 0, Number.NaN, 1, 2, 1) },
    labels: { values, names },
  })
  const attributesIn = (svg: string) =>
    elementsOf(`<div>${svg}</div>`)
      .filter(({ name }) => name === 'circle')
      .map(({ attributes }) => attributes)

  it('have the colors of their classes, also after one that is left out, and a legend of these', () => {
    const given = labelled([1, 0, 2], ['square', 'ellipse', 'a < b'])
    expect(attributesIn(scatterOf(given)).map((each) => each.class)).toEqual(['class-1', 'class-2'])
    expect(attributesIn(legendOf(given)).map((each) => each.class)).toEqual(['class-0', 'class-1', 'class-2'])
    expect(legendOf(given)).toContain('</svg>a &lt; b</li>')
    expect(scatterWords(given)).toContain('a color is a class')
    expect(legendOf({ labels: null })).toBe('')
  })

  it('have as many hues as there are classes, where these are more than the colors', () => {
    const fills = attributesIn(legendOf(labelled([25, 3, 0]))).map(({ style }) => style)
    expect([fills.length, new Set(fills).size]).toEqual([26, 26])
    expect(legendOf(labelled([25, 3, 0]))).toContain('</svg>25</li>')
  })

  it('say how they are shown', () => {
    const of = (size: number) => scatterWords({ kl: new Array(size).fill(1) })
    expect(of(2)).toBe('The centers of q(z|x) of test examples.')
    expect(of(3)).toContain('two axes along which they vary most')
  })
})
