"""Memory of models: what stays after one was let go, and what a batch needs while it runs.

Run as `python -m bench_memory unload HOME FIRST MODEL` or `python -m bench_memory working HOME MODEL …`; the second
prints the working memory for each number that goes into a graph, which `desktop/engine/rounds.py` sizes its batches by.
"""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from bench_figures import Measured

    from desktop.engine.loaded import LoadedModel

FIRST = "starter/minilm-sentiment"
ROWS = 4
TOKENS = 256


def after_unload() -> Mapping[str, Measured]:
    """Measure resident memory before a DistilBERT was loaded and after it was let go, where a model had run before.

    The first model of a process brings 12 MB of onnxruntime's own code into memory, which is shared and stays.
    """
    from bench_figures import Broken, Measured
    from bench_models import converted
    from bench_worker import places

    with ExitStack() as cleanup:
        home, _ = places(cleanup)
        model = converted(home, "distilbert", "text-classification").spec.id
        command = [sys.executable, "-m", "bench_memory", "unload", str(home.root), FIRST, model]
        done = subprocess.run(command, cwd=Path(__file__).parent, capture_output=True, text=True, check=False)
        if done.returncode:
            raise Broken(done.stderr.strip()[-500:])
        before, after = json.loads(done.stdout)
        return {"memory-after-unload": Measured(value=after / 1e6, limit=before / 1e6, ratio=after / before)}


def unload(home: str, first: str, model: str) -> None:
    """Print resident bytes after the `first` model was let go, and again after `model` ran a batch and was let go."""
    from desktop.engine.loaded import ModelCache, warm_up

    warm_up()
    cache = ModelCache(threads=0)
    found = []
    for name in (first, model):
        _run(cache.get(_installed(home, name)), ROWS)
        cache.clear()
        found.append(_resident())
    print(json.dumps(found))


def working(home: str, *models: str) -> None:
    """Print the working memory of a batch of each model, by number that goes in."""
    from desktop.engine.loaded import ModelCache, warm_up

    warm_up()
    for model in models:
        loaded = ModelCache(threads=0).get(_installed(home, model))
        loaded.session()
        before = _resident()
        with _most() as most:
            numbers = _run(loaded, ROWS)
        print(f"{model:32} {numbers:10} numbers  {(most[0] - before) / numbers:10.0f} bytes each")


def _installed(home: str, model: str) -> Any:
    from desktop.state.models import ModelShelf
    from desktop.state.paths import find_home

    return ModelShelf(find_home(home)).get(model)


def _run(model: LoadedModel, rows: int) -> int:
    """Run a batch of zeros; returns how many numbers it had, those of the first input."""
    import numpy as np

    from desktop.engine.interrupt import Interrupt

    session = model.session()
    feeds: dict[str, np.ndarray] = {}
    for name in session.inputs:
        if name == "pixel_values":
            feeds[name] = np.zeros((rows, 3, *_picture_size(model)), np.float32)
        elif name == "input_values":
            feeds[name] = np.zeros((rows, 16000 * 10), np.float32)
        else:
            feeds[name] = np.full((rows, TOKENS), int(name == "attention_mask"), np.int64)
    session.run(feeds, [Interrupt()])
    return next(iter(feeds.values())).size


def _picture_size(model: LoadedModel) -> tuple[int, int]:
    settings = model.json("preprocessor_config.json")
    size: Any = settings["crop_size"] if settings.get("do_center_crop") else settings.get("size", 224)
    if isinstance(size, int):
        return size, size
    height = int(size.get("height", size.get("shortest_edge", 224)))
    return height, int(size.get("width", height))


def _resident() -> int:
    import psutil

    return int(psutil.Process().memory_info().rss)


@contextmanager
def _most() -> Iterator[list[int]]:
    """Give a list whose only entry is the largest resident size while the block runs."""
    most, ended = [0], threading.Event()

    def watch() -> None:
        while not ended.wait(0.002):
            most[0] = max(most[0], _resident())

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        yield most
    finally:
        ended.set()
        watcher.join()


if __name__ == "__main__":
    COMMANDS: dict[str, Callable[..., None]] = {"unload": unload, "working": working}
    COMMANDS[sys.argv[1]](*sys.argv[2:])
