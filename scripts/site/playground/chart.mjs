// The curve of a training, and pictures of what it draws, on canvases.

const styleOf = (element, name) => getComputedStyle(element).getPropertyValue(name).trim()

/** What a curve is shown between: all but the first steps, which are far below the others. */
const spanOf = (values) => {
  const late = values.length > 40 ? values.slice(Math.floor(values.length / 20)) : values
  const [low, high] = [Math.min(...late), Math.max(...late)]
  const margin = 0.06 * (high - low) || 1
  return [low - margin, high + margin]
}

/** Draws the objective of each step as a line, and the means of epochs as dots. */
export const drawCurve = (canvas, { steps, epochs, total }) => {
  const ratio = Math.min(2, devicePixelRatio || 1)
  const [width, height] = [canvas.clientWidth, canvas.clientHeight]
  Object.assign(canvas, { width: width * ratio, height: height * ratio })
  const own = canvas.getContext('2d')
  own.scale(ratio, ratio)
  own.font = '12px system-ui, sans-serif'
  if (steps.length === 0) return
  const [low, high] = spanOf(steps)
  const [left, bottom] = [58, 22]
  const across = (step) => left + ((width - left - 8) * step) / Math.max(1, total)
  const up = (value) => 8 + (height - bottom - 8) * (1 - (Math.max(low, value) - low) / (high - low))
  own.strokeStyle = styleOf(canvas, '--rule')
  own.fillStyle = styleOf(canvas, '--quiet')
  own.textAlign = 'right'
  own.textBaseline = 'middle'
  for (const share of [0, 0.5, 1]) {
    const value = low + share * (high - low)
    own.beginPath()
    own.moveTo(left, up(value))
    own.lineTo(width - 8, up(value))
    own.stroke()
    own.fillText(value.toFixed(1), left - 8, up(value))
  }
  own.textBaseline = 'alphabetic'
  own.fillText(`step ${total}`, width - 8, height - 5)
  own.strokeStyle = styleOf(canvas, '--accent')
  own.globalAlpha = 0.55
  own.beginPath()
  for (const [step, value] of steps.entries()) own.lineTo(across(step + 1), up(value))
  own.stroke()
  own.globalAlpha = 1
  own.fillStyle = styleOf(canvas, '--accent')
  for (const { step, value } of epochs) {
    own.beginPath()
    own.arc(across(step), up(value), 3.5, 0, 2 * Math.PI)
    own.fill()
  }
}

/** Pictures in a row, each number a grey from 0 to 1, or three a color. */
export const rowOf = ({ picture: { height, width, channels = 1 }, values, count }) => {
  const canvas = document.createElement('canvas')
  Object.assign(canvas, { width: count * (width + 1) - 1, height })
  const own = canvas.getContext('2d')
  const pixels = height * width
  for (let each = 0; each < count; each++) {
    const image = new ImageData(width, height)
    for (let at = 0; at < pixels; at++) {
      for (let color = 0; color < 3; color++) {
        const place = (each * pixels + at) * channels + (channels === 3 ? color : 0)
        image.data[4 * at + color] = 255 * Math.min(1, Math.max(0, values[place]))
      }
      image.data[4 * at + 3] = 255
    }
    own.putImageData(image, each * (width + 1), 0)
  }
  return canvas
}
