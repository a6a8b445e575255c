// biome-ignore-all lint/suspicious/noConsole: it is a command
// Trains a β-VAE on sprites of known factors for some weights β of the KL and some seeds, and shows what β trades: the
// ELBO and the errors of reconstructions against scores of disentanglement. Prints a table, mean and spread over the seeds, and
// writes all numbers and a picture. What is written after each β is not trained again.
//
//     npm run build && npm run reproduce:beta -- --epochs 30 --out runs/beta
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { Disentanglement, estimateOf, Latents, Matrix, reconstruction } from '../dist/evaluate.js'
import { Data, DiagonalNormal, Elbo, Engine, Evaluate, Key, Layer, Optimizer, Train, Vae } from '../dist/index.js'
import { panels } from './panels.mjs'
import { right } from './right.mjs'

const { values: given } = parseArgs({
  options: {
    betas: { type: 'string', default: '0.5,1,2,4,8,16' },
    seeds: { type: 'string', default: '5' },
    epochs: { type: 'string', default: '30' },
    examples: { type: 'string', default: '8192' },
    size: { type: 'string', default: '16' },
    hidden: { type: 'string', default: '256' },
    latent: { type: 'string', default: '8' },
    engine: { type: 'string', default: 'onnxruntime' },
    out: { type: 'string', default: 'runs/beta' },
  },
})
const betas = given.betas.split(',').map(Number)
const [seeds, epochs, examples, side, hidden, latent] = ['seeds', 'epochs', 'examples', 'size', 'hidden', 'latent'].map(
  (name) => Number(given[name]),
)

const { engine } = await right(Engine.choose(given.engine))
const pixels = side * side

const model = Vae.make({
  encoder: Layer.sequence(Layer.dense(pixels, hidden), Layer.relu, Layer.normalHead(hidden, latent)),
  decoder: Layer.sequence(Layer.dense(latent, hidden), Layer.relu, Layer.bernoulliHead(hidden, pixels)),
  prior: DiagonalNormal.standard(latent),
})
const data = Data.sprites({ key: Key.from(1000), count: examples, size: side }).binary
const test = Data.sprites({ key: Key.from(1001), count: 2048, size: side })
const GROUPS = { groups: 100, size: 32 }
const FACTORS = ['shape', 'scale', 'rotation', 'x', 'y', null]
const groups = FACTORS.map((factor) => ({
  factor,
  pictures: Data.spritesOf(Disentanglement.sharing(factor, GROUPS)(Key.child(factor ?? 'none')(Key.from(1002))), side)
    .binary,
}))

const encoder = engine.run(({ params, x }) => model.encoder.apply(params.encoder)(x))
const decoder = engine.run(({ params, z }) => model.decoder.family.mean(model.decoder.apply(params.decoder)(z)))

/** All rows of a data set. */
const rowsOf = ({ count, rows, shape }) => ({
  shape: ['rows', ...shape],
  sizes: [count, pixels],
  values: rows(
    Uint32Array.from({ length: count }, (_, at) => at),
    Key.from(0),
  ),
})

const posteriorOf = (params, pictures) => right(encoder({ params, x: rowsOf(pictures) }, Key.from(0)))

/** Everything that is measured of a trained model. */
const measured = async (params) => {
  const { mean, logVariance } = await posteriorOf(params, test.binary)
  const [means, logVariances] = [mean, logVariance].map(Matrix.ofHost)
  const made = await right(decoder({ params, z: mean }, Key.from(0)))
  const grouped = []
  for (const { factor, pictures } of groups)
    grouped.push(...Disentanglement.grouped(factor, GROUPS)(Matrix.ofHost((await posteriorOf(params, pictures)).mean)))
  const bound = await right(
    Evaluate.bound({ model, params, data: test.binary, bound: Elbo.elbo, key: Key.from(3), engine }),
  )
  const codes = { codes: means, factors: test.factors }
  const dci = Disentanglement.dci(codes)
  const aggregate = Latents.aggregate({ means, logVariances }, { key: Key.from(4) })
  return {
    elbo: bound.objective,
    wrongPixels: reconstruction(Matrix.ofHost(rowsOf(test.binary)), Matrix.ofHost(made)).wrongBits.mean,
    kl: aggregate.kl.mean,
    totalCorrelation: aggregate.totalCorrelation.mean,
    activeUnits: Latents.activeUnits(means).count,
    betaVae: Disentanglement.betaVaeScore(grouped),
    factorVae: Disentanglement.factorVaeScore(grouped),
    mig: Disentanglement.mig(codes).score,
    sap: Disentanglement.sap(codes).score,
    dci: dci.disentanglement,
    completeness: dci.completeness,
    modularity: Disentanglement.modularity(codes).score,
    irs: Disentanglement.irs(grouped).score,
    codes: { codes: means, kl: klOf(means, logVariances) },
  }
}

