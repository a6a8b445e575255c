import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { T as Tensors } from '../../src/index.js'
import * as shapebound from '../../src/index.js'
import * as onNode from '../../src/node.js'
import { run } from './answers.js'
import { blocksOf, programsIn } from './documents.js'
import { textOf } from './sources.js'

// a model that was trained here, in Python: the programs of the guide, where Python has what they import

const page = textOf('docs/guides/python.md')
const programs = blocksOf(page, 'python')
const importsOf = (program: string): readonly string[] =>
  [...program.matchAll(/^(?:import|from) (\w+)/gm)].map(([, name = '']) => name)

/** What Python is without, of the names that a program imports; or Python itself. */
const missing = (program: string): string | null => {
  if (spawnSync('python3', ['--version']).status !== 0) return 'python3'
  return importsOf(program).find((name) => spawnSync('python3', ['-c', `import ${name}`]).status !== 0) ?? null
}

const folder = mkdtempSync(join(tmpdir(), 'shapebound-python-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** The modules of the first program, which write into the folder. */
const modules = {
  shapebound,
  'shapebound/node': {
    ...onNode,
    Checkpoint: { ...onNode.Checkpoint, save: (name: string) => onNode.Checkpoint.save(join(folder, name)) },
  },
  'node:fs/promises': { writeFile: (name: string, bytes: Uint8Array) => writeFile(join(folder, name), bytes) },
}

/** The line that each program prints: what the decoder gives here, at the latent that they name. */
const wanted = async (): Promise<string> => {
  const { DiagonalNormal, Engine, Layer, Run, T, Vae } = shapebound
  const decoder = Layer.sequence(Layer.dense(4, 32), Layer.tanh, Layer.bernoulliHead(64))
  const encoder = Layer.sequence(Layer.dense(64, 32), Layer.tanh, Layer.normalHead(4))
  const model = Vae.make({ encoder, decoder, prior: DiagonalNormal.standard(4) })
  const { engine } = await Run.promise(Engine.choose('wasm'))
  const begin = Engine.compile(engine)((_: null, key) => model.init(key))
  const template = await Run.promise(begin(null, shapebound.Key.from(0)))
  const { params } = await Run.promise(onNode.Checkpoint.load(template)(join(folder, 'model.safetensors')))
  const z = T.host([1, 4], {}, Float32Array.of(0.5, -1, 0, 2))
  const decode = Engine.compile(engine)(
    (given: {
      readonly params: shapebound.Train.ParamsOf<typeof model>
      readonly z: Tensors.Tensor<readonly [1, 4]>
    }) => T.sigmoid(decoder.apply(given.params.decoder)(given.z).logits),
  )
  const { values } = await Run.promise(decode({ params, z }, shapebound.Key.from(0)))
  return `[${Array.from(values.subarray(0, 4), (each) => `'${each.toFixed(3)}'`).join(', ')}]`
}

describe('a trained model in Python', () => {
  let line = ''
  beforeAll(async () => {
    for (const program of programsIn(page)) await run(program, modules)
    line = await wanted()
  })

  test('is three programs', () =>
    expect(programs.map(importsOf)).toEqual([
      ['numpy', 'onnxruntime'],
      ['torch', 'safetensors'],
      ['json', 'numpy'],
    ]))

  test.for(programs.map((program) => [importsOf(program).join(', '), program] as const))(
    'with %s',
    ([, program], { skip }) => {
      const without = missing(program)
      skip(without !== null, `${without} is not installed`)
      expect(execFileSync('python3', ['-c', program], { cwd: folder, encoding: 'utf8' }).trim()).toBe(line)
    },
  )
})
