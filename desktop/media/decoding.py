"""The sound of films and of recordings that libsndfile does not know, decoded by a process of its own.

QtMultimedia's decoder does it, else the `ffmpeg` program of the system. Either stands behind the wall of whoever starts
it, and the first behind one of its own as well. What it gives is not trusted to be more than samples.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, BinaryIO, cast

from desktop.core.errors import DecoderMissing, InputCorrupt, InputWithoutSound, StorageFull, StorageNotWritable
from desktop.core.media import InputFile
from desktop.media.tracks import tracks
from desktop.state.files import storage_errors

RATE_HZ = 16_000
"""What models of speech want; two hours take 230 MB on the disk."""

DOOR = "--decode-sound"
_PACKAGE = Path(__file__).resolve().parents[1]
_BYTES = 2
_LINE_BYTES = 1 << 16
_KEPT_LINES = 40

Step = Callable[[int, int], None]
"""Called with samples done and expected, a few times a second; what it raises ends the decoder."""


@contextmanager
def decoded(file: InputFile, source: IO[bytes], step: Step | None) -> Iterator[tuple[IO[bytes], int]]:
    """Give a file of 16-bit mono samples at `RATE_HZ` and their number; it has no name and is gone afterwards.

    Sound that begins later than the pictures has silence in front of it, so that times are those of the film.

    Raises:
        InputWithoutSound: only pictures.
        InputCorrupt: the file breaks off, or the decoder cannot read it.
        DecoderMissing: this computer lacks what it takes.
        StorageFull, StorageNotWritable: no place for the samples.
    """
    found = tracks(cast("BinaryIO", source), file.size_bytes)
    if found.sound is False:
        raise InputWithoutSound(name=file.name)
    if not found.whole:
        raise InputCorrupt(name=file.name, detail="shorter than its parts say")
    folder = Path(tempfile.gettempdir())
    with storage_errors(folder):
        target = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115 - closed below
    with target:
        silence = round(found.delay_s * RATE_HZ) * _BYTES
        with storage_errors(folder):
            target.truncate(silence)
            target.seek(silence)
        _decode(file, source, target, step or (lambda _done, _total: None))
        size_bytes = target.seek(0, os.SEEK_END)
        if size_bytes <= silence:
            raise InputWithoutSound(name=file.name)
        target.seek(0)
        yield target, size_bytes // _BYTES


def _decode(file: InputFile, source: IO[bytes], target: IO[bytes], step: Step) -> None:
    door = [sys.executable, *([] if getattr(sys, "frozen", False) else ["-m", "desktop"]), DOOR, str(RATE_HZ)]
    ended = _run(door, source, target, step)
    if ended.fault == "unavailable":
        program = shutil.which("ffmpeg")
        if program is None:
            raise DecoderMissing(name=file.name, label=file.label, detail=ended.detail)
        ended = _run(_ffmpeg(program, file.path), source, target, step)
    if ended.fault in {"full", "unwritable"}:
        kind = StorageFull if ended.fault == "full" else StorageNotWritable
        raise kind(folder=tempfile.gettempdir(), detail=ended.detail)
    if ended.status != 0:
        raise InputCorrupt(name=file.name, detail=f"exit {ended.status}\n{ended.detail}")


def _ffmpeg(program: str, path: Path) -> list[str]:
    limits = ["-nostdin", "-v", "error", "-protocol_whitelist", "file,pipe"]
    form = ["-vn", "-ac", "1", "-ar", str(RATE_HZ), "-f", "s16le", "-acodec", "pcm_s16le", "pipe:1"]
    # Everybody can read the arguments of a program, and it opens this anew, so it can go back and forth in it.
    place = "/dev/stdin" if Path("/dev/stdin").exists() else path
    return [program, *limits, "-i", f"file:{place}", *form]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ended:
    status: int
    fault: str
    detail: str


def _run(command: Sequence[str], source: IO[bytes], target: IO[bytes], step: Step) -> _Ended:
    """Run a decoder to its end; it is gone when this returns or raises."""
    source.seek(0)
    fault, lines = "", deque[str](maxlen=_KEPT_LINES)
    process = subprocess.Popen(
        command, stdin=source, stdout=target, stderr=subprocess.PIPE, cwd=_PACKAGE.parent, start_new_session=True
    )
    try:
        assert process.stderr is not None
        while line := process.stderr.readline(_LINE_BYTES):
            said = _understood(line)
            if "fault" in said:
                fault = str(said["fault"])
                lines.append(str(said.get("detail", "")))
            elif isinstance(said.get("at"), int) and isinstance(said.get("of"), int):
                step(said["at"], max(said["at"], said["of"]))
            elif line.strip():
                lines.append(line.decode("utf-8", "replace").rstrip())
        status = process.wait()
    finally:
        process.kill()
        with process:  # waits, and closes the pipe
            pass
    return _Ended(status=status, fault=fault, detail="\n".join(lines))


def _understood(line: bytes) -> dict[str, Any]:
    """Return what the decoder says in a line; FFmpeg's own words are none of it."""
    if not line.startswith(b"{"):
        return {}
    try:
        said = json.loads(line)
    except (ValueError, RecursionError):
        return {}
    return said if isinstance(said, dict) else {}
