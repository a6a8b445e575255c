import { execFileSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { quoted, trainingCommand } from '../../src/cli/reproduce.js'

describe('the line that makes a run again', () => {
  it.each([
    [[], 'npx shapebound train'],
    [['--epochs', '1'], 'npx shapebound train --epochs 1'],
    [['train', '--epochs', '1', '--out', 'my runs/ü 1'], "npx shapebound train --epochs 1 --out 'my runs/ü 1'"],
  ])('%j: %s', (argv, line) => expect(trainingCommand(argv)).toBe(line))

  it.skipIf(process.platform === 'win32')('is read back by a shell as it was given', () => {
    const words = [
      'plain',
      'two words',
      "it's",
      '$HOME',
      '`id`',
      '*',
      '',
      'a\nb',
      '"',
      '\\',
      '~',
      '#',
      '!1',
      '--lr=1e-3',
    ]
    const script = `for word in ${words.map(quoted).join(' ')}; do printf '%s\\0' "$word"; done`
    expect(execFileSync('sh', ['-c', script], { encoding: 'utf8' }).split('\0').slice(0, -1)).toEqual(words)
  })
})
