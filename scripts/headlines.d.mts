export interface Wanted {
  readonly line: number
  readonly last: boolean
  readonly words: string
  readonly culprit: string | undefined
  readonly code: string
}
export interface Reported {
  readonly file: string
  readonly line: number
  readonly column: number
  readonly code: number
  readonly message: readonly string[]
}
export const wantedIn: (source: string) => readonly Wanted[]
export const errorsIn: (output: string) => readonly Reported[]
export const verdict: (wanted: Wanted | undefined, errors: readonly Reported[]) => string | null
