// biome-ignore-all lint/suspicious/noConsole: it is a command
// Prints what the types cost, and fails where one costs more than its pin.
import { CASES } from './cases.mjs'
import { measureAll } from './measure.mjs'

const measured = measureAll(CASES)
for (const { name, cost, pin, goal, seconds, faults, loose } of measured) {
  const limit = pin === undefined ? '' : ` of ${pin}`
  const notes = [
    ...(loose ? ['the pin could be lowered'] : []),
    ...(goal !== undefined && cost > goal ? [`the goal is ${goal}`] : []),
  ]
  const note = notes.length === 0 ? '' : ` (${notes.join(', ')})`
  console.log(`${String(cost).padStart(6)}${limit.padEnd(10)} ${seconds.toFixed(2)} s  ${name}${note}`)
  for (const fault of faults) console.log(`       ${name}: ${fault}`)
}
const bad = measured.filter(({ faults }) => faults.length > 0)
console.log(`type-cost: ${measured.length - bad.length} of ${measured.length} within their pins`)
process.exit(bad.length === 0 ? 0 : 1)
