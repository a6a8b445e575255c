import { describe, expect, it } from 'vitest'
import { type Compared, runsFault } from '../../src/cli/otherRuns.js'

interface Given {
  readonly name: string
  readonly recipe?: string
  readonly data?: string
  readonly support?: string
  readonly latent?: readonly number[]
  readonly seed?: number
  readonly hidden?: number
  readonly out?: string
}

const runOf = ({
  name,
  recipe = 'vae',
  data = 'sprites',
  support = 'binary',
  latent = [2],
  seed = 0,
  ...more
}: Given) =>
  ({
    name,
    asked: {
      recipe: { name: recipe },
      common: { data, seed, out: more.out },
      configured: { values: { hidden: more.hidden ?? 8 } },
    },
    experiment: { data: { event: [400], support }, views: { latent } },
  }) as unknown as Compared

describe('runs that are compared', () => {
  const first = runOf({ name: 'a' })

  it('are of other seeds, or of other options than their recipe, data and latent', () => {
    expect(runsFault([first])).toBeNull()
    expect(runsFault([first, runOf({ name: 'b', seed: 1 }), runOf({ name: 'c', hidden: 9 })])).toBeNull()
  })

  it.each([
    [{ recipe: 'beta-vae' }, 'b is a run of beta-vae, and a is a run of vae: '],
    [{ data: 'mnist' }, 'b is a run on mnist, and a is a run on sprites: '],
    [
      { support: 'relaxed' },
      'b takes examples of 400 numbers that are relaxed, and a takes examples of 400 numbers that are binary: ',
    ],
    [{ latent: [4] }, 'b has a latent of 4, and a has a latent of 2: '],
  ])('are not of another %j', (other, words) =>
    expect(runsFault([first, runOf({ name: 'b', seed: 1, ...other })])).toBe(
      `--with: ${words}udr takes runs of one recipe, data and latent`,
    ),
  )

  it('are not the same training, wherever its folder is', () => {
    const other = runOf({ name: 'c', seed: 1 })
    expect(runsFault([first, other, runOf({ name: 'b', out: 'elsewhere' })])).toBe(
      '--with: b is the same training as a: udr takes runs of other seeds',
    )
    expect(runsFault([first, other, runOf({ name: 'd', seed: 1 })])).toBe(
      '--with: d is the same training as c: udr takes runs of other seeds',
    )
  })
})
