import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { COMMANDS } from '../../src/cli/words.js'
import { installIn, link, packInto } from './packing.js'

// Every command, over a recipe of somebody's own, in a project that has the package as npm packs it.

const folder = mkdtempSync(join(tmpdir(), 'shapebound-commands-'))
const own = join(folder, 'own-vae')
const MAIN = 'node_modules/shapebound/dist/cli/main.js'

const node = (cwd: string, ...argv: readonly string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, argv, { cwd, encoding: 'utf8' })
  return { code: status, out: stdout, err: stderr }
}

const used = new Set<string>()
const cli = (typed: string) => {
  const [command = '', ...argv] = typed.split(' ')
  used.add(command)
  return node(own, MAIN, command, ...argv)
}

/** What a command prints as the last line of stdout, as JSON; it ends well. */
const json = (typed: string) => {
  const { code, out, err } = cli(`${typed} --json`)
  expect([code, err.includes('shapebound: ')], err).toEqual([0, false])
  return JSON.parse(out.trimEnd().split('\n').at(-1) ?? '')
}

/** Writes a file, and gives its first bytes as a text. */
const written = (typed: string, file: string) => {
  expect(json(`${typed} --out ${file}`).out).toMatch(new RegExp(`${file}$`))
  return readFileSync(join(own, file)).toString('latin1')
}

beforeAll(() => {
  packInto(folder)
  installIn(join(folder, 'first'), folder)
  expect(node(folder, join('first', MAIN), 'init', 'own-vae')).toMatchObject({ code: 0 })
  used.add('init')
  installIn(own, folder)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const SIZES = '--hidden 16 --latent 4 --batch 256 --epochs 1'

test('it trains without Vega, which is optional, and with it when it is gone on with', () => {
  // 256-16-4 and back: (256*16+16) + 2(16*4+4) + (4*16+16) + (16*256+256)
  expect(json(`train ./own-vae.ts ${SIZES} --out run`)).toMatchObject({ steps: 8, parameters: 8680 })
  const page = () => readFileSync(join(own, 'run/report.html'), 'utf8')
  expect(page()).not.toContain('<h2>Curves</h2>')
  link('vega', join(own, 'node_modules/vega'))
  expect(json('resume run --epochs 2')).toMatchObject({ steps: 16 })
  expect(page()).toContain('<h2>Curves</h2>')
  expect(json(`train ./own-vae.ts ${SIZES} --set beta=2 --seed 2 --out other`)).toMatchObject({ seed: 2 })
})

test('it is measured, and compared', () => {
  const found = json('evaluate run --samples 50')
  expect(found).toMatchObject({ samples: 50, elbo: expect.any(Number), standardError: expect.any(Number) })
  expect(found.logLikelihood).toBeGreaterThan(found.elbo)
  const [first, second] = json('compare run other')
  expect(first).toMatchObject({ recipe: 'own-vae', epochs: 2, test: { quantity: 'ELBO' } })
  expect(second).toMatchObject({ options: { beta: 2, seed: 2 }, epochs: 1 })
})

test('it is looked at in every way', () => {
  for (const command of ['sample run', 'reconstruct run', 'traverse run', 'interpolate run'])
    expect(written(command, `${command.split(' ')[0]}.png`).slice(1, 4)).toBe('PNG')
  expect(written('encode run', 'codes.npy').slice(1, 6)).toBe('NUMPY')
  expect(written('explore run --points 0', 'latent.html')).toContain('<!DOCTYPE html>')
  expect(written('encode run --count 2', 'codes.csv')).toMatch(/^z0,z1,z2,z3\n(-?[\d.e-]+,?){4}\n/)
})

test('a study of it is carried out', () => {
  const words = '--space latent=2,3 --set hidden=16 --set batch=256 --epochs 1 --trials 2 --out study'
  expect(json(`sweep ./own-vae.ts ${words}`)).toMatchObject({ trials: 2, finished: 2, failed: 0 })
  expect(json('sweep best study').checkpoints).toHaveLength(1)
})

test('a queue needs what is installed beside the package, and says so', () =>
  expect(cli('worker --queue redis://127.0.0.1:6379')).toEqual({
    ...{ code: 2, out: '' },
    err: 'shapebound: --queue: needs BullMQ and ioredis, which are not installed: npm install bullmq ioredis\n',
  }))

test('its checkpoint is inspected, and its models exported, by the folder and by the file', () => {
  expect(json('inspect run')).toMatchObject({ recipe: 'own-vae', parameters: 8680, steps: 16 })
  expect(json('export run --out models').files).toHaveLength(3)
  expect(json('export --checkpoint run/best.safetensors --out best').files).toHaveLength(3)
  expect(readdirSync(join(own, 'models')).toSorted()).toEqual(['decoder.onnx', 'encoder.onnx', 'sampler.onnx'])
})

test('recipes, data and completion are told, and help has its options', () => {
  expect(json('recipes').length).toBeGreaterThan(7)
  expect(json('data').length).toBeGreaterThan(7)
  expect(cli('completion bash').out).toContain('complete -o default')
  expect(cli('help train').out).toContain('shapebound train ./my-vae.ts --help')
  expect(cli('train ./own-vae.ts --help').out).toContain('dimensions of the latent (default: 8)')
})

test('no command is left out', () => expect([...used].toSorted()).toEqual([...COMMANDS].toSorted()))
