// Removes what the build makes, so that nothing of a deleted file is left in the package.
import { rmSync } from 'node:fs'

rmSync('dist', { recursive: true, force: true })
