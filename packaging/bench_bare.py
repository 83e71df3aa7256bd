"""The limits: the least that any program has to do for the same. Run as `python -m bench_bare WHAT …`.

What belongs to one limit alone is imported inside it, so that none pays for another.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable


def window(report: str) -> int:
    """Open a main window with a list and an editor; report its first paint, then end."""
    from PySide6.QtCore import QStringListModel, QTimer
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QApplication, QListView, QMainWindow, QSplitter, QTextEdit

    class Window(QMainWindow):
        painted = False

        def paintEvent(self, event: QPaintEvent) -> None:
            super().paintEvent(event)
            if not self.painted:
                self.painted = True
                QTimer.singleShot(0, self.report)

        def report(self) -> None:
            first_paint(report)
            app.quit()

    app = QApplication(sys.argv[:1])
    shown = Window()
    listing = QListView()
    listing.setModel(QStringListModel(["one", "two", "three"]))
    both = QSplitter()
    both.addWidget(listing)
    both.addWidget(QTextEdit("A line of text."))
    shown.setCentralWidget(both)
    shown.resize(1100, 720)
    shown.show()
    return app.exec()


def first_paint(report: str) -> None:
    """Write when this process painted for the first time and its memory, as the program's own hook does."""
    now = time.monotonic()
    import json
    from pathlib import Path

    import psutil

    resident = psutil.Process().memory_info().rss
    Path(report).write_text(json.dumps({"painted": now, "rss_bytes": resident}), encoding="utf-8")


# --- loops over a model: a first run unmeasured, then one for every line on standard input ---------------------------


def sentiment(graph: str, tokenizer_file: str, text_file: str, *settings: str) -> int:
    """Classify the lines of a file in batches of 32, sorted by length; settings: threads, most tokens, filler."""
    threads, max_tokens, pad = settings
    import numpy as np
    import onnxruntime
    from tokenizers import Tokenizer

    session = onnxruntime.InferenceSession(graph, options(int(threads)), providers=["CPUExecutionProvider"])
    inputs = {node.name for node in session.get_inputs()}
    tokenizer = Tokenizer.from_file(tokenizer_file)
    tokenizer.no_padding()
    tokenizer.enable_truncation(int(max_tokens))
    filler = tokenizer.token_to_id(pad) or 0

    def run() -> None:
        with open(text_file, encoding="utf-8") as file:  # noqa: PTH123 - as bare as it gets
            lines = [line.strip() for line in file if line.strip()]
        encoded = tokenizer.encode_batch(lines)
        order = sorted(range(len(lines)), key=lambda index: len(encoded[index].ids))
        scores: list[object] = [None] * len(lines)
        for start in range(0, len(order), 32):
            batch = order[start : start + 32]
            longest = len(encoded[batch[-1]].ids)
            ids = np.full((len(batch), longest), filler, np.int64)
            mask = np.zeros((len(batch), longest), np.int64)
            for row, index in enumerate(batch):
                ids[row, : len(encoded[index].ids)] = encoded[index].ids
                mask[row, : len(encoded[index].ids)] = 1
            feeds = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
            logits = session.run(["logits"], {name: value for name, value in feeds.items() if name in inputs})[0]
            powers = np.exp(logits - logits.max(axis=1, keepdims=True))
            for index, row_of_scores in zip(batch, powers / powers.sum(axis=1, keepdims=True), strict=True):
                scores[index] = row_of_scores

    return serve(run)


def photos(graph: str, processor_file: str, folder: str, threads: str) -> int:
    """Classify every photo of a folder, one after another."""
    import json
    from pathlib import Path

    import numpy as np
    import onnxruntime
    import transformers
    from PIL import Image, ImageOps

    session = onnxruntime.InferenceSession(graph, options(int(threads)), providers=["CPUExecutionProvider"])
    (name,) = (node.name for node in session.get_inputs())
    settings = json.loads(Path(processor_file).read_text(encoding="utf-8"))
    kind = settings.pop("image_processor_type").removesuffix("Fast")
    processor = getattr(transformers, f"{kind}Pil")(**settings)
    files = sorted(Path(folder).iterdir())

    def run() -> None:
        for file in files:
            with Image.open(file) as image:
                upright = ImageOps.exif_transpose(image).convert("RGB")
            pixels = np.asarray(processor(upright, return_tensors="np")["pixel_values"], np.float32)
            logits = session.run(["logits"], {name: pixels})[0][0]
            powers = np.exp(logits - logits.max())
            scores = powers / powers.sum()
            scores[np.argsort(-scores)[:5]].tolist()

    return serve(run)


def options(threads: int) -> object:
    """Return the settings of a session: those of the worker."""
    import onnxruntime

    chosen = onnxruntime.SessionOptions()
    chosen.intra_op_num_threads = threads
    chosen.inter_op_num_threads = 1
    chosen.log_severity_level = 3
    return chosen


def serve(run: Callable[[], None]) -> int:
    """Run once unmeasured, then once for every line that comes, and answer with the seconds it took."""
    run()
    print("ready", flush=True)
    for _ in sys.stdin:
        began = time.perf_counter()
        run()
        print(time.perf_counter() - began, flush=True)
    return 0


if __name__ == "__main__":
    LIMITS: dict[str, Callable[..., int]] = {"window": window, "sentiment": sentiment, "photos": photos}
    sys.exit(LIMITS[sys.argv[1]](*sys.argv[2:]))
