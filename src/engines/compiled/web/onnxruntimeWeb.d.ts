/** The part of an optional package that is used: where it is not installed it has no types. */
declare module 'onnxruntime-web/wasm' {
  const runtime: import('../threadBody.js').Runtime
  export = runtime
}
