import { expect, it } from 'vitest'
import * as Bound from '../../src/distributions/bound.js'
import { positive } from '../../src/layers/headsOptions.js'

it('is the door of the laws', () => expect(positive).toBe(Bound.positive))
