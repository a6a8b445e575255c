import { expect, it } from 'vitest'
import { ofDownloads, toTerminal } from '../../../src/listeners/progress/index.js'
import { elbo } from '../../../src/losses/estimators.js'
import { adam } from '../../../src/optimizers/index.js'
import { from } from '../../../src/random/key.js'
import * as Train from '../../../src/training/index.js'
import { refusal, run } from '../../support/outcome.js'
import { smallVae as model, patterns } from '../../support/smallVae.js'

const screenOf = (isTTY: boolean) => {
  const written: string[] = []
  const screen = { isTTY, columns: 100, write: (text: string) => written.push(text) }
  return { screen, text: () => written.join('') }
}

/** Trains for two epochs of four steps, heard by several at once. */
const fitting = (...listen: readonly Train.Listener[]) =>
  Train.fit({
    ...{ model, objective: elbo, data: patterns(40), optimizer: adam() },
    ...{ epochs: 2, batch: 10, key: from(7), listen },
  })

it('training is whole lines where there is no terminal, and has a bar on one', async () => {
  const [file, screen, dumb] = [screenOf(false), screenOf(true), screenOf(true)]
  await run(
    fitting(
      toTerminal(file.screen, { term: 'xterm' }),
      toTerminal(screen.screen, { term: 'xterm', now: () => 0 }),
      toTerminal(dumb.screen, { term: 'dumb' }),
    ),
  )
  for (const plain of [file.text(), dumb.text()]) {
    expect(plain).toMatch(/^engine .*\nobjective .*\n/)
    expect(plain).toMatch(/\nepoch 1\/2 .*\nepoch 2\/2 .* s\n[\d.]+ ms a step\n$/)
    expect([...plain].filter((letter) => letter < ' ' && letter !== '\n')).toEqual([])
  }
  expect(screen.text()).toContain('\r█████')
  expect(screen.text()).not.toContain('\x1b[3') // no color
})

it('nothing of the bar is left where training fails', async () => {
  const { screen, text } = screenOf(true)
  const full = () => {
    throw new Error('full')
  }
  const failing: Train.Listener = (event) => (event._tag === 'Stepped' && event.step === 3 ? full() : undefined)
  const error = await refusal(fitting(toTerminal(screen, { term: 'xterm' }), failing))
  expect(error.message).toBe('listener: full')
  expect(text()).toMatch(/step [123]\/8/)
  expect(text().endsWith('\r\x1b[K')).toBe(true)
})

it('downloads are shown on the stream that is named', () => {
  const { screen, text } = screenOf(false)
  ofDownloads(screen)({ _tag: 'DownloadProgress', file: 'a', url: 'http://h/a', received: 1, total: 2 })
  expect(text()).toBe('downloading http://h/a\n')
})
