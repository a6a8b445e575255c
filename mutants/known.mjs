// Exceptions that are known, each with its reason. They count as exceptions in what is printed; others fail the command.

const ROWS =
  'rows of samples*batch and of batch*samples are equally many, in another order: taken for one another, splitRows would ' +
  'hand each example the samples of others'

export const KNOWN = [
  { program: 'regrouped', changed: "declare const z: T.Tensor<readonly ['batch', 'samples', 6]>", reason: ROWS },
  {
    program: 'regrouped',
    changed:
      "const apart = pipe(decoded, T.splitRows('batch', 'samples', z.sizes[0] as number), T.reshape(['samples', 'batch', 28]))",
    reason: ROWS,
  },
]

/** Why an exception is known, or `null`. */
export const reasonOf = (mutant) =>
  KNOWN.find(({ program, changed }) => program === mutant.program && changed === mutant.changed)?.reason ?? null
