import { expect, test } from 'vitest'
import { studyPage } from '../../src/sweeps/page.js'
import { asha } from '../../src/sweeps/pruner.js'
import { random } from '../../src/sweeps/sampler.js'
import { study } from '../../src/sweeps/study.js'
import { gone, recipe, space } from './synthetic.js'

const own = study({ recipe, space, pruner: asha(), sampler: random(), trials: 9, seeds: 2 })
const page = (trials: Awaited<ReturnType<typeof gone>>['trials']) =>
  studyPage({
    study: own,
    trials,
    total: 9,
    curves: [
      {
        trial: 0,
        points: [
          [1, -3],
          [2, -2],
        ],
      },
    ],
    command: 'npx shapebound sweep resume <dir>',
  })

test('a page has a row for each trial, the best first, and every section', async () => {
  const { trials } = await gone(own)
  const text = page(trials)
  expect(text.match(/<tr><th>\d+<\/th>/g)?.length).toBe(9)
  for (const title of ['Parameters and what came of them', 'Importance', 'Curves', 'Trials', 'Go on'])
    expect(text).toContain(`<h2>${title}</h2>`)
  expect(text).toContain('npx shapebound sweep resume &lt;dir&gt;')
  expect(text).toContain('± 0.000')
  expect(text).not.toContain('NaN')
})

test('of a study that has only begun there is a page too', () => {
  const text = page([{ trial: 0, point: { x: 1 }, results: [], rung: 0, state: 'training', reason: null }])
  expect(text).toContain('training')
  expect(text).not.toContain('NaN')
  expect(text).not.toContain('<h2>Importance</h2>')
})
