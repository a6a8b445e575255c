import { pipe } from 'fp-ts/lib/function.js'
import { describe, expect, it } from 'vitest'
import { minus, plus } from '../../src/losses/algebra.js'
import { logLikelihood } from '../../src/losses/atoms.js'
import { average } from '../../src/losses/axes.js'
import { elbo, elboWithBeta, elboWithFreeBits, logWeight } from '../../src/losses/estimators.js'
import { atLeast } from '../../src/losses/freeBits.js'
import { doublyReparameterized, scoreFunction, stickingTheLanding } from '../../src/losses/gradients.js'
import { iwae, miwae, renyi } from '../../src/losses/importance.js'
import { describe as described, type HasKey, term, unitOf } from '../../src/losses/term.js'
import { scale } from '../../src/losses/weighting.js'
import { normal } from '../../src/random/draw.js'
import { child, from } from '../../src/random/key.js'
import { ShapeError } from '../../src/shapes/defect.js'
import type { Tensor } from '../../src/tensors/tensor.js'
import { onCpu, scoped, tensorOf, tensorsAlive, valuesOf } from '../support/engine.js'
import { worth } from '../support/terms.js'

onCpu()

interface HasLabels {
  readonly labels: Tensor<readonly ['batch']>
}

const labelled = term({
  name: 'log q(y|x)',
  axes: ['batch'],
  sense: 'gain',
  needs: ['labels'],
  nats: ({ labels }: HasLabels) => labels,
})

describe('term', () => {
  it('says what it was made from', () => {
    expect(labelled.axes).toEqual(['batch'])
    expect(labelled.sense).toBe('gain')
    expect(labelled.content).toEqual(['+user log q(y|x)'])
    expect(labelled.needs).toEqual(['labels'])
    expect(labelled.parts).toEqual([{ name: 'log q(y|x)', weight: 1 }])
  })

  it('says what it was given for reports, through the whole algebra', () => {
    const nats = ({ labels }: HasLabels) => labels
    const caption = { title: 'Error', unit: 'bits', note: '0 is none.' }
    const error = term({ ...caption, name: 'e(x)', axes: ['batch'], sense: 'cost', needs: ['labels'], nats })
    const objective = pipe(labelled, minus(pipe(error, scale(3), atLeast(2))))
    expect(described(objective).parts).toEqual([
      { name: 'log q(y|x)', weight: 1 },
      { name: 'max(2, 3 e(x))', weight: -1, unit: 'bits' },
      { name: 'e(x)', weight: 0, ...caption },
    ])
    expect(unitOf(objective.parts)).toBe('bits')
    expect(unitOf(labelled.parts)).toBeUndefined()
  })

  it('is worth what its function gives, its part the mean', () => {
    const before = tensorsAlive()
    const labels = tensorOf(['batch'], [4], [1, 2, 3, -8])
    expect(worth(labelled, { labels })).toEqual({
      value: [1, 2, 3, -8],
      shape: ['batch'],
      sizes: [4],
      parts: [-0.5],
      mean: -0.5,
    })
    // the labels of the test alone are left
    expect(tensorsAlive()).toBe(before + 1)
  })

  it('is named where its functions throw', () => {
    const throwing = (): never => {
      throw new TypeError('no a')
    }
    const ours = {
      name: 'MMD',
      axes: ['batch'],
      sense: 'cost',
      needs: [],
      nats: () => tensorOf(['batch'], [1], [0]),
    } as const
    const words = { _tag: 'PartFailed', part: 'term MMD', message: 'term MMD: no a' }
    expect(() => worth(term({ ...ours, nats: throwing }), {})).toThrow(expect.objectContaining(words))
    expect(() => worth(term({ ...ours, surrogate: throwing }), {})).toThrow(expect.objectContaining(words))
  })

  it('refuses to read what its needs do not name', () => {
    const spec = { name: 'sly', axes: ['batch'], sense: 'gain', needs: ['labels'] } as const
    const read = (supplied: object) => (supplied as { readonly secret: Tensor<readonly ['batch']> }).secret
    const supplied = { labels: tensorOf(['batch'], [2], [1, 2]), secret: tensorOf(['batch'], [2], [3, 4]) }
    const sly = term({ ...spec, nats: (given: HasLabels) => read(given) })
    const slyInside = term({ ...spec, nats: ({ labels }: HasLabels) => labels, surrogate: read })
    const words = 'term sly: nats reads secret, which needs does not name'
    expect(() => worth(sly, supplied)).toThrow(new ShapeError(words))
    expect(() => worth(slyInside, supplied)).toThrow(new ShapeError(words))
  })

  it('is given all of what it needs, and what comes with samples', () => {
    interface Sampled extends HasLabels {
      readonly coordinate?: Tensor<readonly ['batch']>
    }
    const nats = (given: Sampled) => ({ ...given }).labels && (given.coordinate ?? given.labels)
    const both = term({ name: 'both', axes: ['batch'], sense: 'gain', needs: ['labels'], nats })
    const labels = tensorOf(['batch'], [2], [1, 2])
    expect(worth(both, { labels }).value).toEqual([1, 2])
    expect(worth(both, { labels, coordinate: tensorOf(['batch'], [2], [3, 4]) }).value).toEqual([3, 4])
  })

  it('that draws is given a key of its own, by its name', () => {
    const drawing = (name: string) =>
      term({
        name,
        axes: ['batch'],
        sense: 'gain',
        needs: ['labels', 'key'],
        nats: ({ labels, key }: HasLabels & HasKey) => normal(key)({ shape: ['batch'] as const, sizes: labels.sizes }),
      })
    const labels = tensorOf(['batch'], [3], [1, 2, 3])
    const drawn = (name: string) => worth(drawing(name), { labels, key: from(7) }).value
    expect(drawn('a')).toEqual(
      scoped(() => valuesOf(normal(child('a')(from(7)))({ shape: ['batch'] as const, sizes: [3] }))),
    )
    expect(drawn('a')).toEqual(drawn('a'))
    expect(drawn('a')).not.toEqual(drawn('b'))
  })

  it('joins with a need of its own, and the bound is no longer proved', () => {
    const objective = pipe(logLikelihood, average('samples'), plus(labelled))
    expect(objective.needs).toEqual(['logLikelihood', 'labels'])
    expect(objective.content).toEqual(['+log p(x|z)', '+user log q(y|x)'])
    const needs: (supplied: HasLabels & { readonly logLikelihood: Tensor<readonly ['samples', 'batch']> }) => unknown =
      objective.evaluate
    expect(needs).toBe(objective.evaluate)
    const supplied = {
      labels: tensorOf(['batch'], [2], [10, 20]),
      logLikelihood: tensorOf(['samples', 'batch'], [2, 2], [-1, -2, -3, -6]),
    }
    expect(worth(objective, supplied)).toMatchObject({ value: [10 - 2, 20 - 4], parts: [-3, 15] })
  })

  it('cannot pass for one of ours by its name', () => {
    const impostor = term({
      ...labelled,
      name: 'log p(x|z)',
      needs: ['labels'],
      nats: ({ labels }: HasLabels) => labels,
    })
    expect(impostor.content).toEqual(['+user log p(x|z)'])
    expect(elbo.content).not.toContain('+user log p(x|z)')
  })
})

