/** Metrics of training as it goes, as listeners: lines of JSON, a table, and event files of TensorBoard. */

export { toCsv } from './toCsv.js'
export { type Configuration, toFile } from './toFile.js'
export { toTensorBoard } from './toTensorBoard.js'
