// Documents of the site have the titles that they begin with, up to a colon or a second part.

import { Converter } from 'typedoc'

export const load = ({ converter }) => {
  converter.on(Converter.EVENT_CREATE_DOCUMENT, (_, document) => {
    const [, title] = /^# (.*?)(?:: .*|, and .*)?$/m.exec(document.content.map(({ text }) => text).join('')) ?? []
    document.name = title ?? document.name
  })
}
