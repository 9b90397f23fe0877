"""Losses and gradients of every network, and 40 AdamW steps of the decoder, computed by PyTorch in float64.

Run from the project's root: python3 lib/ml/nets/testing/make_fixtures.py
Weights and batches are not stored: both sides compute them from the formulas `weight` and `integer`.
"""

import base64
import json
import math
import os

import numpy
import torch
import torch.nn.functional as F

HERE = os.path.dirname(os.path.abspath(__file__))
torch.set_default_dtype(torch.float64)


def noise(index, stream):
    """A fixed pseudo-random number in [-0.5, 0.5)."""
    x = math.sin(index * 12.9898 + stream * 78.233) * 4375.85453
    return x - math.floor(x) - 0.5


def integer(index, stream, limit):
    return min(limit - 1, int((noise(index, stream) + 0.5) * limit))


def integers(shape, stream, limit):
    size = int(numpy.prod(shape))
    return torch.tensor([integer(i, stream, limit) for i in range(size)]).reshape(shape)


def floats(shape, stream):
    size = int(numpy.prod(shape))
    values = numpy.array([noise(i, stream) for i in range(size)], dtype=numpy.float32)
    return torch.tensor(values.astype(numpy.float64)).reshape(shape)


def make_weights(shapes):
    weights = {}
    for stream, (name, shape) in enumerate(shapes.items()):
        values = floats(shape, stream)
        is_gain = "norm" in name.lower() and name.endswith("weight")
        values = values * 0.5 + (1 if is_gain else 0)
        weights[name] = torch.tensor(values.numpy().astype(numpy.float32).astype(numpy.float64), requires_grad=True)
    return weights


def linear(w, x, name):
    return F.linear(x, w[name + ".weight"], w.get(name + ".bias"))


# ---- decoder ---------------------------------------------------------------------------------------------

DECODER = dict(vocabulary=24, width=16, layers=2, heads=4, keyValueHeads=2, feedForward=32)


def decoder_shapes():
    c = DECODER
    kv = c["width"] // c["heads"] * c["keyValueHeads"]
    shapes = {"model.embed_tokens.weight": (c["vocabulary"], c["width"])}
    for i in range(c["layers"]):
        at = f"model.layers.{i}"
        shapes[f"{at}.input_layernorm.weight"] = (c["width"],)
        shapes[f"{at}.self_attn.q_proj.weight"] = (c["width"], c["width"])
        shapes[f"{at}.self_attn.k_proj.weight"] = (kv, c["width"])
        shapes[f"{at}.self_attn.v_proj.weight"] = (kv, c["width"])
        shapes[f"{at}.self_attn.o_proj.weight"] = (c["width"], c["width"])
        shapes[f"{at}.post_attention_layernorm.weight"] = (c["width"],)
        shapes[f"{at}.mlp.gate_proj.weight"] = (c["feedForward"], c["width"])
        shapes[f"{at}.mlp.up_proj.weight"] = (c["feedForward"], c["width"])
        shapes[f"{at}.mlp.down_proj.weight"] = (c["width"], c["feedForward"])
    shapes["model.norm.weight"] = (c["width"],)
    return shapes


def rms(x, gain):
    return x / torch.sqrt((x * x).mean(-1, keepdim=True) + 1e-5) * gain


