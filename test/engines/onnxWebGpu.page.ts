/** A program for a page: it trains on the GPU of the browser, and leaves what came of it in the page. */

import { Run } from 'shapebound'
import { OnnxWebGpu } from 'shapebound/onnx-webgpu'
import { type Outcome, train as trainOn } from './browser.page.js'

/** Trains with the engine of the web worker. */
export const train = async (): Promise<Outcome> => trainOn(await Run.promise(OnnxWebGpu.start()))
