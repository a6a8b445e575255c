import { expect, it } from 'vitest'
import { classes } from '../../src/data/classes.js'
import { labelsOf } from '../../src/data/labels.js'

it('the classes of examples are where their 1 is', () =>
  expect(Array.from(labelsOf(classes(4, [3, 0, 2, 2])).values)).toEqual([3, 0, 2, 2]))
