"""PyTorch's side of bench/engine.ts: the same networks, one line of milliseconds per asked run.

Asked by lines on standard input: decoder, lora, mlp, generate. Answers with milliseconds, for generate per token.
Two threads; start with GOMP_SPINCOUNT=0, without which PyTorch looks half as fast beside another program.
"""

import math
import sys
import time

import torch
import torch.nn as nn
import torch.nn.functional as F

torch.set_num_threads(2)
torch.manual_seed(1)
VOCABULARY, WIDTH, LAYERS, HEADS, FEED, BATCH, TIME = 4096, 256, 6, 4, 704, 8, 256
HEAD = WIDTH // HEADS


class Norm(nn.Module):
    def __init__(self):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(WIDTH))

    def forward(self, x):
        return x * torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + 1e-5) * self.weight


class Lora(nn.Module):
    def __init__(self, base, rank=8):
        super().__init__()
        self.base = base
        self.down = nn.Parameter(torch.randn(rank, base.in_features) / math.sqrt(base.in_features))
        self.up = nn.Parameter(torch.zeros(base.out_features, rank))

    def forward(self, x):
        return self.base(x) + F.linear(F.linear(x, self.down), self.up) * 2


def rotate(x, cos, sin):
    left, right = x.chunk(2, -1)
    return torch.cat((left * cos - right * sin, right * cos + left * sin), -1)


class Block(nn.Module):
    def __init__(self):
        super().__init__()
        linear = lambda a, b: nn.Linear(a, b, bias=False)
        self.before, self.after = Norm(), Norm()
        self.q, self.k, self.v, self.o = (linear(WIDTH, WIDTH) for _ in range(4))
        self.gate, self.up, self.down = linear(WIDTH, FEED), linear(WIDTH, FEED), linear(FEED, WIDTH)

    def forward(self, x, cos, sin, mask, cache=None):
        batch, time, _ = x.shape
        heads = lambda y: y.view(batch, time, HEADS, HEAD).transpose(1, 2)
        a = self.before(x)
        q, k, v = rotate(heads(self.q(a)), cos, sin), rotate(heads(self.k(a)), cos, sin), heads(self.v(a))
        if cache is not None:
            if cache:
                k, v = torch.cat((cache[0], k), 2), torch.cat((cache[1], v), 2)
            cache[:] = [k, v]
        scores = q @ k.transpose(2, 3) / math.sqrt(HEAD)
        if mask is not None:
            scores = scores + mask
        mixed = (scores.softmax(-1) @ v).transpose(1, 2).reshape(batch, time, WIDTH)
        x = x + self.o(mixed)
        f = self.after(x)
        return x + self.down(F.silu(self.gate(f)) * self.up(f))


class Decoder(nn.Module):
    def __init__(self):
        super().__init__()
        self.embed = nn.Embedding(VOCABULARY, WIDTH)
        nn.init.normal_(self.embed.weight, std=0.02)
        self.blocks = nn.ModuleList(Block() for _ in range(LAYERS))
        self.norm = Norm()

    def forward(self, tokens, start=0, caches=None):
        time = tokens.shape[1]
        angles = torch.arange(start, start + time)[:, None] / 10000 ** (torch.arange(0, HEAD, 2) / HEAD)
        mask = torch.full((time, time), float("-inf")).triu(1) if time > 1 else None
        x = self.embed(tokens)
        for i, block in enumerate(self.blocks):
            x = block(x, angles.cos(), angles.sin(), mask, None if caches is None else caches[i])
        return self.norm(x) @ self.embed.weight.T


def step_of(model, optimizer, loss_of):
    def step():
        optimizer.zero_grad(set_to_none=True)
        loss_of(model).backward()
        torch.nn.utils.clip_grad_norm_([p for p in model.parameters() if p.requires_grad], 1.0)
        optimizer.step()

    return step


tokens = torch.randint(0, VOCABULARY, (BATCH, TIME))
targets = torch.randint(0, VOCABULARY, (BATCH * TIME,))
language_loss = lambda model: F.cross_entropy(model(tokens).view(-1, VOCABULARY), targets)

decoder = Decoder()
adapted = Decoder()
for parameter in adapted.parameters():
    parameter.requires_grad_(False)
for block in adapted.blocks:
    block.q, block.v = Lora(block.q), Lora(block.v)
layers = [nn.Linear(1024, 1024) for _ in range(3)]
mlp = nn.Sequential(layers[0], nn.ReLU(), layers[1], nn.ReLU(), layers[2])
features, labels = torch.randn(1024, 1024), torch.randint(0, 1024, (1024,))

adamw = lambda model: torch.optim.AdamW([p for p in model.parameters() if p.requires_grad], lr=1e-4)
steps = {
    "decoder": step_of(decoder, adamw(decoder), language_loss),
    "lora": step_of(adapted, adamw(adapted), language_loss),
    "mlp": step_of(mlp, adamw(mlp), lambda model: F.cross_entropy(model(features), labels)),
}


@torch.no_grad()
def generate(count=128):
    caches = [[] for _ in range(LAYERS)]
    token, place = tokens[:1, :16], 0
    for _ in range(count):
        logits = decoder(token, place, caches)
        place += token.shape[1]
        token = logits[:, -1:].argmax(-1)
    return count


print(torch.__version__, flush=True)
for line in sys.stdin:
    asked = line.strip()
    began = time.perf_counter()
    done = generate() if asked == "generate" else steps[asked]() or 1
    print((time.perf_counter() - began) * 1000 / done, flush=True)
