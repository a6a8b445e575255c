/** Colors of classes, which are told apart on black. */

const COLORS = [
  ...['#5aa9ff', '#ff9f43', '#3ddc84', '#ff5d5d', '#b98cff', '#d1a077', '#ff85cf', '#b6c2cf', '#e6d84a', '#2fd6dd'],
] as const

/** The color of a class of some. */
export const colorOf = (at: number, classes: number): string =>
  classes <= COLORS.length ? (COLORS[at] ?? '#ffffff') : `hsl(${Math.round((360 * at) / classes)} 75% 65%)`

/** The color of examples that are of no class. */
export const PLAIN = '#8fc7ff'
