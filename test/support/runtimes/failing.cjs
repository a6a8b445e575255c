/** A runtime that throws where nobody can catch it. */
module.exports = {
  Tensor: class {},
  InferenceSession: {
    create: () => {
      setTimeout(() => {
        throw new Error('on purpose')
      })
      return new Promise(() => {})
    },
  },
}
