/** Tests of whether two sets of samples are drawn alike. */

export { classifierTest } from './classifierTest.js'
export { mmdTest, type PermutationOptions, type TwoSample } from './mmd.js'
