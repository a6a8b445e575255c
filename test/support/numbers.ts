/** Names that some tests still have for what stands in `engine`, `near`, `differences` and `outcome`: new tests take those. */

export { differencesOf as differences } from './differences.js'
export {
  onCpu as usePlainJavaScript,
  scoped as inScope,
  tensorOf as tensor,
  tensorsAlive,
  valuesOf as read,
} from './engine.js'
export { distance, estimate as meanAndError } from './near.js'
export { refusal, right, run } from './outcome.js'
