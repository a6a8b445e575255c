/** The parts of an optional package that are used: where it is not installed it has no types. */
declare module 'onnxruntime-web/wasm' {
  const runtime: import('../threadBody.js').Runtime
  export = runtime
}
declare module 'onnxruntime-web/webgpu' {
  const runtime: import('../threadBody.js').Runtime
  export = runtime
}
