// What is measured: programs, what each may cost, and what each is compared with.
//
// `code` is the program, `given` what it is given and does not count, the imports included. `per` divides the cost, of so
// many stages, say. `pin` is the most instantiations that TypeScript 6 may need: what it needed when it was pinned, and a
// little. `goal` is what it should need, where that is less. `fails` are the words of a program that must not compile,
// `times` how many times the cost of another program it may cost at most, `seconds` the processor time of the check.
//
// What is counted are instantiations: types that the compiler makes of other types. A rule costs most at its first use in a
// program, since what it has made once it finds again. `first` counts all of it. `one more` has another use of the rule, of
// other sizes, among what is given: it is what one more line adds to a file, and what the goals are about.
import { JOINT } from './joints.mjs'

const tensor = (name, shape) => `declare const ${name}: T.Tensor<readonly [${shape}]>`
const indices = (name, shape, below) => `declare const ${name}: T.Indices<readonly [${shape}], ${below}>`
const IMAGE = tensor('image', "'batch', 28, 28")
const OTHER = tensor('other', "'rows', 14, 14")
const ROWS = tensor('rows', "'batch', 784")
const HEADS = `${tensor('queries', "'batch', 8, 10, 64")}\n${tensor('keys', "'batch', 8, 12, 64")}`
const PICTURES = `${tensor('pictures', "'batch', 64, 64, 3")}\n${tensor('features', "'batch', 15, 15, 32")}`

const denses = (count) => Array.from({ length: count }, (_, index) => `Layer.dense(${100 + index}, ${101 + index})`)
const names = (count) => Array.from({ length: count }, (_, index) => `layer${index}`)
const declared = (layers) => layers.map((layer, index) => `const layer${index} = ${layer}`).join('\n')
const sequence = (...layers) => `export const net = Layer.sequence(${layers.join(', ')})`

/** A rule at its first use, once more, and refusing: three cases. */
const rule = (name, { given, warm, code, wrong, words, pins: [first, more], goal }) => [
  { name: `${name}: first`, given, code, pin: first },
  { name: `${name}: one more`, given: `${given}\n${warm}`, code, pin: more, goal },
  { name: `${name}: refused`, given: `${given}\n${warm}`, code: wrong, fails: words, times: [5, `${name}: one more`] },
]

// -----------------------------------------------------------------------------
// layers
// -----------------------------------------------------------------------------

/** Ten layers of a kind after one that has made the rules known, each of channels and of windows of its own. */
const convolutions = (name, layer, pin) => {
  const of = (channels, kernel, stride) => `Layer.${layer}(${channels}, { kernel: ${kernel}, stride: ${stride} })`
  const layers = Array.from({ length: 10 }, (_, index) => of(11 + index, 2 + (index % 5), 1 + (index % 2)))
  return {
    name: `a ${name}, made and in a sequence`,
    given: `export const warm = Layer.sequence(Layer.input([64, 64, 3]), ${of(8, 3, 2)})`,
    code: sequence('Layer.input([96, 96, 5])', ...layers),
    per: 10,
    pin,
    goal: 1_500,
  }
}

const LAYERS = [
  {
    name: 'a dense layer in a sequence',
    given: declared(denses(20)),
    code: sequence(...names(20)),
    per: 20,
    pin: 138,
    goal: 250,
  },
  {
    name: 'a dense layer in a sequence: refused',
    given: declared([...denses(19), 'Layer.dense(400, 500)']),
    code: sequence(...names(20)),
    per: 20,
    fails: 'layer 20 (dense) takes [400] but is given [119]',
    times: [5, 'a dense layer in a sequence'],
  },
  { name: 'a dense layer, made and in a sequence', code: sequence(...denses(20)), per: 20, pin: 208, goal: 250 },
  convolutions('convolution', 'conv2d', 508),
  convolutions('transposed convolution', 'conv2dTranspose', 626),
  {
    name: 'a hundred layers',
    code: `const net = Layer.sequence(${denses(100).join(', ')})
export const out: T.Tensor<readonly ['batch', 200]> = net.apply(net.init(Key.from(1)))(input)`,
    given: tensor('input', "'batch', 100"),
    pin: 20_050,
  },
  {
    name: 'a hundred layers: refused',
    code: sequence(...denses(99), 'Layer.dense(400, 500)'),
    fails: 'layer 100 (dense) takes [400] but is given [199]',
    times: [5, 'a hundred layers'],
  },
  ...rule('several events joined', {
    given: '',
    warm: "export const warm = Layer.sequence(Layer.inputs({ x: [784], z2: [5] }), Layer.concat('x', 'z2'))",
    code: "export const net = Layer.sequence(Layer.inputs({ z: [20], label: [10] }), Layer.concat('z', 'label'))",
    wrong: "export const net = Layer.sequence(Layer.inputs({ z: [20], label: [10] }), Layer.concat('z'))",
    words: 'layer 2 (concat) leaves out label: name it too',
    pins: [7_260, 1_790],
  }),
  ...rule('layers side by side', {
    given: 'const both = Layer.inputs({ z: [20], label: [10] })\nconst other = Layer.inputs({ x: [784], z2: [5] })',
    warm: 'export const warm = Layer.sequence(other, Layer.parallel({ x: Layer.dense(30), z2: Layer.dense(8) }))',
    code: 'export const net = Layer.sequence(both, Layer.parallel({ z: Layer.dense(40), label: Layer.dense(9) }))',
    wrong: 'export const net = Layer.sequence(both, Layer.parallel({ z: Layer.dense(40), label: Layer.dense(11, 9) }))',
    words: 'layer 2 (parallel) at label: takes [11] but is given [10]',
    pins: [7_060, 1_790],
  }),
]

