/** Muon: the momentum of matrices, made orthogonal; and another optimizer for all else. */

import { pipe } from 'fp-ts/lib/function.js'
import * as T from '../tensors/index.js'
import { adam } from './adam.js'
import { at, type Leaf, times } from './leafwise.js'
import type { NamedOptimizer, Optimizer, Parts, Rate } from './optimizer.js'
import { type Matrix, orthogonal } from './orthogonal.js'
import { checkParts, isIn } from './parts.js'
import { countFault, decayFault, rateFault, rateOf } from './range.js'
import { split } from './split.js'
import { tensorwise } from './tensorwise.js'

/** The settings of Muon. */
export interface MuonOptions {
  /** That of the matrices, and of Adam for the rest: 0.01 if left out. Range: 0 or more. */
  readonly learningRate?: Rate
  /** Range: 0 to below 1. */
  readonly momentum?: number
  /** Whether the gradient is looked at one step ahead: true if left out. */
  readonly nesterov?: boolean
  /** λ of the matrices, times the learning rate: 0 if left out. Range: 0 or more. */
  readonly decay?: number
  /** How often the iteration is repeated that makes a matrix orthogonal: 5 if left out. */
  readonly iterations?: number
  /**
   * How large the change of a matrix `[In, Out]` is: 0.2 √max(In, Out) times an orthogonal matrix, as large as a change of
   * Adam, or √max(1, Out/In) times one. `'adam'` if left out.
   */
  readonly scale?: 'adam' | 'orthogonal'
  /** The matrices that it moves: all if left out. Whoever wrote it leaves the first and the last layer to Adam. */
  readonly parts?: Parts
  /** What moves all that is not such a matrix: Adam if left out. */
  readonly rest?: Optimizer
}

const LEARNING_RATE = 0.01
const DEFAULTS = { momentum: 0.95, nesterov: true, decay: 0, iterations: 5, scale: 'adam' } as const

const scaleOf = (scale: 'adam' | 'orthogonal', [rows = 1, columns = 1]: readonly number[]): number =>
  scale === 'adam' ? 0.2 * Math.sqrt(Math.max(rows, columns)) : Math.sqrt(Math.max(1, columns / rows))

const moved =
  (share: number) =>
  (from: Leaf, to: Leaf): Leaf =>
    pipe(from, T.mulScalar(1 - share), T.same.add(pipe(to, T.mulScalar(share))))

type Settings = Required<Omit<MuonOptions, 'parts' | 'rest'>>

const ofMatrices = (settings: Settings): Optimizer => {
  const { learningRate, momentum, nesterov, decay, iterations, scale } = settings
  const rate = rateOf('muon', learningRate)
  return tensorwise({
    name: 'muon',
    fault:
      rateFault('muon', learningRate) ??
      decayFault('muon', 'the momentum', momentum) ??
      rateFault('muon', decay, 'the decay') ??
      countFault('muon', 'the number of iterations', iterations),
    scalars: (step, watched) => [rate(step, watched)],
    remembers: 1,
    update:
      (scalars) =>
      (gradient, param, [before = param]) => {
        const velocity = moved(1 - momentum)(before, gradient)
        const ahead = nesterov ? moved(momentum)(gradient, velocity) : velocity
        // safe: `split` gives it matrices alone
        const direction = orthogonal(iterations)(ahead as unknown as Matrix<'in', 'out'>) as unknown as Leaf
        const scaled = pipe(direction, T.mulScalar(scaleOf(scale, param.sizes)))
        const change = decay === 0 ? scaled : pipe(scaled, T.same.add(pipe(param, T.mulScalar(decay))))
        return { param: pipe(param, T.same.sub(times(at(scalars, 0))(change))), state: [velocity] }
      },
  })
}

/**
 * Muon: `m ← μ m + (1 - μ) g`, and a matrix moves by the orthogonal matrix next to `(1 - μ) g + μ m`; biases,
 * convolutions and whatever else is not a matrix are moved by Adam, or what stands in its place.
 *
 * Errors: a number out of its range is refused where training starts, as a message (`fault`), or at the step at which a
 * schedule gives it; a path at which there is no parameter is a `ShapeError` there.
 * Source: Jordan et al., "Muon: An optimizer for hidden layers in neural networks", 2024; the scale of Adam and weight
 * decay: Liu et al., "Muon is Scalable for LLM Training", arXiv:2502.16982, equation 4.
 */
export const muon = ({
  parts,
  learningRate = LEARNING_RATE,
  rest = adam({ learningRate }),
  ...others
}: MuonOptions = {}): Optimizer => {
  const isHere = isIn(parts)
  return split({
    isFirst: ({ path, value }) => value.sizes.length === 2 && isHere(path),
    first: ofMatrices({ ...DEFAULTS, ...others, learningRate }),
    numbers: 1,
    rest,
    check: (params) => checkParts('muon', parts, params),
  })
}

/** Muon by name: of a matrix it remembers one number for each, of the rest what Adam does. */
export const named: NamedOptimizer = { learningRate: LEARNING_RATE, remembers: 1, make: muon }
