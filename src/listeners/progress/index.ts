/** Progress on a terminal, as listeners: what the command line shows of training and of downloads. */

export { ofDownloads, type ProgressOptions, toTerminal } from './toTerminal.js'
