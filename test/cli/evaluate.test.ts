import { readFile, writeFile } from 'node:fs/promises'
import { beforeAll, describe, expect, it } from 'vitest'
import { METRICS } from '../../src/cli/metricTable.js'
import { inFolder } from './inFolder.js'

const { at, cli } = inFolder('evaluate')
/** The looks that a model has none of. */
const BARE = { klPerLatent: null, interpolate: null, clusters: null, modalities: null }

const lastLine = (text: string): string => text.trimEnd().split('\n').at(-1) ?? ''
const tiny = ['--hidden', '8', '--latent', '2', '--epochs', '1', '--batch', '1024', '--engine', 'wasm', '--json']

let trained = { elbo: Number.NaN, logLikelihood: Number.NaN, kl: Number.NaN }
beforeAll(async () => {
  trained = JSON.parse(lastLine((await cli('train', ...tiny, '--patience', '1', '--out', at('run'))).out)).test
}, 60_000)

describe('evaluate', () => {
  it('gives the ELBO of training, and a log-likelihood above it with its error', async () => {
    const one = JSON.parse(lastLine((await cli('evaluate', at('run'), '--samples', '1', '--json')).out))
    expect(Object.keys(one)).toEqual(['elbo', 'logLikelihood', 'standardError', 'samples'])
    expect(one).toMatchObject({ elbo: trained.elbo, samples: 1 }) // the last epoch was the best, and the key is the same
    const { code, out } = await cli('evaluate', at('run'), '--samples', '4', '--json', '--checkpoint', 'best')
    const many = JSON.parse(lastLine(out))
    expect(code).toBe(0)
    expect(Math.abs(many.elbo - trained.elbo)).toBeLessThan(2)
    expect(many.logLikelihood).toBeGreaterThan(many.elbo)
    expect(many.standardError).toBeGreaterThan(0)
    expect(many.standardError).toBeLessThan(5) // of 1,024 sprites
  }, 120_000)

  it('measures what else is asked for by name, each with its numbers', async () => {
    const { code, out } = await cli('evaluate', at('run'), '--samples', '2', '--metrics', 'all', '--json')
    expect(code).toBe(0)
    const { metrics, ...rest } = JSON.parse(lastLine(out))
    expect(Object.keys(rest)).toEqual(['elbo', 'logLikelihood', 'standardError', 'samples'])
    // but those of annealing, of several runs, of clusters and of several modalities
    const others = ['udr', 'clustering', 'coherence', 'ais', 'bdmc']
    expect(Object.keys(metrics)).toEqual(Object.keys(METRICS).filter((name) => !others.includes(name)))
    expect(metrics.examples.logLikelihood).toHaveLength(1024)
    expect(metrics.examples.effectiveSamples).toBeGreaterThan(1)
    expect(metrics.examples.effectiveSamples).toBeLessThanOrEqual(2)
    expect(metrics['active-units'].of).toBe(2)
    const { kl, mutualInformation, totalCorrelation, dimensionWiseKl } = metrics.aggregate
    expect(mutualInformation.mean + totalCorrelation.mean + dimensionWiseKl.mean).toBeCloseTo(kl.mean, 6)
    // the KL of the test ELBO, of samples of the examples: their mean, within 4 standard errors
    expect(Math.abs(kl.mean - trained.kl)).toBeLessThan(4 * kl.standardError + 0.01)
    for (const name of ['beta-vae', 'factor-vae', 'mig', 'sap']) {
      expect(metrics[name].score).toBeGreaterThanOrEqual(0)
      expect(metrics[name].score).toBeLessThanOrEqual(1)
    }
    expect(metrics.frechet).toMatchObject({ rows: 1024, features: expect.stringMatching(/^sprites-v1@[0-9a-f]{8}$/) })
    // a model of one epoch is farther from the data than the data from itself
    expect(metrics.frechet.score).toBeGreaterThan(10 * metrics.frechet.ofData)
    expect(metrics.kid.score.mean).toBeGreaterThan(4 * metrics.kid.score.standardError)
    expect(metrics['two-sample'].classifier).toBeLessThan(0.01)
    expect(Object.keys(metrics.mig.factors)).toEqual(['shape', 'scale', 'rotation', 'x', 'y'])
  }, 180_000)

  it('anneals chains where that is asked for', async () => {
    const few = ['--chains', '2', '--temperatures', '3', '--examples', '5', '--samples', '1']
    const { code, out } = await cli('evaluate', at('run'), ...few, '--metrics', 'ais,bdmc', '--json')
    expect(code).toBe(0)
    const { ais, bdmc } = JSON.parse(lastLine(out)).metrics
    expect(ais.each).toHaveLength(5)
    expect(ais.effectiveChains).toBeLessThanOrEqual(2)
    expect(bdmc.each).toHaveLength(5)
    expect(bdmc.upper.mean - bdmc.lower.mean).toBeCloseTo(bdmc.gap.mean, 6)
    expect(bdmc.gap.mean).toBeGreaterThan(0) // of so few temperatures it is nats wide
  })

  it('says what was measured in a line each, in the order of its list', async () => {
    const { out } = await cli('evaluate', at('run'), '--samples', '1', '--metrics', 'reconstruction,active-units')
    expect(out).toMatch(/^active-units {4}count \d, of 2$/m)
    expect(out).toMatch(/^reconstruction {2}squaredError \d+\.\d{4} \(standard error .*, wrongBits /m)
    expect(out.indexOf('active-units')).toBeLessThan(out.indexOf('reconstruction'))
  })

  it('compares runs of other seeds, and of no others', async () => {
    await cli('train', ...tiny, '--seed', '5', '--out', at('other'))
    const both = ['evaluate', at('run'), '--samples', '1', '--metrics', 'udr', '--with', at('other')]
    const { code, out } = await cli(...both, '--json')
    expect(code).toBe(0)
    const { udr } = JSON.parse(lastLine(out)).metrics
    expect([udr.runs, Object.keys(udr.models)]).toEqual([2, [at('run'), at('other')]])
    expect(udr.pairs[0][0]).toBeGreaterThan(udr.pairs[0][1]) // a run is most like itself
    // of two runs each is as like the other as that is to it
    expect([udr.score, udr.models[at('other')]]).toEqual([udr.pairs[0][1], udr.pairs[1][0]])
    expect(udr.score).toBeGreaterThan(0)
    expect(udr.score).toBeLessThan(1)
    const refused = async (...argv: readonly string[]) => {
      const ended = await cli('evaluate', at('run'), ...argv)
      expect([ended.code, ended.out, ended.err.split('\n').length]).toEqual([2, '', 2])
      return ended.err
    }
    expect(await refused('--metrics', 'udr', '--with', at('other'), at('run'))).toContain(
      `--with: ${at('run')} is the same training as ${at('run')}: udr takes runs of other seeds`,
    )
    expect(await refused('--metrics', 'mig', '--with', at('other'))).toContain(
      '--with: names runs for --metrics udr, which is not asked for',
    )
    expect(await refused('--metrics', 'udr')).toContain(
      '--metrics udr: cannot be measured: it needs other runs of the recipe, which are named by --with',
    )
    expect(await refused('--metrics', 'udr', '--with', at('nowhere'))).toContain('evaluate: needs the file ')
  }, 60_000)

  it('says how many examples are in the cluster of their class, of a model with clusters', async () => {
    const run = at('clusters')
    await cli('train', 'cluster-vae', ...tiny, '--clusters', '4', '--out', run)
    const { out } = await cli('evaluate', run, '--samples', '1', '--metrics', 'all', '--json')
    const { clustering } = JSON.parse(lastLine(out)).metrics
    expect(Object.keys(clustering)).toEqual(['score', 'used', 'classes'])
    // of three shapes, a third each: one cluster alone is of the largest
    expect(clustering.score).toBeGreaterThan(0.3)
    expect(clustering.score).toBeLessThanOrEqual(1)
    expect(clustering.classes).toBe(3)
    expect(clustering.used).toBeLessThanOrEqual(4)
  }, 60_000)

  it('says how often modalities agree, of a model of several', async () => {
    const run = at('modalities')
    await cli('train', 'mvae', ...tiny, '--epochs', '3', '--out', run)
    const { out } = await cli('evaluate', run, '--samples', '1', '--metrics', 'coherence', '--json')
    const { coherence } = JSON.parse(lastLine(out)).metrics
    expect(Object.keys(coherence)).toEqual(['joint', 'label given x', 'x given label', 'ofData', 'classifier', 'rows'])
    for (const name of ['joint', 'label given x', 'x given label']) {
      expect(coherence[name]).toBeGreaterThanOrEqual(0)
      expect(coherence[name]).toBeLessThanOrEqual(1)
    }
    expect(coherence.ofData).toBeGreaterThan(0.8) // of bits; the classifier has learned grey pixels
    expect(coherence).toMatchObject({ rows: 1024, classifier: expect.stringMatching(/^sprites-v1@[0-9a-f]{8}$/) })
  }, 60_000)

  it('says why a run has no metric', () => {
    const whole = { picture: { height: 4, width: 5 }, event: [20], support: 'binary' }
    const of = (name: string, given: string, encode: unknown, data: object = whole) =>
      METRICS[name]?.lacks(
        {
          asked: { common: { data: given } },
          experiment: { data, views: { kind: 'model', encode, generate: encode, ...BARE } },
        } as never,
        [],
      )
    const some = () => null
    expect(of('mig', 'sprites', some)).toBeNull()
    expect(of('mig', 'sprites', null)).toBe('the model has no encoder')
    expect(of('mig', 'mnist', some)).toBe('it needs data whose factors are known (sprites), not mnist')
    const words = 'it needs whole pictures of sprites, with pixels from 0 to 1'
    expect(of('mig', 'sprites', some, { ...whole, event: [10] })).toBe(words)
    expect(of('frechet', 'sprites', some, { ...whole, support: 'real' })).toBe(words)
    expect(of('frechet', 'sprites', some, { ...whole, picture: null })).toBe(words)
    expect(of('frechet', 'mnist', some)).toBeNull()
    expect(of('frechet', 'omniglot', some)).toMatch(/^it needs data that there is a classifier of \(sprites, mnist, /)
    expect(of('frechet', 'sprites', null)).toBe('the model draws no new examples')
    expect(of('udr', 'sprites', some)).toBe('the model has no latent of numbers whose KL are known')
    expect(of('clustering', 'sprites', some)).toBe(
      'the model puts no example in a cluster: it needs a latent of one class, or a prior that is a mixture',
    )
    expect(of('coherence', 'sprites', some)).toBe('the model makes one modality, and none from another')
  })

  it('says why a model of clusters or of modalities has no metric of them', () => {
    const of = (name: string, given: string, labels: object | null) =>
      METRICS[name]?.lacks(
        {
          asked: { common: { data: given } },
          experiment: {
            data: { picture: { height: 4, width: 5 }, event: [20], support: 'binary', classes: () => labels },
            views: { ...BARE, kind: 'model', clusters: {}, modalities: {} },
          },
        } as never,
        [],
      )
    for (const name of ['clustering', 'coherence']) {
      expect(of(name, 'sprites', {})).toBeNull()
      expect(of(name, 'sprites', null)).toBe('the classes of the test examples are not known')
    }
    expect(of('clustering', 'kmnist', {})).toBeNull()
    expect(of('coherence', 'kmnist', {})).toMatch(/^it needs data that there is a classifier of \(sprites, mnist, /)
  })

  it('says the same in words, and takes a checkpoint by its file', async () => {
    const { code, out } = await cli('evaluate', at('run/best.safetensors'), '--samples', '2')
    expect(code).toBe(0)
    expect(out).toMatch(
      /^ELBO {8}-\d+\.\d\d nats per example\nlog p\(x\) {4}-\d+\.\d\d nats per example, standard error /,
    )
    expect(out).toContain('of 2 samples')
  })

  it('of relaxed pixels says what there is not', async () => {
    const run = at('relaxed')
    await cli('train', ...tiny, '--binarize', 'relaxed', '--out', run)
    const { code, out } = await cli('evaluate', run, '--samples', '2', '--json')
    expect(code).toBe(0)
    expect(JSON.parse(lastLine(out))).toMatchObject({
      ...{ elbo: null, logLikelihood: null, standardError: null, samples: 2 },
      notes: [
        expect.stringContaining('elbo: cannot be measured'),
        'logLikelihood: cannot be measured: relaxed pixels are not data, so they have no log p(x)',
      ],
    })
  })

  it.each([
    [['evaluate'], "missing required argument 'dir'"],
    [['evaluate', 'nowhere'], 'evaluate: needs the file '],
    [
      ['evaluate', 'RUN', '--samples', '0'],
      "option '--samples <n>' argument '0' is invalid. Expected a positive whole",
    ],
    [['evaluate', 'RUN', '--samples', '2.5'], "option '--samples <n>' argument '2.5' is invalid"],
    [['evaluate', 'RUN', '--checkpoint', 'first'], "option '--checkpoint <which>' argument 'first' is invalid"],
    [['evaluate', 'RUN', '--engine', 'gpu'], "option '--engine <name>' argument 'gpu' is invalid"],
    [['evaluate', 'RUN', '--metrics', 'mug'], 'There is no metric mug: did you mean mig?'],
    [['evaluate', 'RUN', '--metrics', ''], 'There is no metric'],
    [['evaluate', 'RUN', 'more'], 'evaluate: takes one folder and options with one value each, but is also given more'],
    [['evaluate', 'RUN', '--sample', '3'], "unknown option '--sample' (Did you mean --samples?)"],
    [['evalute', 'RUN'], 'unknown command evalute: did you mean evaluate?'],
    [['evaluate', 'DAMAGED'], 'checkpoint'],
  ])('%j is refused in one line', async (argv, words) => {
    await writeFile(at('damaged.safetensors'), 'no checkpoint')
    await writeFile(at('metrics.jsonl'), await readFile(at('run/metrics.jsonl')))
    const names: Readonly<Record<string, string>> = { RUN: at('run'), DAMAGED: at('damaged.safetensors') }
    const { code, out, err } = await cli(...argv.map((word) => names[word] ?? word))
    expect([code, out, err.split('\n').length]).toEqual([2, '', 2])
    expect(err).toContain(words)
  })
})
