import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { decode } from 'fast-png'
import { Data, Engine, Key, Layer, Optimizer, Run, T, Train, Vae } from 'shapebound'
import { Report } from 'shapebound/report'
import { expect, it } from 'vitest'
import { logisticHead, sampled, standardLogistic } from '../../examples/own-distribution.js'

// a report is of any model: here of one whose posterior, likelihood and prior are those of examples/own-distribution.ts

const model = Vae.make({
  encoder: Layer.sequence(Layer.dense(4, 3), Layer.tanh, logisticHead(2)),
  decoder: Layer.sequence(Layer.dense(2, 3), Layer.tanh, logisticHead(4)),
  prior: standardLogistic(2),
})
const picture = { height: 2, width: 2 }
const pixels = (at: number): readonly number[] => [0, 1, 2, 3].map((each) => ((at + each) % 4) / 4)
const data: Data.Dataset<readonly [4], 'real'> = {
  name: 'mine',
  ...Data.eventOf('mine', [4]),
  support: 'real',
  count: 16,
  picture,
  rows: (indices) => Float32Array.from([...indices].flatMap(pixels)),
}

/** What it makes of the first three examples, and three of its own. */
const shown = async (engine: Engine.Engine, params: T.Tree.Host<ReturnType<typeof model.init>>) => {
  const originals = T.host(['rows', 4], { rows: 3 }, Float32Array.from([0, 1, 2].flatMap(pixels)))
  type Given = { readonly params: ReturnType<typeof model.init>; readonly x: T.Tensor<readonly ['rows', 4]> }
  const program = ({ params, x }: Given, key: Key.Key) => ({
    reconstructions: Vae.reconstruct(model)(params)(x),
    samples: Vae.generate(model)(params, key, 3),
  })
  const made = await Run.promise(Engine.compile(engine)(program)({ params, x: originals }, Key.from(2)))
  return {
    picture,
    reconstructions: { originals: originals.values, reconstructions: made.reconstructions.values },
    samples: { means: made.samples.mean.values, draws: made.samples.x.values },
  }
}

it('a model of distributions of your own has its report, with its pictures', async () => {
  const { engine } = await Run.promise(Engine.choose('wasm'))
  const steps: Train.Stepped[] = []
  const { params, ...run } = await Run.promise(
    Train.fit({
      model,
      objective: sampled,
      data,
      optimizer: Optimizer.adam(),
      epochs: 2,
      batch: 4,
      key: Key.from(1),
      engine,
      listen: (event) => {
        if (event._tag === 'Stepped') steps.push(event)
      },
    }),
  )
  const folder = await mkdtemp(join(tmpdir(), 'own-report-'))
  try {
    await Run.promise(
      Report.write(folder)({
        title: 'Logistic everywhere',
        model: 'variational autoencoder',
        architecture: Vae.describe(model),
        data: { name: 'mine', training: 16, validation: null, test: null },
        seed: 1,
        options: [],
        run,
        steps,
        results: [],
        pictures: await shown(engine, params),
        command: 'node mine.js',
      }),
    )
    expect((await readdir(folder)).sort()).toEqual([
      'metrics.jsonl',
      'reconstructions.png',
      'report.html',
      'samples.png',
    ])
    const page = await readFile(join(folder, 'report.html'), 'utf8')
    for (const text of Vae.describe(model)) expect(page).toContain(text)
    // eight steps and two epochs, all of finite numbers
    const lines = (await readFile(join(folder, 'metrics.jsonl'), 'utf8')).trim().split('\n')
    expect(lines.length).toBe(8 + 2)
    expect(lines.join()).not.toMatch(/"(objective|unweighted)":null/)
    for (const name of ['reconstructions.png', 'samples.png'])
      expect(new Set(decode(await readFile(join(folder, name))).data).size).toBeGreaterThan(2)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})
