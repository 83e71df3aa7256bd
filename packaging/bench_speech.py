"""Speech: an hour of it, where its time goes, and short recordings beside faster-whisper on the same weights.

`python -m bench_speech write MANIFEST THREADS BEAMS FILE` is our side: a first run unmeasured, then one for every line
on standard input. `… hour MANIFEST THREADS FILE` prints the seconds of an hour by part, and the memory by minute.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Self

import bench_bare
from bench_figures import Broken, Measured, Unmeasurable, interleaved, of_rounds
from bench_worker import THREADS, places, starter

ROOT = Path(__file__).resolve().parent.parent
RIVAL = ROOT / ".venv-faster-whisper" / "bin" / "python"
SAMPLE = ROOT / "resources" / "samples" / "reading.ogg"
TASK = "automatic-speech-recognition"
RATE_HZ = 16_000
MINUTES, ROUNDS = 3, 3
HOUR_S = 3600
MOST_THREADS = 2
BEAMS = (1, 5)


def hour() -> Mapping[str, Measured]:
    """Write down an hour; the limit of each figure is the hour itself, or the memory after its first minute."""
    with ExitStack() as cleanup:
        home, folder = places(cleanup)
        model = starter(home, TASK)
        file = spoken(folder / "hour.flac", HOUR_S)
        command = [sys.executable, "-m", "bench_speech", "hour", model.folder / "manifest.json", MOST_THREADS, file]
        found = json.loads(_said(command))
        parts, seconds = found["parts"], found["seconds"]
        print(", ".join(f"{name} {part:.0f} s" for name, part in parts.items()), file=sys.stderr)
        return {
            "speech-hour": Measured(value=seconds, limit=found["length"], ratio=seconds / found["length"]),
            "speech-hour-memory": Measured(
                value=found["last_mb"], limit=found["first_mb"], ratio=found["last_mb"] / found["first_mb"]
            ),
        }


def rival() -> Mapping[str, Measured]:
    """Write down some minutes beside faster-whisper, following one text and five."""
    if not RIVAL.exists():
        msg = "faster-whisper is missing: make .venv-faster-whisper and install faster-whisper==1.2.1 in it"
        raise Unmeasurable(msg)
    with ExitStack() as cleanup:
        home, folder = places(cleanup)
        model = starter(home, TASK)
        file, weights = spoken(folder / "minutes.wav", 60 * MINUTES), folder / "weights"
        _weights(weights)
        found: dict[str, Measured] = {}
        for beams in BEAMS:
            ours = cleanup.enter_context(
                _process(
                    sys.executable, "-m", "bench_speech", "write", model.folder / "manifest.json", THREADS, beams, file
                )
            )
            theirs = cleanup.enter_context(_process(RIVAL, "bench_faster_whisper.py", weights, THREADS, beams, file))
            found |= _beside(f"speech-{beams}", ours, theirs)
        return found


def spoken(path: Path, seconds: int) -> Path:
    """Write the sample again and again until it is so long."""
    import numpy as np
    import soundfile

    sound, _ = soundfile.read(SAMPLE, dtype="float32")
    rng = np.random.default_rng(0)
    with soundfile.SoundFile(path, "w", RATE_HZ, 1) as file:
        while file.frames < seconds * RATE_HZ:
            file.write(sound * np.float32(rng.uniform(0.3, 1.0)))
            file.write(np.zeros(round(rng.uniform(0.2, 2.5) * RATE_HZ), np.float32))
    return path


def _weights(folder: Path) -> None:
    """Put the file that whisper-base was made of where faster-whisper reads it."""
    cache = ROOT / ".cache" / "starter" / "members"
    folder.mkdir()
    parts = [next(cache.glob(f"*/model.bin.part{number}"), None) for number in (1, 2)]
    described = [next((path for path in cache.glob(f"*/{name}") if _is_ours(path)), None) for name in _DESCRIBED]
    if None in parts or None in described:
        raise Unmeasurable("the weights are not there: packaging/starter/build.py --only whisper-base")
    with (folder / "model.bin").open("wb") as file:
        for part in parts:
            assert part is not None
            file.write(part.read_bytes())
    for path in described:
        assert path is not None
        (folder / path.name).write_bytes(path.read_bytes())
    tokens = json.loads((folder / "tokenizer.json").read_text(encoding="utf-8"))
    known = {**tokens["model"]["vocab"], **{one["content"]: one["id"] for one in tokens["added_tokens"]}}
    (folder / "vocabulary.json").write_text(json.dumps(sorted(known, key=lambda token: known[token])), encoding="utf-8")


_DESCRIBED = ("config.json", "tokenizer.json")


def _is_ours(path: Path) -> bool:
    text = path.read_text(encoding="utf-8", errors="replace")
    return "alignment_heads" in text or "<|startoftranscript|>" in text


# --- processes that say seconds, processor seconds and memory --------------------------------------------------------


class _Process:
    """A process that does the same at every line and says what it took."""

    def __init__(self, command: Sequence[object]) -> None:
        self._process = subprocess.Popen(
            [*map(str, command)],
            cwd=Path(__file__).parent,
            env={**os.environ, "HF_HUB_OFFLINE": "1"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
        )
        self.last: list[float] = []
        if self._line() != "ready":
            msg = f"what we compare with ended with status {self._process.wait()}"
            raise Broken(msg)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait()
        self._process.stdout.close()

    def run(self) -> float:
        """Return the seconds of one run; keeps processor seconds and megabytes."""
        assert self._process.stdin is not None
        self._process.stdin.write("\n")
        self._process.stdin.flush()
        self.last = [float(number) for number in self._line().split()]
        return self.last[0]

    def _line(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline().strip()


def _process(*command: object) -> _Process:
    return _Process(command)


def _beside(name: str, ours: _Process, theirs: _Process) -> dict[str, Measured]:
    cpu: list[tuple[float, float]] = []

    def both() -> float:
        seconds = theirs.run()
        cpu.append((ours.last[1], theirs.last[1]))
        return seconds

    ours.run()
    pairs = interleaved(ours.run, both, rounds=ROUNDS, seconds=600)
    memory = [(ours.last[2], theirs.last[2])]
    return {f"{name}-wall": of_rounds(pairs), f"{name}-processor": of_rounds(cpu), f"{name}-memory": of_rounds(memory)}


def _said(command: Sequence[object]) -> str:
    done = subprocess.run(
        [*map(str, command)], cwd=Path(__file__).parent, stdout=subprocess.PIPE, encoding="utf-8", check=False
    )
    if done.returncode:
        msg = f"the hour ended with status {done.returncode}"
        raise Broken(msg)
    return done.stdout


# --- our side --------------------------------------------------------------------------------------------------------


def write(manifest: str, threads: str, beams: str, file: str) -> int:
    """Write down a file once for every line on standard input; says seconds, processor seconds and megabytes."""
    run = _writing(manifest, threads, file, int(beams), lambda _: None)
    return bench_bare.serve_costs(run)


def hour_of(manifest: str, threads: str, file: str) -> int:
    """Print the seconds of a long recording by part, and the memory after its first minutes and at its end."""
    import psutil

    me, memory = psutil.Process(), list[tuple[float, float]]()
    parts = _watched()
    run = _writing(manifest, threads, file, 1, lambda at: memory.append((at, me.memory_info().rss / 1e6)))
    began = time.perf_counter()
    length = run()
    seconds = time.perf_counter() - began
    early = [megabytes for at, megabytes in memory if at <= 5 * 60]
    print(
        json.dumps(
            {
                "seconds": seconds,
                "length": length,
                "parts": parts,
                "first_mb": max(early),
                "last_mb": max(megabytes for _, megabytes in memory),
            }
        )
    )
    return 0


def _watched() -> dict[str, float]:
    """Count the seconds in which each part works, lanes added up."""
    from desktop.engine.generation.decoder import Decoder
    from desktop.engine.loaded import Session
    from desktop.engine.speech.features import LogMel
    from desktop.media.audio import Recording

    parts = dict.fromkeys(("decoding", "pauses", "features", "encoder", "decoder"), 0.0)

    def timed(owner: type, name: str, part: str) -> None:
        inner: Callable[..., Any] = getattr(owner, name)

        def measured(*arguments: Any, **named: Any) -> Any:
            began = time.perf_counter()
            try:
                return inner(*arguments, **named)
            finally:
                parts[part] += time.perf_counter() - began

        setattr(owner, name, measured)

    timed(LogMel, "__call__", "features")
    timed(Session, "run", "pauses")
    timed(Decoder, "_run", "decoder")
    blocks = Recording.blocks

    def decoding(self: Recording, rate_hz: int) -> Iterator[Any]:
        every, end = blocks(self, rate_hz), False
        while not end:
            began = time.perf_counter()
            block = next(every, None)
            parts["decoding"] += time.perf_counter() - began
            end = block is None
            if block is not None:
                yield block

    Recording.blocks = decoding  # type: ignore[method-assign]
    inner = Session.run_values

    def encoding(self: Session, feeds: Any, options: Any, into: Any = None) -> Any:
        began = time.perf_counter()
        made = inner(self, feeds, options, into)
        if self.role == "encoder_model":
            parts["encoder"] += time.perf_counter() - began
        return made

    Session.run_values = encoding  # type: ignore[method-assign]
    return parts


def _writing(manifest: str, threads: str, file: str, beams: int, told: Callable[[float], None]) -> Callable[[], float]:
    from desktop.core.job import Partial, Progressed
    from desktop.engine.context import Context
    from desktop.engine.interrupt import Interrupt
    from desktop.engine.loaded import LoadedModel
    from desktop.media.sniff import recognise
    from desktop.state.models import model_at
    from desktop.tasks.automatic_speech_recognition import Params, run

    model = LoadedModel(model_at(Path(manifest)), int(threads))
    input_file = recognise(Path(file))

    def report(message: Progressed | Partial) -> None:
        if isinstance(message, Progressed):
            told(message.progress.done)

    def once() -> float:
        with tempfile.TemporaryDirectory() as work:
            context = Context(
                job_id="job",
                models=[model],
                interrupt=Interrupt(),
                work=Path(work, "job"),
                report=report,
                private=True,
            )
            return run(input_file, Params(beams=beams), context).duration_s

    return once


if __name__ == "__main__":
    COMMANDS: dict[str, Callable[..., int]] = {"write": write, "hour": hour_of}
    sys.exit(COMMANDS[sys.argv[1]](*sys.argv[2:]))
