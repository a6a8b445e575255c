/** Work of a page that waits: until nothing changes any more, or for a frame that has time for it. */

/** Acts once nobody has asked for some time; `null` takes back what was asked for. Units: milliseconds. */
export const later = (milliseconds: number): ((act: (() => void) | null) => void) => {
  let waiting = 0
  return (act) => {
    clearTimeout(waiting)
    if (act !== null) waiting = setTimeout(act, milliseconds)
  }
}

/**
 * Does one thing after the other, at least one in each frame, and tells when there is more to see; what is begun anew takes the
 * place of what was. Units of the budget: milliseconds of a frame.
 */
export const inFrames = (budget: number) => {
  let job = 0
  return (count: number, each: (at: number) => void, seen: () => void = () => undefined): void => {
    const own = ++job
    let at = 0
    const next = () => {
      if (own !== job) return
      const until = performance.now() + budget
      while (at < count) {
        each(at++)
        if (performance.now() >= until) break
      }
      seen()
      if (at < count) requestAnimationFrame(next)
    }
    next()
  }
}
