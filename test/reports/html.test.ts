import { describe, expect, it } from 'vitest'
import * as Elbo from '../../src/losses/index.js'
import { html, type Report } from '../../src/reports/index.js'
import { reconstructionSheet, sampleSheet } from '../../src/reports/sheets.js'
import { warningsOf } from '../../src/reports/warnings.js'
import type { PlayerSummary } from '../../src/training/index.js'
import { greys, reportOf, rightOf } from './runs.js'
import { elementsOf, textOf } from './xml.js'

const pageOf = async (changes: Partial<Report> = {}) => rightOf(await html(reportOf(changes))())

const playing = (
  objective: PlayerSummary['objective'],
  name = 'fit',
  moves: PlayerSummary['moves'] = null,
): PlayerSummary => ({
  name,
  moves,
  objective,
})

const words = (page: string): string => textOf(page).replace(/\s+/g, ' ')

const HOSTILE = `<script src="//evil.example/x.js">alert('1')</script><img src=x onerror=alert(1)> " onload="alert(2)`

describe('html', () => {
  it('is well formed, and tells what was trained', async () => {
    const page = await pageOf()
    expect(elementsOf(page)[0]).toEqual({ name: 'html', attributes: { lang: 'en' } })
    for (const each of [
      'Digits in two codes',
      'Variational autoencoder with 54,321 parameters, trained for 2 epochs on some digits.',
      '1,200 for training, 300 for validation, 100 for the test',
      'encoder: [6] → dense 4 → tanh',
      'decoder: [2] → dense 6',
      'optimizer Adam, learning rate 0.001',
      'seed 41',
      'engine an engine',
      '2 epochs, 6 steps: all epochs done',
      '12.5 ms a step, 75.0 ms of training',
      'shapebound train --seed 41 > log && echo "done"',
      'E_q[log p(x|z)] - KL(q(z|x) || p(z))',
      'It bounds log p(x) from below.',
      'How to read this',
    ])
      expect(words(page)).toContain(each)
  })

  it('tells the axes of the objective, and what it needs of the model', async () => {
    const text = words(await pageOf())
    expect(text).toContain('axes batch: a value for each example of a minibatch')
    expect(text).toContain('needs of the model log p(x|z) of every sample, the posterior q(z|x), the prior p(z)')
    expect(text).not.toMatch(/Player|moves|schedule/)
  })

  it('shows schedules as they change, and in evaluation', async () => {
    const { run } = reportOf()
    const warm = Elbo.elboWithBeta(Elbo.linearWarmUp({ from: 0.5, to: 2, steps: 6 }))
    const text = words(await pageOf({ run: { ...run, players: [playing(Elbo.describe(warm))] } }))
    expect(text).toContain('schedule step 1 step 2 step 3 step 5 step 6 in evaluation')
    expect(text).toContain('β(t) 0.75 1 1.25 1.75 2 2')
    expect(text).toContain('It is not proved to bound log p(x)')
  })

  it('has every player with its objective and what it moves', async () => {
    const { run } = reportOf()
    const { q, p } = Elbo.piwae(2)(Elbo.logWeight)
    const text = words(
      await pageOf({
        run: {
          ...run,
          players: [playing(Elbo.describe(q), 'q', ['encoder']), playing(Elbo.describe(p), 'p', ['decoder'])],
        },
      }),
    )
    expect(text).toMatch(/Objectives Player q .*mean over outer of .* moves encoder .*Player p .* moves decoder/)
    expect(text.split('It bounds log p(x) from below.').length - 1).toBe(2)
  })

  it('has the results, unweighted and weighted', async () => {
    const text = words(await pageOf())
    expect(text).toContain('−131.25 ELBO, nats per example')
    expect(text).toContain('Reconstruction log p(x|z) −80.25 1 −80.25')
    expect(text).toContain('KL divergence KL(q(z|x) || p(z)) 25.50 −2 −51.00')
  })

  it('holds its pictures in itself', async () => {
    const { pictures } = reportOf()
    const sources = elementsOf(await pageOf()).flatMap(({ name, attributes }) =>
      name === 'img' ? [attributes.src] : [],
    )
    const sheets = pictures === null ? [] : [reconstructionSheet(pictures), sampleSheet(pictures)]
    expect(sources).toEqual(
      sheets.map((sheet) => `data:image/png;base64,${Buffer.from(sheet?.png ?? []).toString('base64')}`),
    )
    expect(sources.length).toBe(2)
  })

  it('has a chart for each curve, and no name twice', async () => {
    const elements = elementsOf(await pageOf())
    expect(elements.filter(({ name }) => name === 'svg').length).toBe(6)
    const ids = elements.flatMap(({ attributes: { id } }) => (id === undefined ? [] : [id]))
    expect(ids.length).toBeGreaterThan(5)
    expect(new Set(ids).size).toBe(ids.length)
  })

  it('shows the latents, and says which are active', async () => {
    const latents = { kl: [0.5, 0.001, 2], centers: Float32Array.of(0, 0, 1, 1, 0, -1) }
    const page = await pageOf({ latents })
    expect(words(page)).toContain('z2 2.00 z0 0.50 z1 0.00 collapsed')
    expect(words(page)).toContain('2 of 3 latents are active')
    expect(elementsOf(page).filter(({ name }) => name === 'circle').length).toBe(2)
    expect(words(await pageOf())).not.toContain('latents are active')
  })

  it('shows how many codes are used, and how often predicted bits are 1', async () => {
    const calibration = [{ predicted: 0.25, observed: 0.5, count: 1200 }]
    const text = words(await pageOf({ calibration, codes: { count: 64, used: 31, vectors: 8000 } }))
    expect(text).toContain('31 of 64 codes are used by the test examples, whose 8,000 vectors')
    expect(text).toContain('1,200 pixels of test examples')
    expect(text).toContain('predicted observed pixels 0.250 0.500 1,200')
    const without = words(await pageOf({ calibration: [], codes: null }))
    expect(without).not.toMatch(/Calibration|Codes/)
  })

  it('shows what the latents do to a picture', async () => {
    const { pictures } = reportOf()
    const given = {
      ...(pictures as NonNullable<typeof pictures>),
      traversals: { latents: [4, 0], means: greys(0, 1, 0.2, 0.3) },
      manifold: greys(0, 1, 0.2, 0.3),
    }
    const page = await pageOf({ pictures: given })
    expect(elementsOf(page).filter(({ name }) => name === 'img').length).toBe(4)
    expect(words(page)).toContain('z4 z0 The means of p(x|z) where one number')
    expect(words(page)).toContain('The manifold')
  })

  it('warns by name, with what to try', async () => {
    const warnings = warningsOf({ kl: [0, 0], logVariances: new Float32Array() })
    expect(words(await pageOf({ warnings }))).toMatch(/Warnings Posterior collapse No latent .* Try a smaller weight/)
    expect(words(await pageOf())).not.toContain('Warnings')
  })

  it('loads nothing', async () => {
    const page = await pageOf()
    expect(page).not.toMatch(/https?:|\/\/[a-z]|@import|url\((?!#)/i)
    const elements = elementsOf(page)
    expect(elements.filter(({ name }) => /^(script|link|iframe|object|embed|base)$/.test(name))).toEqual([])
    for (const { attributes } of elements)
      for (const [key, value] of Object.entries(attributes)) {
        expect(key).not.toMatch(/^on/)
        if (/^(src|href|xlink:href|srcset|data|action)$/.test(key)) expect(value).toMatch(/^data:image\/png/)
      }
    expect(elements).toContainEqual({
      name: 'meta',
      attributes: {
        'http-equiv': 'Content-Security-Policy',
        content: "default-src 'none'; img-src data:; style-src 'unsafe-inline'",
      },
    })
  })

  it('shows hostile names as they are', async () => {
    const base = reportOf()
    const hostile: PlayerSummary = {
      name: HOSTILE,
      moves: [HOSTILE],
      objective: {
        ...Elbo.describe(Elbo.minimize(Elbo.squaredError)),
        text: HOSTILE,
        latex: `\\text{${HOSTILE}}`,
        axes: [HOSTILE],
        needs: [HOSTILE],
      },
    }
    const own = { objective: -1, parts: [{ name: HOSTILE, weight: 1, value: -1 }] }
    const values = { ...own, others: [{ player: HOSTILE, ...own }] }
    const norms = [{ player: HOSTILE, part: HOSTILE, gradient: 1, update: 1 }]
    const page = await pageOf({
      title: HOSTILE,
      model: HOSTILE,
      architecture: [HOSTILE, HOSTILE],
      data: { ...base.data, name: HOSTILE },
      options: [[HOSTILE, HOSTILE]],
      run: {
        ...base.run,
        players: [
          hostile,
          {
            ...hostile,
            objective: { ...hostile.objective, schedules: [Elbo.linearWarmUp({ steps: 3, name: HOSTILE })] },
          },
        ],
        engine: HOSTILE,
        history: base.run.history.map((each) => ({ ...each, training: values, validation: values })),
      },
      steps: [{ _tag: 'Stepped', epoch: 1, step: 1, values, norms }],
      latents: { kl: [1, 1], centers: Float32Array.of(0, 0), labels: { values: [0], names: [HOSTILE] } },
      results: [{ name: HOSTILE, quantity: HOSTILE, values }],
      command: HOSTILE,
    })
    const elements = elementsOf(page)
    expect(elements.filter(({ name }) => name === 'script')).toEqual([])
    expect(elements.filter(({ name }) => name === 'img').length).toBe(2)
    expect(elements.flatMap(({ attributes }) => Object.keys(attributes)).filter((key) => key.startsWith('on'))).toEqual(
      [],
    )
    // title twice, model, architecture, data twice, option, formula twice, engine, results thrice, command: all are shown
    expect(textOf(page).split(HOSTILE).length - 1).toBeGreaterThanOrEqual(15)
  })

  it('leaves out what there is not', async () => {
    const page = await pageOf({ pictures: null, results: [], steps: [] })
    const headings = [...page.matchAll(/<h2>(.*?)<\/h2>/g)].map(([, heading]) => heading)
    expect(headings).toEqual(['Objective', 'Curves', 'How to read this', 'Setup', 'Reproduce'])
    expect(elementsOf(page).filter(({ name }) => name === 'svg').length).toBe(3)
  })

  it('does not call an objective a bound that is none', async () => {
    const values = {
      objective: -9,
      parts: Elbo.minimize(Elbo.squaredError).parts.map((part) => ({ ...part, value: 9 })),
    }
    const { run } = reportOf()
    const text = words(
      await pageOf({
        run: {
          ...run,
          players: [playing(Elbo.describe(Elbo.minimize(Elbo.squaredError)))],
          history: [{ epoch: 1, step: 1, seconds: 1, training: values, validation: null }],
        },
        steps: [],
        results: [{ name: 'test', quantity: 'squared error', values }],
      }),
    )
    expect(text).toContain('It is not proved to bound log p(x)')
    expect(text).toContain('0 is a perfect copy, and lower is better')
    expect(text).not.toMatch(/lower bound|ELBO|nats/)
  })

  it('is the same each time', async () => expect(await pageOf()).toBe(await pageOf()))
})
