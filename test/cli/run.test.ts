import { closeSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { configurationLine } from '../../src/cli/configuration.js'
import { FILES } from '../../src/cli/folder.js'
import { metricsFrom } from '../../src/cli/run.js'
import { run } from '../support/outcome.js'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'shapebound-run-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

const configuration = (command: string) => ({
  ...{ kind: 'configuration' as const, library: 'shapebound 0.1.0', recipe: 'vae', file: null, engine: 'wasm' },
  ...{ options: {}, command },
})

describe('metricsFrom', () => {
  it('begins the file whole, so that a run that is killed at any moment can be gone on with', async () => {
    const file = join(folder, FILES.metrics)
    await run(metricsFrom(folder, configuration('first')))
    const opened = openSync(file, 'r')
    await run(metricsFrom(folder, configuration('second')))
    // another file has its place: the first was never cut
    expect(readFileSync(opened, 'utf8')).toBe(configurationLine(configuration('first')))
    closeSync(opened)
    expect(readFileSync(file, 'utf8')).toBe(configurationLine(configuration('second')))
    expect(readdirSync(folder)).toEqual([FILES.metrics])
  })

  it('grows from there', async () => {
    const metrics = await run(metricsFrom(folder, configuration('third')))
    metrics.add('more\n')
    metrics.flush()
    expect(readFileSync(join(folder, FILES.metrics), 'utf8')).toBe(`${configurationLine(configuration('third'))}more\n`)
  })

  it('is one line where it cannot be', async () => {
    expect(await metricsFrom('/proc/nowhere', configuration('none'))()).toMatchObject({
      _tag: 'Left',
      left: { message: expect.stringMatching(/^[^\n]*\/proc\/nowhere[^\n]*$/) },
    })
  })
})
