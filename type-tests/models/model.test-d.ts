import type { Key, Model, Observation, T } from 'shapebound'
import { expectNotAssignable } from 'tsd'

// a model of a user's own is checked as ours are
interface Mine {
  readonly labels: T.Tensor<readonly ['batch']>
}
export const mine: Model<readonly [784], 'real', null, Mine> = {
  name: 'mine',
  event: [{ dim: 784, size: 784 }],
  over: 'real',
  supplies: ['labels'],
  init: (_key: Key.Key) => null,
  supply:
    () =>
    ({ x }: Observation<readonly [784]>) => ({ labels: x as never }),
}

// what it is over, and of which shape, is not widened
expectNotAssignable<Model<readonly [784], 'real' | 'binary', null, Mine>>(mine)
expectNotAssignable<Model<readonly [number], 'real', null, Mine>>(mine)
// what supplies less does not stand for what supplies more
expectNotAssignable<Model<readonly [784], 'real', null, Mine & { readonly more: 1 }>>(mine)
