// What joint distributions cost, and models of them: plain, conditional, and a ladder of two layers. Each piece is measured as
// one more use of it in a program that has one already, of other sizes, with all that it is made of.

/** The networks of a program, for an event of some size: what they cost is measured among layers. */
const networks = (own, size) => `const prior${own} = DiagonalNormal.standard(20)
const encoder${own} = Layer.sequence(Layer.dense(${size}, 500), Layer.tanh, Layer.normalHead(500, 20))
const decoder${own} = Layer.sequence(Layer.dense(20, 500), Layer.tanh, Layer.bernoulliHead(500, ${size}))
const encoderOfTwo${own} = Layer.sequence(Layer.inputs({ x: [${size}], label: [10] }), Layer.concat('x', 'label'), Layer.normalHead(20))
const decoderOfTwo${own} = Layer.sequence(Layer.inputs({ z: [20], label: [10] }), Layer.concat('z', 'label'), Layer.bernoulliHead(${size}))
const up${own} = Layer.sequence(Layer.dense(${size}, 500), Layer.relu)
const top${own} = Layer.sequence(Layer.normalHead(500, 5))
const middle${own} = Layer.sequence(Layer.normalHead(5, 20))
const down${own} = Layer.sequence(Layer.inputs({ h: [500], z2: [5] }), Layer.concat('h', 'z2'), Layer.normalHead(20))`

const variables = (own, size) => `const x${own} = Joint.given('x', [${size}])
const label${own} = Joint.given('label', [10], 'oneHot')
const z${own} = Joint.variable('z', prior${own})
const likelihood${own} = Joint.variable('x', decoder${own}, 'z')
const posterior${own} = Joint.variable('z', encoder${own}, 'x')
const likelihoodOfTwo${own} = Joint.variable('x', decoderOfTwo${own})
const posteriorOfTwo${own} = Joint.variable('z', encoderOfTwo${own})
const z2${own} = Joint.variable('z2', DiagonalNormal.standard(5))
const z1${own} = Joint.variable('z1', middle${own}, 'z2')
const likelihoodOfLadder${own} = Joint.variable('x', decoder${own}, 'z1')
const h${own} = Joint.value('h', up${own}, 'x')
const top2${own} = Joint.variable('z2', top${own}, 'h')
const down1${own} = Joint.variable('z1', down${own})`

const joints = (own) => `const p${own} = Joint.of(z${own}, likelihood${own})
const q${own} = Joint.of(x${own}, posterior${own})
const pOfTwo${own} = Joint.of(label${own}, z${own}, likelihoodOfTwo${own})
const qOfTwo${own} = Joint.of(x${own}, label${own}, posteriorOfTwo${own})
const pOfLadder${own} = Joint.of(z2${own}, z1${own}, likelihoodOfLadder${own})
const qOfLadder${own} = Joint.of(x${own}, h${own}, top2${own}, down1${own})`

const models = (own) => `const plain${own} = Vae.of({ p: p${own}, q: q${own} })
const conditional${own} = Vae.of({ p: pOfTwo${own}, q: qOfTwo${own} })
const ladder${own} = Vae.of({ p: pOfLadder${own}, q: qOfLadder${own} })`

const DATA = `declare const digits: Data.Dataset<readonly [784], 'binary'>
declare const tiles: Data.Dataset<readonly [100], 'binary'>
declare const classes: Data.Dataset<readonly [10], 'oneHot'>
declare const labelledDigits: Data.Records<{ readonly x: typeof digits; readonly label: typeof classes }>
declare const labelledTiles: Data.Records<{ readonly x: typeof tiles; readonly label: typeof classes }>
const common = { optimizer: Optimizer.adam(), epochs: 1, key: Key.from(1) } as const`

const trained = (model, data) => `void Train.fit({ ...common, objective: Elbo.elbo, model: ${model}, data: ${data} })`

/** Some pieces of a program, of both sizes. */
const both = (...pieces) => pieces.flatMap((piece) => [piece('Here', 784), piece('There', 100)]).join('\n')

const NETWORKS = `${both(networks)}\n${variables('There', 100)}`
const VARIABLES = `${both(networks, variables)}\n${joints('There')}`
const JOINTS = `${both(networks, variables, joints)}\n${models('There')}`
const FITS = `${both(networks, variables, joints, models)}\n${DATA}
${trained('plainThere', 'tiles')}\n${trained('conditionalThere', 'labelledTiles')}\n${trained('ladderThere', 'tiles')}`

const more = (given) => (name, code, pin, goal) => ({ name: `${name}: one more`, given, code, pin, goal })
const refused = (given) => (name, code, fails, of) => ({
  name: `${name}: refused`,
  given,
  code,
  fails,
  times: [5, `${of}: one more`],
})

export const JOINT = [
  more(NETWORKS)('a variable of a prior', "export const one = Joint.variable('w', priorHere)", 46),
  more(NETWORKS)('a variable of one event', "export const one = Joint.variable('w', encoderHere, 'v')", 117),
  more(NETWORKS)('a variable of two events', "export const one = Joint.variable('w', encoderOfTwoHere)", 475, 225),
  more(NETWORKS)('a variable that is given', "export const one = Joint.given('v', [33])", 104, 53),
  more(VARIABLES)('a joint distribution of two', 'export const one = Joint.of(zHere, likelihoodHere)', 275),
  more(VARIABLES)(
    'a joint distribution of three',
    'export const one = Joint.of(labelHere, zHere, likelihoodOfTwoHere)',
    1_040,
    861,
  ),
  refused(VARIABLES)(
    'a joint distribution of three',
    'export const one = Joint.of(zHere, likelihoodOfTwoHere, labelHere)',
    'joint: x is given label, which is defined after it',
    'a joint distribution of three',
  ),
  more(JOINTS)('a plain model', 'export const one = Vae.of({ p: pHere, q: qHere })', 765),
  more(JOINTS)('a conditional model', 'export const one = Vae.of({ p: pOfTwoHere, q: qOfTwoHere })', 1_795),
  more(JOINTS)('a ladder', 'export const one = Vae.of({ p: pOfLadderHere, q: qOfLadderHere })', 1_495),
  refused(JOINTS)(
    'a conditional model',
    'export const one = Vae.of({ p: pHere, q: qOfTwoHere })',
    'vae: q is given label, of which p says nothing',
    'a conditional model',
  ),
  more(FITS)('a training of a plain model', trained('plainHere', 'digits'), 1_185, 910),
  more(FITS)('a training of a conditional model', trained('conditionalHere', 'labelledDigits'), 3_580),
  more(FITS)('a training of a ladder', trained('ladderHere', 'digits'), 4_370),
]
