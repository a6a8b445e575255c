import { describe, expect, it } from 'vitest'
import { environment, fastest } from '../../bench/peers/pytorch.mjs'

describe('the environment of PyTorch', () => {
  it('is without the variables that choose the code of its BLAS', () => {
    const outside: object = { OPENBLAS_CORETYPE: 'Haswell', OPENBLAS_L2_SIZE: '1' }
    const env = { ...outside, ...environment(2, undefined) }
    expect(env).toMatchObject({ OPENBLAS_CORETYPE: undefined, OPENBLAS_L2_SIZE: undefined })
    expect(env).toMatchObject({ OPENBLAS_NUM_THREADS: '2', OMP_WAIT_POLICY: 'passive' })
  })
})

describe('the code of its BLAS', () => {
  const itself = { core: undefined, ms: 80, error: 1e-7 }

  it('is the fastest', () => {
    const other = { core: 'SkylakeX', ms: 24, error: 1e-6 }
    expect(fastest([itself, other, { core: 'Haswell', ms: 30, error: 1e-6 }])).toBe(other)
  })

  it('is one whose products are right, and that runs here', () => {
    expect(fastest([itself, { core: 'SkylakeX', ms: 2, error: 0.1 }, { core: 'Haswell', ms: null, error: null }])).toBe(
      itself,
    )
    expect(fastest([{ ...itself, error: Number.NaN }])).toBeNull()
  })
})
