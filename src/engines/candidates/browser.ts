/** The engines there are in browsers. */

import { cpu } from './cpu.js'
import { wasm } from './wasm.js'

/** The engines there are, the preferred first. */
export const CANDIDATES = [wasm, cpu] as const