/** The KL of each latent from the standard prior, a mean over examples. */
const klOf = (means, logVariances) =>
  Array.from({ length: means.columns }, (_, column) =>
    Matrix.meanOf(
      Array.from({ length: means.rows }, (__, row) => {
        const [mean, log] = [means, logVariances].map((matrix) => Matrix.at(matrix, row, column))
        return 0.5 * (Math.exp(log) + mean * mean - 1 - log)
      }),
    ),
  )

/** What is written after each β: a run that goes on from it trains only for those that are not there. */
const file = join(given.out, 'beta.json')
const { betas: _, out: __, ...settings } = given
const before = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : { settings, runs: [] }
const all = JSON.stringify(before.settings) === JSON.stringify(settings) ? before.runs : []
const written = () => writeFileSync(file, `${JSON.stringify({ settings, runs: all }, null, 1)}\n`)
mkdirSync(given.out, { recursive: true })

for (const beta of betas.filter((each) => !all.some((run) => run.beta === each))) {
  const runs = []
  for (let seed = 0; seed < seeds; seed++) {
    const objective = Elbo.elboWithBeta(beta)
    const options = { model, objective, data, optimizer: Optimizer.adam({ learningRate: 1e-3 }), epochs, batch: 128 }
    const { params } = await right(Train.fit({ ...options, key: Key.from(seed), engine }))
    runs.push({ beta, seed, ...(await measured(params)) })
    console.error(`β ${beta}, seed ${seed}: ELBO ${runs.at(-1).elbo.toFixed(2)}, MIG ${runs.at(-1).mig.toFixed(3)}`)
  }
  const ranked = seeds > 1 ? Disentanglement.udr(runs.map(({ codes }) => codes)).models : []
  all.push(...runs.map(({ codes: ___, ...rest }, at) => ({ ...rest, udr: ranked[at] ?? null })))
  written()
}
await engine.close()

// -----------------------------------------------------------------------------
// a table and a picture
// -----------------------------------------------------------------------------

const PARTS = {
  elbo: 'ELBO, nats',
  wrongPixels: 'wrong pixels',
  kl: 'KL, nats',
  totalCorrelation: 'total correlation, nats',
  activeUnits: 'active latents',
  betaVae: 'β-VAE score',
  factorVae: 'FactorVAE score',
  mig: 'MIG',
  sap: 'SAP',
  dci: 'DCI disentanglement',
  completeness: 'DCI completeness',
  modularity: 'modularity',
  irs: 'IRS',
  udr: 'UDR',
}

const meansOf = (name) =>
  betas.map((beta) => all.filter((run) => run.beta === beta && run[name] !== null).map((run) => run[name]))

const spreadOf = (values) => {
  if (values.length === 0) return 'none'
  const { mean, standardError } = estimateOf(values)
  const digits = Math.abs(mean) >= 10 ? 2 : 3
  return `${mean.toFixed(digits)} ± ${(standardError * Math.sqrt(values.length) || 0).toFixed(digits)}`
}

console.log(`| | ${betas.map((beta) => `β = ${beta}`).join(' | ')} |\n|---|${betas.map(() => '---|').join('')}`)
for (const [name, title] of Object.entries(PARTS))
  console.log(`| ${title} | ${meansOf(name).map(spreadOf).join(' | ')} |`)

writeFileSync(
  join(given.out, 'beta.svg'),
  panels({
    title: `β-VAE on sprites: ${seeds} seeds, ${epochs} epochs`,
    xTitle: 'β',
    panels: ['elbo', 'wrongPixels', 'kl', 'activeUnits', 'mig', 'sap', 'dci', 'factorVae', 'udr'].map((name) => ({
      title: PARTS[name],
      points: meansOf(name).flatMap((values, at) => values.map((y) => ({ x: betas[at], y }))),
    })),
  }),
)
console.error(`wrote ${file} and ${join(given.out, 'beta.svg')}`)
