import { expect, it } from 'vitest'
import { checkpointMismatch, checkpointRefused, checkpointUnsupported } from '../../src/checkpoints/errors.js'

it('every error names its file, in its words and as a field', () => {
  for (const error of [
    checkpointMismatch('a.safetensors', 'is'),
    checkpointUnsupported('a.safetensors', 'is'),
    checkpointRefused('a.safetensors', 'b', 'is'),
  ]) {
    expect(error.message).toMatch(/^checkpoint: a\.safetensors /)
    expect(error.file).toBe('a.safetensors')
  }
})
