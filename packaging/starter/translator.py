"""Run a translation folder as the program does, to measure it: decoding word by word or with several beams."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import onnxruntime as ort
from tokenizers import Tokenizer

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    Values = dict[str, ort.OrtValue]

ENCODER, DECODER = "onnx/encoder_model_quantized.onnx", "onnx/decoder_model_quantized.onnx"
MAX_LENGTH_FACTOR = 2.5  # of Bergamot's configuration: so many times the source's tokens at the most
END = 0  # the first word of the vocabulary, and so of every batch's
BATCH = {"vocabulary_vectors", "vocabulary_bias"}  # of the whole batch; all else has a row for each text

value = ort.OrtValue.ortvalue_from_numpy


class Translator:
    """A folder's tokeniser and graphs."""

    def __init__(self, folder: Path, threads: int = 1) -> None:
        options = ort.SessionOptions()
        options.intra_op_num_threads = threads
        options.log_severity_level = 3
        self.encoder, self.decoder = (
            ort.InferenceSession(str(folder / name), options, providers=["CPUExecutionProvider"])
            for name in (ENCODER, DECODER)
        )
        self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.tokenizer.enable_padding(pad_id=END)
        self.states = {node.name: node.shape[1:] for node in self.decoder.get_inputs() if "state" in node.name}

    def read(self, texts: Sequence[str], extra: Sequence[int]) -> tuple[NDArray[np.int64], Values, int]:
        """Return the batch's vocabulary, what the first step reads, and how many steps there may be."""
        encoded = self.tokenizer.encode_batch(list(texts))
        ids = np.array([one.ids for one in encoded], np.int64)
        mask = np.array([one.attention_mask for one in encoded], np.int64)
        feeds = {"input_ids": ids, "attention_mask": mask, "extra_vocabulary": np.array(extra, np.int64)}
        outputs = self.encoder.run_with_ort_values(None, {name: value(array) for name, array in feeds.items()})
        given = dict(zip([node.name for node in self.encoder.get_outputs()], outputs, strict=True))
        vocabulary: NDArray[np.int64] = given.pop("vocabulary").numpy()
        states = {name: value(np.zeros((len(ids), *shape), np.float32)) for name, shape in self.states.items()}
        start = value(np.full((len(ids), 1), len(vocabulary) - 1))
        return vocabulary, {**given, **states, "input_ids": start}, math.ceil(MAX_LENGTH_FACTOR * ids.shape[1])

    def step(self, feeds: Values, position: int) -> NDArray[np.float32]:
        """Return scores [rows, vocabulary] and move the states on."""
        feeds["position"] = value(np.array([position]))
        logits, *states = self.decoder.run_with_ort_values(None, feeds)
        feeds.update(zip(self.states, states, strict=True))
        return np.asarray(logits.numpy()[:, -1])

    def translate(self, texts: Sequence[str], extra: Sequence[int] = ()) -> list[str]:
        """Translate a batch, the best word at each step; `extra` words are candidates besides the model's own."""
        vocabulary, feeds, limit = self.read(texts, extra)
        written: list[NDArray[np.int64]] = []
        ended = np.zeros(len(texts), bool)
        while len(written) < limit and not ended.all():
            best = self.step(feeds, len(written)).argmax(1)
            feeds["input_ids"] = value(best[:, None])
            written.append(best)
            ended |= best == END
        return [self.text(vocabulary, row) for row in np.stack(written, 1).tolist()]

    def first_scores(self, text: str) -> NDArray[np.float32]:
        """Return the scores [1, words] of the first word of a text, among all words."""
        return self.step(self.read([text], range(self.tokenizer.get_vocab_size()))[1], 0)

    def text(self, vocabulary: NDArray[np.int64], places: list[int]) -> str:
        """Return the text of places in a vocabulary, up to the end."""
        length = places.index(END) if END in places else len(places)
        return str(self.tokenizer.decode(vocabulary[places[:length]].tolist()))

    def follow(self, text: str, beams: int, penalty: float) -> str:
        """Translate one text, following so many at once; the best has most log-likelihood / length ** penalty."""
        vocabulary, feeds, limit = self.read([text], ())
        keep(feeds, feeds.keys() - BATCH, np.zeros(beams, np.int64))
        scores = np.array([0.0] + [-np.inf] * (beams - 1))
        running: list[list[int]] = [[] for _ in range(beams)]
        finished: list[tuple[float, list[int]]] = []
        for position in range(limit):
            totals = scores[:, None] + log_softmax(self.step(feeds, position))
            best = np.argsort(-totals, axis=None)[: 2 * beams]
            rows, places = np.divmod(best, len(vocabulary))
            share = (position + 1) ** penalty
            ended = rows[:beams][places[:beams] == END]
            finished += [(float(totals[row, END]) / share, running[row]) for row in ended]
            rows, places = rows[places != END][:beams], places[places != END][:beams]
            scores = totals[rows, places]
            running = [[*running[row], place] for row, place in zip(rows, places.tolist(), strict=True)]
            keep(feeds, self.states, rows)
            feeds["input_ids"] = value(places[:, None])
            if len(finished) >= beams and max(finished)[0] >= scores[0] / share:
                break
        return self.text(vocabulary, max(finished or [(0.0, running[0])])[1])


def keep(feeds: Values, names: Iterable[str], rows: NDArray[np.int64]) -> None:
    """Go on with these rows of the values."""
    for name in names:
        feeds[name] = value(feeds[name].numpy()[rows])


def log_softmax(logits: NDArray[np.float32]) -> NDArray[np.float64]:
    raised = logits.astype(np.float64) - logits.max(1, keepdims=True)
    return raised - np.log(np.exp(raised).sum(1, keepdims=True))
