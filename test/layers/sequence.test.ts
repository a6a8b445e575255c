// biome-ignore-all lint/suspicious/noExplicitAny: what any does is one subject
import { describe, expect, it } from 'vitest'
import * as Layer from '../../src/layers/index.js'
import { child, from } from '../../src/random/key.js'
import { ShapeError } from '../../src/shapes/defect.js'
import { named } from '../../src/shapes/named.js'
import * as T from '../../src/tensors/index.js'
import { conforms } from '../support/conformance.js'
import { expectNothingKept, hostOf, onCpu, onEach, scoped, tensorOf, valuesOf } from '../support/engine.js'
import { softplus } from '../support/reference.js'
import { affine, some } from './reference.js'

/** A sequence that the compiler has been kept from checking. */
const sequence = Layer.sequence as (...layers: readonly unknown[]) => unknown

const given = (x: readonly number[] | undefined) => x as readonly number[]

const block = Layer.sequence(Layer.dense(3, 4), Layer.tanh)
const nested = Layer.sequence(block, Layer.dense(2), Layer.sequence(Layer.input([2]), Layer.softplus))

onEach(() => {
  conforms('a sequence of sequences', {
    inputs: [
      hostOf(['batch', 3], [2, 3], some(6, 1)),
      hostOf([3, 4], [3, 4], some(12, 2)),
      hostOf([4], [4], some(4, 3)),
      hostOf([4, 2], [4, 2], some(8, 4)),
      hostOf([2], [2], some(2, 5)),
    ],
    operation: (x, w, b, w2, b2) =>
      nested.apply([[{ weight: w, bias: b }, null], { weight: w2, bias: b2 }, [null, null]])(x),
    gives: [
      ['batch', 2],
      [2, 2],
    ],
    reference: (x, w, b, w2, b2) =>
      affine(2, 4, 2)(affine(2, 3, 4)(given(x), given(w), given(b)).map(Math.tanh), given(w2), given(b2)).map(softplus),
  })
})

describe('refusals at run time, in the words of the compiler', () => {
  onCpu()

  it.each([
    [[Layer.dense(784, 500), Layer.tanh, Layer.dense(400, 20)], 'layer 3 (dense) takes [400] but is given [500]'],
    [[Layer.dense(784, 500), Layer.normalHead(400, 20)], 'layer 2 (normalHead) takes [400] but is given [500]'],
    [[Layer.dense(784, 500), Layer.bernoulliHead(400, 20)], 'layer 2 (bernoulliHead) takes [400] but is given [500]'],
    [[Layer.input([28, 28]), Layer.dense(500)], 'layer 2 (dense) takes one axis but is given [28, 28]'],
    [[Layer.input([28, 28]), Layer.dense(784, 500)], 'layer 2 (dense) takes [784] but is given [28, 28]'],
    [[Layer.input([]), Layer.dense(5)], 'layer 2 (dense) takes one axis but is given []'],
    [[Layer.tanh, Layer.dense(784, 500)], 'layer 1 (tanh) does not say what it takes: begin with Layer.input(shape)'],
    [[Layer.dense(500)], 'layer 1 (dense) does not say what it takes: begin with Layer.input(shape)'],
    [[Layer.normalHead(784, 20), Layer.dense(20, 5)], 'layer 2 comes after a DiagonalNormal head, which must be last'],
    [[Layer.bernoulliHead(784, 20), Layer.tanh], 'layer 2 comes after a Bernoulli head, which must be last'],
    [
      [Layer.sequence(Layer.normalHead(784, 20)), Layer.tanh],
      'layer 2 comes after a DiagonalNormal head, which must be last',
    ],
    [
      [Layer.dense(784, 500), Layer.sequence(Layer.dense(400, 20), Layer.tanh)],
      'layer 2 (sequence) takes [400] but is given [500]',
    ],
    [
      [Layer.dense(784, named('hidden', 500)), Layer.dense(500, 20)],
      'layer 2 (dense) takes [500] but is given [hidden]',
    ],
    [
      [Layer.dense(784, named('hidden', 500)), Layer.dense(named('other', 500), 20)],
      'layer 2 (dense) takes [other] but is given [hidden]',
    ],
  ])('%#: %j', (layers, words) => {
    expect(() => sequence(...layers)).toThrow(new ShapeError(words))
  })
})

