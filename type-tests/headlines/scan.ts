// biome-ignore-all format: a program and what the compiler says to it are one line
// What the compiler says to recurrent layers.
import { Layer } from 'shapebound'

Layer.gru(0) //! gru: the hidden size must be a positive whole number, not 0 <- 0
Layer.lstm(1.5) //! lstm: the hidden size must be a positive whole number, not 1.5 <- 1.5
Layer.scan(Layer.tanh) //! Cell<CellStep> <- Layer.tanh
Layer.sequence(Layer.input([28]), Layer.scan(Layer.gru(8))) //! layer 2 (scan) takes [time, n] but is given [28] <- Layer.scan
Layer.sequence(Layer.input([28, 28]), Layer.scan(Layer.lstm(8)), Layer.flatten, Layer.dense(225, 10)) //! layer 4 (dense) takes [225] but is given [224] <- Layer.dense

// none of these has an error
const network = Layer.sequence(Layer.input([28, 28]), Layer.scan(Layer.gru(8)), Layer.scan(Layer.lstm(4)), Layer.flatten, Layer.dense(112, 10))
const shape: readonly [8, 8] = null as unknown as ReturnType<typeof network.init>[1]['reset']['hidden']['shape']

export { shape }
