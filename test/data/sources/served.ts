/** A server on this machine for downloads: what it is asked for, and the files that it has. */

import { createServer } from 'node:http'

export interface Served {
  readonly base: string
  readonly asked: string[]
  readonly close: () => void
}

/** Serves some files by their paths. */
export const serve = async (files: Readonly<Record<string, Uint8Array>>): Promise<Served> => {
  const asked: string[] = []
  const server = createServer(({ url = '' }, response) => {
    asked.push(url)
    const bytes = files[url]
    if (bytes === undefined) response.writeHead(404).end()
    else response.writeHead(200, { 'content-length': bytes.length }).end(bytes)
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const address = server.address()
  const close = () => {
    server.closeAllConnections()
    server.close()
  }
  return {
    base: `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`,
    asked,
    close,
  }
}
