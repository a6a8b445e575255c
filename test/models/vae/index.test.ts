import { describe, expect, it } from 'vitest'
import { describe as describeVae } from '../../../src/models/vae/describe.js'
import { generate, reconstruct } from '../../../src/models/vae/generation.js'
import * as Vae from '../../../src/models/vae/index.js'
import { make } from '../../../src/models/vae/vae.js'

describe('Vae', () => {
  it('is the model and what a trained one makes, under one name', () => {
    expect({ ...Vae }).toEqual({ describe: describeVae, make, generate, reconstruct })
  })
})
