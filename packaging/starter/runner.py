"""Run a starter folder as the program does, to measure it and to compare an old build with a new one."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Any

import numpy as np
import onnxruntime as ort
from PIL import Image
from tokenizers import Tokenizer

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

MODEL = "onnx/model_quantized.onnx"


def softmax(logits: NDArray[np.float32]) -> NDArray[np.float32]:
    """Turn the last axis into probabilities."""
    raised = np.exp(logits - logits.max(-1, keepdims=True))
    return raised / raised.sum(-1, keepdims=True)


def open_session(model: Path | bytes) -> ort.InferenceSession:
    return ort.InferenceSession(model if isinstance(model, bytes) else str(model), providers=["CPUExecutionProvider"])


def read_labels(folder: Path) -> list[str]:
    """Return the labels of `config.json` in the order of the logits."""
    named: dict[str, str] = json.loads((folder / "config.json").read_text(encoding="utf-8"))["id2label"]
    return [named[str(index)] for index in range(len(named))]


class TextRunner:
    """A tokeniser and a session that takes its ids."""

    def __init__(self, model: Path | bytes, tokenizer: Path, output: str, max_tokens: int) -> None:
        self.session = open_session(model)
        self.output = output
        self.tokenizer = Tokenizer.from_file(str(tokenizer))
        self.tokenizer.enable_truncation(max_tokens)
        self.tokenizer.enable_padding()

    def ids(self, texts: list[str]) -> list[list[int]]:
        """Return each text's ids without padding."""
        return [self.tokenizer.encode(text).ids for text in texts]

    def feeds(self, texts: list[str]) -> dict[str, NDArray[np.int64]]:
        """Return the inputs of one batch."""
        encoded = self.tokenizer.encode_batch(texts)
        ids = np.array([one.ids for one in encoded], np.int64)
        mask = np.array([one.attention_mask for one in encoded], np.int64)
        return {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}

    def run(self, texts: list[str]) -> NDArray[np.float32]:
        """Return the output's rows for one batch."""
        rows: NDArray[np.float32] = self.session.run([self.output], self.feeds(texts))[0]
        return rows

    def run_sorted(self, texts: list[str], batch: int) -> NDArray[np.float32]:
        """Return a row per text; texts of similar length share a batch."""
        order = sorted(range(len(texts)), key=lambda index: len(texts[index]))
        parts = [order[start : start + batch] for start in range(0, len(order), batch)]
        rows = np.concatenate([self.run([texts[index] for index in part]) for part in parts])
        result = np.empty_like(rows)
        result[order] = rows
        return result

    def run_timed(self, texts: list[str]) -> tuple[NDArray[np.float32], float]:
        """Run the texts one by one; return their rows and the median seconds of one."""
        self.run(texts[:1])
        rows, times = [], []
        for text in texts:
            start = time.perf_counter()
            rows.append(self.run([text]))
            times.append(time.perf_counter() - start)
        return np.concatenate(rows), float(np.median(times))


class SentenceRunner(TextRunner):
    """A text runner whose rows are sentence vectors: the average token, at length 1."""

    def run(self, texts: list[str]) -> NDArray[np.float32]:
        """Return [texts, dimensions]."""
        feeds = self.feeds(texts)
        real = feeds["attention_mask"][..., None].astype(np.float32)
        return unit((self.session.run([self.output], feeds)[0] * real).sum(1))


def unit(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the rows at length 1."""
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


class ImageRunner:
    """A session and the resizing, cropping and scaling that `preprocessor_config.json` asks for."""

    def __init__(self, folder: Path, model: Path | None = None) -> None:
        self.session = open_session(model or folder / MODEL)
        settings = (folder / "preprocessor_config.json").read_text(encoding="utf-8")
        self.settings: dict[str, Any] = json.loads(settings)

    def pixels(self, path: Path) -> NDArray[np.float32]:
        """Return [1, 3, height, width]."""
        edge, crop = self.settings["size"]["shortest_edge"], self.settings["crop_size"]
        with Image.open(path) as image:
            ratio = edge / min(image.size)
            size = (round(image.width * ratio), round(image.height * ratio))
            picture = image.convert("RGB").resize(size, Image.Resampling(self.settings["resample"]))
        left, top = (size[0] - crop["width"]) // 2, (size[1] - crop["height"]) // 2
        cut = picture.crop((left, top, left + crop["width"], top + crop["height"]))
        scaled = np.asarray(cut, np.float32) * self.settings["rescale_factor"]
        mean, deviation = (np.array(self.settings[key], np.float32) for key in ("image_mean", "image_std"))
        return ((scaled - mean) / deviation).transpose(2, 0, 1)[None].astype(np.float32)

    def run(self, path: Path) -> NDArray[np.float32]:
        """Return the logits [1, classes]."""
        logits: NDArray[np.float32] = self.session.run(["logits"], {"pixel_values": self.pixels(path)})[0]
        return logits

    def seconds(self, path: Path, repeats: int = 15) -> float:
        """Return the median seconds from file to logits."""
        self.run(path)
        times = []
        for _ in range(repeats):
            start = time.perf_counter()
            self.run(path)
            times.append(time.perf_counter() - start)
        return float(np.median(times))
