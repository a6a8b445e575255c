/** How the values of a parameter lie on a line: between 0 and 1 for samplers that spread points, on their own scale for densities. */

import { type Between, type Parameter, plainOf, type Value } from './parameter.js'

/** Where a number lies on the scale on which its parameter is spread evenly. */
export const placeOf = ({ log }: Between, value: number): number => (log ? Math.log(value) : value)

/** The two ends of that scale. A whole number takes half of the way to its neighbors on each side. */
export const endsOf = (between: Between): readonly [number, number] => {
  const reach = between.whole ? 0.5 : 0
  return [placeOf(between, between.from - reach), placeOf(between, between.to + reach)]
}

const held = ({ from, to }: Between, value: number): number => Math.min(to, Math.max(from, value))

/** The number at a place of the scale. */
export const numberAt = (between: Between, place: number): number => {
  const value = between.log ? Math.exp(place) : place
  return held(between, between.whole ? Math.round(value) : value)
}

/**
 * The value of a parameter at a part of its way, from 0 to below 1.
 *
 * @example
 * [valueAt({ _tag: 'Choice', values: ['a', 'b'] }, 0.5), valueAt({ _tag: 'Between', from: 1, to: 100, whole: false, log: true }, 0.5)]
 * //=> ['b', 10.000000000000002]
 */
export const valueAt = (parameter: Parameter, part: number): Value => {
  const plain = plainOf(parameter)
  if (plain._tag === 'Choice') return plain.values[Math.floor(part * plain.values.length)] as Value // safe: part is below 1
  const [low, high] = endsOf(plain)
  return numberAt(plain, low + part * (high - low))
}

/** The part of its way at which a value of a parameter lies, from 0 to 1: of a choice the middle of its share. */
export const partOf = (parameter: Parameter, value: Value): number => {
  const plain = plainOf(parameter)
  if (plain._tag === 'Choice') return (plain.values.indexOf(value) + 0.5) / plain.values.length
  const [low, high] = endsOf(plain)
  return (placeOf(plain, Number(value)) - low) / (high - low)
}
