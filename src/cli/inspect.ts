/** `shapebound inspect`: what is in a checkpoint. */

import { join } from 'node:path'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { readTensors } from '../checkpoints/checkpoint.js'
import type { NamedTensors, SafeTensors } from '../checkpoints/safetensors.js'
import { paramsOf, STATE, under } from '../checkpoints/stateOf.js'
import { show } from '../shapes/message.js'
import { optionsNoted } from './configuration.js'
import { badInput, type CliError, toCliError } from './errors.js'
import { FILES } from './folder.js'
import { folderCommand } from './folderCommand.js'
import { targetOf } from './looking.js'

/** What `--json` prints. What a file does not say is `null`. */
export interface Inspected {
  readonly checkpoint: string
  readonly holds: 'state' | 'parameters'
  readonly recipe: string | null
  /** The formula of what was maximized. */
  readonly objective: string | null
  readonly engine: string | null
  readonly library: string | null
  readonly steps: number | null
  readonly options: Readonly<Record<string, unknown>> | null
  /** How many numbers the model has, without the states of its layers. */
  readonly parameters: number
  /** How many numbers the optimizers remember. */
  readonly optimizers: number
  readonly tensors: readonly { readonly name: string; readonly sizes: readonly number[] }[]
}

const numbersIn = (tensors: readonly Pick<NamedTensors, 'values'>[]): number =>
  tensors.reduce((sum, { values }) => sum + values.length, 0)

const inspectedOf = (checkpoint: string, content: SafeTensors): Inspected => {
  const { metadata } = content
  const { tensors } = paramsOf(content)
  const isState = metadata[STATE] !== undefined
  return {
    checkpoint,
    holds: isState ? 'state' : 'parameters',
    ...{ recipe: metadata.recipe ?? null, objective: metadata.objective ?? null, engine: metadata.engine ?? null },
    ...{ library: metadata.library ?? null, steps: metadata.steps === undefined ? null : Number(metadata.steps) },
    options: optionsNoted(metadata),
    parameters: numbersIn(tensors.filter(({ name }) => !name.startsWith('state.'))),
    optimizers: isState ? numbersIn(under('optimizers')(content.tensors)) : 0,
    tensors: tensors.map(({ name, sizes }) => ({ name, sizes })),
  }
}

/** What is in a checkpoint, or in that of a folder. Errors: a `CliError` of one line. */
export const inspected = (target: string): TE.TaskEither<CliError, Inspected> => {
  const { folder, file } = targetOf(target)
  const checkpoint = file ?? join(folder, FILES.checkpoint)
  return pipe(
    readTensors(checkpoint),
    TE.bimap(
      (error) => badInput(`inspect: ${toCliError(error).message}`),
      (content) => inspectedOf(checkpoint, content),
    ),
  )
}

/** What was found, as text. */
export const inspectedLines = (found: Inspected): readonly string[] => {
  const { recipe, objective, engine, library, steps, options, tensors } = found
  const width = Math.max(0, ...tensors.map(({ name }) => name.length)) + 3
  const facts = { recipe, maximized: objective, engine, library, steps }
  const count = (value: number) => value.toLocaleString('en')
  return [
    `${found.checkpoint}`,
    ...Object.entries(facts).flatMap(([name, value]) => (value === null ? [] : [`${name.padEnd(12)}${value}`])),
    ...(options === null
      ? []
      : [
          `options     ${Object.entries(options)
            .map(([name, value]) => `${name}=${value}`)
            .join(' ')}`,
        ]),
    `parameters  ${count(found.parameters)}`,
    ...(found.holds === 'state' ? [`optimizers  ${count(found.optimizers)} numbers`] : []),
    ...tensors.map(({ name, sizes }) => `${name.padEnd(width)}${show(sizes)}`),
  ]
}

/** The command. */
export const inspectCommand = folderCommand<object, Inspected>({
  name: 'inspect',
  about: 'show what is in a checkpoint: its recipe, its formula, its tensors and their sizes',
  takes: '<path>',
  options: [],
  examples: ['inspect runs/sprites-1', 'inspect runs/sprites-1/best.safetensors --json'],
  act: ([target = '']) => inspected(target),
  words: inspectedLines,
})
