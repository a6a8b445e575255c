/** Engines: what runs programs. */

export type { PartFailed } from '../shapes/part.js'
export { ENGINES, type EngineName } from './candidates.js'
export { compile } from './compile.js'
export type { Engine, EngineError, EngineFailed, EngineMissing, Running, Step, StepInputs } from './engine.js'
export { choose, type EngineChoice, type Selected } from './select.js'
