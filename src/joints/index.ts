/** Everything about joint distributions under one name: `Joint.of`, `Joint.variable`, `Joint.value`, `Joint.given`. */

export { type Joint, type JointOf, of } from './joint.js'
export { given, type Nothing, type Variable, type VariableOf, value, variable } from './variable.js'
