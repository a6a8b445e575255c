/** `npm run bench:browser`: one step of the MLP in one browser, by shapebound and its peers in turn, and in Node beside them. */

import { existsSync } from 'node:fs'
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { chromium } from 'playwright-core'
import { build, preview } from 'vite'
import { start } from '../contestant.mjs'
import { interleaved, roundedAll } from '../measure.mjs'
import { installed } from '../peers.mjs'

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    turns: { type: 'string', default: '5' },
    samples: { type: 'string', default: '2' },
    steps: { type: 'string', default: '32' },
    gpu: { type: 'string', default: 'none' },
  },
})
const samples = Number(values.samples)
const say = (words) => process.stderr.write(`${words}\n`)
const here = (path) => fileURLToPath(new URL(path, import.meta.url))
const load = () => loadavg()[0].toFixed(2)
const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium'

// -----------------------------------------------------------------------------
// pages
// -----------------------------------------------------------------------------

/** What `--gpu` takes, as the browser is told of it: that of the machine, or software in place of one, which is slow. */
const GPUS = {
  none: ['--disable-gpu'],
  machine: ['--enable-unsafe-webgpu', '--enable-features=Vulkan'],
  software: ['--enable-unsafe-webgpu', '--enable-features=Vulkan', '--use-webgpu-adapter=swiftshader'],
}
const hasGpu = values.gpu !== 'none'

/** The contestants in the browser, and the packages that each needs of the peers. */
const PAGES = {
  shapebound: { entry: here('shapebound.mjs'), needs: 'onnxruntime-web' },
  ...(hasGpu ? { 'shapebound-webgpu': { entry: here('shapeboundGpu.mjs'), needs: 'onnxruntime-web' } } : {}),
  'jax-js': { entry: here('../peers/jaxjs.mjs'), needs: '@jax-js/jax' },
  'tfjs-wasm': { entry: here('../peers/tfjsWasm.mjs'), needs: '@tensorflow/tfjs-backend-wasm' },
}

const peer = (name) => here(`../peers/node_modules/${name}`)

const bundled = async (folder, pages) => {
  await build({
    configFile: false,
    logLevel: 'error',
    base: './',
    resolve: {
      alias: [
        { find: /^.*\/contestant\.mjs$/, replacement: here('page.mjs') },
        { find: /^.*\/dist\/index\.js$/, replacement: here('../../dist/modules/index.js') },
        ...['wasm', 'webgpu'].map((part) => ({
          find: `onnxruntime-web/${part}`,
          replacement: join(peer('onnxruntime-web'), `dist/ort.${part}.bundle.min.mjs`),
        })),
      ],
      conditions: ['browser', 'module', 'import', 'default'],
    },
    worker: { format: 'es' },
    build: {
      outDir: folder,
      emptyOutDir: false,
      target: 'es2022',
      rollupOptions: {
        input: Object.fromEntries(pages.map(([name, { entry }]) => [name, entry])),
        output: { entryFileNames: '[name].js' },
        onwarn: () => undefined,
      },
    },
  })
  for (const [name] of pages)
    await writeFile(join(folder, `${name}.html`), `<!doctype html><script type="module" src="./${name}.js"></script>`)
  // TensorFlow.js looks for its WebAssembly beside the script
  if (existsSync(peer('@tensorflow/tfjs-backend-wasm')))
    await cp(join(peer('@tensorflow/tfjs-backend-wasm'), 'dist'), folder, {
      recursive: true,
      filter: (path) => !/\.[a-z]+$/.test(path) || path.endsWith('.wasm'),
    })
}

/** A contestant in a tab of its own; `null`, said why, where it does not become ready. */
const opened = async (browser, address, name) => {
  const page = await browser.newPage()
  const said = []
  page.on('pageerror', ({ message }) => said.push(message))
  await page.goto(`${address}${name}.html`)
  try {
    await page.waitForFunction('globalThis.contestant !== undefined', null, { timeout: hasGpu ? 300_000 : 60_000 })
  } catch (error) {
    say(`left out: ${name}: ${said.at(-1) ?? error.message.split('\n')[0]}`)
    return null
  }
  const turn = async () => {
    await page.bringToFront()
    return (await page.evaluate(`globalThis.contestant.turn(${samples})`)).ms
  }
  const { device = null } = await page.evaluate('globalThis.contestant.ready')
  return { name: `${name}, in the page${device === null ? '' : ` (${device})`}`, turn, stop: () => page.close() }
}

// -----------------------------------------------------------------------------
// the measurement
// -----------------------------------------------------------------------------

/** The engines of shapebound in Node, each a process of its own. */
const inNode = async () => {
  const engines = [
    'onnxruntime',
    ...(values.gpu === 'machine' ? ['webgpu'] : []),
    'onnxruntime-web',
    'tensorflow',
    'wasm',
  ]
  const found = []
  for (const engine of engines) {
    // of the optional packages, `onnxruntime-web` is a peer here
    const own = { SHAPEBOUND_ENGINE: engine, BENCH_STEPS: engine === 'wasm' ? '4' : values.steps }
    const env = { ...own, NODE_PATH: here('../peers/node_modules') }
    const name = `shapebound ${engine}, in Node`
    const contestant = await start(name, [process.execPath, here('../subjects/mlp.mjs')], { samples, env, say })
    if (contestant !== null) found.push(contestant)
  }
  return found
}

const inBrowser = async (folder, use) => {
  const pages = Object.entries(PAGES).filter(([name, { needs }]) => {
    const is = existsSync(peer(needs))
    if (!is) say(`left out: ${name}: ${needs} is not installed in bench/peers`)
    return is
  })
  if (!existsSync(CHROMIUM)) {
    say(`left out: all pages: there is no browser at ${CHROMIUM}; name one in CHROMIUM`)
    return use([])
  }
  await bundled(folder, pages)
  const server = await preview({
    configFile: false,
    logLevel: 'error',
    build: { outDir: folder },
    preview: { host: '127.0.0.1', port: 0 },
  })
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox', ...GPUS[values.gpu]] })
  try {
    const [address] = server.resolvedUrls.local
    const found = []
    for (const [name] of pages) found.push(await opened(browser, address, name))
    return await use(found.filter((each) => each !== null))
  } finally {
    await browser.close()
    await server.close()
  }
}

installed(say)
const folder = await mkdtemp(join(tmpdir(), 'shapebound-bench-'))
const medians = await inBrowser(folder, async (pages) => {
  const all = [...pages, ...(await inNode())]
  const told = (name, turn, ms) => say(`${turn === 0 ? 'warm' : turn} ${name} ${ms.toFixed(2)} ms, load ${load()}`)
  const found = await interleaved(all, Number(values.turns), told)
  for (const { stop } of all) await stop()
  return found
})
await rm(folder, { recursive: true })

const own = medians['shapebound, in the page'] ?? null
say('\n| a step of the MLP, 784-400-20-400-784, batches of 128 | ms | beside shapebound in the page |\n|---|---|---|')
for (const [name, ms] of Object.entries(medians))
  say(`| ${name} | ${ms.toPrecision(3)} | ${own === null ? '' : (ms / own).toPrecision(3)} |`)
process.stdout.write(
  `${values.json ? JSON.stringify(roundedAll(medians)) : JSON.stringify(roundedAll(medians), null, 2)}\n`,
)
