import type { Recipe } from 'shapebound'

/** What the page says of a recipe. */
export interface Catalogued {
  readonly name: string
  readonly about: string
  readonly paper: string
  readonly parameters: number | null
  readonly data: readonly string[]
  readonly settings: { readonly epochs: number; readonly batch: number; readonly samples: number }
  readonly options: Readonly<
    Record<string, { readonly about: string; readonly preset: unknown; readonly expected: string }>
  >
  /** What its picture is of, or `null` where there is none. */
  readonly picture: string | null
}

export const cataloguePage: (recipes: readonly Catalogued[]) => string

/** What a picture of a recipe is of, or `null` where there is none. */
export const pictureOf: (recipe: Recipe.Recipe) => 'samples' | 'reconstructions' | null
