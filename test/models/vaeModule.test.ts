import { describe, expect, it } from 'vitest'
import { describe as describeVae } from '../../src/models/describe.js'
import { generate, reconstruct } from '../../src/models/generation.js'
import { make } from '../../src/models/vae.js'
import * as Vae from '../../src/models/vaeModule.js'

describe('Vae', () => {
  it('is the model and what a trained one makes, under one name', () => {
    expect({ ...Vae }).toEqual({ describe: describeVae, make, generate, reconstruct })
  })
})