describe('the description of a term', () => {
  it('says the formula, the axes, the guarantee and the needs', () => {
    expect(described(elbo)).toEqual({
      text: 'E_q[log p(x|z)] - KL(q(z|x) || p(z))',
      latex: '\\mathbb{E}_{q}\\left[\\log p(x|z)\\right] - \\mathrm{KL}(q(z|x) \\,\\|\\, p(z))',
      axes: ['batch'],
      sense: 'gain',
      guarantee: 'bound',
      needs: ['logLikelihood', 'posterior', 'prior'],
      parts: elbo.parts,
      schedules: [],
    })
  })

  it('tells bounds from objectives, in the types too', () => {
    const bounds: readonly 'bound'[] = [
      described(elbo).guarantee,
      described(iwae(logWeight)).guarantee,
      described(miwae(2)(logWeight)).guarantee,
      described(renyi(0.5)(logWeight)).guarantee,
      described(elboWithBeta(4)).guarantee,
      described(elboWithFreeBits(0.5)).guarantee,
      described(stickingTheLanding).guarantee,
      described(doublyReparameterized).guarantee,
      described(scoreFunction('none')).guarantee,
    ]
    expect(new Set(bounds)).toEqual(new Set(['bound']))
    const objectives: readonly 'objective'[] = [
      described(elboWithBeta(0.1)).guarantee,
      described(renyi(-1)(logWeight)).guarantee,
    ]
    expect(new Set(objectives)).toEqual(new Set(['objective']))
  })
})
