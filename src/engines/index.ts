/** Engines: what runs programs. */

export type { PartFailed } from '../shapes/part.js'
export { compile } from './compile.js'
export type { Engine, EngineError, EngineFailed, EngineMissing, RunningProgram, Step, StepInputs } from './engine.js'
export { choose, ENGINES, type EngineChoice, type EngineName, type Selection } from './select.js'
