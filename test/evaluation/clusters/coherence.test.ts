import { describe, expect, it } from 'vitest'
import { coherence } from '../../../src/evaluation/clusters/coherence.js'

describe('coherence', () => {
  it('is how often all modalities are of one class, and each of its own', () => {
    const said = { picture: [1, 2, 3, 4], sound: [1, 2, 0, 4], text: [1, 0, 0, 4] }
    expect(coherence(said).joint).toBe(0.5)
    expect(coherence(said).conditional).toBeNull()
    // together and wrong is coherent, and not what was asked for
    expect(coherence(said, [0, 2, 3, 4])).toEqual({
      joint: 0.5,
      conditional: { picture: 0.75, sound: 0.5, text: 0.25 },
    })
  })

  it('refuses other numbers of examples', () => {
    expect(() => coherence({ picture: [1, 2], sound: [1] })).toThrow(
      'coherence: takes as many rows of each but is given 2 and 1',
    )
    expect(() => coherence({ picture: [1, 2] }, [1])).toThrow(
      'coherence: takes as many rows of each but is given 2 and 1',
    )
  })
})
