/** A strict reader of XML without entities of its own: what is wrong with a text, and the elements in it. */

export interface Element {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
}

const TOKEN = /<(\/?)([A-Za-z][\w:.-]*)((?:\s+[\w:.-]+="[^"<]*")*)\s*(\/?)>|<!--[\s\S]*?-->|[^<]+/y
const BARE_AMPERSAND = /&(?!(?:amp|lt|gt|quot|#\d+|#x[0-9a-f]+);)/i

/** The elements of a well-formed text; throws with the place of the first fault. */
export const elementsOf = (text: string): readonly Element[] => {
  const open: string[] = []
  const found: Element[] = []
  let at = text.startsWith('<!DOCTYPE html>') ? '<!DOCTYPE html>'.length : 0
  while (at < text.length) {
    TOKEN.lastIndex = at
    const [token, closing, name, attributes = '', empty] = TOKEN.exec(text) ?? []
    if (token === undefined) throw new Error(`no token at ${text.slice(at, at + 80)}`)
    if (BARE_AMPERSAND.test(token)) throw new Error(`a bare & in ${token.slice(0, 80)}`)
    if (name !== undefined && closing === '/') {
      const expected = open.pop()
      if (expected !== name) throw new Error(`</${name}> closes <${expected}>`)
    } else if (name !== undefined) {
      const pairs = [...attributes.matchAll(/([\w:.-]+)="([^"]*)"/g)].map(([, key = '', value = '']) => [key, value])
      if (new Set(pairs.map(([key]) => key)).size < pairs.length) throw new Error(`an attribute twice in ${token}`)
      found.push({ name, attributes: Object.fromEntries(pairs) })
      if (empty !== '/') open.push(name)
    }
    at += token.length
  }
  if (open.length > 0) throw new Error(`<${open.join('> <')}> left open`)
  return found
}

/** The text between the tags, as it reads. */
export const textOf = (text: string): string =>
  text
    .replace(/<style>[\s\S]*?<\/style>/g, ' ')
    .replace(/<[^>]*>/g, ' ')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')
