// Writes src/shapes/digits.ts: the decimal tables that whole-number arithmetic in the types looks up.
// Run with `node scripts/digits.mjs`, then `npx biome check --write src/shapes/digits.ts`.
import { writeFileSync } from 'node:fs'

const digits = [...Array(10).keys()]
const table = (carries, rule) =>
  `[${carries.map((carry) => `[${digits.map((a) => `[${digits.map((b) => `[${rule(carry, a, b).join(', ')}]`).join(', ')}]`).join(',\n')}]`).join(',\n')}]`
const split = (value) => [value % 10, Math.floor(value / 10)]

writeFileSync(
  'src/shapes/digits.ts',
  `/** Decimal tables, written by scripts/digits.mjs: \`Table[carry][a][b]\` is \`[digit, carry]\`. */

export type Digit = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9

// biome-ignore format: a table reads best as rows
export type AddTable = ${table([0, 1], (carry, a, b) => split(a + b + carry))}

// biome-ignore format: a table reads best as rows
export type MultiplyTable = ${table(digits, (carry, a, b) => split(a * b + carry))}
`,
)
