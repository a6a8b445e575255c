// What is measured: programs, what each may cost, and what each is compared with.
//
// `code` is the program, `given` what it is given and does not count, the imports included. `per` divides the cost, of so
// many stages, say. `pin` is the most instantiations that TypeScript 6 may need: what it needed when it was pinned, and a
// little. `goal` is what it should need, where that is less. `fails` are the words of a program that must not compile,
// `times` how many times the cost of another program it may cost at most, `seconds` the processor time of the check.
//
// A rule costs most at its first use: `first` counts that in, `one more` has it among what is given.

const tensor = (name, shape) => `declare const ${name}: T.Tensor<readonly [${shape}]>`
const IMAGE = tensor('image', "'batch', 28, 28")
const OTHER = tensor('other', "'rows', 14, 14")
const ROWS = tensor('rows', "'batch', 784")

const denses = (count) => Array.from({ length: count }, (_, index) => `Layer.dense(${100 + index}, ${101 + index})`)
const names = (count) => Array.from({ length: count }, (_, index) => `layer${index}`)
const declared = (layers) => layers.map((layer, index) => `const layer${index} = ${layer}`).join('\n')
const sequence = (...layers) => `export const net = Layer.sequence(${layers.join(', ')})`

/** A rule at its first use, once more, and refusing: three cases. */
const rule = (name, { given, warm, code, wrong, words, pins: [first, more], goal }) => [
  { name: `${name}: first`, given, code, pin: first, goal },
  { name: `${name}: one more`, given: `${given}\n${warm}`, code, pin: more, goal },
  { name: `${name}: refused`, given: `${given}\n${warm}`, code: wrong, fails: words, times: [5, `${name}: one more`] },
]

// -----------------------------------------------------------------------------
// layers
// -----------------------------------------------------------------------------

const LAYERS = [
  {
    name: 'a dense layer in a sequence',
    given: declared(denses(20)),
    code: sequence(...names(20)),
    per: 20,
    pin: 210,
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
  { name: 'a dense layer, made and in a sequence', code: sequence(...denses(20)), per: 20, pin: 470, goal: 250 },
  {
    name: 'a hundred layers',
    code: `const net = Layer.sequence(${denses(100).join(', ')})
export const out: T.Tensor<readonly ['batch', 200]> = net.apply(net.init(Key.from(1)))(input)`,
    given: tensor('input', "'batch', 100"),
    pin: 51_000,
  },
  {
    name: 'a hundred layers: refused',
    code: sequence(...denses(99), 'Layer.dense(400, 500)'),
    fails: 'layer 100 (dense) takes [400] but is given [199]',
    times: [5, 'a hundred layers'],
  },
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
    pins: [3_150, 1_480],
    goal: 1_000,
  }),
  ...rule('broadcast', {
    given: `${ROWS}\n${IMAGE}\n${tensor('bias', '784')}\n${tensor('row', '28')}\n${tensor('short', '783')}`,
    warm: 'export const warm = pipe(image, T.add(row))',
    code: 'export const out = pipe(rows, T.add(bias))',
    wrong: 'export const out = pipe(rows, T.add(short))',
    words: 'broadcast: sizes 784 and 783 differ',
    pins: [1_050, 360],
  }),
  ...rule('matmul', {
    given: `${ROWS}\n${IMAGE}\n${tensor('weight', '784, 20')}\n${tensor('mix', '28, 5')}\n${tensor('short', '783, 20')}`,
    warm: 'export const warm = pipe(image, T.matmul(mix))',
    code: 'export const out = pipe(rows, T.matmul(weight))',
    wrong: 'export const out = pipe(rows, T.matmul(short))',
    words: 'matmul: the inner sizes 784 and 783 differ',
    pins: [1_330, 420],
  }),
  ...rule('reduce', {
    given: `${IMAGE}\n${OTHER}`,
    warm: "export const warm = pipe(other, T.sum('rows', 1))",
    code: "export const out = pipe(image, T.sum('batch', 2))",
    wrong: "export const out = pipe(image, T.sum('batch', 3))",
    words: 'reduce: [batch, 28, 28] has no axis 3',
    pins: [1_810, 940],
  }),
]

// -----------------------------------------------------------------------------
// models
// -----------------------------------------------------------------------------

const encoder = 'Layer.sequence(Layer.dense(784, 500), Layer.tanh, Layer.normalHead(500, 20))'
const decoder = (latent) => `Layer.sequence(Layer.dense(${latent}, 500), Layer.tanh, Layer.bernoulliHead(500, 784))`
const vae = (latent) =>
  `export const model = Vae.make({ encoder: ${encoder}, decoder: ${decoder(latent)}, prior: DiagonalNormal.standard(20) })`

/** A dense layer and an activation in turn, and a head. */
const deep = (count, input, head) => [
  ...Array.from({ length: count - 1 }, (_, index) =>
    index % 2 === 1 ? 'Layer.relu' : `Layer.dense(${index === 0 ? input : 256 + index - 2}, ${256 + index})`,
  ),
  head,
]

const MODELS = [
  { name: 'a variational autoencoder', code: vae(20), pin: 5_560 },
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
    pin: 15_600,
    seconds: 2,
  },
]

export const CASES = [...LAYERS, ...RULES, ...MODELS]
