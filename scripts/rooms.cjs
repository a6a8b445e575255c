// The rooms of src, lowest first: .dependency-cruiser.cjs makes its rules of them, test/house/order.test.ts its own.

exports.ROOMS = [
  'shapes',
  'tensors',
  'random',
  'distributions',
  'layers',
  'losses',
  'models',
  'optimizers',
  'engines',
  'data',
  'checkpoints',
  'training',
  'evaluation',
  'reports',
  'cli',
]

/** The rooms that may import TensorFlow.js. */
exports.TENSORFLOW_ROOMS = ['tensors', 'engines']
