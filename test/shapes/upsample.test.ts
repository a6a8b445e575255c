import { expect, it } from 'vitest'
import { upsample } from '../../src/shapes/upsample.js'
import { UPSAMPLE } from './cases.js'

it.each(UPSAMPLE)('$from by $by gives $gives', ({ from, by, gives }) => expect(upsample(from, by)).toEqual(gives))
