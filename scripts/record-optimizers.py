"""Records what torch.optim gives, for the tests of the optimizers and of the schedules.

    python3 scripts/record-optimizers.py > test/optimizers/torch.ts
    npx biome check --write test/optimizers/torch.ts

Each optimizer goes down `(p - 1)^2 + pq/2 + 3(q + 2)^2 + 3 sin r` from (0.5, -1, 2), in float64, for 200 steps.

NAdam is not among them: that of PyTorch 1.13 has one factor too many in the product of its momenta, which PyTorch 2 and the
paper do not have. Its test has the formula of the paper.
"""

import warnings

import torch
from torch.optim import SGD, Adagrad, Adam, Adamax, AdamW, RMSprop
from torch.optim.lr_scheduler import CosineAnnealingLR, OneCycleLR, ReduceLROnPlateau, StepLR

warnings.filterwarnings("ignore")

STEPS = [1, 2, 10, 50, 100, 200]

OPTIMIZERS = {
    "adam": (Adam, dict(lr=0.05)),
    "adam with l2": (Adam, dict(lr=0.05, weight_decay=0.1)),
    "adamw": (AdamW, dict(lr=0.05)),
    "adamw that decays": (AdamW, dict(lr=0.05, weight_decay=0.5, betas=(0.8, 0.9), eps=1e-3)),
    "adamax": (Adamax, dict()),
    "adamax that is fast": (Adamax, dict(lr=0.01, betas=(0.8, 0.95), eps=1e-3)),
    "rmsprop": (RMSprop, dict()),
    "rmsprop, centered": (RMSprop, dict(lr=0.005, alpha=0.9, eps=1e-2, centered=True)),
    "rmsprop with momentum": (RMSprop, dict(lr=0.002, momentum=0.8)),
    "rmsprop, centered with momentum": (RMSprop, dict(lr=0.002, alpha=0.9, eps=1e-2, centered=True, momentum=0.8)),
    "adagrad": (Adagrad, dict(lr=0.1, eps=1e-8)),
    "sgd": (SGD, dict(lr=0.01)),
    "sgd with momentum": (SGD, dict(lr=0.01, momentum=0.9)),
    "sgd with nesterov": (SGD, dict(lr=0.01, momentum=0.9, nesterov=True)),
    "sgd with dampening": (SGD, dict(lr=0.05, momentum=0.9, dampening=0.5)),
    "sgd with l2": (SGD, dict(lr=0.01, momentum=0.9, weight_decay=0.1)),
}


def loss(x):
    p, q, r = x
    return (p - 1) ** 2 + p * q / 2 + 3 * (q + 2) ** 2 + 3 * torch.sin(r)


def start():
    return torch.tensor([0.5, -1.0, 2.0], dtype=torch.float64, requires_grad=True)


def descend(make, options):
    x = start()
    optimizer = make([x], **options)
    places = {}
    for step in range(1, STEPS[-1] + 1):
        optimizer.zero_grad()
        loss(x).backward()
        optimizer.step()
        if step in STEPS:
            places[step] = x.tolist()
    return places


def clipped():
    x = start()
    optimizer = SGD([x], lr=0.05)
    for _ in range(STEPS[-1]):
        optimizer.zero_grad()
        loss(x).backward()
        torch.nn.utils.clip_grad_norm_([x], 0.5)
        optimizer.step()
    return x.tolist()


# ----------------------------------------------------------------------------------------------------------------------
# schedules: the rate of each step
# ----------------------------------------------------------------------------------------------------------------------


def rates(make, steps, lr=0.1):
    optimizer = SGD([torch.zeros(1, requires_grad=True)], lr=lr)
    scheduler = make(optimizer)
    found = []
    for _ in range(steps):
        found.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        scheduler.step()
    return found


LOSSES = [9, 8, 8.5, 7.9999, 8.2, 8.1, 7, 7.2, 7.1, 7.05, 7.3, 6.9999, 6.99, 8, 9, 8, 8, 8, 8, 8]


def plateau():
    optimizer = SGD([torch.zeros(1, requires_grad=True)], lr=0.1)
    scheduler = ReduceLROnPlateau(optimizer, factor=0.5, patience=1, threshold=1e-3, cooldown=2, min_lr=0.01)
    found = [optimizer.param_groups[0]["lr"]]
    for value in LOSSES:
        scheduler.step(value)
        found.append(optimizer.param_groups[0]["lr"])
    return found


print(f"/** What torch.optim of PyTorch {torch.__version__} gives in float64: written by scripts/record-optimizers.py. */\n")
print("/** The places after some steps. */")
print("export const PLACES = {")
for name, (make, options) in OPTIMIZERS.items():
    print(f"  '{name}': {descend(make, options)},")
print("} as const\n")
print(f"/** The place after {STEPS[-1]} steps of `SGD(lr=0.05)` with `clip_grad_norm_(0.5)`. */")
print(f"export const CLIPPED = {clipped()} as const\n")
print("/** The rate of each step. */")
print("export const RATES = {")
print(f"  cosine: {rates(lambda o: CosineAnnealingLR(o, 8, eta_min=0.01), 9)},")
print(f"  oneCycle: {rates(lambda o: OneCycleLR(o, 0.1, total_steps=11), 10)},")
print(f"  step: {rates(lambda o: StepLR(o, 3, 0.5), 10)},")
print("} as const\n")
print("/** The losses after each epoch, and the rate of `ReduceLROnPlateau` in each epoch and the one after them. */")
print(f"export const PLATEAU = {{ losses: {LOSSES}, rates: {plateau()} }} as const")
