/** Everything about joint distributions under one name: `Joint.of`, `Joint.variable`, `Joint.value`, `Joint.given`, `Joint.shared`, `Joint.autoregressive`. */

export { type AutoregressiveOf, type AutoregressivePart, autoregressive, type InTurn } from './autoregressive.js'
export { type Joint, type JointOf, of } from './joint.js'
export { type Renamed, type SharedOf, type SharedPart, type Shares, shared } from './shared.js'
export {
  type GivenEvent,
  type GivenOf,
  given,
  type Nothing,
  type Variable,
  type VariableOf,
  value,
  variable,
} from './variable.js'
