import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Engine } from '../../../src/engines/engine.js'
import { choose } from '../../../src/engines/select.js'
import { toTensorBoard } from '../../../src/listeners/metrics/index.js'
import { elbo } from '../../../src/losses/estimators.js'
import { adam } from '../../../src/optimizers/index.js'
import { from } from '../../../src/random/key.js'
import type { TrainingEvent } from '../../../src/training/events.js'
import * as Train from '../../../src/training/fit.js'
import { run } from '../../support/outcome.js'
import { smallVae as model, patterns } from '../../support/smallVae.js'

// A reader of event files that shares nothing with what writes them: checksums bit by bit, messages by their wire format
// (https://protobuf.dev/programming-guides/encoding)

/** CRC-32C without a table: the remainder of the bits, highest first, by the polynomial of Castagnoli, all reflected. */
const checksum = (bytes: Uint8Array): bigint => {
  let remainder = 0xffffffffn
  for (const byte of bytes)
    for (let bit = 0n; bit < 8n; bit++) {
      const isOdd = ((remainder ^ (BigInt(byte) >> bit)) & 1n) === 1n
      remainder = (remainder >> 1n) ^ (isOdd ? 0x82f63b78n : 0n)
    }
  const whole = remainder ^ 0xffffffffn
  return (((whole >> 15n) | ((whole << 17n) & 0xffffffffn)) + 0xa282ead8n) & 0xffffffffn
}

const framesOf = (bytes: Uint8Array): readonly Uint8Array[] => {
  const [view, frames] = [new DataView(bytes.buffer, bytes.byteOffset), [] as Uint8Array[]]
  for (let at = 0; at < bytes.length; ) {
    const length = Number(view.getBigUint64(at, true))
    expect(BigInt(view.getUint32(at + 8, true))).toBe(checksum(bytes.subarray(at, at + 8)))
    const data = bytes.subarray(at + 12, at + 12 + length)
    expect(data.length).toBe(length)
    expect(BigInt(view.getUint32(at + 12 + length, true))).toBe(checksum(data))
    frames.push(data)
    at += length + 16
  }
  return frames
}

type Field = readonly [number: number, value: bigint | Uint8Array]

const fieldsOf = (bytes: Uint8Array): readonly Field[] => {
  const fields: Field[] = []
  let at = 0
  const varint = (): bigint => {
    let [value, shift] = [0n, 0n]
    for (;;) {
      const byte = BigInt(bytes[at++] ?? 0)
      value |= (byte & 0x7fn) << shift
      if (byte < 0x80n) return value
      shift += 7n
    }
  }
  const taken = (length: number) => {
    at += length
    return bytes.slice(at - length, at)
  }
  while (at < bytes.length) {
    const key = Number(varint())
    const sizes: Readonly<Record<number, () => bigint | Uint8Array>> = {
      0: varint,
      1: () => taken(8),
      2: () => taken(Number(varint())),
      5: () => taken(4),
    }
    fields.push([key >> 3, sizes[key & 7]?.() ?? 0n])
  }
  return fields
}

const textOf = (bytes: unknown) => new TextDecoder().decode(bytes as Uint8Array)
const viewOf = (bytes: unknown) => new DataView((bytes as Uint8Array).buffer)

interface Read {
  readonly time: number
  readonly step: number
  readonly version: string | null
  readonly restarts: boolean
  readonly scalars: Readonly<Record<string, number>>
}

const eventOf = (bytes: Uint8Array): Read => {
  const fields = new Map(fieldsOf(bytes))
  const summary = fields.get(5) as Uint8Array | undefined
  const log = fields.get(7) as Uint8Array | undefined
  return {
    time: viewOf(fields.get(1)).getFloat64(0, true),
    step: Number(fields.get(2) ?? 0n),
    version: fields.has(3) ? textOf(fields.get(3)) : null,
    restarts: log !== undefined && new Map(fieldsOf(log)).get(1) === 1n,
    scalars: Object.fromEntries(
      (summary === undefined ? [] : fieldsOf(summary)).map(([, value]) => {
        const parts = new Map(fieldsOf(value as Uint8Array))
        return [textOf(parts.get(1)), viewOf(parts.get(2)).getFloat32(0, true)]
      }),
    ),
  }
}

const folder = mkdtempSync(join(tmpdir(), 'tensorboard-'))
afterAll(() => rmSync(folder, { recursive: true }))
const eventsIn = (file: string) => framesOf(Uint8Array.from(readFileSync(join(folder, file)))).map(eventOf)

let engine: Engine
beforeAll(async () => {
  engine = (await run(choose('wasm'))).engine
})

it('event files have every step and epoch, framed and checked, and say where training went on', async () => {
  const asked = { model, objective: elbo, data: patterns(40), optimizer: adam(), batch: 20, key: from(7), engine }
  const told: TrainingEvent[] = []
  const tell = (event: TrainingEvent) => told.push(event)
  const common = { ...asked, norms: true, validation: patterns(20, 2) }
  let time = 1_700_000_000_000
  const clock = () => time
  const { state } = await run(Train.fit({ ...common, epochs: 1, listen: [toTensorBoard(folder, clock), tell] }))
  time += 1500
  await run(Train.fit({ ...common, epochs: 2, from: state, listen: [toTensorBoard(folder, clock), tell] }))
  const files = readdirSync(folder).sort()
  expect(files).toEqual([
    'events.out.tfevents.1700000000.000.shapebound.0',
    'events.out.tfevents.1700000001.500.shapebound.2',
  ])
  const [first = [], second = []] = files.map(eventsIn)
  expect(first[0]).toEqual({ time: 1.7e9, step: 0, version: 'brain.Event:2', restarts: false, scalars: {} })
  expect(second.slice(0, 2)).toEqual([
    { time: 1_700_000_001.5, step: 0, version: 'brain.Event:2', restarts: false, scalars: {} },
    { time: 1_700_000_001.5, step: 3, version: null, restarts: true, scalars: {} },
  ])
  const wanted = told.flatMap((event) => {
    if (event._tag !== 'Stepped' && event._tag !== 'EpochEnded') return []
    const numbers = (
      of: string,
      { objective, parts }: { objective: number; parts: readonly { name: string; value: number }[] },
    ) =>
      [['objective', objective] as const, ...parts.map(({ name, value }) => [name, value] as const)].map(
        ([name, value]) => [`${of}/${name}`, Math.fround(value)] as const,
      )
    const scalars =
      event._tag === 'Stepped'
        ? [
            ...numbers('training', event.values as never),
            ...(event.norms ?? []).flatMap(({ part, gradient, update }) => [
              [`gradient norm/${part}`, gradient] as const,
              [`update norm/${part}`, update] as const,
            ]),
          ]
        : [...numbers('epoch', event.training as never), ...numbers('validation', event.validation as never)]
    return [{ step: event.step, scalars: Object.fromEntries(scalars) }]
  })
  expect([...first.slice(1), ...second.slice(2)].map(({ step, scalars }) => ({ step, scalars }))).toEqual(wanted)
  expect(wanted).toHaveLength(6)
})
