"""Fine-tuning of the sentiment model: encoder and head learn together, three times.

The head starts as fitted on the unchanged encoder, so that training bends what is there instead of tearing it. The
targets are soft: a rating is the mean of some twenty people, and a sentence between two classes belongs a little to
both. Epoch and seed are chosen on the tuning part; nothing here looks at the held-out part.
"""

from __future__ import annotations

import time
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import torch
from ratings import LABELS, NEUTRAL, POLAR
from scipy.special import ndtr
from sentiment_head import Head, calibrate, macro_f1
from torch import nn
from torch.nn import functional as fn
from transformers import BertConfig, BertModel

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from numpy.typing import NDArray
    from ratings import Parts

SEEDS = (1, 2, 3)
EPOCHS = 3
BATCH = 32
POOL = 32  # batches that are sorted by length together
DOUBT = 0.35  # standard deviation of a mean rating
FROZEN = 2  # layers that stay as they are, beside the embeddings
ENCODER_RATE, LAYER_DECAY, HEAD_RATE = 1e-4, 0.9, 1e-3  # learning rates; each layer below the last learns slower
WARM_UP = 0.1  # share of the steps
WEIGHT_DECAY = 0.01
LONGEST_STEP = 1.0  # norm that gradients are cut to


class Corpus(NamedTuple):
    """Sentences as token ids, what the raters said of them, and which part they belong to."""

    ids: list[list[int]]
    ratings: NDArray[np.float64]
    labels: NDArray[np.int64]
    parts: Parts


class Tuned(NamedTuple):
    """The encoder's tensors and the head of one seed, with its logits and macro-F1 of the tuning part."""

    seed: int
    epoch: int
    weights: dict[str, NDArray[np.float32]]
    head: Head
    logits: NDArray[np.float64]
    macro_f1: float


class Network(nn.Module):
    """The graph of `minilm_graph.py` in torch: all layers' average token vectors, each of length 1, into the head."""

    def __init__(self, weights: Mapping[str, NDArray[Any]], config: Mapping[str, Any], head: Head) -> None:
        super().__init__()
        settings = BertConfig(**config, attn_implementation="eager")
        self.encoder = BertModel(settings, add_pooling_layer=False)
        self.encoder.load_state_dict({name: torch.tensor(weights[name]) for name in self.encoder.state_dict()})
        for part in (self.encoder.embeddings, *self.encoder.encoder.layer[:FROZEN]):
            part.requires_grad_(False)  # more than half of the numbers; most words are too rare to learn here
        self.head = nn.Linear(*head.weight.shape)
        self.head.load_state_dict({"weight": torch.tensor(head.weight.T), "bias": torch.tensor(head.bias)})

    def forward(self, ids: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """Return logits [batch, classes]."""
        layers = self.encoder(input_ids=ids, attention_mask=mask, output_hidden_states=True).hidden_states
        real = mask.unsqueeze(-1)
        pooled = [fn.normalize((layer * real).sum(1) / real.sum(1), dim=-1) for layer in layers]
        return self.head(torch.cat(pooled, -1))

    def tensors(self) -> dict[str, NDArray[np.float32]]:
        """Copy the encoder's tensors."""
        return {name: tensor.numpy().copy() for name, tensor in self.encoder.state_dict().items()}

    def groups(self) -> list[dict[str, Any]]:
        """Return what learns, with its learning rate."""
        layers = self.encoder.encoder.layer[FROZEN:]
        groups: list[dict[str, Any]] = [
            {"params": list(layer.parameters()), "lr": ENCODER_RATE * LAYER_DECAY**depth}
            for depth, layer in enumerate(reversed(list(layers)))
        ]
        return [*groups, {"params": list(self.head.parameters()), "lr": HEAD_RATE, "weight_decay": 0.0}]


def fine_tune(
    weights: Mapping[str, NDArray[Any]], config: Mapping[str, Any], head: Head, corpus: Corpus
) -> list[Tuned]:
    """Train once per seed, each in a process of its own; return the seeds as they were after their best epochs."""
    one = partial(train, weights=weights, config=config, head=head, corpus=corpus)
    with ProcessPoolExecutor(len(SEEDS), get_context("spawn")) as pool:
        return list(pool.map(one, SEEDS))


def train(
    seed: int, weights: Mapping[str, NDArray[Any]], config: Mapping[str, Any], head: Head, corpus: Corpus
) -> Tuned:
    """Train one seed, keep its best epoch."""
    torch.set_num_threads(1)
    torch.set_float32_matmul_precision("medium")
    torch.manual_seed(seed)
    draw = np.random.default_rng(seed)
    network = Network(weights, config, head)
    chosen = np.flatnonzero(corpus.parts.learn)
    targets = torch.from_numpy(soft_targets(corpus.ratings)).float()
    steps = EPOCHS * -(-chosen.size // BATCH)
    optimiser = torch.optim.AdamW(network.groups(), weight_decay=WEIGHT_DECAY, fused=True)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: rate(step / steps))
    worth = 1 / targets[chosen].mean(0)
    best = None
    start = time.perf_counter()
    for epoch in range(1, EPOCHS + 1):
        network.train()
        for rows in batches(draw.permutation(chosen), corpus.ids, draw):
            wanted = targets[rows] * worth
            logits = network(*padded([corpus.ids[row] for row in rows]))
            loss = -(wanted * fn.log_softmax(logits, -1)).sum() / wanted.sum()
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), LONGEST_STEP)
            optimiser.step()
            schedule.step()
        tuned = judge(network, corpus, seed, epoch)
        print(
            f"  seed {seed}, epoch {epoch}: macro-F1 {tuned.macro_f1:.4f} on the tuning part, "
            f"{time.perf_counter() - start:.0f} s",
            flush=True,
        )
        if best is None or tuned.macro_f1 > best.macro_f1:
            best = tuned
    assert best is not None
    return best


