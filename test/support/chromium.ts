/** The browser of tests of pages, and where it is: `/usr/bin/chromium`, or what CHROMIUM says. */

import { existsSync } from 'node:fs'
import { type Browser, chromium, type Page } from 'playwright-core'

export const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium'

/** Whether there is one. */
export const hasChromium = existsSync(CHROMIUM)

/** What a page has of a GPU: nothing, or software that is one, which computes WebGPU slowly and everywhere. */
export type Gpu = 'none' | 'software'

const OF_GPU: Readonly<Record<Gpu, readonly string[]>> = {
  none: ['--disable-gpu'],
  software: ['--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader', '--enable-features=Vulkan'],
}

/** Opens it, without a window and without asking for anything of its own. */
export const openChromium = (gpu: Gpu = 'none'): Promise<Browser> =>
  chromium.launch({
    executablePath: CHROMIUM,
    args: [
      '--no-sandbox',
      ...OF_GPU[gpu],
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })

/** When a page has drawn what it was asked for: what changes is told in the next frame, and may change more in the one after. */
export const drawn = (page: Page): Promise<unknown> =>
  page.evaluate(
    'new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(done))))',
  )
