/** Engines: what runs programs. */

export type { PartFailed } from '../shapes/part.js'
export { compile } from './compile.js'
export type { Engine, EngineError, EngineFailed, EngineMissing, Running, Step, StepInputs } from './engine.js'
export { choose, ENGINES, type EngineChoice, type EngineName, type Selected } from './select.js'
