"""How well the program writes down speech: clips one by one, joined, in noise, in other languages, and beside torch.

In the program's own environment, since it runs the program's way through recordings:

    python packaging/starter/speech_quality.py [--model DIR] [--packages DIR] [--transformers PYTHON]
    python packaging/starter/speech_quality.py --sample         # write resources/samples/reading.ogg

With `--transformers` the Python of the converter's environment writes down the same clips with the same weights in
float, and the share of equal texts is printed. Where espeak-ng is installed, it speaks other languages.
"""

from __future__ import annotations

import argparse
import itertools
import json
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import soundfile
from folder import ROOT, STARTER
from sources import PackageCache
from speech_sources import RATE_HZ, read_clips, readings
from whisper_runner import errors, words

sys.path.insert(0, str(ROOT))
from desktop.engine.context import Context
from desktop.engine.interrupt import Interrupt
from desktop.engine.loaded import LoadedModel, warm_up
from desktop.media.sniff import recognise
from desktop.state.models import model_at
from desktop.tasks.automatic_speech_recognition import Params, run

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray
    from speech_sources import Clip

    from desktop.core.result import Segments

MINUTES = 10
PAUSES_S = (0.2, 1.2)
SNR_DB = (0, 12)
SPEEDS = (0.85, 1.2)
SAMPLE = "reading.ogg"
SAMPLE_PAUSES_S = (0.6, 3.0)
OPUS_LEVEL = 0.9
LETTERS = {"pt": "letter-pt.txt", "en": "letter.txt"}
VOICES = ("en", "pt", "de", "fr", "es", "it")
GREETING = {
    "en": "Good morning. The ferry to the island leaves at nine, and the sea is calm this morning.",
    "pt": "Bom dia. O barco para a ilha parte às nove horas, e o mar está calmo esta manhã.",
    "de": "Guten Morgen. Die Fähre zur Insel fährt um neun Uhr ab, und das Meer ist heute ruhig.",
    "fr": "Bonjour. Le bateau pour l'île part à neuf heures, et la mer est calme ce matin.",
    "es": "Buenos días. El barco a la isla sale a las nueve, y el mar está tranquilo esta mañana.",
    "it": "Buongiorno. Il traghetto per l'isola parte presto, e il mare è calmo questa mattina.",
}


class Writer:
    """The program's task at work on arrays of sound."""

    def __init__(self, manifest: Path, threads: int, folder: Path) -> None:
        warm_up()
        self.model = LoadedModel(model_at(manifest), threads)
        self.folder = folder
        self.numbers = itertools.count()

    def write(self, samples: NDArray[np.float32], **params: Any) -> Segments:
        """Return what is said in samples at 16 kHz."""
        path = self.folder / f"{next(self.numbers)}.wav"
        soundfile.write(path, samples, RATE_HZ, subtype="PCM_16")
        context = Context(
            job_id="job",
            models=[self.model],
            interrupt=Interrupt(),
            work=self.folder / "work" / path.stem,
            report=lambda _: None,
            private=True,
        )
        return run(recognise(path), Params(**params), context)


def pause(seconds: float) -> NDArray[np.float32]:
    """Return a little noise."""
    rng = np.random.default_rng(0)
    return (rng.standard_normal(round(seconds * RATE_HZ)) * 1e-4).astype(np.float32)


def joined(clips: Sequence[Clip], minutes: float) -> tuple[NDArray[np.float32], str]:
    """Return clips in changing order with pauses between them, and what is said."""
    rng, parts, said, length = np.random.default_rng(1), [], [], 0
    while length < minutes * 60 * RATE_HZ:
        for index in rng.permutation(len(clips)):
            parts += [clips[index].samples, pause(rng.uniform(*PAUSES_S))]
            said.append(clips[index].said)
            length += len(parts[-1]) + len(parts[-2])
    return np.concatenate(parts), " ".join(said)


def noisy(clips: Sequence[Clip], rounds: int = 10) -> tuple[NDArray[np.float32], str]:
    """Return clips spoken faster and slower, louder and softer, in noise, with pauses between them."""
    rng, parts, said = np.random.default_rng(3), list[Any](), list[str]()
    for _ in range(rounds):
        for index in rng.permutation(len(clips)):
            clip = clips[index].samples
            at = np.arange(0, len(clip), rng.uniform(*SPEEDS))
            spoken = np.interp(at, np.arange(len(clip)), clip) * rng.uniform(0.1, 1)
            noise = rng.standard_normal(len(spoken))
            noise *= np.sqrt((spoken**2).mean()) * 10 ** (-rng.uniform(*SNR_DB) / 20)
            parts += [np.clip(spoken + noise, -1, 1).astype(np.float32), pause(rng.uniform(0.3, 2.5))]
            said.append(clips[index].said)
    return np.concatenate(parts), " ".join(said)


def rate(said: str, written: str) -> str:
    """Return the word errors for people."""
    wrong, count = errors(said, written), len(words(said))
    return f"{wrong} of {count} words wrong ({wrong / count:.1%})"


