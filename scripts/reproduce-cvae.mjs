// biome-ignore-all lint/suspicious/noConsole: it is a command
// Trains a conditional variational autoencoder and a classifier on MNIST, asks for each digit, and prints of how many drawn
// images of each the classifier sees the digit that was asked for.
//
//     npm run build && npm run reproduce:cvae -- --epochs 4 --images 20000
//
// The data is read from SHAPEBOUND_DATA, else from ../shared/data.
import { parseArgs } from 'node:util'
import { Engine } from '../dist/index.js'
import { Source } from '../dist/node.js'
import { reproduce } from './cvae.mjs'

const { values: given } = parseArgs({
  options: {
    latent: { type: 'string', default: '2' },
    images: { type: 'string', default: '20000' },
    epochs: { type: 'string', default: '4' },
    each: { type: 'string', default: '100' },
    seeds: { type: 'string', default: '1' },
  },
})
const { seeds, ...options } = Object.fromEntries(Object.entries(given).map(([name, value]) => [name, Number(value)]))

const right = async (effect) => {
  const result = await effect()
  if (result._tag === 'Left') throw new Error(result.left.message)
  return result.right
}

const mnist = await right(Source.labelledMnist({ directory: process.env.SHAPEBOUND_DATA ?? '../shared/data' }))
const { engine } = await right(Engine.choose('auto'))
const percent = (counts) => ((100 * counts.reduce((sum, count) => sum + count, 0)) / (10 * options.each)).toFixed(1)

console.log(`${engine.description}; ${JSON.stringify(options)}`)
console.log(
  `| seed | seen in | ${[...Array(10).keys()].join(' | ')} | of 100 | bound on log p(x given label) | classifier |`,
)
console.log(`|---|---|${'---|'.repeat(13)}`)
for (let seed = 1; seed <= seeds; seed++) {
  const { accuracy, curve, inMeans, inDraws } = await reproduce({ ...options, mnist, engine, seed })
  const rest = `${curve.at(-1).toFixed(1)} | ${accuracy.toFixed(3)} |`
  console.log(`| ${seed} | means | ${inMeans.join(' | ')} | ${percent(inMeans)} | ${rest}`)
  console.log(`| ${seed} | draws | ${inDraws.join(' | ')} | ${percent(inDraws)} | ${rest}`)
}
process.exit(0)
