import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { arcCosine, between, evenly } from '../../../src/models/vae/between.js'
import { onCpu, scoped, tensorOf, valuesOf } from '../../support/engine.js'

onCpu()

/** Spherical interpolation in float64. */
const slerp = (a: readonly number[], b: readonly number[], t: number): readonly number[] => {
  const dot = (p: readonly number[], q: readonly number[]) => p.reduce((sum, each, at) => sum + each * (q[at] ?? 0), 0)
  const angle = Math.acos(Math.min(1, Math.max(-1, dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b)))))
  const [before, after] = [Math.sin((1 - t) * angle) / Math.sin(angle), Math.sin(t * angle) / Math.sin(angle)]
  return a.map((each, at) => before * each + after * (b[at] ?? 0))
}

const way = (kind: 'straight' | 'spherical', a: readonly number[], b: readonly number[], steps: number) =>
  scoped(() => {
    const [from, to] = [a, b].map((each) => tensorOf(['rows', 'latent'], [1, each.length], each))
    if (from === undefined || to === undefined) throw new Error('two')
    const found = between(kind)(from, to, evenly('interpolate', steps))
    expect(found).toMatchObject({ shape: ['steps', 'rows', 'latent'], sizes: [steps, 1, a.length] })
    const numbers = valuesOf(found)
    return Array.from({ length: steps }, (_, step) => numbers.slice(step * a.length, (step + 1) * a.length))
  })

const close = (found: readonly number[], wanted: readonly number[], error = 2e-6): void => {
  expect(found.length).toBe(wanted.length)
  for (const [at, each] of found.entries()) expect(Math.abs(each - (wanted[at] ?? Number.NaN))).toBeLessThan(error)
}

describe('arcCosine', () => {
  it('is that of the standard library, to 2e-6 of a radian away from the ends', () => {
    const cosines = Array.from({ length: 199 }, (_, at) => -0.99 + at * 0.01)
    const found = scoped(() => valuesOf(arcCosine(tensorOf(['rows', 1], [199, 1], cosines))))
    close(found, cosines.map(Math.acos))
  })

  it('is π and 0 at the ends', () => {
    close(
      scoped(() => valuesOf(arcCosine(tensorOf(['rows', 1], [2, 1], [-1, 1])))),
      [Math.PI, 0],
    )
  })
})

describe('between', () => {
  it('is straight: equal steps from one to the other', () => {
    const found = way('straight', [0, 2], [3, -1], 4)
    close(found.flat(), [0, 2, 1, 1, 2, 0, 3, -1])
  })

  it('is spherical: as in float64, for any two directions', () => {
    const number = fc.double({ min: -3, max: 3, noNaN: true })
    fc.assert(
      fc.property(fc.array(number, { minLength: 6, maxLength: 6 }), (all) => {
        const [a, b] = [all.slice(0, 3), all.slice(3)]
        const lengths = [a, b].map((each) => Math.hypot(...each))
        const cosine =
          a.reduce((sum, each, at) => sum + each * (b[at] ?? 0), 0) / ((lengths[0] ?? 0) * (lengths[1] ?? 0))
        fc.pre(lengths.every((length) => length > 0.1) && Math.abs(cosine) < 0.99)
        const found = way('spherical', a, b, 5)
        for (const [step, each] of found.entries()) close(each, slerp(a, b, step / 4), 1e-4)
      }),
      { numRuns: 40 },
    )
  })

  it('keeps the length on the arc between latents of one length', () => {
    for (const each of way('spherical', [2, 0], [0, 2], 7)) expect(Math.hypot(...each)).toBeCloseTo(2, 5)
  })

  it.each([
    { what: 'the same latent', a: [1, 2], b: [1, 2], middle: [1, 2] },
    { what: 'one direction', a: [1, 2], b: [2, 4], middle: [1.5, 3] },
    { what: 'opposite directions', a: [1, 2], b: [-1, -2], middle: [0, 0] },
    { what: 'the origin', a: [0, 0], b: [0, 0], middle: [0, 0] },
  ])('is straight and finite on the arc of $what', ({ a, b, middle }) => {
    close(way('spherical', a, b, 3).flat(), [...a, ...middle, ...b], 1e-3)
  })
})

describe('evenly', () => {
  it('has both ends', () => {
    expect(scoped(() => valuesOf(evenly('traverse', 3, [-3, 3])))).toEqual([-3, 0, 3])
  })

  it.each([1, 0, 2.5, Number.NaN])('refuses %s steps', (steps) => {
    expect(() => evenly('interpolate', steps)).toThrow(
      `interpolate: the steps must be a whole number from 2, not ${steps}`,
    )
  })
})
