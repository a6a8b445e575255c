"""Records what torch.distributions gives, for the tests of the distributions.

    python3 scripts/record-torch.py > test/distributions/torch.ts
    npx biome check --write test/distributions/torch.ts

Every input is rounded to float32 first, as the tensors of the tests are, and then computed on in float64: a 0.9 that is
off by 2e-8 moves the density of a relaxed Bernoulli distribution by 4e-7, which is no error of anybody's.
"""

import torch
from torch.distributions import (
    Bernoulli,
    Categorical,
    ContinuousBernoulli,
    Independent,
    Laplace,
    MixtureSameFamily,
    MultivariateNormal,
    Normal,
    OneHotCategorical,
    Poisson,
    RelaxedBernoulli,
    RelaxedOneHotCategorical,
    kl_divergence,
)

# ----------------------------------------------------------------------------------------------------------------------
# inputs: two rows of three numbers, if not said otherwise
# ----------------------------------------------------------------------------------------------------------------------

INPUTS = {
    "MEAN": [0.5, -1.25, 2, 0, 3, -0.75],
    "LOG_VARIANCE": [-1, 0.5, 0.25, 2, -3, 0],
    "OTHER_MEAN": [0, -1, 1, 0.5, 2, -2],
    "OTHER_LOG_VARIANCE": [0.5, -0.5, 1, -1, 1.5, 0.25],
    "X": [0.25, 0, 1.5, 1, 2.5, -1],
    "LOGITS": [0.5, -2, 4, -0.25, 0, -7.5],
    "OTHER_LOGITS": [-1.5, 0.25, 3, 2, -0.5, -4],
    "BITS": [1, 0, 0, 0, 1, 1],
    "ONE_HOT": [0, 1, 0, 1, 0, 0],
    "SIMPLEX": [0.2, 0.5, 0.3, 0.7, 0.05, 0.25],
    "UNIT": [0.25, 0.01, 0.9, 0.5, 0.75, 0.125],
    "TEMPERATURE": 0.7,
    # as LOGITS, but one next to 0
    "TILTS": [0.5, -2, 4, -0.25, 1e-3, -7.5],
    "COUNTS": [0, 1, 3, 12, 7, 150],
    "LOG_RATES": [-1, 0.5, 1.25, 2.5, 2, 5],
    "OTHER_LOG_RATES": [0.5, -0.5, 1, 3, 1.5, 4.75],
    # two lower-triangular matrices of three rows
    "FACTOR": [0.8, 0, 0, -0.5, 1.5, 0, 0.25, 1, 0.6, 1.2, 0, 0, 2, 0.4, 0, -1, 0.3, 2],
    "OTHER_FACTOR": [1.1, 0, 0, 0.75, 0.9, 0, -0.4, 0.2, 1.4, 0.7, 0, 0, -0.6, 1.3, 0, 0.5, -0.25, 0.9],
    # two mixtures of two components of three numbers
    "MIXTURE_LOGITS": [0.5, -1, -0.25, 1.5],
    "MIXTURE_MEAN": [0.5, -1.25, 2, 0, -1, 1, 0, 3, -0.75, 0.5, 2, -2],
    "MIXTURE_LOG_VARIANCE": [-1, 0.5, 0.25, 0.5, -0.5, 1, 2, -3, 0, -1, 1.5, 0.25],
}


def given(name, *sizes):
    return torch.tensor(INPUTS[name], dtype=torch.float32).double().reshape(sizes)


def row(name):
    return given(name, 2, 3)


def each(distribution):
    return Independent(distribution, 1)


# ----------------------------------------------------------------------------------------------------------------------
# distributions
# ----------------------------------------------------------------------------------------------------------------------


def normal(mean, log_variance):
    return each(Normal(row(mean), (row(log_variance) / 2).exp()))


def laplace(mean, log_scale):
    return each(Laplace(row(mean), row(log_scale).exp()))


def full(mean, factor):
    return MultivariateNormal(row(mean), scale_tril=given(factor, 2, 3, 3))


def mixture(rows):
    logits = given("MIXTURE_LOGITS", 2, 2)[:rows]
    mean = given("MIXTURE_MEAN", 2, 2, 3)[:rows]
    spread = (given("MIXTURE_LOG_VARIANCE", 2, 2, 3)[:rows] / 2).exp()
    return MixtureSameFamily(Categorical(logits=logits), each(Normal(mean, spread)))


zeros, ones = torch.zeros(2, 3).double(), torch.ones(2, 3).double()
standard = each(Normal(zeros, ones))
q, p = normal("MEAN", "LOG_VARIANCE"), normal("OTHER_MEAN", "OTHER_LOG_VARIANCE")
sharp, blunt = laplace("MEAN", "LOG_VARIANCE"), laplace("OTHER_MEAN", "OTHER_LOG_VARIANCE")
bits, other_bits = each(Bernoulli(logits=row("LOGITS"))), each(Bernoulli(logits=row("OTHER_LOGITS")))
one, other = OneHotCategorical(logits=row("LOGITS")), OneHotCategorical(logits=row("OTHER_LOGITS"))
temperature = given("TEMPERATURE")
simplex = RelaxedOneHotCategorical(temperature, logits=row("LOGITS"))
relaxed = each(RelaxedBernoulli(temperature, logits=row("LOGITS")))
tilted = ContinuousBernoulli(logits=row("TILTS"))
few, many = each(Poisson(row("LOG_RATES").exp())), each(Poisson(row("OTHER_LOG_RATES").exp()))
wide, narrow = full("MEAN", "FACTOR"), full("OTHER_MEAN", "OTHER_FACTOR")
whole = MultivariateNormal(zeros, scale_tril=torch.eye(3).double().expand(2, 3, 3))
# validated against float64, in which three rounded numbers add up to 1 but for 1e-8
simplex_point = row("SIMPLEX") / row("SIMPLEX").sum(-1, keepdim=True)

