"""
The same steps in PyTorch, and its matrix product alone: `pytorch.py mlp 1` is the MLP with one thread of PyTorch's own,
`pytorch.py mlp 0 4096` in batches of 4,096 with as many as it takes by itself.

How many threads its BLAS takes is for the environment to say: `OPENBLAS_NUM_THREADS`; and the device: `BENCH_DEVICE`.
"""
import json
import os
import sys
import time

import torch
from torch import nn
from torch.nn import functional as F

what, threads = sys.argv[1], int(sys.argv[2])
if threads > 0:
    torch.set_num_threads(threads)
torch.set_flush_denormal(True)
torch.manual_seed(7)
DEVICE = os.environ.get("BENCH_DEVICE", "cpu")
if DEVICE != "cpu":
    torch.set_default_device(DEVICE)
torch.backends.cudnn.allow_tf32 = False
BATCH, LATENT = int(sys.argv[3]) if len(sys.argv) > 3 else 128, 20
COUNT = BATCH * max(2, 4096 // BATCH)
SIDE, CHANNELS = (64, 3) if what == "color" else (28, 1)


class Mlp(nn.Module):
    def __init__(self):
        super().__init__()
        self.hidden, self.mean, self.log_variance = nn.Linear(784, 400), nn.Linear(400, LATENT), nn.Linear(400, LATENT)
        self.back, self.logits = nn.Linear(LATENT, 400), nn.Linear(400, 784)

    def forward(self, x, noise):
        h = F.relu(self.hidden(x))
        mean, log_variance = self.mean(h), self.log_variance(h)
        z = mean + torch.exp(0.5 * log_variance) * noise
        return self.logits(F.relu(self.back(z))), mean, log_variance


class Conv(nn.Module):
    def __init__(self):
        super().__init__()
        small = SIDE // 4
        flat = 64 * small * small
        self.shape = (64, small, small)
        self.c1, self.c2 = nn.Conv2d(CHANNELS, 32, 4, 2, 1), nn.Conv2d(32, 64, 4, 2, 1)
        self.hidden, self.mean, self.log_variance = nn.Linear(flat, 256), nn.Linear(256, LATENT), nn.Linear(256, LATENT)
        self.back, self.wide = nn.Linear(LATENT, 256), nn.Linear(256, flat)
        self.t1, self.t2 = nn.ConvTranspose2d(64, 32, 4, 2, 1), nn.ConvTranspose2d(32, CHANNELS, 4, 2, 1)

    def forward(self, x, noise):
        h = F.relu(self.c2(F.relu(self.c1(x)))).flatten(1)
        h = F.relu(self.hidden(h))
        mean, log_variance = self.mean(h), self.log_variance(h)
        z = mean + torch.exp(0.5 * log_variance) * noise
        g = F.relu(self.wide(F.relu(self.back(z)))).view(-1, *self.shape)
        return self.t2(F.relu(self.t1(g))), mean, log_variance


def adam(parameters):
    """Adam in one pass over the parameters where this PyTorch has it for the device, else as it comes."""
    parameters = list(parameters)
    try:
        return "fused", torch.optim.Adam(parameters, lr=1e-3, fused=True)
    except (RuntimeError, TypeError):
        return "plain", torch.optim.Adam(parameters, lr=1e-3)


model = Conv() if what in ("conv", "color") else Mlp()
kind, optimizer = adam(model.parameters())
data = (torch.rand(COUNT, *([CHANNELS, SIDE, SIDE] if isinstance(model, Conv) else [784])) > 0.8).float()
order = torch.randperm(COUNT)
at = 0


def step():
    global at, order
    if at + BATCH > COUNT:
        at, order = 0, torch.randperm(COUNT)
    x = data[order[at : at + BATCH]]
    at += BATCH
    logits, mean, log_variance = model(x, torch.randn(BATCH, LATENT))
    cross = F.binary_cross_entropy_with_logits(logits, x, reduction="sum")
    kl = -0.5 * (1 + log_variance - mean * mean - log_variance.exp()).sum()
    loss = (cross + kl) / BATCH
    optimizer.zero_grad(set_to_none=True)
    loss.backward()
    optimizer.step()
    return loss


SIZE = 1024
left, right = torch.rand(SIZE, SIZE), torch.rand(SIZE, SIZE)


def product():
    return torch.matmul(left, right)


def error():
    """How far a product is from that in float64, relative: a BLAS that takes another processor's code may be wrong."""
    exact = torch.matmul(left.double(), right.double())
    return ((product().double() - exact).abs() / exact).max().item()


engine = f"PyTorch {torch.__version__} on {DEVICE}, {kind} Adam, {torch.get_num_threads()} threads"
told = {"engine": engine, "version": torch.__version__, "adam": kind}
ready = {**told, "flops": 2 * SIZE**3, "productError": error()}
print(json.dumps(ready), flush=True)
run, block = {"mlp": (step, 24), "conv": (step, 4), "color": (step, 4), "product": (product, 8)}[what]
for line in sys.stdin:
    ms = []
    for _ in range(int(line)):
        begun = time.perf_counter()
        for _ in range(block):
            result = run()
        result.sum().item()
        ms.append(1000 * (time.perf_counter() - begun) / block)
    print(json.dumps({"ms": ms}), flush=True)
