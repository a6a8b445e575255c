/** Which latents tell something of an example. */

/** A latent whose KL is above it is active. Units: nats. */
export const ACTIVE = 0.01

/** Whether a latent of a KL is active. */
export const isActive = (nats: number): boolean => nats > ACTIVE

/** The latents by their KL, the largest first. */
export const byKl = (kl: readonly number[]): readonly (readonly [latent: number, nats: number])[] =>
  kl.map((nats, latent) => [latent, nats] as const).sort(([, a], [, b]) => b - a)

/** The latents that are active, the one with the largest KL first. */
export const activeOf = (kl: readonly number[]): readonly number[] =>
  byKl(kl).flatMap(([latent, nats]) => (isActive(nats) ? [latent] : []))
