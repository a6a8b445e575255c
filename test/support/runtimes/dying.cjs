/** A runtime whose thread ends while a session of a model is made. */
module.exports = {
  Tensor: class {},
  InferenceSession: { create: async ({ length }) => length > 0 && process.exit(3) },
}
