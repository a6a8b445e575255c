/** What the cases of the table give on an engine, and whether it is what they mean. */

import { expect } from 'vitest'
import type { Engine } from '../../src/engines/engine.js'
import { from } from '../../src/random/key.js'
import { expectNear, type Tolerance } from '../support/near.js'
import { type Case, numbersOf, together, type Whole } from './case.js'

/** The key of every case. */
export const KEY = from(5)

/** Sums of a few tens of products in float32. */
const NEAR: Tolerance = { absolute: 1e-5, relative: 1e-5 }

/** The leaves of a case, or the words of what failed. */
export type Output = readonly (readonly number[])[] | string

/** Every leaf of a case; small numbers beside large ones in a leaf may be differences of large ones. */
export const expectCase = (
  given: Output | undefined,
  expected: readonly (readonly number[])[],
  { absolute, relative }: Tolerance = NEAR,
): void => {
  if (typeof given !== 'object') throw new Error(given)
  expect(given.length).toBe(expected.length)
  given.forEach((each, leaf) => {
    const wanted = expected[leaf] ?? []
    const scale = Math.max(1, ...wanted.map(Math.abs))
    expectNear(each, wanted, { absolute: absolute * scale, relative })
  })
}

// -----------------------------------------------------------------------------
// engines
// -----------------------------------------------------------------------------

/** So many cases a program: a session costs more than what it computes here, but grows faster than its nodes. */
const MANY = 40

const batches = (cases: readonly Case[]): readonly (readonly Case[])[] =>
  Array.from({ length: Math.ceil(cases.length / MANY) }, (_, at) => cases.slice(at * MANY, (at + 1) * MANY))

/** What some cases give on an engine, leaf by leaf; alone where they do not run together, to learn which does not. */
const batchOn = async (engine: Engine, cases: readonly Case[], whole?: Whole): Promise<readonly Output[]> => {
  const all = together(cases, whole)
  const output = await engine.run(all.program)(all.inputs, KEY)()
  if (output._tag === 'Right') return output.right.map(numbersOf)
  return cases.length === 1
    ? [output.left.message]
    : (await Promise.all(cases.map((each) => batchOn(engine, [each], whole)))).flat()
}

export const outputsOn = async (engine: Engine, cases: readonly Case[], whole?: Whole): Promise<readonly Output[]> => {
  const outputs: Output[] = []
  for (const batch of batches(cases)) outputs.push(...(await batchOn(engine, batch, whole)))
  return outputs
}
