/** A Slurm of one node for tests, in a folder of its own: Debian's `slurm-wlm`, where it is installed. */

import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { kill } from 'node:process'
import { vi } from 'vitest'
import { freePort } from './port.js'

const DAEMONS = { munged: '/usr/sbin/munged', slurmctld: '/usr/sbin/slurmctld', slurmd: '/usr/sbin/slurmd' } as const

/** Whether there is one, and this user may start it. */
export const hasSlurm = Object.values(DAEMONS).every(existsSync) && process.getuid?.() === 0

const configuration = (folder: string, node: string, [controller, daemon]: readonly number[]): string => `
ClusterName=shapebound
SlurmctldHost=${node}(127.0.0.1)
SlurmUser=root
SlurmctldPort=${controller}
SlurmdPort=${daemon}
AuthType=auth/munge
# a job that is queued again begins when its credential has expired
AuthInfo=socket=${folder}/munge.socket,cred_expire=5
StateSaveLocation=${folder}/state
SlurmdSpoolDir=${folder}/spool
SlurmctldPidFile=${folder}/slurmctld.pid
SlurmdPidFile=${folder}/slurmd.pid
SlurmctldLogFile=${folder}/slurmctld.log
SlurmdLogFile=${folder}/slurmd.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
MailProg=/bin/true
KillWait=5
SchedulerParameters=sched_interval=2
NodeName=${node} NodeAddr=127.0.0.1 CPUs=2 State=UNKNOWN
PartitionName=all Nodes=${node} Default=YES MaxTime=INFINITE State=UP
`

/** What runs a command of Slurm and gives what it says. */
export interface Slurm {
  readonly call: (command: string, ...words: readonly string[]) => string
  /** Ends once all of it has: what is ending still writes into its folder. */
  readonly stop: () => Promise<void>
}

const ran = (program: string, words: readonly string[], environment: Readonly<Record<string, string>> = {}): string => {
  const { status, stdout, stderr } = spawnSync(program, words, {
    encoding: 'utf8',
    env: { ...process.env, ...environment },
  })
  if (status !== 0) throw new Error(`${program} ${words.join(' ')}: ${stderr}`)
  return stdout.trim()
}

/** Whether there is no such process any more, or one that only waits to be asked how it ended. */
const hasEnded = (pid: number): boolean => {
  try {
    return / Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
  } catch {
    return true
  }
}

const startedMunge = (folder: string): void => {
  const file = (name: string) => join(folder, name)
  writeFileSync(file('munge.key'), randomBytes(128), { mode: 0o400 })
  const places = { socket: 'munge.socket', 'key-file': 'munge.key', 'pid-file': 'munged.pid', 'log-file': 'munged.log' }
  ran(DAEMONS.munged, [
    '--force',
    `--seed-file=${file('munge.seed')}`,
    ...Object.entries(places).map(([option, name]) => `--${option}=${file(name)}`),
  ])
}

/** Starts it, and waits until its node takes jobs. */
export const startSlurm = async (folder: string): Promise<Slurm> => {
  for (const name of ['state', 'spool']) mkdirSync(join(folder, name), { recursive: true })
  const node = hostname().split('.')[0] ?? 'node'
  const file = join(folder, 'slurm.conf')
  writeFileSync(file, configuration(folder, node, [await freePort(), await freePort()]))
  const environment = { SLURM_CONF: file }
  const call = (command: string, ...words: readonly string[]) => ran(command, words, environment)
  const stop = async () => {
    const pids = Object.keys(DAEMONS)
      .map((name) => join(folder, `${name}.pid`))
      .filter(existsSync)
      .map((file) => Number(readFileSync(file, 'utf8')))
    for (const pid of pids.toReversed()) kill(pid, 'SIGTERM')
    await vi.waitUntil(() => pids.every(hasEnded), { timeout: 30_000, interval: 100 })
  }
  startedMunge(folder)
  ran(DAEMONS.slurmctld, [], environment)
  ran(DAEMONS.slurmd, [], environment)
  await vi.waitUntil(() => call('sinfo', '--noheader', '--format=%T') === 'idle', { timeout: 30_000, interval: 500 })
  return { call, stop }
}