// -----------------------------------------------------------------------------
// rules
// -----------------------------------------------------------------------------

const RULES = [
  ...rule('reshape', {
    given: `${IMAGE}\n${OTHER}`,
    warm: "export const warm = pipe(other, T.reshape(['rows', 196]))",
    code: "export const out = pipe(image, T.reshape(['batch', 784]))",
    wrong: "export const out = pipe(image, T.reshape(['batch', 783]))",
    words: 'has batch*784 elements and [batch, 783] has batch*783',
    pins: [2_345, 995],
    goal: 1_000,
  }),
  ...rule('broadcast', {
    given: `${ROWS}\n${IMAGE}\n${tensor('bias', '784')}\n${tensor('row', '28')}\n${tensor('short', '783')}`,
    warm: 'export const warm = pipe(image, T.add(row))',
    code: 'export const out = pipe(rows, T.add(bias))',
    wrong: 'export const out = pipe(rows, T.add(short))',
    words: 'broadcast: sizes 784 and 783 differ',
    pins: [810, 258],
  }),
  ...rule('matmul', {
    given: `${ROWS}\n${IMAGE}\n${tensor('weight', '784, 20')}\n${tensor('mix', '28, 5')}\n${tensor('short', '783, 20')}`,
    warm: 'export const warm = pipe(image, T.matmul(mix))',
    code: 'export const out = pipe(rows, T.matmul(weight))',
    wrong: 'export const out = pipe(rows, T.matmul(short))',
    words: 'matmul: the inner sizes 784 and 783 differ',
    pins: [500, 218],
  }),
  ...rule('reduce', {
    given: `${IMAGE}\n${OTHER}`,
    warm: "export const warm = pipe(other, T.sum('rows', 1))",
    code: "export const out = pipe(image, T.sum('batch', 2))",
    wrong: "export const out = pipe(image, T.sum('batch', 3))",
    words: 'reduce: [batch, 28, 28] has no axis 3',
    pins: [1_165, 750],
  }),
  ...rule('gather', {
    given: `${tensor('table', "'vocabulary', 64")}\n${ROWS}\n${indices('tokens', "'batch', 12", "'vocabulary'")}\n${indices('columns', '20', '784')}\n${indices('others', "'batch'", "'lexicon'")}`,
    warm: 'export const warm = pipe(rows, T.gather(columns, 1))',
    code: 'export const out = pipe(table, T.gather(tokens, 0))',
    wrong: 'export const out = pipe(table, T.gather(others, 0))',
    words: 'gather: takes indices below vocabulary but is given indices below lexicon',
    pins: [478, 230],
  }),
  ...rule('einsum', {
    given: `${HEADS}\n${ROWS}\n${tensor('weight', '784, 20')}`,
    warm: "export const warm = T.einsum('bi,ij->bj')(rows, weight)",
    code: "export const out = T.einsum('bhid,bhjd->bhij')(queries, keys)",
    wrong: "export const out = T.einsum('bhid,bhdj->bhij')(queries, keys)",
    words: "einsum: d is 64 and then 12, in 'bhdj'",
    pins: [1_140, 694],
    goal: 700,
  }),
  ...rule('concat', {
    given: `${ROWS}\n${tensor('labels', "'batch', 10")}\n${IMAGE}\n${tensor('masks', "'batch', 28, 4")}\n${tensor('short', "'rows', 10")}`,
    warm: 'export const warm = pipe(image, T.concat(masks, -1))',
    code: 'export const out = pipe(rows, T.concat(labels, 1))',
    wrong: 'export const out = pipe(rows, T.concat(short, 1))',
    words: 'concat: [batch, 784] and [rows, 10] differ in more than their axis 1',
    pins: [1_210, 646],
  }),
  ...rule('convolution', {
    given: `${PICTURES}\n${tensor('filter', '4, 4, 3, 32')}\n${tensor('small', '3, 3, 32, 64')}`,
    warm: "export const warm = pipe(features, T.conv2d(small, { padding: 'valid' }))",
    code: 'export const out = pipe(pictures, T.conv2d(filter, { stride: 2 }))',
    wrong: 'export const out = pipe(pictures, T.conv2d(small, { stride: 2 }))',
    words: 'conv2d: takes 32 channels but is given 3, in [64, 64, 3]',
    pins: [1_865, 750],
    goal: 1_500,
  }),
  ...rule('transposed convolution', {
    given: `${PICTURES}\n${tensor('filter', '4, 4, 16, 32')}\n${tensor('small', '3, 3, 8, 3')}`,
    warm: "export const warm = pipe(pictures, T.conv2dTranspose(small, { padding: 'valid' }))",
    code: 'export const out = pipe(features, T.conv2dTranspose(filter, { stride: 2 }))',
    wrong: 'export const out = pipe(features, T.conv2dTranspose(small, { stride: 2 }))',
    words: 'conv2dTranspose: takes 3 channels but is given 32, in [15, 15, 32]',
    pins: [2_235, 960],
    goal: 1_500,
  }),
  ...rule('pool', {
    given: PICTURES,
    warm: 'export const warm = pipe(features, T.maxPool({ kernel: 3, stride: 2 }))',
    code: 'export const out = pipe(pictures, T.maxPool({ kernel: 2 }))',
    wrong: 'export const out = pipe(pictures, T.maxPool({ kernel: 65 }))',
    words: 'maxPool: takes at least 65 pixels but is given 64, in [64, 64, 3]',
    pins: [2_390, 885],
  }),
]

