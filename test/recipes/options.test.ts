import { describe, expect, it } from 'vitest'
import { choice, flag, real, whole } from '../../src/recipes/option.js'
import { camel, dashed, decodeOptions } from '../../src/recipes/options.js'
import { right } from '../support/outcome.js'
import { refused as left } from './refused.js'

const options = {
  latent: whole({ default: 20, from: 1, about: 'dimensions' }),
  freeBits: real({ from: 0, about: 'nats' }),
  nonlinearity: choice(['relu', 'tanh'], { default: 'tanh', about: 'the nonlinearity' }),
  shared: flag({ about: 'whether it is shared' }),
}
const decode = decodeOptions(options)

describe('options', () => {
  it('have their defaults', () =>
    expect(right(decode({}))).toEqual({ latent: 20, freeBits: undefined, nonlinearity: 'tanh', shared: false }))

  it('are decoded from texts and from values alike', () => {
    const written = { latent: 3, freeBits: 0.5, nonlinearity: 'relu', shared: true }
    expect(right(decode(written))).toEqual(written)
    expect(right(decode({ latent: '3', freeBits: '0.5', nonlinearity: 'relu', shared: 'true' }))).toEqual(written)
  })

  it.each([
    [{ latent: 0 }, 'latent', 'latent must be a positive whole number, not 0'],
    [{ freeBits: '-1' }, 'freeBits', 'freeBits must be a number of 0 or more, not -1'],
    [{ latent: [3] }, 'latent', 'latent must be a positive whole number, not [3]'],
    [{ nonlinearity: 'selu' }, 'nonlinearity', 'nonlinearity must be one of relu, tanh, not selu'],
    [{ lantent: 3 }, 'lantent', 'there is no option lantent: did you mean latent?'],
    [{ x: 3 }, 'x', 'there is no option x: the options are latent, freeBits, nonlinearity, shared'],
  ])('refuse %j by name', (written, option, message) =>
    expect(left(decode(written))).toMatchObject({ _tag: 'OptionRefused', option, message }),
  )
})

describe('names', () => {
  it('are dashed on a command line and not in a program', () =>
    expect([dashed('freeBits'), camel('free-bits'), dashed('lr'), camel('lr')]).toEqual([
      'free-bits',
      'freeBits',
      'lr',
      'lr',
    ]))
})
