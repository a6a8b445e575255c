/** How long training will still take, from the steps that were taken and those that are to come. */

/** A step, and when it was reported. Units: milliseconds. */
export interface Moment {
  readonly step: number
  readonly time: number
}

/** Units: milliseconds. Engines take several steps at a time and report them together: these are one moment. */
const TOGETHER = 20

/**
 * Where measuring begins: the last of the steps that were reported together with the first, so that neither compilation
 * nor the size of that first group counts.
 */
export const beginning = (start: Moment | null, now: Moment): Moment =>
  start === null ? now : now.time - start.time < TOGETHER ? { ...start, step: now.step } : start

/**
 * The time that the other steps will take if they take as long as those since the beginning, validation included.
 *
 * Units: milliseconds. `null` while nothing has been measured.
 *
 * @example
 * timeLeft({ step: 1, time: 0 }, { step: 101, time: 1000 }, 401)
 * //=> 3000
 */
export const timeLeft = (start: Moment, now: Moment, total: number): number | null =>
  now.step > start.step ? ((total - now.step) * (now.time - start.time)) / (now.step - start.step) : null

/**
 * A time left as text, rounded to the second and from ten minutes on to the minute.
 *
 * @example
 * remainingWords(200_000)
 * //=> '3 min 20 s left'
 */
export const remainingWords = (milliseconds: number): string => {
  const seconds = Math.round(milliseconds / 1000)
  const minutes = seconds < 600 ? Math.floor(seconds / 60) : Math.round(seconds / 60)
  return minutes === 0
    ? `${seconds} s left`
    : minutes < 10
      ? `${minutes} min ${seconds % 60} s left`
      : minutes < 60
        ? `${minutes} min left`
        : `${Math.floor(minutes / 60)} h ${minutes % 60} min left`
}
