import { describe, expect, it, test } from 'vitest'
import { readBlob } from '../../src/explorer/blob.js'
import { type Machine, machine } from '../../src/explorer/machine.js'
import { made } from '../../src/explorer/made.js'
import type { Explorer } from '../../src/explorer/model.js'
import { programsOf } from '../../src/explorer/programs.js'
import { noiseFrom } from '../../src/explorer/view/noise.js'
import { unconditional } from '../../src/models/joint/given.js'
import { from, uniform } from '../../src/random/key.js'
import type { Experiment } from '../../src/recipes/experiment.js'
import { RECIPES } from '../../src/recipes/registry.js'
import { elements } from '../../src/tensors/tensor.js'
import { full, laplace, relaxed } from '../models/combinations.js'
import { filled, sketched } from '../support/explored.js'
import { runOnnx, runtimeMissing } from '../support/onnx.js'
import { run } from '../support/outcome.js'

/** A model of distributions. */
type Distributed = { readonly [Name in keyof Machine]: NonNullable<Machine[Name]> }

const numbers = (count: number, seed: number): Float32Array => uniform(from(seed), count)

const machineOf = async (
  explore: NonNullable<Experiment['views']['explore']>,
  event: number,
  params: unknown,
  conditions: Explorer['conditions'] = [],
) => {
  const programs = await run(explore.programs(params))
  const told = {
    title: '',
    about: '',
    data: '',
    objective: '',
    trained: '',
    picture: null,
    event,
    latent: explore.latent,
    conditions,
  }
  const examples = { x: new Float32Array(), labels: null, classes: [] }
  const { header, bytes } = made({ told, programs, examples, small: false })
  return { header, own: machine(readBlob<Explorer>(bytes.buffer)), programs }
}

describe('a page gives what ONNX Runtime gives of the exported model', () => {
  it.for(
    RECIPES.filter((recipe) => sketched(recipe).views.files !== null).map((recipe) => [recipe.name, recipe] as const),
  )('%s', async ([, recipe], ctx) => {
    const missing = await runtimeMissing()
    if (missing !== null) return ctx.skip(missing)
    const { views, data, blank } = sketched(recipe)
    const params = filled(await run(blank))
    const files = await run((views.files as NonNullable<typeof views.files>)({})(params))
    const event = elements(data.event)
    const conditions = Object.entries(views.conditions ?? {}).map(([name, { names }]) => ({ name, values: names }))
    const explore = views.explore as NonNullable<typeof views.explore>
    const whole = await machineOf(explore, event, params, conditions)
    // of each condition the last value, which is not the one that is given where nobody says
    const own = whole.own.given(conditions.map(({ values }) => values.length - 1))
    const given = Object.fromEntries(
      conditions.map(({ name, values: { length } }) => [
        name,
        { sizes: [1, length], values: Float32Array.from({ length }, (_, at) => Number(at === length - 1)) },
      ]),
    )
    const [x, z] = [numbers(event, 1), numbers(elements(views.latent ?? []), 2).map((each) => 4 * each - 2)]
    const byName = Object.fromEntries(files.map((file) => [file.name, file]))
    const decoded = await runOnnx(byName.decoder?.bytes as Uint8Array, {
      ...{ z: { sizes: [1, ...(views.latent ?? [])], values: z }, ...given },
    })
    const encoded = await runOnnx(byName.encoder?.bytes as Uint8Array, {
      ...{ x: { sizes: [1, ...data.event], values: x }, ...given },
    })
    // weights are float16 in the page: a unit of their last place is a thousandth
    const mean = own.decode(z)
    for (const [at, value] of (decoded.mean?.values ?? []).entries())
      expect(Math.abs((mean[at] as number) - value)).toBeLessThan(0.01)
    const center = own.encode(x).center
    for (const [at, value] of (encoded.mean?.values ?? []).entries())
      expect(Math.abs((center[at] as number) - value)).toBeLessThan(0.02 * (1 + Math.abs(value)))
  })
})

describe('conditions', () => {
  it('are what a code is decoded for and an example encoded under; the first of each, where nobody says', async () => {
    const recipe = RECIPES.find(({ name }) => name === 'conditional-vae')
    if (recipe === undefined) return expect.fail('there is no conditional-vae')
    const { views, data, blank } = sketched(recipe)
    const explore = views.explore as NonNullable<typeof views.explore>
    const event = elements(data.event)
    const names = views.conditions?.label?.names ?? []
    const { own } = await machineOf(explore, event, filled(await run(blank)), [{ name: 'label', values: names }])
    const [z, x] = [numbers(elements(views.latent ?? []), 2), numbers(event, 1)]
    expect(names.length).toBeGreaterThan(1)
    expect(own.given([0]).decode(z)).toEqual(own.decode(z))
    expect(own.given([1]).decode(z)).not.toEqual(own.decode(z))
    expect(own.given([1]).encode(x)).not.toEqual(own.encode(x))
    expect(own.given([1]).given([0]).encode(x)).toEqual(own.encode(x))
    // the prior does not depend on them
    expect(own.given([1]).density?.(z)).toBe(own.density?.(z))
  })
})

describe('any distribution of the latent', () => {
  test.each([
    ['laplace', laplace],
    ['full normal', full],
    ['relaxed Bernoulli', relaxed],
  ] as const)('%s: what an example costs is finite, and so is the density of its draws', async (_, model) => {
    const { engine } = await run((await import('../../src/engines/select.js')).choose('wasm'))
    const params = await run(engine.run((__: null, key) => model.init(key))(null, from(3)))
    const { own, header } = await machineOf(programsOf(unconditional(model)), 6, params)
    const { judge, density, prior, draw } = own as Distributed
    const judged = judge(Float32Array.of(1, 0, 1, 0, 1, 0), noiseFrom(1))
    expect([judged.logLikelihood, judged.kl].every(Number.isFinite)).toBe(true)
    expect(judged.logLikelihood).toBeLessThan(0)
    expect(density(judged.draws[0] as Float32Array)).toBeLessThan(10)
    expect(prior(noiseFrom(2))).toHaveLength(2)
    expect(draw(prior(noiseFrom(2)), noiseFrom(3)).every((bit) => bit === 0 || bit === 1)).toBe(true)
    expect(header.latent.over).toBe(model.posterior.over)
    await engine.close()
  })
})
