/** Studies as Indexed Jobs of Kubernetes: a manifest, of which each pod trains the trial of its index. */

import { dirname } from 'node:path/posix'
import { stringify } from 'yaml'
import type { Tasks } from './task.js'

/** What a manifest says besides. */
export interface Volume {
  readonly image: string
  /** A PersistentVolumeClaim that pods on all nodes can write. */
  readonly claim: string
  /** The folder of the study, in a folder where the volume is mounted. */
  readonly folder: string
}

/** How often a pod of one index may fail, of which nobody has said that it was moved. */
const MOST_FAILURES = 10

/** What a name of a Job may be, with room for the index that its pods have after it. Source: RFC 1123, labels. */
const jobName = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 52)
    .replace(/^-+|-+$/g, '') || 'study'

/** A pod that is moved costs nothing; one that says that its input is bad would say it again. */
const failures = {
  rules: [
    { action: 'Ignore', onPodConditions: [{ type: 'DisruptionTarget', status: 'True' }] },
    { action: 'FailJob', onExitCodes: { operator: 'In', values: [2] } },
  ],
}

const podOf = ({ image, claim, folder }: Volume, command: string) => ({
  restartPolicy: 'Never',
  containers: [
    {
      name: 'trial',
      image,
      // in a command Kubernetes reads $(NAME) as a variable, and $$( as $(
      command: ['/bin/sh', '-c', command.replaceAll('$(', '$$$(')],
      volumeMounts: [{ name: 'study', mountPath: dirname(folder) }],
    },
  ],
  volumes: [{ name: 'study', persistentVolumeClaim: { claimName: claim } }],
})

const commentOf = ({ collect }: Tasks): string =>
  [
    'Apply it with kubectl apply -f; the image needs Node, shapebound and the recipe in its working folder.',
    'A pod that takes the place of another goes on from its checkpoint. The same job again trains what is not over.',
    'When the job is complete, this journals what was measured and writes the report, in a pod with the same volume:',
    `  ${collect}`,
  ]
    .map((line) => `# ${line}\n`)
    .join('')

/**
 * The manifest of an Indexed Job.
 *
 * Source: Kubernetes, API reference, `batch/v1` Job; `backoffLimitPerIndex` and `podFailurePolicy` are on from 1.29.
 */
export const kubernetesJob = (tasks: Tasks, volume: Volume): string =>
  commentOf(tasks) +
  stringify(
    {
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: { name: jobName(tasks.name) },
      spec: {
        completionMode: 'Indexed',
        completions: tasks.trials,
        parallelism: tasks.atOnce ?? tasks.trials,
        backoffLimitPerIndex: MOST_FAILURES,
        podFailurePolicy: failures,
        template: { spec: podOf(volume, `exec ${tasks.task} "$JOB_COMPLETION_INDEX"`) },
      },
    },
    { lineWidth: 0 },
  )
