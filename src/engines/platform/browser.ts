/** What engines need of a browser. */

/** Warns in the console of the page. */
// biome-ignore lint/suspicious/noConsole: a page has no other place for warnings
export const warn = (message: string, name: string): void => globalThis.console.warn(`${name}: ${message}`)

/** Lets other work be done. Not by a timeout: after some of them browsers wait four milliseconds in each. */
export const breathe = (): Promise<void> =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel()
    const onmessage = (): void => {
      port1.close()
      resolve()
    }
    Object.assign(port1, { onmessage })
    port2.postMessage(null)
  })

/** How many threads may run at once: more than one would need a page that is isolated. */
export const parallelism = (): number => 1
