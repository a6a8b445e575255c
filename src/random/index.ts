/** Randomness as a value. */

export { type Drawn, normal, uniform } from './draw.js'
export { permuteRows } from './permuteRows.js'
