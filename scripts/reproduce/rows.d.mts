import type { Row } from './page.mjs'

export const ROWS: Readonly<Record<string, Row>>
