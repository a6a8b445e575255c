import { describe, expect, it } from 'vitest'
import * as T from '../../src/tensors/index.js'
import type { Tensor } from '../../src/tensors/tensor.js'
import { conforms } from '../support/conformance.js'
import { hostOf, onCpu, onEach, scoped, tensorOf, valuesOf } from '../support/engine.js'
import { expectNear } from '../support/near.js'
import { sigmoid, softplus } from '../support/reference.js'

type Keeping = <Kept extends readonly unknown[]>(x: Tensor<Kept>) => Tensor<Kept>

interface Case {
  readonly name: string
  readonly operation: Keeping
  readonly reference: (x: number) => number
  /** Away from kinks, where no finite difference is the gradient. */
  readonly at?: readonly number[]
}

const ANY = [-3.5, -1.25, -0.5, 0.25, 1.5, 4]
const POSITIVE = [0.125, 0.5, 1, 2.5, 7, 100]

const CASES: readonly Case[] = [
  { name: 'negate', operation: T.negate, reference: (x) => -x },
  { name: 'mulScalar', operation: T.mulScalar(-2.5), reference: (x) => -2.5 * x },
  { name: 'addScalar', operation: (x) => T.square(T.addScalar(1.5)(x)), reference: (x) => (x + 1.5) ** 2 },
  { name: 'square', operation: T.square, reference: (x) => x * x },
  { name: 'pow', operation: T.pow(3), reference: (x) => x ** 3 },
  { name: 'pow of a fraction', operation: T.pow(-1.5), reference: (x) => x ** -1.5, at: POSITIVE },
  { name: 'sqrt', operation: T.sqrt, reference: Math.sqrt, at: POSITIVE },
  { name: 'abs', operation: T.abs, reference: Math.abs },
  { name: 'clip', operation: T.clip(-1, 2), reference: (x) => Math.min(2, Math.max(-1, x)) },
  { name: 'exp', operation: T.exp, reference: Math.exp },
  { name: 'expm1', operation: T.expm1, reference: Math.expm1 },
  { name: 'log', operation: T.log, reference: Math.log, at: POSITIVE },
  { name: 'sin', operation: T.sin, reference: Math.sin },
  { name: 'cos', operation: T.cos, reference: Math.cos },
  { name: 'softplus', operation: T.softplus, reference: softplus },
  { name: 'tanh', operation: T.tanh, reference: Math.tanh },
  { name: 'sigmoid', operation: T.sigmoid, reference: sigmoid },
  { name: 'relu', operation: T.relu, reference: (x) => Math.max(x, 0) },
  { name: 'leakyRelu', operation: T.leakyRelu(0.1), reference: (x) => (x > 0 ? x : 0.1 * x) },
  { name: 'elu', operation: T.elu, reference: (x) => (x > 0 ? x : Math.expm1(x)) },
  { name: 'silu', operation: T.silu, reference: (x) => x * sigmoid(x) },
]

onEach(() => {
  for (const { name, operation, reference, at = ANY } of CASES)
    conforms(name, {
      inputs: [hostOf(['batch', 3], [2, 3], at)],
      operation: (x) => operation(x),
      gives: [
        ['batch', 3],
        [2, 3],
      ],
      reference: (x) => (x as readonly number[]).map(reference),
    })

  conforms('step', {
    inputs: [hostOf([5], [5], [-2, -0.5, 0, 0.5, 2])],
    operation: (x) => T.step(x),
    gives: [[5], [5]],
    reference: (x) => (x as readonly number[]).map((each) => (each > 0 ? 1 : 0)),
    gradientTolerance: null,
  })

  it('no axes are a shape too', () =>
    scoped(() => {
      const x = T.exp(T.scalar(1))
      expect([x.shape, x.sizes]).toEqual([[], []])
      expectNear(valuesOf(x), [Math.E])
    }))

  it('softplus, sigmoid and tanh are finite for every finite number, and so are their gradients', () =>
    scoped(() => {
      const far = [-1e30, -1e4, -100, 100, 1e4, 1e30]
      const of = (f: Keeping) => valuesOf(f(tensorOf([6], [6], far)))
      expectNear(of(T.softplus), [0, 0, 0, 100, 1e4, 1e30])
      expectNear(of(T.sigmoid), [0, 0, 0, 1, 1, 1])
      expectNear(of(T.tanh), [-1, -1, -1, 1, 1, 1])
      const gradient = (f: Keeping) =>
        valuesOf(
          T.valueAndGradient((x: Tensor<readonly [6]>) => [T.sum(0)(f(x)), null])(tensorOf([6], [6], far)).gradient,
        )
      expectNear(gradient(T.softplus), [0, 0, 0, 1, 1, 1])
      expectNear(gradient(T.sigmoid), [0, 0, 0, 0, 0, 0])
      expectNear(gradient(T.tanh), [0, 0, 0, 0, 0, 0])
    }))
})

describe('gradients that are chosen', () => {
  onCpu()

  const gradientAt = (f: Keeping, x: readonly number[]) =>
    scoped(() => {
      const { gradient } = T.valueAndGradient((each: Tensor<readonly ['n']>) => [T.sum(0)(f(each)), null])(
        tensorOf(['n'], [x.length], x),
      )
      return valuesOf(gradient)
    })

  it('of clip is 0 outside the bounds and 1 on them', () => {
    expect(gradientAt(T.clip(-1, 2), [-1.5, -1, 0, 2, 2.5])).toEqual([0, 1, 1, 1, 0])
  })

  it('of pow at 0 is that of the power, of 0 too', () => {
    expect(gradientAt(T.pow(0), [-1, 0, 1]).map(Math.abs)).toEqual([0, 0, 0])
    expect(gradientAt(T.pow(1), [-1, 0, 1])).toEqual([1, 1, 1])
    expect(gradientAt(T.pow(2), [-1, 0, 1])).toEqual([-2, 0, 2])
  })

  it('of step is 0', () => {
    expect(gradientAt(T.step, [-1, 0, 1]).map(Math.abs)).toEqual([0, 0, 0])
  })

  it('of relu at 0 is 0', () => {
    expect(gradientAt(T.relu, [-1, 0, 1]).map(Math.abs)).toEqual([0, 0, 1])
  })
})
