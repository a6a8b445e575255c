/** shapebound/sweep: studies of the options of a recipe. */

export * as Sweep from './sweeps/index.js'
