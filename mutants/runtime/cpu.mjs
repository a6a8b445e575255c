// How much of the processor a run has taken: on a busy machine its time on the clock says nothing.
import { readdirSync, readFileSync } from 'node:fs'

/** Linux counts in hundredths of a second. */
const TICK_MS = 10

/** What stands after the name of a process in its `stat`, which may hold spaces and brackets. */
const fieldsOf = (text) => text.slice(text.lastIndexOf(')') + 2).split(' ')

/**
 * The milliseconds that the text of a `stat` counts for a group of processes: its own, and those of its children that
 * have ended. 0 where it is of another group.
 *
 * Source: proc(5), `/proc/[pid]/stat`, fields 5 and 14 to 17.
 */
export const msIn = (text, group) => {
  const fields = fieldsOf(text)
  return Number(fields[2]) === group ? TICK_MS * fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks), 0) : 0
}

const statOf = (name) => {
  try {
    return readFileSync(`/proc/${name}/stat`, 'utf8')
  } catch {
    return '' // it has ended meanwhile
  }
}

/** The milliseconds that a group of processes has taken, or `null` where the system does not say. */
export const cpuMs = (group) => {
  if (process.platform !== 'linux') return null
  const names = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  return names.reduce((sum, name) => sum + msIn(statOf(name), group), 0)
}
