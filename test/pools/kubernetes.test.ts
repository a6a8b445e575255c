import { spawnSync } from 'node:child_process'
import { describe, expect, test } from 'vitest'
import { parseAllDocuments } from 'yaml'
import { kubernetesJob } from '../../src/pools/kubernetes.js'
import type { Tasks } from '../../src/pools/task.js'

const tasks: Tasks = {
  ...{ name: 'My_Study.v2', trials: 40, atOnce: 8 },
  ...{ task: "printf '%s\\n' 'a: b # $(HOME)' --task", collect: 'npx shapebound sweep vae' },
}
const volume = { image: 'registry/vae:1', claim: 'studies', folder: '/studies/vae-1' }
const text = kubernetesJob(tasks, volume)

/** What a field holds: an own form, a list of one, or the fields of an object, those with `?` at their end left out or not. */
type Form = ((value: unknown) => boolean) | { readonly [field: string]: Form } | readonly [Form]

const whole = (value: unknown): boolean => Number.isInteger(value) && Number(value) >= 0 && Number(value) < 2 ** 31
const word = (value: unknown): boolean => typeof value === 'string' && value.length > 0
const oneOf =
  (...words: readonly string[]) =>
  (value: unknown): boolean =>
    words.includes(String(value))
/** RFC 1123: what names of Jobs with indexes, containers and volumes are. */
const label = (value: unknown): boolean => /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(String(value))
const path = (value: unknown): boolean => /^\/[^:]+$/.test(String(value))

/** The fields of a Job that a manifest of ours may have. Source: Kubernetes 1.33, API reference, Job `batch/v1` and Pod `v1`. */
const JOB: Form = {
  apiVersion: oneOf('batch/v1'),
  kind: oneOf('Job'),
  metadata: { name: label },
  spec: {
    completionMode: oneOf('Indexed', 'NonIndexed'),
    completions: whole,
    parallelism: whole,
    backoffLimitPerIndex: whole,
    podFailurePolicy: {
      rules: [
        {
          action: oneOf('FailJob', 'FailIndex', 'Ignore', 'Count'),
          'onExitCodes?': { operator: oneOf('In', 'NotIn'), values: [whole] },
          'onPodConditions?': [{ type: word, status: oneOf('True', 'False', 'Unknown') }],
        },
      ],
    },
    template: {
      spec: {
        restartPolicy: oneOf('Never', 'OnFailure'),
        containers: [{ name: label, image: word, command: [word], volumeMounts: [{ name: label, mountPath: path }] }],
        volumes: [{ name: label, persistentVolumeClaim: { claimName: word } }],
      },
    },
  },
}

/** Where something is not of its form. */
const faults = (form: Form, value: unknown, at = ''): readonly string[] => {
  if (typeof form === 'function') return form(value) ? [] : [at]
  if (Array.isArray(form))
    return Array.isArray(value)
      ? value.flatMap((each, index) => faults(form[0] as Form, each, `${at}[${index}]`))
      : [at]
  if (typeof value !== 'object' || value === null) return [at]
  const fields = Object.entries(form as { readonly [field: string]: Form }).map(
    ([name, of]) => [name.replace('?', ''), of, name.endsWith('?')] as const,
  )
  const stray = Object.keys(value).filter((name) => !fields.some(([known]) => known === name))
  return [
    ...stray.map((name) => `${at}.${name}`),
    ...fields.flatMap(([name, of, isOptional]) =>
      isOptional && !(name in value) ? [] : faults(of, (value as Record<string, unknown>)[name], `${at}.${name}`),
    ),
  ]
}

const parsed = (manifest: string) => {
  const [document, ...more] = parseAllDocuments(manifest)
  expect([document?.errors, more]).toEqual([[], []])
  return document?.toJS()
}
const job = parsed(text)
const pod = job.spec.template.spec

describe('a manifest is what batch/v1 takes', () => {
  test('every field is one that there is, and has a value of its form', () => {
    expect(faults(JOB, job)).toEqual([])
    expect(faults(JOB, { ...job, spec: { ...job.spec, completion: 3 } })).toEqual(['.spec.completion'])
  })

  test('what its fields want of each other', () => {
    const { spec } = job
    // an index that is tried again, and rules for failures, take Indexed and Never
    expect([spec.completionMode, pod.restartPolicy]).toEqual(['Indexed', 'Never'])
    // pods are named after the job and their index, which makes one label
    expect(label(`${job.metadata.name}-${spec.completions - 1}`)).toBe(true)
    // a rule has codes or conditions and not both; codes are in order, each once, and never 0
    for (const { onExitCodes, onPodConditions } of spec.podFailurePolicy.rules) {
      expect((onExitCodes === undefined) !== (onPodConditions === undefined)).toBe(true)
      const codes: readonly number[] = onExitCodes?.values ?? []
      expect(codes).toEqual([...new Set(codes)].toSorted((a, b) => a - b).filter((code) => code > 0))
    }
    // every volume that is mounted is there
    const volumes = pod.volumes.map(({ name }: { name: string }) => name)
    expect(volumes).toEqual(pod.containers[0].volumeMounts.map(({ name }: { name: string }) => name))
  })
})

test('its indexes are the trials, and its volume holds the folder of the study', () => {
  expect([job.metadata.name, job.spec.completions, job.spec.parallelism]).toEqual(['my-study-v2', 40, 8])
  expect(pod.containers[0]).toMatchObject({ image: 'registry/vae:1', volumeMounts: [{ mountPath: '/studies' }] })
  expect(parsed(kubernetesJob({ ...tasks, atOnce: null }, volume)).spec.parallelism).toBe(40)
})

test.each([
  ['a'.repeat(80), 'a'.repeat(52)],
  ['ÄÖ', 'study'],
  ['-a-', 'a'],
])('a name that is none of a Job is made one: %s', (name, expected) =>
  expect(parsed(kubernetesJob({ ...tasks, name }, volume)).metadata.name).toBe(expected),
)

test('its command is run with the index that Kubernetes gives it, and to the letter', () => {
  // as a kubelet reads it: $$( is $(
  const [program = '', ...words] = pod.containers[0].command.map((each: string) => each.replaceAll('$$(', '$('))
  const { stdout } = spawnSync(program, words, { env: { ...process.env, JOB_COMPLETION_INDEX: '17' } })
  expect(String(stdout)).toBe('a: b # $(HOME)\n--task\n17\n')
})
