// biome-ignore-all lint/suspicious/noExplicitAny: what becomes of it is the subject
import type {
  FilterHint,
  Hint,
  NetworkHint,
  OrHint,
  OwnName,
  PoolHint,
  PriorHint,
  SizeHint,
  WindowHint,
} from 'shapebound'
import { exactly } from '../exactly.js'

// words are said of all but hints
exactly<OrHint<PoolHint, 'words'>, PoolHint>()
exactly<OrHint<unknown, 'words'>, 'words'>()
exactly<OrHint<{ readonly kernel: 2 }, 'words'>, 'words'>()
exactly<OrHint<string, 'words'>, 'words'>()

// nothing is a hint, not even what has all that it offers
const options = { kernel: 2, stride: 2, padding: 'same', dilation: 1 } as const
// @ts-expect-error no options
export const pool: PoolHint = options
// @ts-expect-error no options
export const windows: WindowHint = options
// @ts-expect-error no options
export const filter: FilterHint = { stride: 2 }
// @ts-expect-error no size
export const size: SizeHint = { dim: 'size', size: 3 }
// @ts-expect-error no network
export const network: NetworkHint = {}
// @ts-expect-error no prior
export const prior: PriorHint = {}
// @ts-expect-error nothing that is not known
export const unsure: Hint = {} as unknown

// a name of one's own is any string, and keeps its literal
const named = <const Name extends 'offered' | OwnName>(name: Name): Name => name
exactly<ReturnType<typeof one>, 'own'>()
const one = () => named('own')
exactly<ReturnType<typeof some>, string>()
const some = (name: string) => named(name)
// @ts-expect-error a number
named(1)
