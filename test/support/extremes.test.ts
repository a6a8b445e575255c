/** Every head and every kind of objective at its ends, on every engine that is here: finite, and what it is in float64. */

import { beforeAll, describe, expect, it } from 'vitest'
import * as Layer from '../../src/layers/index.js'
import { from } from '../../src/random/key.js'
import { exact, numbersOf, together } from '../conformance/case.js'
import { objectiveEnds } from '../conformance/extremeObjectives.js'
import { exponentialEnds, normalEnds, otherEnds } from '../conformance/extremes.js'
import { everyEngine } from './engine.js'
import { expectNear } from './near.js'
import { run } from './outcome.js'

const { engines, absent } = await everyEngine()

const ENDS = [...normalEnds(), ...otherEnds()]
const VALUES = [...ENDS.map(({ values }) => values), ...exponentialEnds()]
// of large numbers of both signs, added up: their sum is as wrong as the largest of them is rounded
const GRADIENTS = [...ENDS.map(({ gradient }) => gradient), ...objectiveEnds()]
const CASES = [...VALUES, ...GRADIENTS]
const KEY = from(9)
const NUMBERED = CASES.map((each, index) => ({ ...each, index }))
const EXACT = CASES.map((each) => exact(each, KEY))

describe('the table', () => {
  it('has every head', () => {
    const heads = Object.keys(Layer).filter((name) => name.endsWith('Head'))
    expect(heads.length).toBe(19)
    expect(heads.filter((name) => !CASES.some((each) => each.of === `Layer.${name}`))).toEqual([])
  })

  it.each(NUMBERED)('$name: finite in float64', ({ index }) => {
    expect(EXACT[index]?.flat().filter((each) => !Number.isFinite(each))).toEqual([])
  })
})

describe.each(engines)('$name: at the ends', (engine) => {
  let outputs: readonly (readonly (readonly number[])[])[]
  beforeAll(async () => {
    const all = together(CASES)
    outputs = (await run(engine.run(all.program)(all.inputs, KEY))).map(numbersOf)
  })

  it.each(NUMBERED)('$name', ({ index }) => {
    const [given, wanted] = [outputs[index] ?? [], EXACT[index] ?? []]
    expect(given.flat().filter((each) => !Number.isFinite(each))).toEqual([])
    expect(given.map((each) => each.length)).toEqual(wanted.map((each) => each.length))
    if (index >= VALUES.length) return
    given.forEach((each, leaf) => {
      const scale = Math.max(1, ...(wanted[leaf] ?? []).map(Math.abs))
      expectNear(each, wanted[leaf] ?? [], { absolute: 1e-5 * scale, relative: 1e-4 })
    })
  })
})

for (const words of absent) it.skip(`absent here: ${words}`, () => undefined)
