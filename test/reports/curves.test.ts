import { describe, expect, it } from 'vitest'
import { minimize, squaredError } from '../../src/losses/index.js'
import { curves, figures } from '../../src/reports/curves.js'
import type { Stepped, Values } from '../../src/training/index.js'
import { historyOf, rightOf, stepped, valuesOf } from './runs.js'
import { elementsOf } from './xml.js'

const yOf = (figure: ReturnType<typeof figures>[number] | undefined, series = 0) =>
  figure?.chart.series[series]?.points.map(({ y }) => y)

const manySteps = (count: number): readonly Stepped[] => Array.from({ length: count }, (_, index) => stepped(index + 1))

describe('figures', () => {
  it('are the objective and each part, over epochs and over steps', () => {
    expect(figures(historyOf(3)).map(({ chart }) => [chart.id, chart.title, chart.xTitle])).toEqual([
      ['epoch-objective', 'Objective: lower bound of log p(x)', 'epoch'],
      ['step-objective', 'Objective: lower bound of log p(x)', 'step'],
      ['epoch-part-1', 'Reconstruction: log p(x|z)', 'epoch'],
      ['step-part-1', 'Reconstruction: log p(x|z)', 'step'],
      ['epoch-part-2', 'KL divergence: KL(q(z|x) ‖ p(z))', 'epoch'],
      ['step-part-2', 'KL divergence: KL(q(z|x) ‖ p(z))', 'step'],
    ])
  })

  it('are the objective of each other player too, and its parts where it has several', () => {
    const { steps, epochs, bound } = historyOf(2)
    const [one, two] = [valuesOf(-7, 2), { objective: -3, parts: [{ name: 'a', unit: 'bits', weight: 1, value: -3 }] }]
    const others = [
      { player: 'p', ...one },
      { player: 'd', ...two },
    ]
    const withOthers = (values: Values): Values => ({ ...values, others })
    const all = figures({
      ...{ bound, steps: steps.map((step) => ({ ...step, values: withOthers(step.values) })) },
      epochs: epochs.map((each) => ({ ...each, training: withOthers(each.training), validation: null })),
    }).slice(6)
    expect(all.map(({ chart }) => [chart.id, chart.title, chart.yTitle])).toEqual(
      [
        ['player-2-objective', 'p: objective (maximized)', 'nats per example'],
        ['player-2-part-1', 'p: Reconstruction: log p(x|z)', 'nats per example'],
        ['player-2-part-2', 'p: KL divergence: KL(q(z|x) ‖ p(z))', 'nats per example'],
        ['player-3-objective', 'd: objective (maximized)', 'bits per example'],
      ].flatMap(([id, ...rest]) => [
        [`epoch-${id}`, ...rest],
        [`step-${id}`, ...rest],
      ]),
    )
    expect([yOf(all[0]), yOf(all[4]), yOf(all[6])]).toEqual([
      [-9, -9],
      [2, 2],
      [-3, -3],
    ])
  })

  it('are the norms of each part too, where steps have them', () => {
    const { steps, ...rest } = historyOf(2)
    const norms = (step: number) => [
      { player: 'q', part: 'encoder', gradient: 10 * step, update: step },
      { player: 'p', part: 'decoder', gradient: 20 * step, update: 2 * step },
    ]
    const all = figures({ ...rest, steps: steps.map((step) => ({ ...step, norms: norms(step.step) })) }).slice(6)
    expect(all.map(({ chart }) => [chart.id, chart.title, chart.yTitle])).toEqual([
      ['step-gradient-1', 'Gradient norm: q, encoder', 'Euclidean norm'],
      ['step-update-1', 'Update norm: q, encoder', 'Euclidean norm'],
      ['step-gradient-2', 'Gradient norm: p, decoder', 'Euclidean norm'],
      ['step-update-2', 'Update norm: p, decoder', 'Euclidean norm'],
    ])
    expect(yOf(all[0])).toEqual([10, 20, 30, 40, 50, 60])
    expect(yOf(all[3])).toEqual([2, 4, 6, 8, 10, 12])
    expect(all[0]?.chart.series).toHaveLength(1)
  })

  it('hold the numbers of training and of validation, unweighted', () => {
    const [objective, , reconstruction, , kl] = figures(historyOf(3))
    expect(yOf(objective)).toEqual([-174, -173, -172])
    expect(yOf(objective, 1)).toEqual([-175.5, -174.5, -173.5])
    expect(yOf(reconstruction)).toEqual([-149, -148, -147])
    expect(yOf(kl)).toEqual([25, 25, 25])
  })

  it('show validation over steps at the ends of the epochs', () => {
    const [, objective] = figures(historyOf(3))
    expect(objective?.chart.series[1]?.points.map(({ x, y }) => [x, y])).toEqual([
      [3, -175.5],
      [6, -174.5],
      [9, -173.5],
    ])
  })

  it('have one series where there is no validation', () => {
    expect(figures(historyOf(3, false)).map(({ chart }) => chart.series.length)).toEqual([1, 1, 1, 1, 1, 1])
  })

  it('do without steps, without epochs, and without either', () => {
    expect(figures({ ...historyOf(3), steps: [] }).map(({ chart }) => chart.xTitle)).toEqual(Array(3).fill('epoch'))
    expect(figures({ ...historyOf(3), epochs: [] }).map(({ chart }) => chart.xTitle)).toEqual(Array(3).fill('step'))
    expect(figures({ epochs: [], steps: [], bound: true })).toEqual([])
  })

  it('put one epoch in the middle, and mark it', () => {
    const [objective] = figures(historyOf(1))
    expect(objective?.chart).toMatchObject({ x: [0, 2], ticks: [1], dots: ['training', 'validation'] })
    expect(objective?.chart.y[0]).toBeLessThan(-175.5)
    expect(objective?.chart.y[1]).toBeGreaterThan(-174)
  })

  it('tick every epoch when they are few', () => {
    expect(figures(historyOf(4))[0]?.chart.ticks).toEqual([1, 2, 3, 4])
    expect(figures(historyOf(11))[0]?.chart.ticks).toBeNull()
  })

  it('average many steps, and say how many', () => {
    const [objective] = figures({ epochs: [], steps: manySteps(600), bound: true })
    expect(objective?.chart.series[0]?.points.length).toBe(150)
    expect(objective?.chart.series[0]?.points[0]).toMatchObject({
      x: 2.5,
      y: (valuesOf(-199, 20.125).objective + valuesOf(-196, 20.5).objective) / 2,
    })
    expect(objective?.chart.names.training).toBe('training, mean of 4')
    expect(objective?.caption).toBe('Line: the mean of 4 steps; band: their lowest to their highest.')
  })

  it('say what the axis leaves out', () => {
    const wild = { ...stepped(1), values: valuesOf(-5e6, 20) }
    const [, reconstruction] = figures({ epochs: [], steps: [wild, ...manySteps(600).slice(1)], bound: true })
    expect(reconstruction?.caption).toContain('The axis leaves out 1 of 600 steps; all lie in −5,000,000 to 400.')
    expect(reconstruction?.chart.y[0]).toBeGreaterThan(-1000)
  })

  it('say what cannot be drawn', () => {
    const lost = { ...stepped(4), values: valuesOf(Number.NaN, 20) }
    const [objective] = figures({ epochs: [], steps: [...manySteps(3), lost], bound: true })
    expect(yOf(objective)?.length).toBe(3)
    expect(objective?.caption).toBe('1 value that is not finite cannot be drawn.')
  })

  it('call an autoencoder by its unit', () => {
    const values: Values = { objective: -3, parts: minimize(squaredError).parts.map((part) => ({ ...part, value: 3 })) }
    const steps: readonly Stepped[] = [{ _tag: 'Stepped', epoch: 1, step: 1, values }]
    expect(figures({ epochs: [], steps, bound: false }).map(({ chart }) => [chart.title, chart.yTitle])).toEqual([
      ['Objective (maximized)', 'squared error per example'],
      ['Squared error: ‖x - g(f(x))‖²', 'squared error per example'],
    ])
  })

  it('take a run longer than a call takes arguments', () => {
    const [objective] = figures({ epochs: [], steps: manySteps(200_000), bound: true })
    expect(objective?.chart.series[0]?.points.length).toBe(150)
  })
})

describe('curves', () => {
  it('are the figures, drawn', async () => {
    const all = rightOf(await curves(historyOf(3))())
    expect(all.map(({ title }) => title)).toEqual(
      figures(historyOf(3)).map(({ chart }) => `${chart.title}, by ${chart.xTitle}`),
    )
    for (const { svg } of all) expect(elementsOf(svg)[0]?.name).toBe('svg')
    expect(new Set(all.map(({ svg }) => svg)).size).toBe(6)
  })
})
