// Changes that make no difference, each with why: a test cannot notice them.

/** `within` stands once in the file, and the changed place lies in it. */
export const EQUIVALENT = [
  {
    file: 'src/tensors/triangular.ts',
    within: 'tf.eye(matrices.shape[1])',
    kind: 'a number',
    why: 'the matrices are square',
  },
  {
    file: 'src/tensors/stretched.ts',
    within: 'run(tf.add(left, tf.zerosLike(right)), tf.add(right, tf.zerosLike(left)))',
    kind: 'add as sub',
    why: 'a 0 is added or taken away',
  },
  {
    file: 'src/distributions/bernoulli.ts',
    within: 'center: ({ logits }) => pipe(logits, T.step, T.stopGradient)',
    kind: 'stopGradient left out',
    why: 'the gradient of a step is 0',
  },
  {
    file: 'src/distributions/bernoulli.ts',
    within: 'bernoulli.each(({ logits }) => pipe(logits, T.step, T.stopGradient))',
    kind: 'stopGradient left out',
    why: 'the gradient of a step is 0',
  },
  {
    file: 'src/distributions/coordinates.ts',
    within: '2 ** 63',
    kind: 'a number',
    why: 'the sum of both logarithms is the same for any scale between 2^23 and 2^126',
  },
  ...['181440', '9676800', '479001600'].map((within) => ({
    file: 'src/distributions/exponentialTilt.ts',
    within,
    kind: 'a number',
    why: 'it moves the series by less than float32 resolves',
  })),
  {
    file: 'src/random/threefry.ts',
    within: 'first: Int32Array.from({ length: 6 }',
    kind: 'a number',
    why: 'a seventh number is not read',
  },
  {
    file: 'src/random/threefry.ts',
    within: 'second: Int32Array.from({ length: 6 }',
    kind: 'a number',
    why: 'a seventh number is not read',
  },
]

/** Why a change of a text makes no difference, or `null`. */
export const whyEquivalent = (text, site, entries = EQUIVALENT) => {
  const own = entries.find(({ file, within, kind }) => {
    const at = text.indexOf(within)
    return file === site.file && kind === site.kind && at >= 0 && at <= site.start && site.end <= at + within.length
  })
  return own?.why ?? null
}