def rope(x):
    """x (batch, heads, time, headDim), rotated as Llama does: first half against second half."""
    time, dim = x.shape[-2:]
    angle = torch.outer(torch.arange(time).double(), 10000.0 ** (-torch.arange(0, dim, 2).double() / dim))
    cos, sin = torch.cat([angle, angle], -1).cos(), torch.cat([angle, angle], -1).sin()
    turned = torch.cat([-x[..., dim // 2 :], x[..., : dim // 2]], -1)
    return x * cos + turned * sin


def decoder_logits(w, tokens, linear=linear):
    c = DECODER
    b, t = tokens.shape
    hd = c["width"] // c["heads"]
    x = w["model.embed_tokens.weight"][tokens]
    hide = torch.triu(torch.full((t, t), float("-inf")), 1)
    for i in range(c["layers"]):
        at = f"model.layers.{i}"
        a = rms(x, w[f"{at}.input_layernorm.weight"])
        q = rope(linear(w, a, f"{at}.self_attn.q_proj").reshape(b, t, -1, hd).transpose(1, 2))
        k = rope(linear(w, a, f"{at}.self_attn.k_proj").reshape(b, t, -1, hd).transpose(1, 2))
        v = linear(w, a, f"{at}.self_attn.v_proj").reshape(b, t, -1, hd).transpose(1, 2)
        group = c["heads"] // c["keyValueHeads"]
        k, v = k.repeat_interleave(group, 1), v.repeat_interleave(group, 1)
        p = torch.softmax(q @ k.transpose(-1, -2) / math.sqrt(hd) + hide, -1)
        x = x + linear(w, (p @ v).transpose(1, 2).reshape(b, t, -1), f"{at}.self_attn.o_proj")
        f = rms(x, w[f"{at}.post_attention_layernorm.weight"])
        x = x + linear(w, F.silu(linear(w, f, f"{at}.mlp.gate_proj")) * linear(w, f, f"{at}.mlp.up_proj"), f"{at}.mlp.down_proj")
    return rms(x, w["model.norm.weight"]) @ w["model.embed_tokens.weight"].T


def decoder_loss(w, linear=linear):
    tokens, targets = integers((3, 7), 101, 24), integers((3, 7), 102, 24)
    weights = floats((3, 7), 103) + 0.5
    weights[0, :2] = 0
    rows = F.cross_entropy(decoder_logits(w, tokens, linear).reshape(-1, 24), targets.reshape(-1), reduction="none")
    return (rows * weights.reshape(-1)).sum() / weights.sum()


def lora_shapes():
    shapes = decoder_shapes()
    for i in range(DECODER["layers"]):
        for part, out in (("q_proj", 16), ("v_proj", 8)):
            shapes[f"model.layers.{i}.self_attn.{part}.lora_A.weight"] = (4, 16)
            shapes[f"model.layers.{i}.self_attn.{part}.lora_B.weight"] = (out, 4)
    return shapes


def lora_loss(w):
    def adapted(w, x, name):
        y = linear(w, x, name)
        if name.endswith(("q_proj", "v_proj")):
            y = y + 2.0 * F.linear(F.linear(x, w[name + ".lora_A.weight"]), w[name + ".lora_B.weight"])
        return y

    return decoder_loss(w, adapted)


# ---- encoder ---------------------------------------------------------------------------------------------

ENCODER = dict(vocabulary=24, width=16, layers=2, heads=4, feedForward=32, context=8, segments=2)


def encoder_shapes(extra):
    c = ENCODER
    shapes = {
        "embeddings.word_embeddings.weight": (c["vocabulary"], c["width"]),
        "embeddings.position_embeddings.weight": (c["context"], c["width"]),
        "embeddings.token_type_embeddings.weight": (c["segments"], c["width"]),
        "embeddings.LayerNorm.weight": (c["width"],),
        "embeddings.LayerNorm.bias": (c["width"],),
    }

    def dense(name, out, into):
        shapes[name + ".weight"] = (out, into)
        shapes[name + ".bias"] = (out,)

    def norm(name):
        shapes[name + ".weight"] = (c["width"],)
        shapes[name + ".bias"] = (c["width"],)

    for i in range(c["layers"]):
        at = f"encoder.layer.{i}"
        for part in ("query", "key", "value"):
            dense(f"{at}.attention.self.{part}", c["width"], c["width"])
        dense(f"{at}.attention.output.dense", c["width"], c["width"])
        norm(f"{at}.attention.output.LayerNorm")
        dense(f"{at}.intermediate.dense", c["feedForward"], c["width"])
        dense(f"{at}.output.dense", c["width"], c["feedForward"])
        norm(f"{at}.output.LayerNorm")
    for name, shape in extra.items():
        shapes[name] = shape
    return shapes


def layer_norm(w, x, name):
    return F.layer_norm(x, (x.shape[-1],), w[name + ".weight"], w[name + ".bias"], 1e-12)


def encode(w, tokens, mask, segments=None, activation=F.gelu):
    c = ENCODER
    b, t = tokens.shape
    hd = c["width"] // c["heads"]
    segments = torch.zeros_like(tokens) if segments is None else segments
    x = w["embeddings.word_embeddings.weight"][tokens] + w["embeddings.position_embeddings.weight"][:t]
    x = layer_norm(w, x + w["embeddings.token_type_embeddings.weight"][segments], "embeddings.LayerNorm")
    hide = torch.where(mask > 0, 0.0, float("-inf")).reshape(b, 1, 1, t)
    for i in range(c["layers"]):
        at = f"encoder.layer.{i}"
        q, k, v = (
            linear(w, x, f"{at}.attention.self.{p}").reshape(b, t, -1, hd).transpose(1, 2) for p in ("query", "key", "value")
        )
        p = torch.softmax(q @ k.transpose(-1, -2) / math.sqrt(hd) + hide, -1)
        a = linear(w, (p @ v).transpose(1, 2).reshape(b, t, -1), f"{at}.attention.output.dense")
        x = layer_norm(w, x + a, f"{at}.attention.output.LayerNorm")
        f = linear(w, activation(linear(w, x, f"{at}.intermediate.dense")), f"{at}.output.dense")
        x = layer_norm(w, x + f, f"{at}.output.LayerNorm")
    return x


def mask_of(lengths, time):
    return (torch.arange(time)[None, :] < torch.tensor(lengths)[:, None]).double()


TOKENS = integers((3, 6), 111, 24)
MASK = mask_of([6, 4, 5], 6)
SEGMENTS = integers((3, 6), 112, 2)


def mlm_loss(w):
    h = encode(w, TOKENS, MASK, SEGMENTS).reshape(-1, 16)[torch.tensor([0, 3, 7, 7, 16])]
    h = layer_norm(w, F.gelu(linear(w, h, "cls.predictions.transform.dense")), "cls.predictions.transform.LayerNorm")
    logits = h @ w["embeddings.word_embeddings.weight"].T + w["cls.predictions.bias"]
    return F.cross_entropy(logits, integers((5,), 113, 24))


def embed(w, tokens, mask):
    h = encode(w, tokens, mask)
    m = mask[..., None]
    return F.normalize((h * m).sum(1) / m.sum(1), dim=-1)


def contrastive_loss(w):
    anchors = embed(w, TOKENS, MASK)
    candidates = embed(w, integers((6, 7), 114, 24), mask_of([7, 3, 5, 6, 7, 2], 7))
    return F.cross_entropy(anchors @ candidates.T / 0.05, torch.arange(3))


def sequence(w, activation=F.gelu):
    h = encode(w, TOKENS, MASK, SEGMENTS, activation)[:, 0]
    return linear(w, torch.tanh(linear(w, h, "pooler.dense")), "classifier")


def classifier_loss(w):
    return F.cross_entropy(sequence(w), integers((3,), 115, 5))


def regressor_loss(w):
    """With ReLU, so that both activations are covered."""
    return ((sequence(w, F.relu)[:, 0] - floats((3,), 116)) ** 2).mean()


def span_loss(w):
    scores = linear(w, encode(w, TOKENS, MASK, SEGMENTS), "qa_outputs") + (1 - MASK)[..., None] * -1e4
    starts, ends = integers((3,), 117, 4), integers((3,), 118, 4)
    return (F.cross_entropy(scores[..., 0], starts) + F.cross_entropy(scores[..., 1], ends)) / 2


HEAD = {"pooler.dense.weight": (16, 16), "pooler.dense.bias": (16,)}
MLM = {
    "cls.predictions.transform.dense.weight": (16, 16),
    "cls.predictions.transform.dense.bias": (16,),
    "cls.predictions.transform.LayerNorm.weight": (16,),
    "cls.predictions.transform.LayerNorm.bias": (16,),
    "cls.predictions.bias": (24,),
}

# ---- mlp -------------------------------------------------------------------------------------------------

MLP = {"layers.0.weight": (12, 8), "layers.0.bias": (12,), "layers.1.weight": (10, 12), "layers.1.bias": (10,)}
MLP_SHAPES = {**MLP, "layers.2.weight": (4, 10), "layers.2.bias": (4,)}


def mlp_outputs(w):
    x = floats((9, 8), 121)
    x = F.relu(linear(w, x, "layers.0"))
    return linear(w, F.relu(linear(w, x, "layers.1")), "layers.2")


def mlp_loss(w):
    return F.cross_entropy(mlp_outputs(w), integers((9,), 122, 4))


def mlp_binary_loss(w):
    return F.binary_cross_entropy_with_logits(mlp_outputs(w)[:, 0], floats((9,), 123) + 0.5)


NETWORKS = {
    "decoder": (decoder_shapes(), decoder_loss),
    "lora": (lora_shapes(), lora_loss),
    "masked-language-model": (encoder_shapes(MLM), mlm_loss),
    "contrastive": (encoder_shapes({}), contrastive_loss),
    "classifier": (encoder_shapes({**HEAD, "classifier.weight": (5, 16), "classifier.bias": (5,)}), classifier_loss),
    "regressor": (encoder_shapes({**HEAD, "classifier.weight": (1, 16), "classifier.bias": (1,)}), regressor_loss),
    "span-finder": (encoder_shapes({"qa_outputs.weight": (2, 16), "qa_outputs.bias": (2,)}), span_loss),
    "mlp": (MLP_SHAPES, mlp_loss),
    "mlp-binary": ({**MLP, "layers.2.weight": (1, 10), "layers.2.bias": (1,)}, mlp_binary_loss),
}


def encoded(tensor):
    return base64.b64encode(tensor.detach().numpy().astype("<f4").tobytes()).decode()


def fixture(name):
    shapes, loss_of = NETWORKS[name]
    weights = make_weights(shapes)
    loss = loss_of(weights)
    loss.backward()
    trained = [n for n in shapes if name != "lora" or "lora_" in n]
    return {"loss": loss.item(), "gradients": {n: encoded(weights[n].grad) for n in trained}}


def optimizer_fixture(make):
    """40 steps in float32, as the engine takes them, clipped to norm 1."""
    weights = {n: w.detach().float().requires_grad_() for n, w in make_weights(MLP_SHAPES).items()}
    matrices = [w for w in weights.values() if w.dim() >= 2]
    vectors = [w for w in weights.values() if w.dim() < 2]
    optimizer = make(matrices, vectors)
    losses = []
    torch.set_default_dtype(torch.float32)
    for _ in range(40):
        optimizer.zero_grad()
        x = floats((9, 8), 121).float()
        x = F.relu(linear(weights, x, "layers.0"))
        out = linear(weights, F.relu(linear(weights, x, "layers.1")), "layers.2")
        loss = F.cross_entropy(out, integers((9,), 122, 4))
        loss.backward()
        torch.nn.utils.clip_grad_norm_(list(weights.values()), 1.0)
        optimizer.step()
        losses.append(loss.item())
    torch.set_default_dtype(torch.float64)
    return {"losses": losses, "weights": {n: encoded(w) for n, w in weights.items()}}


def decoder_training_fixture():
    weights = make_weights(decoder_shapes())
    matrices = [w for w in weights.values() if w.dim() >= 2]
    vectors = [w for w in weights.values() if w.dim() < 2]
    optimizer = adamw(matrices, vectors)
    losses = []
    for _ in range(40):
        optimizer.zero_grad()
        loss = decoder_loss(weights)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(list(weights.values()), 1.0)
        optimizer.step()
        losses.append(loss.item())
    return {"losses": losses, "weights": {n: encoded(w) for n, w in weights.items()}}


def adamw(matrices, vectors):
    groups = [{"params": matrices, "weight_decay": 0.1}, {"params": vectors, "weight_decay": 0.0}]
    return torch.optim.AdamW(groups, lr=1e-2, betas=(0.9, 0.95), eps=1e-8)


def sgd(matrices, vectors):
    return torch.optim.SGD(matrices + vectors, lr=0.1, momentum=0.9, weight_decay=0.01)


def sparse_adam_fixture():
    """40 steps of SparseAdam on a table of 10 rows, four lookups a step, rows repeating."""
    table = torch.nn.Embedding(10, 4, sparse=True)
    table.weight.data = floats((10, 4), 131)
    optimizer = torch.optim.SparseAdam(list(table.parameters()), lr=0.01)
    for step in range(40):
        optimizer.zero_grad()
        rows = integers((4,), 200 + step, 6)
        (table(rows) * floats((4, 4), 300 + step)).sum().backward()
        optimizer.step()
    return {"table": encoded(table.weight)}


def write(name, data):
    with open(os.path.join(HERE, name + ".json"), "w") as file:
        json.dump(data, file, separators=(",", ":"))
        file.write("\n")


write("gradients.fixture", {name: fixture(name) for name in NETWORKS})
write(
    "optimizers.fixture",
    {
        "adamw": optimizer_fixture(adamw),
        "sgd": optimizer_fixture(sgd),
        "sparseAdam": sparse_adam_fixture(),
        "decoder": decoder_training_fixture(),
    },
)
