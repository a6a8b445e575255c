import { describe, expect, it } from 'vitest'
import { generate, reconstruct } from '../../src/models/generation.js'
import { make } from '../../src/models/vae.js'
import * as Vae from '../../src/models/vaeModule.js'

describe('Vae', () => {
  it('is the model and what a trained one makes, under one name', () => {
    expect({ ...Vae }).toEqual({ make, generate, reconstruct })
  })
})
