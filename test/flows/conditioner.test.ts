import { describe, expect, it } from 'vitest'
import * as Flow from '../../src/flows/index.js'
import * as Layer from '../../src/layers/index.js'
import { ShapeError } from '../../src/shapes/defect.js'
import { named } from '../../src/shapes/named.js'

const couplingOf = (size: unknown, conditioner: unknown) => () =>
  Flow.affineCoupling(size as never, conditioner as never)

describe('the conditioner of a coupling', () => {
  it.each([
    [3, Layer.sequence(Layer.dense(1, 6)), 'the conditioner takes [1] of [3], so it must give [4] but gives [6]'],
    [3, Layer.sequence(Layer.dense(3, 6)), 'the conditioner must take fewer numbers than [3] but takes [3]'],
    [3, Layer.sequence(Layer.input([1, 1])), 'the conditioner must take fewer numbers than [3] but takes [1, 1]'],
    [3, Layer.sequence(Layer.normalHead(1, 4)), 'the conditioner is not a network that gives a Tensor'],
    [3, Layer.dense(1, 4), 'the conditioner is not a network that gives a Tensor'],
    [
      named('latent', 3),
      Layer.sequence(Layer.dense(named('kept', 1), 6)),
      'the conditioner takes [kept] of [latent], so it must give [4] but gives [6]',
    ],
  ])('over %j is refused: %#', (size, conditioner, message) => {
    expect(couplingOf(size, conditioner)).toThrow(new ShapeError(`Flow.affineCoupling: ${message}`))
  })

  it('may be over names', () => {
    const flow = Flow.affineCoupling(named('latent', 3), Layer.sequence(Layer.dense(named('kept', 1), named('raw', 4))))
    expect(flow.shape).toEqual(['latent'])
  })
})
