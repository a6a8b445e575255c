import { describe, expect, it } from 'vitest'
import { type HasMask, type MasksNeeded, maskName } from '../../src/losses/masks.js'
import type { Term } from '../../src/losses/term.js'
import type { Tensor } from '../../src/tensors/tensor.js'

type Needing<Needs> = Term<readonly ['batch'], 'gain', '~', Needs>

describe('the mask of a field', () => {
  it('has a name of its own', () => {
    const name: keyof HasMask<'label'> = maskName('label')
    expect(name).toBe('mask of label')
  })

  it('is what a term needs, and each of several players', () => {
    type One = Needing<HasMask<'label'> & { readonly z: Tensor<readonly ['batch']> }>
    type Both = Needing<HasMask<'label' | 'x'>>
    const found: readonly [
      MasksNeeded<One>,
      MasksNeeded<Both>,
      MasksNeeded<readonly [{ readonly objective: One }, { readonly objective: Both }]>,
    ] = ['label', 'x', 'label']
    const none: [MasksNeeded<readonly [{ readonly objective: One }, { readonly objective: Needing<object> }]>] extends [
      never,
    ]
      ? true
      : false = true
    expect([...found, none]).toHaveLength(4)
  })
})
