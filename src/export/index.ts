/** Export to ONNX: trained models as files that any ONNX runtime runs. */

export {
  type Annotations,
  type CheckedInputs,
  type Exportable,
  type ExportError,
  type ExportRefused,
  exportProgram,
  type Inputs,
  type InputsOf,
  type OnnxFile,
  type OnnxPort,
} from './program.js'
export { exportVae, type VaeFiles } from './vae.js'
