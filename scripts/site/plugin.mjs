// Documents of the site have the titles that they begin with, up to a colon or a second part; and every page has a link to the playground.

import { Converter, JSX } from 'typedoc'
import { writePlayground } from './playground/build.mjs'

/** The files whose programs are examples of the playground. */
const WITH_EXAMPLES = ['README.md', 'docs/models.md', 'docs/optimizers.md', 'docs/tutorial.md']

export const load = ({ converter, renderer }) => {
  converter.on(Converter.EVENT_CREATE_DOCUMENT, (_, document) => {
    const [, title] = /^# (.*?)(?:: .*|, and .*)?$/m.exec(document.content.map(({ text }) => text).join('')) ?? []
    document.name = title ?? document.name
  })
  renderer.hooks.on('sidebar.begin', ({ relativeURL }) =>
    JSX.createElement('p', null, JSX.createElement('a', { href: relativeURL('playground.html') }, 'Playground')),
  )
  renderer.postRenderAsyncJobs.push(({ outputDirectory }) => writePlayground(outputDirectory, WITH_EXAMPLES))
}
