/** Elements of a page, from what they are. */

type Properties<Tag extends keyof HTMLElementTagNameMap> = Partial<
  Omit<HTMLElementTagNameMap[Tag], 'style' | 'dataset'>
> & {
  readonly data?: Readonly<Record<string, string>>
  readonly css?: Readonly<Record<string, string>>
}

/** An element with its properties and what is in it. */
export const h = <Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  { data = {}, css = {}, ...properties }: Properties<Tag> = {},
  ...inside: readonly (Node | string)[]
): HTMLElementTagNameMap[Tag] => {
  const element = document.createElement(tag)
  Object.assign(element, properties)
  Object.assign(element.dataset, data)
  for (const [name, value] of Object.entries(css)) element.style.setProperty(name, value)
  element.append(...inside)
  return element
}

/** A section with a heading and a line below it. */
export const card = (title: string, words: Node | string, ...inside: readonly (Node | string)[]): HTMLElement => {
  const heading = h('h2', {}, title)
  return h('section', { className: 'card', ariaLabel: title }, heading, h('p', {}, words), ...inside)
}

/** A button with words, and what it does. */
export const button = (words: string, act: () => void, className = ''): HTMLButtonElement =>
  h('button', { type: 'button', className, onclick: act }, words)

/** Buttons of which one is pressed. */
export const choice = <Value extends string>(
  name: string,
  all: readonly (readonly [value: Value, words: string])[],
  act: (value: Value) => void,
): { readonly element: HTMLElement; readonly show: (value: Value) => void } => {
  const buttons = all.map(([value, words]) => [value, button(words, () => act(value))] as const)
  const element = h('div', { className: 'joined', role: 'group', ariaLabel: name }, ...buttons.map(([, each]) => each))
  return {
    element,
    show: (now) => {
      for (const [value, each] of buttons) each.ariaPressed = String(value === now)
    },
  }
}

/** A list of words of which one is picked, by its place. */
export const list = (name: string, words: readonly string[], at = 0): HTMLSelectElement =>
  h(
    'select',
    { ariaLabel: name },
    ...words.map((each, place) => h('option', { value: String(place), selected: place === at }, each)),
  )

/** The drawing of a canvas. Every browser that runs the page has it. */
export const context = (canvas: HTMLCanvasElement): CanvasRenderingContext2D =>
  canvas.getContext('2d') as CanvasRenderingContext2D