def rate(done: float) -> float:
    """Return the share of the learning rate after a share of the steps: up, then down in straight lines."""
    return min((done + 1e-3) / WARM_UP, (1 - done) / (1 - WARM_UP))


def soft_targets(ratings: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return how likely other raters would put each sentence into each class; borders half-way between classes."""
    border = (NEUTRAL + POLAR) / 2
    negative, positive = ndtr((-border - ratings) / DOUBT), ndtr((ratings - border) / DOUBT)
    return np.stack([negative, 1 - negative - positive, positive], 1)


def batches(rows: NDArray[np.int64], ids: list[list[int]], draw: np.random.Generator) -> Iterator[list[int]]:
    """Cut shuffled rows into batches of similar length, in random order."""
    found: list[list[int]] = []
    for start in range(0, len(rows), BATCH * POOL):
        pool = sorted(rows[start : start + BATCH * POOL], key=lambda row: len(ids[row]))
        found += [pool[first : first + BATCH] for first in range(0, len(pool), BATCH)]
    for index in draw.permutation(len(found)):
        yield found[index]


def padded(texts: list[list[int]]) -> tuple[torch.Tensor, torch.Tensor]:
    """Return ids and mask [batch, tokens]."""
    parts = [torch.tensor(text) for text in texts]
    ids = nn.utils.rnn.pad_sequence(parts, batch_first=True)
    lengths = torch.tensor([len(text) for text in texts])
    return ids, (torch.arange(ids.shape[1]) < lengths.unsqueeze(1)).long()


def judge(network: Network, corpus: Corpus, seed: int, epoch: int) -> Tuned:
    """Measure the network, calibrated, on the tuning part."""
    network.eval()
    tune = np.flatnonzero(corpus.parts.tune)
    order = np.argsort([len(corpus.ids[row]) for row in tune], kind="stable")
    logits = np.empty((tune.size, len(LABELS)))
    with torch.no_grad():
        for places in np.array_split(order, -(-order.size // BATCH)):
            logits[places] = network(*padded([corpus.ids[row] for row in tune[places]])).numpy()
    labels = corpus.labels[tune]
    scale, offset = calibrate(logits, labels)
    head = Head(np.ascontiguousarray(network.head.weight.detach().numpy().T), network.head.bias.detach().numpy().copy())
    return Tuned(seed, epoch, network.tensors(), head, logits, macro_f1(logits * scale + offset, labels))
