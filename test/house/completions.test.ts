import { expect, it } from 'vitest'
import { offered } from './editor.js'

// what an editor offers, where `|` stands

const FILTER = ['dilation', 'padding', 'stride']
const POOL = ['kernel', 'padding', 'stride']
const WINDOWS = ['dilation', 'kernel', 'padding', 'stride']
const AXES = ['batch', 'features', 'inner', 'latent', 'outer', 'samples']
const TERM_AXES = ['batch', 'groups', 'inner', 'latent', 'outer', 'samples']
const PARTS = ['decoder', 'encoder', 'prior']

it.each([
  // options of layers, half written too
  ['Layer.conv2d(1, 8, { | })', WINDOWS],
  ['Layer.conv2d(8, { | })', WINDOWS],
  ['Layer.conv2d(1, 8, { kernel: 3, | })', ['dilation', 'padding', 'stride']],
  ['Layer.conv2d(8, { kernel: 3, | })', ['dilation', 'padding', 'stride']],
  ['Layer.conv2dTranspose(8, 1, { | })', WINDOWS],
  ['Layer.conv2dTranspose(8, { stride: 2, | })', ['dilation', 'kernel', 'padding']],
  ['Layer.depthwiseConv2d(2, { | })', WINDOWS],
  ['Layer.depthwiseConv2d(2, { kernel: 3, | })', ['dilation', 'padding', 'stride']],
  ['Layer.maxPool({ | })', POOL],
  ['Layer.maxPool({ kernel: 2, | })', ['padding', 'stride']],
  ['Layer.avgPool({ | })', POOL],
  ['Layer.avgPool({ stride: 2, | })', ['kernel', 'padding']],
  ["Layer.conv2d(8, { kernel: 3, padding: '|' })", ['same', 'valid']],
  ["Layer.conv2d(1, 8, { padding: '|' })", ['same', 'valid']],
  ["Layer.maxPool({ kernel: 2, padding: '|' })", ['same', 'valid']],
  ['Layer.mixtureHead({ | })', ['components']],
  ['Layer.relaxedBernoulliHead({ | })', ['temperature']],
  // options of operations
  ['T.conv2d(filter, { | })', FILTER],
  ['T.conv2d(filter, { stride: 2, | })', ['dilation', 'padding']],
  ["T.conv2d(filter, { padding: '|' })", ['same', 'valid']],
  ['T.conv2dTranspose(filter, { | })', FILTER],
  ["T.conv2dTranspose(filter, { stride: 2, padding: '|' })", ['same', 'valid']],
  ['T.maxPool({ | })', POOL],
  ['T.maxPool({ kernel: 2, | })', ['padding', 'stride']],
  ["T.avgPool({ padding: '|' })", ['same', 'valid']],
  // axes of terms
  ["Elbo.average('|')", TERM_AXES],
  ["Elbo.logMeanExp('|')", TERM_AXES],
  ["Elbo.sum('|')", TERM_AXES.filter((name) => name !== 'samples')],
  ["pipe(Elbo.logLikelihood, Elbo.average('|'))", TERM_AXES],
  // axes of tensors
  ["T.sum('|')", AXES],
  ["T.mean('|')", AXES],
  ["T.max('|')", AXES],
  ["T.logSumExp('|')", AXES],
  ["T.sum('batch', '|')", AXES],
  ["T.keepDims.sum('|')", AXES],
  ["T.keepDims.mean('|')", AXES],
  ["T.keepDims.max('|')", AXES],
  ["T.keepDims.logSumExp('|')", AXES],
  ["T.permute('batch', '|')", AXES],
  ["T.squeeze('|')", AXES],
  ["T.concat(x, '|')", AXES],
  ["T.slice('|', 0, 1)", AXES],
  ["T.split('|', [2, 2])", AXES],
  ["T.flatten('|', -1)", AXES],
  ["T.unflatten('|', [2, 2])", AXES],
  ["T.argMax('|')", AXES],
  ["T.topK('|', 3)", AXES],
  ["pipe(x, T.sum('|'))", AXES],
  // players
  ["Train.player({ name: 'q', | })", ['moves', 'objective', 'optimizer']],
  ["Train.player({ name: 'q', moves: ['|'] })", PARTS],
  ["Train.player({ name: 'q', objective: Elbo.elbo, moves: ['encoder', '|'], optimizer: Optimizer.adam() })", PARTS],
  ["Train.play({ order: '|' })", ['at once', 'in turn']],
])(
  '%s',
  (code, names) => {
    expect(offered(code)).toEqual(names)
  },
  60_000,
)
