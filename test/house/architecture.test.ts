import { existsSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { filesUnder, ROOMS, ROOT, TENSORFLOW_ROOMS, textOf } from './sources.js'

const page = textOf('docs/architecture.md')
const rooms = [...page.matchAll(/^\| (\w+) \|/gm)].map(([, room]) => room).filter((room) => room !== 'room')

/** The lines of each room, and of all. */
const lines = new Map(
  ROOMS.map((room: string) => [
    room,
    filesUnder(`src/${room}`, '.ts')
      .map((path) => textOf(`src/${room}/${path}`).split('\n').length)
      .reduce((sum, each) => sum + each, 0),
  ]),
)
const all = [...lines.values()].reduce((sum, each) => sum + each, 0)

describe('docs/architecture.md', () => {
  test('names the rooms in their order', () => expect(rooms).toEqual(ROOMS))

  test('names files and folders that are there', () =>
    expect(
      [...page.matchAll(/`((?:src|test|examples)\/[\w./-]+)`/g)]
        .map(([, path = '']) => path)
        .filter((path) => !existsSync(`${ROOT}/${path}`)),
    ).toEqual([]))

  test('names the rooms that see TensorFlow.js', () =>
    expect(/^- Only (.+) see TensorFlow\.js/m.exec(page)?.[1]?.match(/\w+(?=`)/g)).toEqual(TENSORFLOW_ROOMS))
})

describe('the rooms', () => {
  test('are none larger than an eighth of the source, but for the compiler, which is less than a fifth', () =>
    expect(
      [...lines].filter(([room, count]) => count > all / (room === 'compiler' ? 5 : 8)).map(([room]) => room),
    ).toEqual([]))
})
