import { describe, expect, it } from 'vitest'
import type * as Engine from '../../src/engines/index.js'
import { type StructureOptions, structuralDissimilarity } from '../../src/losses/structure.js'
import { describe as described } from '../../src/losses/term.js'
import { from } from '../../src/random/key.js'
import { ShapeError } from '../../src/shapes/defect.js'
import * as T from '../../src/tensors/index.js'
import { differencesOf } from '../support/differences.js'
import { everyEngine, onCpu, scoped, tensorOf, valuesOf } from '../support/engine.js'
import { distance, expectNear, GRADIENT } from '../support/near.js'
import { run } from '../support/outcome.js'

onCpu()

// -----------------------------------------------------------------------------
// by the definition, in float64
// -----------------------------------------------------------------------------

interface Image {
  readonly side: number
  readonly at: (row: number, column: number) => number
}

const imageOf = (side: number, values: ArrayLike<number>): Image => ({
  side,
  at: (row, column) => values[row * side + column] as number,
})

const bell = (window: number) => {
  const raw = Array.from({ length: window }, (_, at) => Math.exp(-((at - (window - 1) / 2) ** 2) / 4.5))
  const all = raw.reduce((sum, each) => sum + each, 0)
  return raw.map((each) => each / all)
}

/** The means over a picture of the contrast and structure of its windows, and of their whole similarity. */
const byWindows = (x: Image, y: Image, window: number) => {
  const weights = bell(window)
  const places = Array.from({ length: (x.side - window + 1) ** 2 }, (_, at) => at)
  const each = places.map((place) => {
    const [top, left] = [Math.floor(place / (x.side - window + 1)), place % (x.side - window + 1)]
    const mean = (of: (row: number, column: number) => number) =>
      weights.reduce(
        (sum, down, r) => sum + weights.reduce((line, across, c) => line + down * across * of(top + r, left + c), 0),
        0,
      )
    const [mx, my] = [mean(x.at), mean(y.at)]
    const vx = mean((r, c) => (x.at(r, c) - mx) ** 2)
    const vy = mean((r, c) => (y.at(r, c) - my) ** 2)
    const both = mean((r, c) => (x.at(r, c) - mx) * (y.at(r, c) - my))
    const structure = (2 * both + 9e-4) / (vx + vy + 9e-4)
    return { structure, whole: (structure * (2 * mx * my + 1e-4)) / (mx ** 2 + my ** 2 + 1e-4) }
  })
  const meanOf = (name: 'structure' | 'whole') => each.reduce((sum, own) => sum + own[name], 0) / each.length
  return { structure: meanOf('structure'), whole: meanOf('whole') }
}

const halved = ({ side, at }: Image): Image => {
  const half = Math.floor(side / 2)
  const values = Array.from({ length: half ** 2 }, (_, place) => {
    const [r, c] = [2 * Math.floor(place / half), 2 * (place % half)]
    return (at(r, c) + at(r + 1, c) + at(r, c + 1) + at(r + 1, c + 1)) / 4
  })
  return imageOf(half, values)
}

const ALL = [0.0448, 0.2856, 0.3001, 0.2363, 0.1333]

/** Below 0.001 a logarithm goes on as a line of slope 1. */
const logOf = (similarity: number) => (similarity < 1e-3 ? Math.log(1e-3) + similarity - 1e-3 : Math.log(similarity))

const byHand = (side: number, x: ArrayLike<number>, y: ArrayLike<number>, { scales = 5, window = 11 }): number => {
  const used = ALL.slice(0, scales)
  const total = used.reduce((sum, each) => sum + each, 0)
  const { log } = used.reduce(
    ({ log: sum, one, other }, weight, scale) => {
      const { structure, whole } = byWindows(one, other, window)
      const own = scale === scales - 1 ? whole : structure
      return { log: sum + (weight / total) * logOf(own), one: halved(one), other: halved(other) }
    },
    { log: 0, one: imageOf(side, x), other: imageOf(side, y) },
  )
  return 1 - Math.exp(log)
}

// -----------------------------------------------------------------------------
// pictures
// -----------------------------------------------------------------------------

const painted = (side: number, of: (row: number, column: number) => number): readonly number[] =>
  Array.from({ length: side * side }, (_, at) => of(Math.floor(at / side), at % side))

const waves = (side: number) => painted(side, (r, c) => 0.5 + 0.5 * Math.sin(0.7 * r + 0.3 * c))
const others = (side: number) => painted(side, (r, c) => 0.5 + 0.4 * Math.sin(0.6 * r + 0.35 * c + 0.5))

const examples = (features: number, values: readonly number[]) =>
  tensorOf(['samples', 'batch', 'features'], [1, values.length / features, features], values)

const of = (side: number, x: readonly number[], y: readonly number[], options: StructureOptions, channels: 1 | 3 = 1) =>
  scoped(() => {
    const features = side * side * channels
    const batch = x.length / features
    const supplied = {
      x: tensorOf(['batch', 'features'], [batch, features], x),
      z: tensorOf(['samples', 'batch', 'latent'], [1, batch, 1], Array(batch).fill(0)),
      meanAt: () => examples(features, y),
    }
    return valuesOf(structuralDissimilarity({ height: side, width: side, channels }, options).evaluate(supplied).value)
  })

