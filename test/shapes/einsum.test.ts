import { expect, it } from 'vitest'
import { einsum } from '../../src/shapes/einsum.js'
import { EINSUM } from './cases.js'

it.each(EINSUM)('einsum $by of $from gives $gives', ({ by, from, gives }) => expect(einsum(by, from)).toEqual(gives))
