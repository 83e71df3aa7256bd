"""What the models of the program answer on processors that this computer has not, imitated by Debian's qemu-user.

In the program's own environment:

    python packaging/older_processors.py [CPU …]     # names as `qemu-x86_64 -cpu help` lists them

Haswell has AVX2 and none of the instructions made for networks (VNNI, AVX512), Nehalem not even AVX. An imitation is
slow and says nothing about speed. What Whisper hears is made here, so that only its decoder is imitated: half a minute
of sound through the encoder would take an hour.
"""

from __future__ import annotations

import argparse
import importlib
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
if TYPE_CHECKING:
    from desktop.engine.loaded import LoadedModel
    from desktop.engine.speech.whisper import Whisper

OLDER = ("Haswell", "Nehalem")
SECONDS = 7.2
"""Of the sample: two of its sentences."""
TEXTS = {
    "en": "The ferry to the island leaves at nine, and the sea is calm this morning.\nPlease bring 1,250 dollars.\n",
    "pt": "O barco parte às nove horas; a vista da ilha é maravilhosa.\nTraga o passaporte, por favor.\n",
}
HEARD, TOKENS = "heard.npz", 24
WORK = {
    "firefox-en-pt": ("translation", "en.txt"),
    "firefox-pt-en": ("translation", "pt.txt"),
    "minilm-sentiment": ("text_classification", "en.txt"),
    "whisper-base": ("", HEARD),
}


def main() -> int:
    """Work here and on the older ones, and print where the answers differ."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("cpu", nargs="*", default=list(OLDER))
    parser.add_argument("--work", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.work is not None:
        print(json.dumps({model: answer(model, *what, options.work) for model, what in WORK.items()}))
        return 0
    imitation = shutil.which("qemu-x86_64")
    if imitation is None:
        print("qemu-x86_64 is missing: install Debian's qemu-user")
        return 1
    with tempfile.TemporaryDirectory() as scratch:
        write_samples(Path(scratch))
        command = [sys.executable, __file__, "--work", scratch]
        here = answers(command)
        for cpu in options.cpu:
            there = answers([imitation, "-cpu", cpu, *command])
            for model, said in here.items():
                print(f"{cpu}, {model}: {'the same' if said == there[model] else f'{said!r} became {there[model]!r}'}")
    return 0


def answers(command: list[str]) -> dict[str, str]:
    """Return what a process says each model answers."""
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    said: dict[str, str] = json.loads(done.stdout)
    return said


def write_samples(folder: Path) -> None:
    """Write what is worked on."""
    import soundfile

    for language, text in TEXTS.items():
        (folder / f"{language}.txt").write_text(text, encoding="utf-8")
    samples, rate = soundfile.read(ROOT / "resources" / "samples" / "reading.ogg", dtype="float32")
    heard = whisper("whisper-base").hear([samples[: round(SECONDS * rate)]])
    np.savez(folder / HEARD, **{name: value.numpy() for name, value in heard.items()})


def answer(model: str, task: str, file: str, folder: Path) -> str:
    """Return what a model answers: its text, or the likeliest label."""
    from desktop.core.result import Labels
    from desktop.engine.context import Context
    from desktop.engine.interrupt import Interrupt
    from desktop.engine.rounds import Member, play
    from desktop.media.sniff import recognise

    if file == HEARD:
        return written(model, folder / file)
    context = Context(
        job_id="job", models=[loaded(model)], interrupt=Interrupt(), work=folder, report=lambda _: None, private=True
    )
    module = importlib.import_module(f"desktop.tasks.{task}")
    member = Member(interrupt=context.interrupt)
    member.begin(lambda: module.run(recognise(folder / file), module.Params(), context))
    while member.asked is not None:
        play(context.model, [member])
    value: Any = member.value
    return str(value.labels[0].label if isinstance(value, Labels) else value.text)


def written(model: str, file: Path) -> str:
    """Return what a model of speech writes of what was heard."""
    import onnxruntime

    from desktop.engine.speech.whisper import Manner

    heard = {name: onnxruntime.OrtValue.ortvalue_from_numpy(array) for name, array in np.load(file).items()}
    writer = whisper(model)
    [judged] = writer.write(heard, Manner(longest=TOKENS, guarded=False))
    return writer.text(judged.tokens)


def whisper(model: str) -> Whisper:
    """Return a model of speech at work."""
    from desktop.engine.interrupt import Interrupt
    from desktop.engine.speech.whisper import Whisper

    return Whisper(loaded(model), Interrupt())


def loaded(model: str) -> LoadedModel:
    """Return a model of the program."""
    from desktop.engine.loaded import LoadedModel, warm_up
    from desktop.state.models import model_at

    warm_up()
    return LoadedModel(model_at(ROOT / "resources" / "starter" / model / "manifest.json"), threads=1)


if __name__ == "__main__":
    sys.exit(main())