RECORDS = {
    "TORCH": {
        "normalLogProb": q.log_prob(row("X")),
        "normalEntropy": q.entropy(),
        "standardLogProb": standard.log_prob(row("X")),
        "klToStandard": kl_divergence(q, standard),
        "klToOther": kl_divergence(q, p),
        "klFromOther": kl_divergence(p, q),
        "bernoulliLogProb": bits.log_prob(row("BITS")),
        "bernoulliEntropy": bits.entropy(),
        "bernoulliMean": bits.mean,
    },
    "TORCH_LAPLACE": {
        "logProb": sharp.log_prob(row("X")),
        "entropy": sharp.entropy(),
        "kl": kl_divergence(sharp, blunt),
        "klBack": kl_divergence(blunt, sharp),
    },
    "TORCH_CATEGORICAL": {
        "logProb": one.log_prob(row("ONE_HOT")),
        "entropy": one.entropy(),
        "mean": one.mean,
        "kl": kl_divergence(one, other),
        "klBack": kl_divergence(other, one),
        "relaxedLogProb": simplex.log_prob(simplex_point),
        "bernoulliKl": kl_divergence(bits, other_bits),
        "bernoulliKlBack": kl_divergence(other_bits, bits),
    },
    "TORCH_UNIT": {
        "relaxedLogProb": relaxed.log_prob(row("UNIT")),
        "logProb": each(tilted).log_prob(row("UNIT")),
        "mean": tilted.mean,
        "variance": tilted.variance,
        "entropy": each(tilted).entropy(),
        "quantile": tilted.icdf(row("UNIT")),
    },
    "TORCH_POISSON": {
        "logProb": few.log_prob(row("COUNTS")),
        "mean": few.mean,
        "kl": kl_divergence(few, many),
        "klBack": kl_divergence(many, few),
    },
    "TORCH_FULL": {
        "logProb": wide.log_prob(row("X")),
        "entropy": wide.entropy(),
        "kl": kl_divergence(wide, narrow),
        "klBack": kl_divergence(narrow, wide),
        "klToStandard": kl_divergence(wide, whole),
    },
    "TORCH_MIXTURE": {
        "logProb": mixture(2).log_prob(row("X")),
        "mean": mixture(2).mean,
        "variance": mixture(2).variance,
        "priorLogProb": mixture(1).log_prob(row("X")),
    },
}

# ----------------------------------------------------------------------------------------------------------------------
# as a module
# ----------------------------------------------------------------------------------------------------------------------

WORDS = {
    "TORCH": "`Normal(MEAN, exp(LOG_VARIANCE / 2))`, `Normal(0, 1)`, `Normal(OTHER_...)` and `Bernoulli(logits=LOGITS)`.",
    "TORCH_LAPLACE": "`Laplace(MEAN, exp(LOG_VARIANCE))` and `Laplace(OTHER_MEAN, exp(OTHER_LOG_VARIANCE))`.",
    "TORCH_CATEGORICAL": "`OneHotCategorical(logits=LOGITS)`, `RelaxedOneHotCategorical(TEMPERATURE, ...)` at `SIMPLEX`, `Bernoulli(logits=...)`.",
    "TORCH_UNIT": "`RelaxedBernoulli(TEMPERATURE, logits=LOGITS)` and `ContinuousBernoulli(logits=TILTS)` at `UNIT`.",
    "TORCH_POISSON": "`Poisson(exp(LOG_RATES))` at `COUNTS`, and `Poisson(exp(OTHER_LOG_RATES))`.",
    "TORCH_FULL": "`MultivariateNormal(MEAN, scale_tril=FACTOR)` at `X`, of `OTHER_...`, and `MultivariateNormal(0, I)`.",
    "TORCH_MIXTURE": "`MixtureSameFamily(Categorical(logits=MIXTURE_LOGITS), ...)` at `X`, and its first row alone, as a prior.",
}


def numbers(values):
    return repr(values.tolist() if isinstance(values, torch.Tensor) else values)


def flat(values):
    return numbers(values.reshape(-1))


print(f"/** What torch.distributions of PyTorch {torch.__version__} gives in float64: written by scripts/record-torch.py. */\n")
for name, values in INPUTS.items():
    print(f"export const {name} = {numbers(values)}")
for name, record in RECORDS.items():
    print(f"\n/** {WORDS[name]} */\nexport const {name} = {{")
    for key, values in record.items():
        print(f"  {key}: {flat(values)},")
    print("} as const")
