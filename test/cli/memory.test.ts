import { describe, expect, it } from 'vitest'
import { memoryOf } from '../../src/cli/memory.js'

describe('the memory of this process', () => {
  it('is no more than the machine has', () => expect(memoryOf(1e6)).toBeLessThanOrEqual(1e6))
})
