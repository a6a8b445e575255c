import { describe, expect, it } from 'vitest'
import { muon } from '../../src/optimizers/muon.js'
import { sgd } from '../../src/optimizers/sgd.js'
import { ShapeError } from '../../src/shapes/defect.js'
import { onCpu } from '../support/engine.js'
import { apart, bowl, numbers, type Reference, treeOf, walk } from '../support/walk.js'

onCpu()

type Rows = readonly (readonly number[])[]

const product = (left: Rows, right: Rows): Rows =>
  left.map((row) =>
    (right[0] ?? []).map((_, column) => row.reduce((sum, each, at) => sum + each * (right[at]?.[column] ?? 0), 0)),
  )
const flipped = (matrix: Rows): Rows => (matrix[0] ?? []).map((_, column) => matrix.map((row) => row[column] ?? 0))
const mixed = (a: number, left: Rows, b: number, right: Rows): Rows =>
  left.map((row, at) => row.map((each, column) => a * each + b * (right[at]?.[column] ?? 0)))

/** NewtonSchulz5 of Jordan et al., 2024, word for word, in float64: on the longer side, as X is not transposed. */
const newtonSchulz = (given: Rows): Rows => {
  const size = Math.hypot(...given.flat()) + 1e-7
  let x = given.map((row) => row.map((each) => each / size))
  for (let step = 0; step < 5; step++) {
    const gram = product(x, flipped(x))
    x = mixed(3.4445, x, 1, product(mixed(-4.775, gram, 2.0315, product(gram, gram)), x)) as typeof x
  }
  return x
}

interface Settings {
  readonly rate: number
  readonly momentum: number
  readonly nesterov: boolean
  readonly decay: number
  readonly scale: number
}

/** Muon of the first six numbers, which are a matrix of three rows, and Adam of the others, in float64. */
const paper =
  ({ rate, momentum, nesterov, decay, scale }: Settings) =>
  (): Reference => {
    let buffer: Rows = [
      [0, 0],
      [0, 0],
      [0, 0],
    ]
    const [m, v] = [numbers(1).map(() => 0), numbers(1).map(() => 0)]
    return (gradient, place, step) => {
      const g = [0, 2, 4].map((from) => gradient.slice(from, from + 2))
      buffer = mixed(momentum, buffer, 1 - momentum, g)
      const direction = newtonSchulz(nesterov ? mixed(1 - momentum, g, momentum, buffer) : buffer).flat()
      return place.map((p, at) => {
        if (at < 6) return p - rate * (scale * (direction[at] ?? 0) + decay * p)
        m[at] = 0.9 * (m[at] ?? 0) + 0.1 * (gradient[at] ?? 0)
        v[at] = 0.999 * (v[at] ?? 0) + 0.001 * (gradient[at] ?? 0) ** 2
        return p - (rate * (m[at] ?? 0)) / (1 - 0.9 ** step) / (Math.sqrt((v[at] ?? 0) / (1 - 0.999 ** step)) + 1e-8)
      })
    }
  }

const adamScale = 0.2 * Math.sqrt(3)

describe('muon', () => {
  it.each([
    ['by default', {}, { rate: 0.01, momentum: 0.95, nesterov: true, decay: 0, scale: adamScale }],
    [
      'without looking ahead, with decay',
      { learningRate: 0.01, momentum: 0.5, nesterov: false, decay: 0.1 },
      { rate: 0.01, momentum: 0.5, nesterov: false, decay: 0.1, scale: adamScale },
    ],
    [
      'at the scale of orthogonal matrices, of which this one has more rows than columns',
      { learningRate: 0.02, scale: 'orthogonal' },
      { rate: 0.02, momentum: 0.95, nesterov: true, decay: 0, scale: 1 },
    ],
  ] as const)('%s: follows its source on matrices and Adam elsewhere, for 200 steps', (_, options, settings) =>
    expect(apart(muon(options), paper(settings), 200)).toBeLessThan(1e-4),
  )

  it('moves more where there are more columns than rows, at the scale of orthogonal matrices', () => {
    const sized = { wide: [1, 4] } as const
    const given = { sized, start: [0, 0, 0, 0], slope: () => [1, 0, 0, 0], steps: 1 }
    const [small] = walk(muon({ scale: 'orthogonal' }), { ...given, sized: { wide: [4, 1] } })
    const [large] = walk(muon({ scale: 'orthogonal' }), given)
    expect((large?.place[0] ?? 0) / (small?.place[0] ?? 0)).toBeCloseTo(2, 5)
  })

  it('leaves what is not in its parts, and not a matrix, to the rest', () => {
    const rest = sgd({ learningRate: 0.5 })
    const plain = walk(rest, { slope: bowl, steps: 3 }).at(-1)?.place ?? []
    expect(walk(muon({ parts: ['bias'], rest }), { slope: bowl, steps: 3 }).at(-1)?.place).toEqual(plain)
    const some = walk(muon({ parts: (path) => path === 'encoder', rest }), { slope: bowl, steps: 1 })[0]?.place ?? []
    expect(some.slice(6)).toEqual(walk(rest, { slope: bowl, steps: 1 })[0]?.place.slice(6))
    expect(some.slice(0, 6)).not.toEqual(plain.slice(0, 6))
  })

  it('refuses parts that are not there', () =>
    expect(() => muon({ parts: ['no'] }).init(treeOf(numbers(1)))).toThrow(
      new ShapeError('muon: no parameter is at no; there are encoder, bias, kernel'),
    ))

  it('says what is wrong with a setting, of the rest too', () => {
    expect(muon({ iterations: 0.5 }).fault).toBe(
      'muon: the number of iterations must be a positive whole number, not 0.5',
    )
    expect(muon({ momentum: 1 }).fault).toBe('muon: the momentum must be from 0 to below 1 in float32, not 1')
    expect(muon({ rest: sgd({ momentum: 1 }) }).fault).toBe(
      'sgd: the momentum must be from 0 to below 1 in float32, not 1',
    )
  })
})
