import { expect, it } from 'vitest'
import { once } from '../../src/shapes/once.js'

it.each([[7], [null], [undefined]])('%s is made when it is asked for, and once', (value) => {
  let made = 0
  const late = once(() => {
    made++
    return value
  })
  expect(made).toBe(0)
  expect([late(), late(), made]).toEqual([value, value, 1])
})
