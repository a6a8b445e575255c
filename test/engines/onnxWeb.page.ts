/** A program for a page: it trains on the compiled engine in a web worker, and leaves what came of it in the page. */

import { Run } from 'shapebound'
import { OnnxWeb } from 'shapebound/onnx-web'
import { type Outcome, train as trainOn } from './browser.page.js'

/** Trains with the engine of the web worker. */
export const train = async (): Promise<Outcome> => trainOn(await Run.promise(OnnxWeb.start()))
