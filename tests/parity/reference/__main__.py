"""`python -m tests.parity.reference FAMILY OUT NAME…`: tiny models, torch's answers, the converter's folders.

It runs in the converter's environment, and makes a folder for each case: `hub` (the model as the Hub has it), `inputs`,
`arrays.npz` (`<input>/feeds/<name>`, likewise `outputs` and `pictures`), `answers.json`, `converted` and `layouts`. The
libraries take longer to import than a tiny model to convert, so they are imported once and a process is forked off for
each case.
"""

from __future__ import annotations

import json
import os
import sys
import traceback
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from desktop.converter.__main__ import ENVIRONMENT
from desktop.converter.__main__ import main as convert
from tests.parity.families import CHAT, DECODED, EVERY, WRITING
from tests.parity.layouts import layouts_of
from tests.parity.reference import layouts

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tests.parity.case import Case
    from tests.parity.reference.answer import Answer

LOG = "log"
PART = ".part"
_AT_ONCE = os.cpu_count() or 1


class Family(Protocol):
    """What each module beside this one has."""

    def write_reader(self, case: Case, hub: Path) -> dict[str, Any]:
        """Write tokeniser or processor; returns what the model's configuration must know of it."""

    def write_inputs(self, folder: Path) -> Sequence[Path]:
        """Write the files that every model of the family is given."""

    def answers(self, case: Case, hub: Path, model: Any, inputs: Sequence[Path]) -> list[Answer]:
        """Return what the library makes of the inputs."""


def main(family: str, out: Path, names: Sequence[str]) -> None:
    """Make the cases; one that fails leaves a folder that ends in `PART`, with a log."""
    os.environ.update(ENVIRONMENT)
    import onnxruntime.quantization  # noqa: F401 - so that no child has to
    import optimum.exporters.onnx.model_configs  # noqa: F401 - likewise
    import torch
    import transformers.pipelines  # noqa: F401 - likewise: with what nearly every model imports

    from tests.parity.reference import chat, decoded, pictures, sounds, texts, writing

    modules: dict[str, Family] = {"texts": texts, "pictures": pictures, "sounds": sounds}
    others = {DECODED: decoded.write, WRITING: writing.write, CHAT: chat.write}
    make = others[family] if family in others else partial(write, modules[family])
    torch.set_num_threads(1)
    running: dict[int, Path] = {}
    for case in EVERY[family]:
        if case.name not in names:
            continue
        if len(running) == _AT_ONCE:
            _await_one(running)
        place = out / f"{case.name}{PART}"
        place.mkdir()
        child = os.fork()
        if not child:
            os._exit(_make(case, make, place))
        running[child] = place
    while running:
        _await_one(running)


def _await_one(running: dict[int, Path]) -> None:
    child, status = os.wait()
    place = running.pop(child)
    if status == 0:
        place.rename(place.with_name(place.name.removesuffix(PART)))


def _make(case: Case, make: Callable[[Case, Path], None], place: Path) -> int:
    """Do all of one case; returns the exit status."""
    with (place / LOG).open("wb") as log:
        os.dup2(log.fileno(), 1)
        os.dup2(log.fileno(), 2)
    try:
        make(case, place)
        done = (place / "converted").exists()
        status = 0 if done else convert([str(place / "hub"), "--out", str(place / "converted"), "--keep-slow"])
        for layout in layouts_of(case) if status == 0 else ():
            layouts.write(layout, place / "converted", place / "layouts" / layout.name)
    except BaseException:  # noqa: BLE001 - a forked process must not go on as its parent
        traceback.print_exc()
        return 1
    else:
        return status
    finally:
        sys.stdout.flush()
        sys.stderr.flush()


def write(family: Family, case: Case, place: Path) -> None:
    """Write the model and what torch makes of the inputs."""
    import torch
    import transformers

    from tests.parity.reference.answer import save
    from tests.parity.reference.weights import random_model

    hub = place / "hub"
    hub.mkdir()
    told = family.write_reader(case, hub)
    random_model(case, told).save_pretrained(hub)
    for path, content in case.files.items():
        (hub / path).parent.mkdir(parents=True, exist_ok=True)
        (hub / path).write_text(json.dumps(content), encoding="utf-8")
    model = getattr(transformers, case.model).from_pretrained(hub, local_files_only=True, use_safetensors=True).eval()
    (place / "inputs").mkdir()
    inputs = [*family.write_inputs(place / "inputs"), *_write_texts(case, place / "inputs")]
    with torch.inference_mode():
        answers = [answer for way in case.ways() for answer in family.answers(way, hub, model, inputs)]
    save(answers, place)


def _write_texts(case: Case, folder: Path) -> list[Path]:
    paths = [folder / f"text {number}.txt" for number in range(len(case.texts))]
    for path, text in zip(paths, case.texts, strict=True):
        path.write_text(text, encoding="utf-8")
    return paths


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), sys.argv[3:])
