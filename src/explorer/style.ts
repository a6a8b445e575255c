/** The style sheet of an explorer: two columns or one, light and dark. */

export const STYLE = `
:root {
  color-scheme: light dark;
  --ink: #1f2933; --quiet: #5b6875; --rule: #dfe4e9; --page: #f4f6f8; --card: #ffffff; --accent: #0072b2; --soft: #eef2f6;
  --a: #c2410c; --b: #0f766e; --map: #0d1117;
  --sans: system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
}
@media (prefers-color-scheme: dark) {
  :root { --ink: #e6eaef; --quiet: #9dabb8; --rule: #2d3742; --page: #0f1419; --card: #171d24; --accent: #62b4e8;
    --soft: #212a34; --a: #fb923c; --b: #2dd4bf; --map: #07090c; }
}
* { box-sizing: border-box; }
[hidden] { display: none !important; }
body { margin: 0; background: var(--page); color: var(--ink); font: 15px/1.5 var(--sans); }
header, main, footer { max-width: 80rem; margin: 0 auto; padding-inline: 1.5rem; }
header { padding-block: 1.5rem 0.9rem; }
h1 { font-size: clamp(1.35rem, 3.5vw, 1.8rem); line-height: 1.2; letter-spacing: -0.015em; margin: 0 0 0.2rem; }
p { margin: 0; text-wrap: pretty; }
h1, p, dd, .chip { overflow-wrap: anywhere; }
.quiet { color: var(--quiet); }
main { display: grid; grid-template-columns: minmax(0, 37rem) minmax(0, 1fr); gap: 1.1rem; align-items: start; }
main > #waiting { grid-column: 1 / -1; }
.column { display: grid; gap: 1.1rem; min-width: 0; }
.wide { grid-column: 1 / -1; }
.card { background: var(--card); border: 1px solid var(--rule); border-radius: 12px; padding: 1rem; min-width: 0; margin: 0; }
.card > h2 { font-size: 0.95rem; font-weight: 650; line-height: 1.3; margin: 0; }
.card > h2 + p { font-size: 0.84rem; color: var(--quiet); margin: 0.1rem 0 0.75rem; }
.row { display: flex; flex-wrap: wrap; gap: 0.5rem; align-items: center; }
.apart { justify-content: space-between; }
.gap { margin-top: 0.75rem; }
button, select, .chip { font: inherit; font-size: 0.84rem; line-height: 1.2; min-height: 2.15rem; padding: 0.3rem 0.75rem;
  border-radius: 8px; border: 1px solid var(--rule); background: var(--card); color: inherit; cursor: pointer; }
button:hover, select:hover { border-color: var(--quiet); }
button[aria-pressed="true"] { background: var(--ink); border-color: var(--ink); color: var(--card); }
.joined { display: inline-flex; flex-wrap: wrap; row-gap: 0.35rem; }
.joined button { border-radius: 0; margin-left: -1px; }
.joined button:first-child { border-radius: 8px 0 0 8px; margin-left: 0; }
.joined button:last-child { border-radius: 0 8px 8px 0; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
input[type="range"] { accent-color: var(--accent); min-width: 0; width: 100%; margin: 0; height: 1.6rem; }
canvas { display: block; border-radius: 6px; background: var(--map); }
canvas.pixels { image-rendering: pixelated; }
.map { position: relative; touch-action: none; }
.map canvas.plane { width: 100%; aspect-ratio: 1; border-radius: 8px; touch-action: none; cursor: crosshair; }
.map canvas.lens { position: absolute; width: 6.5rem; height: 6.5rem; border: 2px solid #ffffff; border-radius: 10px;
  box-shadow: 0 4px 18px rgb(0 0 0 / 0.55); pointer-events: none; }
.legend { display: flex; flex-wrap: wrap; gap: 0.15rem 0.3rem; }
.legend button { min-height: 1.75rem; padding: 0.1rem 0.5rem; border-color: transparent; background: none; color: var(--quiet); }
.legend button[aria-pressed="false"] { opacity: 0.35; background: none; color: var(--quiet); border-color: transparent; }
.legend button[aria-pressed="true"] { background: none; color: var(--ink); border-color: transparent; }
.legend i { display: inline-block; width: 0.65rem; height: 0.65rem; border-radius: 50%; margin-right: 0.35rem; }
.output { display: grid; grid-template-columns: 13rem minmax(0, 1fr); gap: 1.1rem; }
.output > canvas { width: 100%; aspect-ratio: var(--shape, 1); }
.tiles { display: grid; grid-template-columns: repeat(auto-fill, minmax(3.1rem, 1fr)); gap: 0.35rem; max-width: 21rem; }
.tiles canvas, .strip canvas { width: 100%; aspect-ratio: var(--shape, 1); border-radius: 5px; }
.tiles figure { margin: 0; }
.label { font-size: 0.8rem; color: var(--quiet); margin: 0 0 0.3rem; }
.tiles + .label, div > .label { margin-top: 0; }
.tiles + div > .label { margin-top: 0.75rem; }
figcaption { font-size: 0.78rem; line-height: 1.35; color: var(--quiet); margin-top: 0.25rem; font-variant-numeric: tabular-nums; }
dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: 0.15rem 1.1rem; margin: 0.75rem 0 0; font-size: 0.86rem;
  font-variant-numeric: tabular-nums; }
dt { color: var(--quiet); }
dd { margin: 0; text-align: right; }
.sliders { display: grid; gap: 0.1rem; max-height: 19rem; overflow-y: auto; margin-top: 0.75rem; padding-right: 0.25rem; }
.slider { display: grid; grid-template-columns: 2.6rem minmax(0, 1fr) 3rem 4.6rem; gap: 0.6rem; align-items: center;
  font-size: 0.82rem; font-variant-numeric: tabular-nums; }
.slider output { text-align: right; }
.slider .bar { height: 0.4rem; border-radius: 3px; background: var(--soft); overflow: hidden; }
.slider .bar span { display: block; height: 100%; background: var(--accent); }
.slider:has(> .bar[hidden]) { grid-template-columns: 2.6rem minmax(0, 1fr) 3rem; }
.slider.dead { opacity: 0.45; }
.label.bars { width: 4.6rem; margin: 0 0 0 auto; }
button.value { display: grid; grid-template-columns: 6rem minmax(0, 1fr) 3rem; gap: 0.6rem; align-items: center; width: 100%;
  margin-bottom: 0.3rem; text-align: left; font-variant-numeric: tabular-nums; }
.value .bar { height: 0.5rem; border-radius: 3px; background: var(--soft); overflow: hidden; }
.value .bar span { display: block; height: 100%; background: var(--accent); }
.value .quiet { text-align: right; }
.value[aria-pressed="true"] .quiet { color: inherit; }
.strip { display: grid; grid-auto-flow: column; grid-auto-columns: minmax(0, 1fr); gap: 0.2rem; }
.traversal { display: grid; grid-template-columns: 2.6rem minmax(0, 1fr); gap: 0.6rem; align-items: center; font-size: 0.82rem;
  margin-bottom: 0.25rem; }
.traversal button { border: 0; padding: 0; min-height: 0; background: none; }
.draw { display: grid; grid-template-columns: repeat(3, minmax(0, 1fr)); gap: 0.75rem; }
.draw figure { margin: 0; min-width: 0; }
.draw canvas { width: 100%; aspect-ratio: var(--shape, 1); }
.draw canvas.ink { touch-action: none; cursor: crosshair; outline: 1px dashed var(--quiet); outline-offset: -1px; }
.draw canvas.ink.over { outline: 3px solid var(--accent); }
.draw .four { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 0.25rem; }
.bits { display: grid; grid-template-columns: repeat(auto-fill, minmax(3.6rem, 1fr)); gap: 0.35rem; }
.bits button, .picks .strip button { padding: 2px; min-height: 0; border: 2px solid transparent; background: none; color: inherit; }
.bits button[aria-pressed="true"], .picks .strip button[aria-pressed="true"] { border-color: var(--accent); background: none; color: inherit; }
.bits canvas, .picks canvas { width: 100%; aspect-ratio: var(--shape, 1); }
canvas.codes { width: 100%; aspect-ratio: var(--shape, 1); touch-action: none; cursor: crosshair; }
.table { max-height: 19rem; overflow-y: auto; grid-template-columns: repeat(auto-fill, minmax(2.9rem, 1fr)); }
.handle { color: #ffffff; border: 0; }
.handle.a { background: var(--a); }
.handle.b { background: var(--b); }
.swatch { width: 2.15rem; padding: 0; }
.live { display: flex; align-items: baseline; gap: 0.45rem; margin-top: 0.5rem; font-size: 0.84rem; color: var(--quiet); }
.live i { flex: none; width: 0.6rem; height: 0.6rem; border-radius: 50%; background: #2f9e5f; }
.live.ended i { background: var(--quiet); }
.hidden-text { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
footer { color: var(--quiet); font-size: 0.8rem; padding-block: 1.25rem 2.5rem; }
footer code { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; overflow-wrap: anywhere; }
@media (max-width: 58rem) {
  main { grid-template-columns: minmax(0, 1fr); }
  .column { display: contents; }
  .later { order: 1; }
}
@media (max-width: 30rem) {
  header, main, footer { padding-inline: 0.75rem; }
  .card { padding: 0.75rem; }
  .output { grid-template-columns: 8rem minmax(0, 1fr); gap: 0.75rem; }
  .slider { grid-template-columns: 2.2rem minmax(0, 1fr) 2.6rem 3.6rem; gap: 0.4rem; }
  .label.bars { width: 3.6rem; }
  .tiles { grid-template-columns: repeat(4, minmax(0, 1fr)); }
  input[type="range"] { height: 2.1rem; }
}
@media (prefers-reduced-motion: no-preference) {
  .card { transition: border-color 0.2s; }
}
`