// -----------------------------------------------------------------------------
// models
// -----------------------------------------------------------------------------

const encoder = 'Layer.sequence(Layer.dense(784, 500), Layer.tanh, Layer.normalHead(500, 20))'
const decoder = (latent) => `Layer.sequence(Layer.dense(${latent}, 500), Layer.tanh, Layer.bernoulliHead(500, 784))`
const vae = (latent) =>
  `export const model = Vae.make({ encoder: ${encoder}, decoder: ${decoder(latent)}, prior: DiagonalNormal.standard(20) })`

/** Convolutions down to two pixels and back up, thirty layers in all. */
const CONVOLUTIONAL = `const encoder = Layer.sequence(
  Layer.input([64, 64, 3]),
  Layer.conv2d(32, { kernel: 3 }), Layer.relu,
  Layer.conv2d(32, { kernel: 4, stride: 2 }), Layer.relu,
  Layer.conv2d(64, { kernel: 3 }), Layer.relu,
  Layer.conv2d(64, { kernel: 3 }), Layer.maxPool({ kernel: 2 }), Layer.relu,
  Layer.conv2d(128, { kernel: 4, stride: 2 }), Layer.relu,
  Layer.conv2d(256, { kernel: 4, stride: 2 }), Layer.relu,
  Layer.flatten,
  Layer.normalHead(32),
)
const decoder = Layer.sequence(
  Layer.dense(32, 4096), Layer.relu,
  Layer.reshape([4, 4, 256]),
  Layer.conv2dTranspose(128, { kernel: 4, stride: 2 }), Layer.relu,
  Layer.conv2dTranspose(64, { kernel: 4, stride: 2 }), Layer.relu,
  Layer.conv2dTranspose(32, { kernel: 4, stride: 2 }), Layer.relu,
  Layer.conv2dTranspose(16, { kernel: 4, stride: 2 }), Layer.relu,
  Layer.conv2d(3, { kernel: 3 }),
  Layer.bernoulliLogits,
)
export const model = Vae.make({ encoder, decoder, prior: DiagonalNormal.standard(32) })
export const out: T.Tensor<readonly ['batch', 32]> = encoder.apply(encoder.init(Key.from(1)))(pictures).mean`

/** A dense layer and an activation in turn, and a head. */
const deep = (count, input, head) => [
  ...Array.from({ length: count - 1 }, (_, index) =>
    index % 2 === 1 ? 'Layer.relu' : `Layer.dense(${index === 0 ? input : 256 + index - 2}, ${256 + index})`,
  ),
  head,
]

const MODELS = [
  { name: 'a variational autoencoder', code: vae(20), pin: 4_400 },
  {
    name: 'a variational autoencoder: refused',
    code: vae(10),
    fails: 'vae: encoder gives a latent [20] but the decoder takes [10]',
    times: [5, 'a variational autoencoder'],
  },
  {
    name: 'a variational autoencoder of sixty layers',
    code: `const encoder = Layer.sequence(${deep(30, 784, 'Layer.normalHead(20)').join(', ')})
const decoder = Layer.sequence(${deep(30, 20, 'Layer.bernoulliHead(784)').join(', ')})
export const model = Vae.make({ encoder, decoder, prior: DiagonalNormal.standard(20) })
export const out: T.Tensor<readonly ['batch', 20]> = encoder.apply(encoder.init(Key.from(1)))(rows).mean`,
    given: ROWS,
    pin: 8_870,
    seconds: 2,
  },
  {
    name: 'a convolutional variational autoencoder of thirty layers',
    code: CONVOLUTIONAL,
    given: PICTURES,
    pin: 15_710,
    seconds: 2,
  },
]

export const CASES = [...LAYERS, ...RULES, ...MODELS, ...JOINT]
