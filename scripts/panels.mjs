/** Points over a logarithmic axis in small panels, each with a line through its means: a picture as SVG. */

const [WIDTH, HEIGHT, ACROSS] = [250, 180, 3]
const PAD = { top: 34, right: 16, bottom: 34, left: 46 }
const [INK, QUIET, RULE, LINE] = ['#1f2933', '#7b8794', '#e4e7eb', '#0072b2']

const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')

const text = (x, y, words, { anchor = 'middle', size = 11, fill = QUIET, weight = 400 } = {}) =>
  `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" text-anchor="${anchor}" font-size="${size}" fill="${fill}" font-weight="${weight}">${escaped(words)}</text>`

/** Round numbers that cover a range, about four; around a single number those beside it. */
const ticksOf = (least, most) => {
  const [low, high] = least === most ? [least - 1, most + 1] : [least, most]
  const raw = (high - low) / 3 || 1
  const power = 10 ** Math.floor(Math.log10(raw))
  const step = power * [1, 2, 5, 10].find((each) => each * power >= raw)
  const first = Math.floor(low / step)
  const last = Math.ceil(high / step)
  return Array.from({ length: last - first + 1 }, (_, at) => Number(((first + at) * step).toPrecision(12)))
}

const panel = ({ title, points }, xTitle, at) => {
  const [x0, y0] = [(at % ACROSS) * WIDTH, 40 + Math.floor(at / ACROSS) * HEIGHT]
  const xs = [...new Set(points.map(({ x }) => x))].toSorted((a, b) => a - b)
  const ticks = ticksOf(Math.min(...points.map(({ y }) => y)), Math.max(...points.map(({ y }) => y)))
  const [low, high] = [ticks[0], ticks.at(-1)]
  const [left, top] = [x0 + PAD.left, y0 + PAD.top]
  const [wide, tall] = [WIDTH - PAD.left - PAD.right, HEIGHT - PAD.top - PAD.bottom]
  const reach = Math.log(xs.at(-1) / xs[0]) || 1
  const px = (x) => left + 6 + (Math.log(x / xs[0]) / reach) * (wide - 12)
  const py = (y) => top + tall - ((y - low) / (high - low || 1)) * tall
  const means = xs.map((x) => {
    const own = points.filter((point) => point.x === x)
    return { x, y: own.reduce((sum, { y }) => sum + y, 0) / own.length }
  })
  return [
    text(x0 + PAD.left, y0 + PAD.top - 12, title, { anchor: 'start', size: 13, fill: INK, weight: 600 }),
    ...ticks.map(
      (tick) =>
        `<path d="M${left} ${py(tick).toFixed(1)}h${wide}" stroke="${RULE}"/>${text(left - 6, py(tick) + 4, String(tick), { anchor: 'end' })}`,
    ),
    ...xs.map((x) => text(px(x), top + tall + 16, String(x))),
    text(left + wide + 12, top + tall + 16, xTitle, { anchor: 'end', size: 12, fill: INK }),
    `<polyline fill="none" stroke="${LINE}" stroke-width="2" points="${means.map(({ x, y }) => `${px(x).toFixed(1)},${py(y).toFixed(1)}`).join(' ')}"/>`,
    ...points.map(
      ({ x, y }) =>
        `<circle cx="${px(x).toFixed(1)}" cy="${py(y).toFixed(1)}" r="3" fill="${LINE}" fill-opacity="0.45"/>`,
    ),
  ].join('\n')
}

/** A picture of some panels, three a row. */
export const panels = ({ title, xTitle, panels: all }) => {
  const shown = all.filter(({ points }) => points.length > 0)
  const height = 52 + Math.ceil(shown.length / ACROSS) * HEIGHT
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${ACROSS * WIDTH + 12} ${height}" width="${ACROSS * WIDTH + 12}" height="${height}" font-family="system-ui, sans-serif" role="img" aria-label="${escaped(title)}">
<rect width="100%" height="100%" fill="white"/>
${text(PAD.left, 26, title, { anchor: 'start', size: 16, fill: INK, weight: 600 })}
${shown.map((each, at) => panel(each, xTitle, at)).join('\n')}
</svg>
`
}
