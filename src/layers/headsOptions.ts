/** The numbers that heads are given beside their sizes, and their door. */

export { positive, type Temperature, type Variance } from '../distributions/bound.js'
