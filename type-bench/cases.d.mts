/** A program and what its types may cost: see cases.mjs. */
export interface Case {
  readonly name: string
  readonly code: string
  readonly given?: string
  readonly per?: number
  readonly pin?: number
  readonly goal?: number
  readonly fails?: string
  readonly times?: readonly [most: number, of: string]
  readonly seconds?: number
}
export const CASES: readonly Case[]
