/** Export to ONNX: trained models as files that any ONNX runtime runs. */

export {
  type CheckedInputs,
  type Exportable,
  type ExportError,
  type ExportRefused,
  exportProgram,
  type Inputs,
  type InputsOf,
  type OnnxFile,
  type OnnxPort,
  type Words,
} from './program.js'
export { exportVae, type VaeFiles } from './vae.js'
