import { describe, expect, it } from 'vitest'
import { ShapeError } from '../../src/shapes/defect.js'
import { inPart, PartFailed } from '../../src/shapes/part.js'

const thrownBy = (run: () => unknown): unknown => {
  try {
    run()
  } catch (thrown) {
    return thrown
  }
  throw new Error('nothing was thrown')
}

const throwing = (what: unknown) => () => {
  throw what
}

describe('inPart', () => {
  it('gives what the part gives', () => expect(inPart('layer 1', () => 3)).toBe(3))

  it('names the part, and keeps what it threw', () => {
    const cause = new TypeError("Cannot read properties of undefined (reading 'a')")
    const error = thrownBy(() => inPart('layer 3 (mine)', throwing(cause)))
    expect(error).toBeInstanceOf(PartFailed)
    expect(error).toMatchObject({
      _tag: 'PartFailed',
      part: 'layer 3 (mine)',
      message: "layer 3 (mine): Cannot read properties of undefined (reading 'a')",
      cause,
    })
    expect(thrownBy(() => inPart('listener', throwing('no')))).toMatchObject({ message: 'listener: no', cause: 'no' })
  })

  it('leaves errors that say where they come from', () => {
    const shape = new ShapeError('x: no')
    expect(thrownBy(() => inPart('layer 1', throwing(shape)))).toBe(shape)
    const inner = () => inPart('layer 1', throwing(new Error('no')))
    expect(thrownBy(() => inPart('term mine', inner))).toMatchObject({ part: 'layer 1' })
  })
})
