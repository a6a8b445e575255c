// Lets the command line be run as a file, as `npx shapebound` does in a clone: the compiler writes files without that leave.
import { chmodSync } from 'node:fs'

chmodSync('dist/cli/main.js', 0o755)
