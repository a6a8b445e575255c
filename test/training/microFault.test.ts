import { describe, expect, it } from 'vitest'
import { elbo, elboWithFreeBits } from '../../src/losses/index.js'
import { erase } from '../../src/losses/term.js'
import { microFault, sharedFault } from '../../src/training/microFault.js'

describe('how a batch is shared', () => {
  it('is no fault where there is a micro-batch for each worker, or where it is not cut', () => {
    expect(sharedFault({ batch: 10 })).toBeNull()
    expect(sharedFault({ batch: 10, microBatch: 4, workers: 3 })).toBeNull()
    expect(sharedFault({ batch: 10, microBatch: 10, workers: 1 })).toBeNull()
  })

  it('is said where there is none', () => {
    expect(sharedFault({ batch: 10, workers: 2 })).toBe('workers share the micro-batches of a step, and there are none')
    expect(sharedFault({ batch: 10, microBatch: 11 })).toBe('the micro-batch is 11 but the batch is 10')
    expect(sharedFault({ batch: 10, microBatch: 4, workers: 4 })).toBe(
      'the workers are 4 but a batch of 10 has only 3 of 4',
    )
  })
})

describe('objectives', () => {
  it('that are a number of the whole batch are refused only where the batch is cut', () => {
    const faultOf = (term: unknown, microBatch?: number) =>
      microFault({
        batch: 10,
        ...(microBatch === undefined ? {} : { microBatch }),
        players: [{ objective: erase(term) }],
      })
    expect([faultOf(elbo, 5), faultOf(elboWithFreeBits(1)), faultOf(elboWithFreeBits(1), 10)]).toEqual([
      null,
      null,
      null,
    ])
    expect(faultOf(elboWithFreeBits(1), 5)).toMatch(/^fit: micro-batches need .* is a number of the whole batch: leave/)
    expect(faultOf(elbo, 0)).toBe('fit: microBatch must be a positive whole number, not 0')
  })
})
