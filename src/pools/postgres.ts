/** A PostgreSQL, for queues of BullMQ to lie on, by pg. */

import { setTimeout as wait } from 'node:timers/promises'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { reasonOf } from '../files/errors.js'
import { type Library, loadedWith, reachOf, type Store, said } from './library.js'

/** The part of pg that is used. */
interface Pg {
  readonly Client: new (options: {
    readonly connectionString: string
  }) => {
    readonly connect: () => Promise<unknown>
    readonly query: (text: string) => Promise<unknown>
    readonly end: () => Promise<void>
  }
}

/** Asks a PostgreSQL once whether it is there. */
const answered = async ({ Client }: Pg, url: string): Promise<void> => {
  const client = new Client({ connectionString: url })
  await client.connect()
  await client.query('select 1')
  await client.end()
}

/** How long before what was refused is asked again. Units: milliseconds. */
const PAUSE = 500

/** Makes its tables where it has none. What is asked while it is away is asked again. */
const storeOf = (library: Library & Pg, url: string, say: (line: string) => void): Store => {
  const reach = reachOf(say)
  let isClosed = false
  const patient = async <Answer>(ask: () => Promise<Answer>): Promise<Answer> => {
    for (;;)
      try {
        const answer = await ask()
        reach.back()
        return answer
      } catch (caught) {
        if (isClosed) throw caught
        reach.away(caught)
        await wait(PAUSE)
      }
  }
  return {
    ...{ library, patient, reach },
    connection: { connectionString: url, migrate: true },
    backend: library.createPostgresBackend,
    close: () => {
      isClosed = true
    },
  }
}

/** Connects to a PostgreSQL. `Left`: why there is none, in one line. */
export const onPostgres = (url: string, say: (line: string) => void): TE.TaskEither<string, Store> =>
  pipe(
    loadedWith<Pg>('pg'),
    TE.tap((library) =>
      TE.tryCatch(
        () => answered(library, url),
        (caught) => `--queue: needs a PostgreSQL that answers at ${said(url)}, but: ${reasonOf(caught)}`,
      ),
    ),
    TE.map((library) => storeOf(library, url, say)),
  )
