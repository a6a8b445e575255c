/** A runtime that throws where nobody can catch it. */
module.exports = {
  Tensor: class {},
  InferenceSession: {
    create: async ({ length }) => {
      if (length === 0) return
      setTimeout(() => {
        throw new Error('on purpose')
      })
      return new Promise(() => {})
    },
  },
}
