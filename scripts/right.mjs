// Effects in a script: their value, or an error that ends it.

/** What an effect gives. */
export const right = async (effect) => {
  const result = await effect()
  if (result._tag === 'Left') throw new Error(result.left.message)
  return result.right
}

/** What is there already, or the error that is there in its place. */
export const of = (either) => right(async () => either)
