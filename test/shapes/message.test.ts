import { describe, expect, it } from 'vitest'
import { mustBe, show } from '../../src/shapes/message.js'

describe('show', () => {
  it('reads as in a message', () => {
    expect(show(['batch', 28, 28])).toBe('[batch, 28, 28]')
    expect(show([784])).toBe('[784]')
    expect(show([])).toBe('[]')
    expect(show(['samples*batch', 'batch*784'])).toBe('[samples*batch, batch*784]')
  })
})

describe('mustBe', () => {
  it('says what is required, then what was given', () => {
    expect(mustBe('the weight', '0 or more', -1)).toBe('the weight must be 0 or more, not -1')
  })
})
