/** What scipy.stats 1.17.1 gives in float64, and mpmath 1.3.0 to 40 digits where scipy's digits end. */

export const LOG_CONCENTRATIONS = [-2, 0.5, 3, 8, 0, -0.5]
export const ZERO_LOGITS = [0.5, -2, 4, -0.25, 0, -7.5]

/** `nbinom(θ, θ / (θ + μ))` at `COUNTS`, with the means `exp(LOG_RATES)`, and its zero-inflated form by hand from it. */
export const SCIPY_NEGATIVE_BINOMIAL = {
  logProb: [-3.110794025477209, -11.49787100703676],
  variance: [
    1.3678794411714428, 3.2974425414002564, 4.096873617174473, 12.232281029071403, 61.987206132074895, 36463.9158333492,
  ],
  zeroInflated: [-7.141587899228766, -12.767510538950912],
} as const

/** A count, a log-mean and a log-concentration, and the log-probability by mpmath: where the terms are up to 2e7 nats. */
export const FAR_COUNTS: readonly (readonly [x: number, logMean: number, logConcentration: number, nats: number])[] = [
  [20000, 10, 10, -55.069541334481755],
  [20000, 9.9, -10, -19.903960749319555],
  [0, 10, 10, -15267.582663370351],
  [1e6, -10, 10, -19893700.247985035],
  [3, -10, -10, -13.1780172005748],
]

/** `t(degrees, MEAN, exp(LOG_VARIANCE))` at `X`. */
export const SCIPY_STUDENT_T: readonly (readonly [degrees: number, nats: readonly number[]])[] = [
  [0.7, [-4.5229171792114835, -6.991391573592386]],
  [4, [-3.3943376830374006, -10.158431991101029]],
  [1e6, [-3.100946951046201, -52.22333094841463]],
]

/** A number, the degrees, and the log-density of the standard distribution by mpmath. */
export const FAR_T: readonly (readonly [x: number, degrees: number, nats: number])[] = [
  [1e8, 4, -89.61849706997383],
  [1e6, 1, -28.77575100177895],
  [0, 0.01, -3.0026229201738426],
  [3, 1e7, -5.418936983205685],
  [100, 1e4, -3467.0014399232114],
  [1e-4, 1000, -0.9191885381680062],
]
