"""How far predictions lie from what the starter models take here: python -m tests.unit.hub.measure_fit.

The computer is measured before and after, since whatever else runs on it disturbs both.
"""

from __future__ import annotations

import dataclasses
import secrets
import tempfile
from pathlib import Path

import numpy as np
import soundfile

from desktop import tasks
from desktop.core.job import Done, Item, RequestDone, RunRequest
from desktop.core.result import ResultValue, Segments, Text
from desktop.core.routes import SOURCE, TARGET, first_pair
from desktop.core.task import parse_params
from desktop.hub.fit import Computer, predict, work_of
from desktop.media.sniff import recognise
from desktop.state.models import ModelShelf
from desktop.state.paths import find_home, resources
from desktop.worker.batch import run_all
from desktop.worker.client import EngineClient
from desktop.worker.inspector import EngineInspector

TEXT, PICTURES = "README.md", ("photo.jpg", "cat.jpg", "desk.jpg", "portrait.jpg")
SHORT, LONG = "reading.ogg", "reading.ogg six times"
QUESTION = "question.txt"
SAMPLES = (
    ("starter/minilm-sentiment", (TEXT,)),
    ("starter/all-minilm-l6-v2", (TEXT,)),
    ("starter/firefox-en-pt", (TEXT,)),
    ("starter/efficientnet-lite0", PICTURES),
    ("starter/yolov3-tiny", PICTURES),
    ("starter/whisper-base", (SHORT,)),
    ("starter/whisper-base", (LONG,)),
    ("starter/smollm2-135m-instruct", (QUESTION,)),
)
SOUND_TIMES = 6
"""Two minutes: a recording of one window is heard by all threads, a long one in lanes of one thread each."""
ASKED = "Write a story of two hundred words about a harbour, a lamp and a boat that comes home late."
UNIT_BYTES, UNIT_TOKENS = 6000, 140
"""About a thousand words that are read, and a hundred that are written."""


def main() -> None:
    """Print one line for each model."""
    with tempfile.TemporaryDirectory() as folder:
        home = find_home(folder).make()
        with EngineInspector(home) as inspector:
            before = inspector.speeds()
            real = [(model, _real(home.work, ModelShelf(home), model, names)) for model, names in SAMPLES]
            after = inspector.speeds()
        speeds = dataclasses.replace(
            before,
            **{
                field.name: (getattr(before, field.name) + getattr(after, field.name)) / 2
                for field in dataclasses.fields(before)
            },
        )
        print(
            f"{speeds.fp32_flops / 1e9:.0f} GFLOP/s fp32, {speeds.int8_flops / 1e9:.0f} int8,"
            f" {speeds.bytes_per_s / 1e9:.1f} GB/s"
        )
        computer = Computer(total_bytes=1 << 40, available_bytes=1 << 40, speeds=speeds, ratios={})
        print(
            f"{'model':28} {'unit':15}" + f" {'measured':>9} {'predicted':>9} {'ratio':>6}" * 2 + "  (seconds, then MB)"
        )
        for model, (seconds, memory_bytes) in real:
            spec = ModelShelf(home).get(model).spec
            size_bytes = sum(file.size_bytes for file in spec.files if file.path.endswith(".onnx"))
            fit = predict(computer, spec.task, spec.variant, size_bytes, work_of(spec))
            assert fit.seconds is not None
            print(
                f"{model:28} {fit.unit:15} {seconds:9.3f} {fit.seconds:9.3f} {fit.seconds / seconds:6.2f}"
                f" {memory_bytes / 1e6:9.0f} {fit.memory_bytes / 1e6:9.0f} {fit.memory_bytes / memory_bytes:6.2f}"
            )


def _real(work: Path, shelf: ModelShelf, model: str, names: tuple[str, ...]) -> tuple[float, int]:
    """Return the seconds that one unit takes at best, and the memory of the engine; the first run loads the model."""
    installed = shelf.get(model)
    pair = first_pair(installed.spec)
    given = dict(zip((SOURCE, TARGET), pair, strict=True)) if pair else {}
    params = parse_params(tasks.get_task(installed.spec.task), given)
    client, times, memory_bytes = EngineClient(work), [], 0
    files = [recognise(_sample(name, work)) for name in names] * (2 if names == (LONG,) else 4)
    items = [Item(job_id=secrets.token_hex(8), input=file, work=work / "fit") for file in files]
    sizes = {item.job_id: item.input.size_bytes for item in items}
    requests = [
        RunRequest(task=installed.spec.task, model=installed, params=params, items=(item,), resume=False, private=True)
        for item in items
    ]
    try:
        for message in run_all(client, iter(requests)):
            if isinstance(message, Done):
                units = _units(message.result.value, sizes[message.job_id], installed.spec.task)
                times.append(message.result.timings["run"] / units)
            elif isinstance(message, RequestDone):
                memory_bytes = max(memory_bytes, message.memory_bytes)
    finally:
        client.stop()
    return min(times[1:]), memory_bytes


def _units(value: ResultValue, size_bytes: int, task: str) -> float:
    """Return how many units of work a result stands for."""
    if isinstance(value, Segments):
        return value.duration_s / 3600
    if isinstance(value, Text) and value.usage is not None:
        return value.usage.completion_tokens / UNIT_TOKENS
    return 1.0 if task in _BY_PICTURE else size_bytes / UNIT_BYTES


def _sample(name: str, work: Path) -> Path:
    """Return a picture or a recording of the samples, a question, or a page of this project: a thousand words."""
    if name == LONG:
        sound, rate = soundfile.read(resources() / "samples" / SHORT, dtype="float32")
        soundfile.write(work / "sound.wav", np.tile(sound, SOUND_TIMES), rate)
        return work / "sound.wav"
    if name == QUESTION:
        (work / name).write_text(ASKED, encoding="utf-8")
        return work / name
    if name != TEXT:
        return resources() / "samples" / name
    text = (Path(__file__).parents[3] / name).read_text(encoding="utf-8")
    page = work / "page.txt"
    page.write_text(text.replace("|", " ").replace("`", "")[:UNIT_BYTES], encoding="utf-8")
    return page


_BY_PICTURE = {"image-classification", "object-detection"}


if __name__ == "__main__":
    main()
