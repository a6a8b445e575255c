import { spawnSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { COMMANDS } from '../../src/cli/words.js'
import { RECIPES } from '../../src/recipes/registry.js'
import { inProcess } from './inProcess.js'

const script = async (shell: string): Promise<string> => {
  const { code, out, err } = await inProcess(['completion', shell], { cache: '/nowhere' })
  expect([code, err]).toEqual([0, ''])
  return out
}

/** Whether a shell is on this machine. */
const has = (shell: string): boolean => spawnSync(shell, ['-c', ':']).status === 0

describe.each(['bash', 'zsh', 'fish'])('the script of %s', (shell) => {
  it('has every command, recipe and option, those of other recipes too', async () => {
    const text = await script(shell)
    for (const word of [...COMMANDS.filter((name) => name !== 'help'), ...RECIPES.map(({ name }) => name)])
      expect(text).toContain(word)
    // gamma is an option of factor-vae alone
    for (const option of ['gamma', 'checkpoint-steps', 'config', 'engine']) expect(text).toMatch(`${option}`)
  })

  it.skipIf(!has(shell))('is of its language', async () => {
    const { status, stderr } = spawnSync(shell, ['-n'], { input: await script(shell), encoding: 'utf8' })
    expect([status, stderr]).toEqual([0, ''])
  })
})

describe.skipIf(!has('bash'))('in bash', () => {
  /** What is offered after some words, of which the last is not finished. */
  const offered = async (...words: readonly string[]): Promise<readonly string[]> => {
    const typed = ['shapebound', ...words].map((word) => `'${word}'`).join(' ')
    const asked = `COMP_WORDS=(${typed}); COMP_CWORD=${words.length}; _shapebound; printf '%s\\n' "\${COMPREPLY[@]}"`
    const { stdout, stderr } = spawnSync('bash', ['-c', `${await script('bash')}\n${asked}`], { encoding: 'utf8' })
    expect(stderr).toBe('')
    return stdout.split('\n').filter((line) => line !== '')
  }

  it('commands, recipes, options and their values are offered', async () => {
    expect((await offered('')).toSorted()).toEqual([...COMMANDS].toSorted())
    expect(await offered('res')).toEqual(['resume'])
    expect(await offered('train', 'fac')).toEqual(['factor-vae'])
    expect(await offered('train', '--checkpoint-')).toEqual(['--checkpoint-steps', '--checkpoint-minutes'])
    expect(await offered('resume', 'runs/vae-1', '--')).toEqual([
      ...['--epochs', '--data-dir', '--quiet', '--json', '--help'],
    ])
    expect(await offered('sample', 'runs/vae-1', '--from', '')).toEqual([
      ...['prior', 'aggregate', 'mixture', 'second-stage', 'diffusion'],
    ])
    expect(await offered('train', '--engine', 'w')).toEqual(['wasm', 'webgpu'])
    expect(await offered('--engine', 'w')).toEqual(['wasm', 'webgpu']) // train is the default command
    expect(await offered('completion', '')).toEqual(['bash', 'zsh', 'fish'])
  })

  it('files are left to the shell', async () => {
    expect(await offered('train', '--out', '')).toEqual([])
    expect(await offered('resume', '')).toEqual([])
  })
})
