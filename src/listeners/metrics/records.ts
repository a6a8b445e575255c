/** Event files of TensorBoard: protobuf messages, each framed by its length and checksums. */

import protobuf from 'protobufjs/light.js'
import { crc32c, masked } from './crc32c.js'

// -----------------------------------------------------------------------------
// messages; source: tensorflow/core/util/event.proto and tensorflow/core/framework/summary.proto, the fields that are used
// -----------------------------------------------------------------------------

/** A number of a name. */
export interface Scalar {
  readonly tag: string
  readonly simpleValue: number
}

/** An event of TensorBoard. */
export interface EventMessage {
  /** Units: seconds since 1970. */
  readonly wallTime: number
  readonly step: number
  readonly fileVersion?: string
  readonly summary?: { readonly value: readonly Scalar[] }
  /** 1 says that training goes on: what the files before say of this step and those after it is void. */
  readonly sessionLog?: { readonly status: 1 }
}

const one = (type: string, id: number) => ({ type, id })

const schema = protobuf.Root.fromJSON({
  nested: {
    Value: { fields: { tag: one('string', 1), simpleValue: one('float', 2) } },
    Summary: { fields: { value: { rule: 'repeated', ...one('Value', 1) } } },
    SessionLog: { fields: { status: one('int32', 1) } },
    Event: {
      fields: {
        wallTime: one('double', 1),
        step: one('int64', 2),
        fileVersion: one('string', 3),
        summary: one('Summary', 5),
        sessionLog: one('SessionLog', 7),
      },
    },
  },
})

const encodeEvent = (message: EventMessage): Uint8Array =>
  // safe: the library wants an index signature, which an interface of ours has not; it only reads the fields above
  schema
    .lookupType('Event')
    .encode(message as EventMessage & Record<string, unknown>)
    .finish()

// -----------------------------------------------------------------------------
// frames
// -----------------------------------------------------------------------------

/** Bytes as a record: their length, its checksum, the bytes, their checksum. Source: TensorFlow, `lib/io/record_writer.h`. */
const framed = (bytes: Uint8Array): Uint8Array => {
  const out = new Uint8Array(bytes.length + 16)
  const view = new DataView(out.buffer)
  view.setUint32(0, bytes.length, true) // of eight bytes the upper four are 0
  view.setUint32(8, masked(crc32c(out.subarray(0, 8))), true)
  out.set(bytes, 12)
  view.setUint32(12 + bytes.length, masked(crc32c(bytes)), true)
  return out
}

/** An event as a record. */
export const recordOf = (message: EventMessage): Uint8Array => framed(encodeEvent(message))

/** Several records, one after the other. */
export const recordsOf = (messages: readonly EventMessage[]): Uint8Array =>
  Uint8Array.from(Buffer.concat(messages.map(recordOf)))
