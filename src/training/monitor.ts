/** When training has stopped improving. */

/** The best value so far, and how many epochs ago it was. */
export interface Monitor {
  readonly best: number
  readonly waited: number
}

export const unseen: Monitor = { best: Number.NEGATIVE_INFINITY, waited: 0 }

/** The monitor after another value, which is better when it is larger. */
export const observe = ({ best, waited }: Monitor, value: number): Monitor =>
  value > best ? { best: value, waited: 0 } : { best, waited: waited + 1 }

/** Whether as many epochs as one is patient for have brought nothing better. */
export const isSpent = ({ waited }: Monitor, patience: number | undefined): boolean =>
  patience !== undefined && waited >= patience
