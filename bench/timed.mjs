/** How long a step takes, in Node and in a page. */

/** Milliseconds a step, over blocks of some steps each. */
export const timed = async (samples, block, step) => {
  const ms = []
  for (let sample = 0; sample < samples; sample++) {
    const begun = performance.now()
    for (let at = 0; at < block; at++) await step()
    ms.push((performance.now() - begun) / block)
  }
  return ms
}
