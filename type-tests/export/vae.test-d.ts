import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import { DiagonalNormal, Layer, Onnx, type T, Vae } from 'shapebound'
import { expectType } from 'tsd'

const model = Vae.make({
  encoder: Layer.sequence(Layer.dense(6, 5), Layer.tanh, Layer.normalHead(2)),
  decoder: Layer.sequence(Layer.input([2]), Layer.dense(6), Layer.bernoulliLogits),
  prior: DiagonalNormal.standard(2),
})
type Params =
  typeof model extends Vae.Vae<infer _Event, infer _Latent, infer Encoder, infer Decoder, infer _Law>
    ? Vae.VaeParams<Encoder, Decoder>
    : never

declare const params: T.Tree.Host<Params>
declare const tensors: Params

expectType<TaskEither<Onnx.ExportError, Onnx.VaeFiles>>(Onnx.exportVae(model)(params))
expectType<TaskEither<Onnx.ExportError, Onnx.VaeFiles>>(Onnx.exportVae(model, { seed: '7' })(params))

// @ts-expect-error tensors that an engine holds
Onnx.exportVae(model)(tensors)
// @ts-expect-error parameters of the encoder alone
Onnx.exportVae(model)({ encoder: params.encoder })
// @ts-expect-error parameters of another model
Onnx.exportVae(model)({ ...params, decoder: params.encoder })
// @ts-expect-error a network, not a model
Onnx.exportVae(model.encoder)