describe('structuralDissimilarity', () => {
  it('at one scale is 1 less structural_similarity of scikit-image 0.26.0', () =>
    expectNear(of(16, waves(16), others(16), { scales: 1 }), [1 - 0.9196086274251493], {
      absolute: 1e-5,
      relative: 0,
    }))

  it.each([
    [16, { scales: 1, window: 11 }],
    [14, { scales: 2, window: 7 }],
    [21, { scales: 3, window: 5 }],
  ] as const)('by its definition, of %d pixels on a side: %o', (side, options) =>
    expectNear(of(side, waves(side), others(side), options), [byHand(side, waves(side), others(side), options)], {
      absolute: 1e-5,
      relative: 0,
    }),
  )

  it('is 0 of the same pictures, the same both ways, and larger the more noise there is', () => {
    const [side, options] = [14, { scales: 2, window: 7 }]
    const noisy = (by: number) => waves(side).map((value, at) => value + by * Math.sin(17 * at))
    const at = (by: number) => of(side, waves(side), noisy(by), options)[0] as number
    expect(Math.abs(at(0))).toBeLessThan(1e-5)
    expect(of(side, noisy(0.2), waves(side), options)[0]).toBeCloseTo(at(0.2), 5)
    expect(at(0.4)).toBeGreaterThan(at(0.2))
    expect(at(0.2)).toBeGreaterThan(at(0.05))
  })

  it('is of every example by itself, and the mean over colors', () => {
    const options = { scales: 1, window: 7 }
    const [first, second] = [waves(8), others(8)]
    const each = [...of(8, first, second, options), ...of(8, second, second, options)]
    expectNear(of(8, [...first, ...second], [...second, ...second], options), each, { absolute: 1e-5, relative: 0 })
    const colored = (channel: readonly (readonly number[])[]) =>
      Array.from({ length: 3 * 64 }, (_, at) => channel[at % 3]?.[Math.floor(at / 3)] as number)
    const [one] = of(8, colored([first, second, first]), colored([second, second, second]), options, 3)
    expect(one).toBeCloseTo((2 * (each[0] as number)) / 3, 5)
  })

  it.each([
    ['alike', waves(14), others(14)],
    ['opposite', waves(14), waves(14).map((value) => 1 - value)],
  ] as const)('has the gradient of its definition, of pictures that are %s', (_, x, y) =>
    scoped(() => {
      const options = { scales: 2, window: 7 }
      const term = structuralDissimilarity({ height: 14, width: 14 }, options)
      const loss = (made: ReturnType<typeof examples>) => {
        const supplied = {
          x: tensorOf(['batch', 'features'], [1, 196], x),
          z: tensorOf(['samples', 'batch', 'latent'], [1, 1, 1], [0]),
          meanAt: () => made,
        }
        return [T.meanOfAll(term.evaluate(supplied).value), null] as const
      }
      const own = valuesOf(T.valueAndGradient(loss)(examples(196, y)).gradient)
      const at = [0, 17, 90, 101, 195]
      const wanted = at.map(
        (pixel) =>
          differencesOf(
            ([value = 0]) =>
              byHand(
                14,
                x,
                y.map((each, place) => (place === pixel ? value : each)),
                options,
              ),
            [y[pixel] as number],
          )[0] as number,
      )
      expectNear(
        at.map((pixel) => own[pixel] as number),
        wanted,
        { ...GRADIENT, relative: 1e-3 },
      )
      expect(Math.max(...own.map(Math.abs))).toBeGreaterThan(1e-7)
    }),
  )

  it('is a cost, with which nothing is proved', () =>
    expect(described(structuralDissimilarity({ height: 176, width: 176 }))).toMatchObject({
      text: '1 - MS-SSIM(x, E[x|z])',
      axes: ['samples', 'batch'],
      sense: 'cost',
      guarantee: 'objective',
      needs: ['x', 'z', 'meanAt'],
    }))

  it.each([
    [
      {},
      'structuralDissimilarity: the height and the width must be at least 176 for 5 scales of windows of 11, not 28',
    ],
    [{ scales: 6 }, 'structuralDissimilarity: the scales must be a whole number from 1 to 5, not 6'],
    [{ scales: 1, window: 4 }, 'structuralDissimilarity: the window must be an odd number from 1 to 101, not 4'],
  ])('refuses %o', (options, message) =>
    expect(() => structuralDissimilarity({ height: 28, width: 28 }, options)).toThrow(new ShapeError(message)),
  )

  it('refuses examples of another size', () =>
    scoped(() => {
      const supplied = {
        x: tensorOf(['batch', 'features'], [1, 60], waves(8).slice(0, 60)),
        z: tensorOf(['samples', 'batch', 'latent'], [1, 1, 1], [0]),
        meanAt: () => examples(60, others(8).slice(0, 60)),
      }
      const term = structuralDissimilarity({ height: 8, width: 8 }, { scales: 1, window: 7 })
      expect(() => term.evaluate(supplied)).toThrow(
        new ShapeError('structuralDissimilarity: an example must be of 8 x 8 x 1 numbers, not of 60'),
      )
    }))

  it('is the same number on every engine', async () => {
    const { engines } = await everyEngine()
    const term = structuralDissimilarity({ height: 14, width: 14 }, { scales: 2, window: 7 })
    const at = (engine: Engine.Engine) =>
      run(
        engine.run(
          ({ x, y }: { x: T.Tensor<readonly ['batch', 'features']>; y: ReturnType<typeof examples> }) =>
            term.evaluate({ x, z: T.zeros(['samples', 'batch', 'latent'], [1, 1, 1]), meanAt: () => y }).value,
        )(
          {
            x: { shape: ['batch', 'features'], sizes: [1, 196], values: Float32Array.from(waves(14)) },
            y: { shape: ['samples', 'batch', 'features'], sizes: [1, 1, 196], values: Float32Array.from(others(14)) },
          },
          from(7),
        ),
      )
    const [first = [], ...rest] = (await Promise.all(engines.map(at))).map(({ values }) => [...values])
    for (const other of rest) expect(distance(other, first)).toBeLessThan(1e-4)
  })
})
