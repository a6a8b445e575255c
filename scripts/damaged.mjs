// Ten thousand damaged files for each reader, or as many as are asked for: `npm run damaged -- 100000`. `npm test` tries hundreds.

import { spawnSync } from 'node:child_process'

const READERS = ['test/checkpoints', 'test/files', 'test/data/sources', 'test/data/table']

const { status } = spawnSync('npx', ['vitest', 'run', '--testTimeout=3600000', ...READERS], {
  stdio: 'inherit',
  env: { ...process.env, SHAPEBOUND_DAMAGED: process.argv[2] ?? '10000' },
})
process.exitCode = status ?? 1
