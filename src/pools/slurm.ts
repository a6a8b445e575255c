/** Studies as job arrays of Slurm: a script for `sbatch`, of which each task trains the trial of its number. */

import type { Tasks } from './task.js'

/**
 * The script of a job array. A task that Slurm queues again goes on from its checkpoint, and one that is over ends at once.
 *
 * Source: the manual of Slurm 22.05, `sbatch`.
 *
 * @example
 * slurmScript({ name: 'vae', trials: 40, atOnce: 8, task: 'npx shapebound sweep vae --task', collect: 'npx shapebound sweep vae' })
 *   .split('\n')[2]
 * //=> '#SBATCH --array=0-39%8'
 */
export const slurmScript = ({ name, trials, atOnce, task, collect }: Tasks): string =>
  [
    '#!/bin/bash',
    `#SBATCH --job-name=${name}`,
    `#SBATCH --array=0-${trials - 1}${atOnce === null ? '' : `%${atOnce}`}`,
    '#SBATCH --requeue',
    '#SBATCH --open-mode=append',
    '# Submit it in this folder, with what a trial needs: sbatch --time=4:00:00 --mem=8G study.sh',
    '# A task that is queued again goes on from its checkpoint. The same script again trains what is not over.',
    '# When all tasks are over, this journals what they measured and writes the report:',
    `#   ${collect}`,
    `exec ${task} "$SLURM_ARRAY_TASK_ID"`,
    '',
  ].join('\n')
