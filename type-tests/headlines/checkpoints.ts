// biome-ignore-all format: a program and what the compiler says to it are one line
// biome-ignore-all lint/suspicious/noExplicitAny: that it is refused is the subject
// What the compiler says to what cannot be saved or loaded into.
import { DiagonalNormal, Key, Layer, type T, Vae } from 'shapebound'
import { Checkpoint } from 'shapebound/node'

declare const anything: any
declare const unsure: unknown
declare const weight: T.HostTensor<readonly [2]>
declare const inEngine: T.Tensor<readonly [2]>
declare const labels: T.Indices<readonly ['batch'], 10>
declare const mixed: { readonly first: T.HostTensor<readonly [2]>; readonly second: T.Tensor<readonly [2]> }
declare const perhaps: { readonly weight?: T.HostTensor<readonly [2]> | undefined }
declare const which: boolean
const model = Vae.make({
  encoder: Layer.sequence(Layer.dense(64, 32), Layer.tanh, Layer.normalHead(3)),
  decoder: Layer.sequence(Layer.dense(3, 32), Layer.tanh, Layer.bernoulliHead(64)),
  prior: DiagonalNormal.standard(3),
})
const save = Checkpoint.save('x.safetensors')

save(42) //! must be a tensor, null, or a record or tuple of them <- 42
save('weights') //! must be a tensor, null, or a record or tuple of them <- 'weights'
save(null) //! must be a tensor, null, or a record or tuple of them <- null
save(undefined) //! must be a tensor, null, or a record or tuple of them <- undefined
save(anything) //! is not assignable to parameter of type 'never' <- anything
save(JSON.parse('{}')) //! is not assignable to parameter of type 'never' <- JSON.parse
save(unsure) //! must be a tensor, null, or a record or tuple of them <- unsure
save(() => weight) //! must be a tensor, null, or a record or tuple of them <- () => weight
save({ weight: [1, 2, 3] }) //! must be a tensor, null, or a record or tuple of them <- { weight
save({ weight, rate: 0.1 }) //! must be a tensor, null, or a record or tuple of them <- { weight
save({ weight, name: anything }) //! must be a tensor, null, or a record or tuple of them <- { weight
save({ weight, values: new Float32Array(3) }) //! must be a tensor, null, or a record or tuple of them <- { weight
save({ weight, made: new Date() }) //! must be a tensor, null, or a record or tuple of them <- { weight
save(perhaps) //! must be a tensor, null, or a record or tuple of them <- perhaps
save(which ? { weight } : { weight: 3 }) //! must be a tensor, null, or a record or tuple of them <- which
save({ weight: inEngine }) //! must hold a tensor of the host, not one of an engine: take what Train.fit gives, or T.toHost <- weight: inEngine
save({ weight: [weight, [inEngine]] } as const) //! must hold a tensor of the host, not one of an engine: take what Train.fit gives, or T.toHost <- inEngine
save(mixed) //! must hold a tensor of the host, not one of an engine: take what Train.fit gives, or T.toHost <- mixed
save({ labels }) //! must hold a tensor of the host, not one of an engine: take what Train.fit gives, or T.toHost <- labels }
save(model.init(Key.from(1))) //! must hold a tensor of the host, not one of an engine: take what Train.fit gives, or T.toHost <- model.init
Checkpoint.load(model.init(Key.from(1))) //! must hold a tensor of the host, not one of an engine: take what Train.fit gives, or T.toHost <- model.init
Checkpoint.load(model) //! must be a tensor, null, or a record or tuple of them <- model
Checkpoint.load({ weight: [2, 3] }) //! must be a tensor, null, or a record or tuple of them <- { weight
