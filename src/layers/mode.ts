/** Whether a model learns or is only asked. */

/** What a model is run for: some layers, such as dropout, do in training what they do not do in evaluation. */
export type Mode = 'training' | 'evaluation'
