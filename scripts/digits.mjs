// Writes src/shapes/digits.ts: the decimal tables that whole-number arithmetic in the types looks up.
// Run with `node scripts/digits.mjs`, then `npx biome check --write src/shapes/digits.ts`.
import { writeFileSync } from 'node:fs'

const digits = [...Array(10).keys()]
const row = (each, entry) => `{ ${each.map((digit) => `${digit}: ${entry(digit)}`).join(', ')} }`
const rows = (each, line) => `{\n${each.map((digit) => `${digit}: ${line(digit)},`).join('\n')}\n}`
const pairs = (rule) => row(digits, (digit) => `[${rule(digit).join(', ')}]`)
const table = (carries, rule) => rows(carries, (carry) => rows(digits, (a) => pairs((b) => rule(carry, a, b))))
const split = (value) => [value % 10, Math.floor(value / 10)]
const borrow = (value) => (value < 0 ? [value + 10, 1] : [value, 0])
const divide = (value, by) => [Math.floor(value / by), value % by]
const division = rows(digits, (by) =>
  by === 0 ? 'never' : rows(digits.slice(0, by), (remainder) => pairs((digit) => divide(remainder * 10 + digit, by))),
)

writeFileSync(
  'src/shapes/digits.ts',
  `/**
 * Decimal tables, written by scripts/digits.mjs: \`Table[carry][a][b]\` is \`[digit, carry]\`.
 *
 * Rows are objects: of a tuple that it looks into, the compiler makes an array of all that is in it.
 */

export type Digit = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9

// biome-ignore format: a table reads best as rows
export type AddTable = ${table([0, 1], (carry, a, b) => split(a + b + carry))}

// biome-ignore format: a table reads best as rows
export type SubtractTable = ${table([0, 1], (carry, a, b) => borrow(a - b - carry))}

// biome-ignore format: a table reads best as rows
export type MultiplyTable = ${table(digits, (carry, a, b) => split(a * b + carry))}

/** \`DivideTable[by][remainder][digit]\` is \`[quotient, remainder]\`. */
// biome-ignore format: a table reads best as rows
export type DivideTable = ${division}
`,
)
