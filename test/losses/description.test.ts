import { expect, it, describe as suite } from 'vitest'
import { describe } from '../../src/losses/description.js'
import { elbo, elboWithBeta, elboWithFreeBits, logWeight } from '../../src/losses/estimators.js'
import { doublyReparameterized, scoreFunction, stickingTheLanding } from '../../src/losses/gradients.js'
import { iwae, miwae, renyi } from '../../src/losses/importance.js'

suite('describe', () => {
  it('says the formula, the axes, the guarantee and the needs', () => {
    expect(describe(elbo)).toEqual({
      text: 'E_q[log p(x|z)] - KL(q(z|x) || p(z))',
      latex: '\\mathbb{E}_{q}\\left[\\log p(x|z)\\right] - \\mathrm{KL}(q(z|x) \\,\\|\\, p(z))',
      axes: ['batch'],
      sense: 'gain',
      guarantee: 'bound',
      needs: ['logLikelihood', 'posterior', 'prior'],
      parts: elbo.parts,
      schedules: [],
    })
  })

  it('tells bounds from objectives, in the types too', () => {
    const bounds: readonly 'bound'[] = [
      describe(elbo).guarantee,
      describe(iwae(logWeight)).guarantee,
      describe(miwae(2)(logWeight)).guarantee,
      describe(renyi(0.5)(logWeight)).guarantee,
      describe(elboWithBeta(4)).guarantee,
      describe(elboWithFreeBits(0.5)).guarantee,
      describe(stickingTheLanding).guarantee,
      describe(doublyReparameterized).guarantee,
      describe(scoreFunction('none')).guarantee,
    ]
    expect(new Set(bounds)).toEqual(new Set(['bound']))
    const objectives: readonly 'objective'[] = [
      describe(elboWithBeta(0.1)).guarantee,
      describe(renyi(-1)(logWeight)).guarantee,
    ]
    expect(new Set(objectives)).toEqual(new Set(['objective']))
  })
})
