import { describe, expect, it } from 'vitest'
import { paramsOf, under } from '../../src/checkpoints/stateOf.js'

const named = (name: string) => ({ name, sizes: [], values: Float32Array.of(name.length) })
const tensors = ['params.a', 'params.b.0', 'paramsX', 'best', 'optimizers.0.a', 'soFar'].map(named)

describe('under', () => {
  it('is what lies below a name, or the name itself', () => {
    expect(under('params')(tensors).map(({ name }) => name)).toEqual(['a', 'b.0'])
    expect(under('best')(tensors).map(({ name }) => name)).toEqual([''])
  })
})

describe('paramsOf', () => {
  it('is of a whole state the best parameters, or else the last, and of any other file all of it', () => {
    const names = (metadata: Readonly<Record<string, string>>, of = tensors) =>
      paramsOf({ tensors: of, metadata }).tensors.map(({ name }) => name)
    expect(names({ 'shapebound.state': '{}' })).toEqual([''])
    expect(
      names(
        { 'shapebound.state': '{}' },
        tensors.filter(({ name }) => name !== 'best'),
      ),
    ).toEqual(['a', 'b.0'])
    expect(names({ seed: '7' }).length).toBe(6)
    expect(paramsOf({ tensors, metadata: { 'shapebound.state': '{}', seed: '7' } }).metadata).toEqual({ seed: '7' })
  })
})
