/** The memory of this machine. */

import { constrainedMemory } from 'node:process'

/** The memory that this process may use: that of the machine, or of a container on it. Units: bytes. */
export const memoryOf = (machine: number): number => {
  const limit = constrainedMemory()
  return limit > 0 ? Math.min(machine, limit) : machine
}
