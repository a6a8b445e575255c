/** Event files of TensorBoard: protobuf messages, each framed by its length and checksums. */

import { PbfWriter } from 'pbf'
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

const scalar = ({ tag, simpleValue }: Scalar, to: PbfWriter): void => {
  to.writeStringField(1, tag)
  to.writeFloatField(2, simpleValue)
}

const summaryOf = ({ value }: NonNullable<EventMessage['summary']>, to: PbfWriter): void => {
  for (const each of value) to.writeMessage(1, scalar, each)
}

const statusOf = ({ status }: NonNullable<EventMessage['sessionLog']>, to: PbfWriter): void =>
  to.writeVarintField(1, status)

const encodeEvent = ({ wallTime, step, fileVersion, summary, sessionLog }: EventMessage): Uint8Array => {
  const to = new PbfWriter()
  to.writeDoubleField(1, wallTime)
  to.writeVarintField(2, step)
  if (fileVersion !== undefined) to.writeStringField(3, fileVersion)
  if (summary !== undefined) to.writeMessage(5, summaryOf, summary)
  if (sessionLog !== undefined) to.writeMessage(7, statusOf, sessionLog)
  return to.finish().slice()
}

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
