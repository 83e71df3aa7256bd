"""Write what is said in a clip with a pair of Whisper's graphs, the likeliest token at each step and without times."""

from __future__ import annotations

import re
import sys
import time
from typing import TYPE_CHECKING

import numpy as np
from folder import ROOT
from runner import open_session
from tokenizers import Tokenizer

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

sys.path.insert(0, str(ROOT))
from desktop.engine.speech.features import LogMel

PROMPT = ("<|startoftranscript|>", "<|en|>", "<|transcribe|>", "<|notimestamps|>")
LONGEST = 200
SPELLINGS = {"mr": "mister", "mrs": "missus"}


class WhisperRunner:
    """Two graphs, a tokeniser and the tokens that never come."""

    def __init__(self, encoder: Path, decoder: Path, tokenizer: Path, suppressed: Sequence[int]) -> None:
        self.encoder, self.decoder = open_session(encoder), open_session(decoder)
        self.tokenizer = Tokenizer.from_file(str(tokenizer))
        self.features = LogMel({})
        self.suppressed = list(suppressed)

    def hear(self, samples: NDArray[np.float32]) -> dict[str, NDArray[np.float32]]:
        """Return what the encoder gives, by name."""
        names = [output.name for output in self.encoder.get_outputs()]
        return dict(zip(names, self.encoder.run(None, {"input_features": self.features(samples)[None]}), strict=True))

    def write(self, samples: NDArray[np.float32]) -> str:
        """Return what is said."""
        heard = self.hear(samples)
        names = [output.name for output in self.decoder.get_outputs()]
        past = {
            node.name: np.zeros((1, node.shape[1], 0, node.shape[3]), np.float32)
            for node in self.decoder.get_inputs()
            if ".decoder." in node.name
        }
        ids, made, length = [self.tokenizer.token_to_id(token) for token in PROMPT], list[int](), 0
        end = self.tokenizer.token_to_id("<|endoftext|>")
        while len(made) < LONGEST:
            places = np.arange(length, length + len(ids))
            feeds = {"input_ids": np.array([ids]), "cache_position": places, **heard, **past}
            outputs = dict(zip(names, self.decoder.run(None, feeds), strict=True))
            past = {name: outputs[name.replace("past_key_values", "present")] for name in past}
            scores = outputs["logits"][0, -1]
            scores[self.suppressed] = -np.inf
            scores[end + 1 :] = -np.inf
            length += len(ids)
            ids = [int(scores.argmax())]
            if ids[0] == end:
                break
            made += ids
        text: str = self.tokenizer.decode(made)
        return text

    def seconds(self, samples: NDArray[np.float32]) -> tuple[str, float]:
        """Return what is said and the seconds it took."""
        start = time.perf_counter()
        text = self.write(samples)
        return text, time.perf_counter() - start


def words(text: str) -> list[str]:
    """Return the words of a text as they sound."""
    plain = re.sub(r"[^\w' ]+", " ", text.lower().replace("-", " "))
    return [SPELLINGS.get(word, word) for word in plain.split()]


def errors(said: str, written: str) -> int:
    """Count the words that were changed, left out or added."""
    right, found = words(said), words(written)
    row = list(range(len(found) + 1))
    for number, word in enumerate(right, 1):
        diagonal, row[0] = row[0], number
        for index, other in enumerate(found, 1):
            diagonal, row[index] = row[index], min(row[index] + 1, row[index - 1] + 1, diagonal + (word != other))
    return row[-1]
