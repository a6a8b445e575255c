export interface Compiled {
  readonly compiler: string
  readonly code: number
  readonly output: string
}
export const COMPILERS: readonly string[]
export const compile: (compiler: string, args: readonly string[], cwd?: string) => Promise<Compiled>
export const compileOnAll: (args: readonly string[], cwd?: string) => Promise<readonly Compiled[]>
