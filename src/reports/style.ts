/** The style sheet of reports: one column of text, charts in as many columns as fit, light, dark and on paper. */

import { PALETTE } from './chart.js'

/** The colors of charts are those of the page. */
const charts = Object.entries(PALETTE)
  .flatMap(([name, color]) =>
    ['fill', 'stroke'].map((of) => `.charts svg [${of}="${color}"] { ${of}: var(--${name}); }`),
  )
  .join('\n')

export const STYLE = `
:root {
  color-scheme: light dark;
  --ink: #1f2933; --quiet: #52606d; --rule: #d9dee4; --page: #ffffff; --card: #f5f7fa; --accent: #0072b2; --sky: #56b4e9; --band: #a6cee8; --chart: #ffffff;
  --sans: system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
  --mono: ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace;
}
@media (prefers-color-scheme: dark) {
  :root { --ink: #e6eaef; --quiet: #a3b0bd; --rule: #3a4652; --page: #14191f; --card: #1d242c; --accent: #62b4e8; --sky: #2a74d5; --band: #2f5673; --chart: #1d242c; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--ink); font: 16px/1.55 var(--sans); }
main { max-width: 62rem; margin: 0 auto; padding: 2.5rem 1.25rem 4rem; }
header { border-bottom: 2px solid var(--ink); padding-bottom: 1rem; }
h1 { font-size: clamp(1.6rem, 4.5vw, 2.3rem); line-height: 1.15; letter-spacing: -0.015em; margin: 0 0 0.4rem; }
h2 { font-size: 1.25rem; line-height: 1.25; margin: 2.75rem 0 0.75rem; }
h3 { font-size: 1.05rem; line-height: 1.25; margin: 1.75rem 0 0.6rem; }
p { margin: 0.5rem 0; text-wrap: pretty; max-width: 46rem; }
h1, h2, h3, p, td, th, dd, dt, li, figcaption { overflow-wrap: anywhere; }
a { color: var(--accent); }
.quiet, figcaption { color: var(--quiet); }
figcaption { font-size: 0.875rem; line-height: 1.45; margin-top: 0.5rem; max-width: 46rem; }
.formula { background: var(--card); border-radius: 6px; padding: 1.1rem 1.25rem; overflow-x: auto; }
.formula math, .plain-formula { font-size: 1.35rem; margin: 0; }
.formula code { display: block; margin-top: 0.8rem; font-size: 0.875rem; color: var(--quiet); }
math { font-family: "STIX Two Math", "Cambria Math", "Latin Modern Math", "Libertinus Math", "TeX Gyre Termes Math",
  "DejaVu Math TeX Gyre", math; }
code, pre { font-family: var(--mono); }
pre { background: var(--card); border-radius: 6px; padding: 1rem 1.25rem; margin: 0.75rem 0; font-size: 0.875rem;
  line-height: 1.5; white-space: pre-wrap; overflow-wrap: anywhere; }
.headline { display: flex; flex-wrap: wrap; gap: 0.5rem 3rem; margin: 0 0 1.25rem; padding: 0; list-style: none; }
.headline b { display: block; font-size: 2rem; line-height: 1.2; font-weight: 600; letter-spacing: -0.02em;
  font-variant-numeric: tabular-nums; color: var(--accent); }
.table { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; max-width: 46rem; font-variant-numeric: tabular-nums; }
th, td { padding: 0.4rem 0 0.4rem 1.25rem; text-align: right; vertical-align: baseline; border-bottom: 1px solid var(--rule); }
th:first-child, td:first-child { text-align: left; padding-left: 0; }
thead th { font-size: 0.875rem; font-weight: 500; color: var(--quiet); border-bottom-color: var(--ink);
  overflow-wrap: normal; }
thead th + th { white-space: nowrap; }
tbody th { font-weight: 400; }
tbody tr.name th { font-weight: 600; padding-top: 1.1rem; }
tbody tr.whole th, tbody tr.whole td { font-weight: 600; border-bottom-color: var(--quiet); }
td { white-space: nowrap; }
.charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 24rem), 1fr)); gap: 1.75rem 1.5rem; }
figure { margin: 0; }
.charts svg, .sheet { display: block; width: 100%; height: auto; background: var(--chart); border-radius: 6px; }
.charts svg { max-width: 34rem; }
${charts}
.charts figcaption { padding: 0 0.25rem; }
.sheet-with-lines { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: 0 0.7rem; max-width: 50rem;
  margin-top: 0.75rem; }
.lines { display: grid; grid-auto-rows: 1fr; font-size: 0.8125rem; line-height: 1; color: var(--quiet); text-align: right; }
.lines span { display: flex; align-items: center; justify-content: flex-end; }
.sheet-with-lines .sheet:only-child { grid-column: 1 / -1; max-width: 40rem; }
.bars { list-style: none; margin: 0; padding: 0; font-size: 0.8125rem; font-variant-numeric: tabular-nums; }
.bars li { display: grid; grid-template-columns: 2.2rem minmax(0, 1fr) 6.5rem; gap: 0.6rem; align-items: center; line-height: 1.55; }
.bars li > :first-child { color: var(--quiet); text-align: right; }
.bar { display: block; height: 0.7rem; min-width: 2px; background: var(--accent); border-radius: 2px; }
.bar.collapsed { background: var(--quiet); }
.charts svg.scatter { background: var(--card); }
.scatter path { stroke: var(--rule); fill: none; }
.scatter text { fill: var(--quiet); font: 12px var(--sans); }
.scatter circle { fill: var(--accent); fill-opacity: 0.7; }
.class-0 { fill: var(--accent) !important; } .class-1 { fill: #d55e00 !important; } .class-2 { fill: #009e73 !important; }
.class-3 { fill: #cc79a7 !important; } .class-4 { fill: #e69f00 !important; } .class-5 { fill: var(--sky) !important; }
.class-6 { fill: #8c6d46 !important; } .class-7 { fill: #b3a800 !important; } .class-8 { fill: #7b7f86 !important; }
.class-9 { fill: #7a3fb0 !important; }
.legend { list-style: none; margin: 0.5rem 0 0; padding: 0; display: flex; flex-wrap: wrap; gap: 0.15rem 0.9rem; font-size: 0.8125rem; }
.legend svg { display: inline-block; width: 0.7rem; height: 0.7rem; margin-right: 0.35rem; background: none; border-radius: 0; }
.scatter .ideal { stroke: var(--quiet); stroke-dasharray: 5 4; }
.scatter .line { stroke: var(--accent); stroke-width: 1.5; }
.calibration circle { fill-opacity: 1; }
.bins { max-width: 26rem; font-size: 0.875rem; }
.bins td:first-child, .bins th:first-child { text-align: right; }
.warning { border-left: 4px solid #d55e00; background: var(--card); border-radius: 0 6px 6px 0; padding: 0.5rem 1.1rem;
  margin: 0.75rem 0; }
.warning h3 { margin: 0.25rem 0; }
dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: 0.35rem 1.75rem; margin: 0.75rem 0; }
dt { color: var(--quiet); }
dd { margin: 0; }
dd ul { list-style: none; margin: 0; padding: 0; }
footer { margin-top: 3rem; padding-top: 0.75rem; border-top: 1px solid var(--rule); font-size: 0.875rem; color: var(--quiet); }
@media (max-width: 30rem) {
  main { padding: 1.5rem 1rem 3rem; }
  dl { grid-template-columns: minmax(0, 1fr); gap: 0; }
  dd { margin-bottom: 0.5rem; }
  th, td { padding-left: 0.6rem; font-size: 0.875rem; }
  thead th { font-size: 0.75rem; }
  .formula math, .plain-formula { font-size: 1.1rem; }
}
@media print {
  :root { color-scheme: light; --ink: #000000; --quiet: #444444; --rule: #bbbbbb; --page: #ffffff; --card: #f4f4f4;
    --accent: #0072b2; --sky: #56b4e9; --band: #a6cee8; --chart: #ffffff; }
  body { font-size: 10.5pt; }
  main { max-width: none; padding: 0; }
  .charts { grid-template-columns: 1fr 1fr; gap: 1rem; }
  figure, tr, .formula, pre { break-inside: avoid; }
  h2 { break-after: avoid; }
}
`