def measure(writer: Writer, clips: Sequence[Clip]) -> None:
    """Print word errors and times."""
    wrong = sum(errors(clip.said, writer.write(clip.samples, language="en").text) for clip in clips)
    count = sum(len(words(clip.said)) for clip in clips)
    print(f"clips one by one: {wrong} of {count} words wrong ({wrong / count:.1%})")
    read = readings(list(clips))
    wrong = sum(errors(clip.said, writer.write(clip.samples, language="en").text) for clip in read)
    count = sum(len(words(clip.said)) for clip in read)
    print(f"sentences of the reading one by one: {wrong} of {count} words wrong ({wrong / count:.1%})")
    for name, (sound, said) in (("joined", joined(read, MINUTES)), ("in noise", noisy(read))):
        for params in ({}, {"beams": 5}, {"skip_pauses": False}):
            began, busy = time.perf_counter(), time.process_time()
            made = writer.write(sound, **params)
            wall, cpu, length = time.perf_counter() - began, time.process_time() - busy, len(sound) / RATE_HZ
            print(
                f"{name}, {length / 60:.1f} minutes {params or ''}: {rate(said, made.text)}, "
                f"{wall / length:.3f} of real time, {60 * cpu / length:.1f} processor seconds a minute",
                flush=True,
            )


def other_languages(writer: Writer, folder: Path) -> None:
    """Print which language is found in what espeak-ng says, and the errors in it."""
    speaker = shutil.which("espeak-ng")
    if speaker is None:
        print("espeak-ng is not installed: no other languages")
        return
    for voice in VOICES:
        path = folder / f"{voice}.wav"
        subprocess.run([speaker, "-v", voice, "-s", "140", "-w", str(path), GREETING[voice]], check=True)
        sound, hertz = soundfile.read(path, dtype="float32")
        at = np.arange(0, len(sound), hertz / RATE_HZ)
        made = writer.write(np.interp(at, np.arange(len(sound)), sound).astype(np.float32))
        print(f"{voice}: heard as {made.language}, {rate(GREETING[voice], made.text)}: {made.text}")


def sample(clips: Sequence[Clip], target: Path) -> None:
    """Write three sentences of the reading with a short and a long pause."""
    first, second, third = readings(list(clips))[:3]
    short, long = map(pause, SAMPLE_PAUSES_S)
    parts = [first.samples, short, second.samples, long, third.samples]
    with soundfile.SoundFile(
        target, "w", RATE_HZ, 1, format="OGG", subtype="OPUS", compression_level=OPUS_LEVEL
    ) as file:
        file.write(np.concatenate(parts))


def beside_torch(writer: Writer, clips: Sequence[Clip], python: Path, cache: PackageCache, folder: Path) -> None:
    """Print the share of clips that torch's transformers writes down in the same words, with the float weights."""
    sounds = list(excerpts(clips))
    np.savez(folder / "clips.npz", *sounds)
    command = [python, Path(__file__).with_name("speech_in_torch.py"), cache.archives.parent, folder]
    subprocess.run([*map(str, command)], check=True)
    torch = json.loads((folder / "texts.json").read_text(encoding="utf-8"))
    for times, theirs in torch.items():
        ours = [writer.write(sound, language="en", timestamps=times, skip_pauses=False).text for sound in sounds]
        same = sum(words(one) == words(other) for one, other in zip(ours, theirs, strict=True))
        print(f"times {times}: {same} of {len(sounds)} clips in the same words as torch")
        for one, other in zip(ours, theirs, strict=True):
            if words(one) != words(other):
                print(f"  ours:  {one.strip()}\n  torch: {other.strip()}")


def excerpts(clips: Sequence[Clip]) -> Iterator[NDArray[np.float32]]:
    """Give the clips, each also faster, and neighbours joined: twenty-nine in all."""
    for clip in clips:
        yield clip.samples
        yield np.interp(np.arange(0, len(clip.samples), 1.15), np.arange(len(clip.samples)), clip.samples).astype("f4")
    for one, two in itertools.pairwise(clips):
        yield np.concatenate([one.samples, pause(0.5), two.samples])


def main() -> int:
    """Measure, or write the sample."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, default=STARTER / "whisper-base", help="folder of the model")
    parser.add_argument("--packages", type=Path, default=ROOT / ".cache" / "starter", help="cache of packages")
    parser.add_argument("--threads", type=int, default=2, help="threads of a session")
    parser.add_argument("--transformers", type=Path, help="Python of the converter's environment")
    parser.add_argument("--sample", action="store_true", help="write the sample and measure nothing")
    parser.add_argument("--languages", action="store_true", help="measure other languages alone")
    options = parser.parse_args()
    cache = PackageCache(options.packages)
    clips = read_clips(cache)
    if options.sample:
        sample(clips, ROOT / "resources" / "samples" / SAMPLE)
        return 0
    with tempfile.TemporaryDirectory() as scratch:
        writer = Writer(options.model / "manifest.json", options.threads, Path(scratch))
        if options.transformers is not None:
            beside_torch(writer, clips, options.transformers, cache, Path(scratch))
            return 0
        if not options.languages:
            measure(writer, clips)
        other_languages(writer, Path(scratch))
    return 0


if __name__ == "__main__":
    sys.exit(main())
