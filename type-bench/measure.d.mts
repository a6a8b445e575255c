import type { Case } from './cases.mjs'

export interface Measured {
  readonly name: string
  readonly cost: number
  readonly words: readonly string[]
  readonly seconds: number
}
export interface Compared extends Measured {
  readonly pin: number | undefined
  readonly goal: number | undefined
  readonly faults: readonly string[]
  readonly loose: boolean
}
export const measure: (given: Pick<Case, 'name' | 'code' | 'given' | 'per'>) => Measured
export const faults: (
  given: Pick<Case, 'name' | 'pin' | 'fails' | 'times' | 'seconds'>,
  measured: Measured,
  others: readonly Measured[],
) => readonly string[]
export const isLoose: (given: Pick<Case, 'pin'>, measured: Measured) => boolean
export const measureAll: (cases: readonly Case[]) => readonly Compared[]
