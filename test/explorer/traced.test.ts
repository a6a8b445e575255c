import { expect, test } from 'vitest'
import { rowPrograms, traced } from '../../src/explorer/traced.js'
import { named } from '../../src/shapes/named.js'
import * as T from '../../src/tensors/index.js'
import { refusal, run } from '../support/outcome.js'

const event = [named('latent', 2)]

test('each program is traced for one row, and takes what it says', async () => {
  const [decode] = await run(
    traced({ decode: { of: { z: event }, run: (_, { z }) => ({ mean: T.mulScalar(2)(z as never) }) } })({}),
  )
  expect(decode?.name).toBe('decode')
  expect(decode?.graph.inputs.map(({ name, value }) => [name, value.shape])).toEqual([['z', [1, 2]]])
  expect(decode?.graph.outputs.map(({ name }) => name)).toEqual(['mean'])
})

test('what cannot be traced says so', async () => {
  const fails = traced({ decode: { of: { z: event }, run: () => ({}) } })({})
  expect((await refusal(fails)).message).toContain('gives no tensor')
})

test.each([
  [true, ['encode', 'decode', 'draw', 'density', 'prior', 'judge', 'components']],
  [false, ['encode', 'decode', 'draw', 'density', 'prior', 'judge']],
])('a model of distributions has components where its prior is a mixture: %s', (isMixture, names) => {
  const x = [named('pixels', 3)]
  const beside = { label: [named('classes', 4)] }
  const programs = rowPrograms({ events: { x, z: event }, beside, isMixture, runOf: () => () => ({}) })
  expect(Object.keys(programs)).toEqual(names)
  expect(programs.judge?.of).toEqual({ x, ...beside })
  expect(programs.draw?.of).toEqual({ z: event, ...beside })
  expect(programs.prior?.of).toEqual(beside)
})