describe('sequence', () => {
  onCpu()

  it('knows its input, its output, its kind and its family', () => {
    expect(nested.input).toEqual([{ dim: 3, size: 3 }])
    expect(nested.output).toEqual([{ dim: 2, size: 2 }])
    expect([nested.name, nested.kind, nested.family, nested.takes]).toEqual(['sequence', 'Tensor', null, nested.input])
  })

  it('has 815,824 parameters for 784-500-20 with one hidden layer on each side', () =>
    scoped(() => {
      const encoder = Layer.sequence(Layer.dense(784, 500), Layer.tanh, Layer.normalHead(500, 20))
      const decoder = Layer.sequence(Layer.input([20]), Layer.dense(500), Layer.tanh, Layer.bernoulliHead(784))
      const tree = { encoder: encoder.init(from(1)), decoder: decoder.init(from(2)) }
      expect(T.Tree.count(tree)).toBe(784 * 500 + 500 + 2 * (500 * 20 + 20) + 20 * 500 + 500 + 500 * 784 + 784)
      expect(T.Tree.count(tree)).toBe(815_824)
      expect(T.Tree.leaves(tree).map(({ path, value }) => [path, value.sizes])).toEqual([
        ['encoder.0.weight', [784, 500]],
        ['encoder.0.bias', [500]],
        ['encoder.2.mean.weight', [500, 20]],
        ['encoder.2.mean.bias', [20]],
        ['encoder.2.logVariance.weight', [500, 20]],
        ['encoder.2.logVariance.bias', [20]],
        ['decoder.1.weight', [20, 500]],
        ['decoder.1.bias', [500]],
        ['decoder.3.weight', [500, 784]],
        ['decoder.3.bias', [784]],
      ])
    }))

  it('init is a pure function of the key, and gives each layer a key of its own', () =>
    scoped(() => {
      const net = Layer.sequence(Layer.dense(6, 6), Layer.dense(6))
      const [one, again, other] = [net.init(from(1)), net.init(from(1)), net.init(from(2))]
      expect(valuesOf(one[0].weight)).toEqual(valuesOf(again[0].weight))
      expect(valuesOf(one[0].weight)).not.toEqual(valuesOf(other[0].weight))
      expect(valuesOf(one[0].weight)).not.toEqual(valuesOf(one[1].weight))
      const first = Layer.dense(6, 6).build([{ dim: 6, size: 6 }])
      if (typeof first === 'string') throw new Error(first)
      const alone = first.init(child(0)(from(1))) as (typeof one)[0]
      expect(valuesOf(alone.weight)).toEqual(valuesOf(one[0].weight))
    }))

  it('first weights are within the limit of Glorot and Bengio, layer by layer', () =>
    scoped(() => {
      const net = Layer.sequence(Layer.dense(50, 30), Layer.relu, Layer.dense(10))
      const [first, , last] = net.init(from(3))
      const most = (x: T.AnyTensor) => Math.max(...valuesOf(x).map(Math.abs))
      for (const [layer, limit] of [
        [first, Math.sqrt(6 / 80)],
        [last, Math.sqrt(6 / 40)],
      ] as const) {
        expect(most(layer.weight)).toBeLessThanOrEqual(limit * (1 + 1e-6))
        expect(most(layer.weight)).toBeGreaterThan(0.95 * limit)
        expect(most(layer.bias)).toBe(0)
      }
    }))

  it('takes rows of any name and number', () =>
    scoped(() => {
      const parameters = nested.init(from(5))
      const merged = nested.apply(parameters)(tensorOf(['samples*batch', 3], [6, 3], some(18, 1)))
      expect([merged.shape, merged.sizes]).toEqual([['samples*batch', 2], [6, 2]]) // biome-ignore format: lists
      const alone = nested.apply(parameters)(tensorOf([1, 3], [1, 3], some(18, 1).slice(3, 6)))
      expect(valuesOf(alone)).toEqual(valuesOf(merged).slice(2, 4))
    }))

  it('of one layer is that layer', () =>
    scoped(() => {
      const net = Layer.sequence(Layer.input([3]))
      const x = tensorOf(['batch', 3], [2, 3], some(6, 1))
      expect(valuesOf(net.apply(net.init(from(1)))(x))).toEqual(valuesOf(x))
    }))

  it('leaves no tensor', () => {
    expectNothingKept(() => nested.apply(nested.init(from(5)))(tensorOf(['batch', 3], [2, 3], some(6, 1))))
  })
})

describe('what a cast has let past the compiler', () => {
  const first = Layer.dense(3, 4)
  // all that a layer has, as a copy of one that is made: what is missing is that it was made
  const { name, takes, build } = Layer.dense(4, 4)
  const byHand = { name, takes, build } as Layer.Layer<Layer.Step>

  it.each([
    ['layer 2 is not a layer but a function', [first, Layer.leakyRelu]],
    ['layer 2 is not a layer but a string', [first, 'relu']],
    ['layer 1 is not a layer but a number', [7, first]],
    ['layer 3 is not a layer but undefined', [first, first, undefined]],
    ['layer 2 is not a layer but null', [first, null]],
    ['layer 2 is not a layer but something else', [first, {}]],
    ['layer 2 is not a layer but a record written by hand: make it with Layer.custom', [first, byHand]],
    ['layer 1 is not a layer but a record written by hand: make it with Layer.custom', [byHand, first]],
    ['layer 2 (dense) takes [3] but is given [4]', [first, first as Layer.Layer<Layer.Dense<any, 4>>]],
    ['sequence: takes one layer or more but is given none', []],
    [
      'layer 2 (dense) takes [latent] of sizes [5] but is given sizes [4]',
      [Layer.dense(3, named('latent', 4)), Layer.dense(named('latent', 5), 2)],
    ],
  ])('%s', (words, layers) => expect(() => sequence(...layers)).toThrow(new ShapeError(words)))

  it('a copy of a layer that was made is one', () => {
    const { output } = Layer.sequence(first, { ...Layer.dense(4, 2) })
    expect(output).toEqual([{ dim: 2, size: 2 }])
  })
})
