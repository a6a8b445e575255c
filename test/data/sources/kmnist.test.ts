import { expect, it } from 'vitest'
import { kmnist } from '../../../src/data/sources/kmnist.js'
import { left } from '../real.js'
import { serve } from './served.js'

// what it shares with others is tested with likeMnist: its files are not here

it('says what is missing', async () =>
  expect((await left(kmnist({ directory: '/nowhere' }))).message).toContain(
    'kmnist: needs the file train-images-idx3-ubyte but finds none at',
  ))

it('refuses a file that is not the one that is published', async () => {
  const server = await serve({ '/train-images-idx3-ubyte.gz': Buffer.from('not it') })
  const error = await left(kmnist({ cache: '/tmp/shapebound-no-kmnist', mirrors: [server.base] }))
  server.close()
  expect(error.message).toContain('needs bytes of MD5 bdb82020997e1d708af4cf47b453dcf7 but has')
})
