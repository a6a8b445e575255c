// The rooms of src, lowest first: .dependency-cruiser.cjs makes its rules of them, test/house/order.test.ts its own.

exports.ROOMS = [
  'shapes',
  'tensors',
  'random',
  'files',
  'compiler',
  'onnx',
  'engines',
  'distributions',
  'layers',
  'flows',
  'joints',
  'losses',
  'models',
  'optimizers',
  'data',
  'training',
  'checkpoints',
  'evaluation',
  'export',
  'reports',
  'explorer',
  'listeners',
  'recipes',
  'sweeps',
  'pools',
  'cli',
]

/** The rooms that may import TensorFlow.js. */
exports.TENSORFLOW_ROOMS = ['tensors', 'compiler', 'engines', 'export']
