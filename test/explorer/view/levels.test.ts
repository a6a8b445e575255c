import { describe, expect, test } from 'vitest'
import type { Explorer, LatentShown, Section } from '../../../src/explorer/model.js'
import {
  foundName,
  givenName,
  inputOf,
  latentsOf,
  levelAt,
  nameOf,
  placesOf,
} from '../../../src/explorer/view/levels.js'

const latent = (name: string, size: number): LatentShown => ({ name, sizes: [size], over: 'real', standard: false })
const section = (at: number): Section => ({ held: 'f32', at, count: 1 })

const whole = {
  ...{ latent: latent('z3', 2), kl: [1, 2], programs: {} },
  points: { count: 1, x: section(0), centers: section(1), given: null, labels: null, classes: [] },
  below: [
    { latent: latent('z2', 3), kl: null, programs: {}, points: { centers: section(2), above: section(3) } },
    { latent: latent('z1', 4), kl: null, programs: {}, points: null },
  ],
} as unknown as Explorer

describe('latents above one another', () => {
  test('lie one after the other', () => {
    expect(latentsOf(whole).map(nameOf)).toEqual(['z3', 'z2', 'z1'])
    expect(placesOf(latentsOf(whole))).toEqual([
      { name: 'z3', from: 0, to: 2 },
      { name: 'z2', from: 2, to: 5 },
      { name: 'z1', from: 5, to: 9 },
    ])
    expect(nameOf({ sizes: [2], over: 'real', standard: true })).toBe('z')
  })

  test('each is an explorer, of whose codes those above are given', () => {
    expect(levelAt(whole, 0)).toBe(whole)
    const second = levelAt(whole, 1)
    expect([second.latent.name, second.above?.map(nameOf), second.kl]).toEqual(['z2', ['z3'], null])
    expect(second.points).toMatchObject({ count: 1, centers: section(2), above: section(3) })
    expect(levelAt(whole, 2).above?.map(nameOf)).toEqual(['z3', 'z2'])
    expect(levelAt(whole, 2).points).toBeNull()
  })
})

test('a condition has its own name in a program, and a latent one that no input has', () => {
  expect(inputOf({ name: 'label', values: [] })).toBe('label')
  expect(inputOf({ name: 'x', values: [], inferred: 'of x' })).toBe(givenName('x'))
  expect(new Set([givenName('x'), foundName('x'), 'x']).size).toBe(3)
})
