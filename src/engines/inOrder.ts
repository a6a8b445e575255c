/** Work in the order of asking. */

/** Work that is begun in the order of asking, each when the one before is over, whether or not that failed. */
export interface InOrder {
  readonly next: <A>(work: () => Promise<A>) => Promise<A>
  /** When all that has been asked is over. */
  readonly last: () => Promise<unknown>
}

/** An order, of which nothing has been asked. */
export const inOrder = (): InOrder => {
  let last: Promise<unknown> = Promise.resolve()
  const next = <A>(work: () => Promise<A>): Promise<A> => {
    const own = last.then(work)
    last = own.catch(() => undefined)
    return own
  }
  return { next, last: () => last }
}
