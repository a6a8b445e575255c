import { describe, expect, it } from 'vitest'
import * as Elbo from '../../src/losses/index.js'
import * as T from '../../src/tensors/index.js'
import { onCpu, scoped, tensorOf, valuesOf } from '../support/engine.js'
import { worth } from '../support/terms.js'

onCpu()

const latent = (...values: readonly number[]) => tensorOf(['batch', 'latent'], [2, 2], values)
const codes = () => ({ encoded: latent(1, 2, 3, 4), chosen: latent(0, 2, 5, 1) })
const supplied = (both = codes()) => ({ codes: both, codebook: both })

const text = { codebook: Elbo.describe(Elbo.codebook), commitment: Elbo.describe(Elbo.commitment) }

describe.each([
  ['codebook', Elbo.codebook, [0, 0, 0, 0], [-2, 0, 4, -6], 'codebook'],
  ['commitment', Elbo.commitment, [2, 0, -4, 6], [0, 0, 0, 0], 'codes'],
] as const)('%s', (name, term, ofEncoded, ofChosen, needed) => {
  it('is the squared distance of each example', () => {
    expect(scoped(() => worth(term, supplied()).value)).toEqual([1, 13])
  })

  it('moves one of the two alone', () =>
    scoped(() => {
      const loss = (both: ReturnType<typeof codes>) =>
        [T.sum('batch')(term.evaluate(supplied(both)).value), null] as const
      const { gradient } = T.valueAndGradient(loss)(codes())
      expect(valuesOf(gradient.encoded).map((each) => each + 0)).toEqual(ofEncoded)
      expect(valuesOf(gradient.chosen).map((each) => each + 0)).toEqual(ofChosen)
    }))

  it('is a cost, in squared errors, of which nothing is proved', () => {
    expect(text[name]).toMatchObject({
      axes: ['batch'],
      sense: 'cost',
      guarantee: 'objective',
      needs: [needed],
    })
    expect(term.parts[0]?.unit).toBe('squared error')
  })
})
