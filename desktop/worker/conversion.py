"""The converter as its owner sees it: a program behind the wall, whose lines are read and which can be ended.

No Qt, no threads; `cancel` may be called from another one.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from desktop.core.errors import (
    Cancelled,
    ConversionFailed,
    ConverterCrashed,
    ConverterMissing,
    EngineOutOfMemory,
    IlhaError,
    ModelIncompatible,
    ModelIncomplete,
    StorageFull,
)
from desktop.core.usage import FolderTaken
from desktop.state.files import storage_errors
from desktop.state.models import check_source
from desktop.state.paths import checkout
from desktop.worker.client import exit_name
from desktop.worker.process import ENVIRONMENT

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

CONVERTER_VARIABLE = "ILHA_CONVERTER"
"""Names the converter's executable where it lies elsewhere."""
_PACKAGE = Path(__file__).resolve().parents[1]
_LINE_BYTES_AT_MOST = 1 << 20
_DETAIL_CHARACTERS = 8192
_SECONDS_TO_LEAVE = 30.0
_LOG = "log"


class Event(msgspec.Struct, frozen=True, kw_only=True, tag_field="event"):
    """Something that the converter said."""


class Phase(Event, tag="phase", frozen=True, kw_only=True):
    """What it does now: `check`, `load`, `export`, `compare`, `optimise`, `quantise`, `write`."""

    name: str


class Progress(Event, tag="progress", frozen=True, kw_only=True):
    """How many of its steps are done."""

    done: int
    total: int


class Warned(Event, tag="warning", frozen=True, kw_only=True):
    """What did not go as it should and does not stop the conversion; English."""

    message: str


class Variant(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one precision of the model.

    Attributes:
        name: `fp32` or `int8`.
        files: paths of its graphs in the folder.
        size_bytes: with its weights.
        max_diff: the largest difference of any output from torch's.
        kept: whether it is in the folder.
        reason: why it is not.
        cosine: of the angle between its outputs and torch's, the worst of all.
        agreement: share of the clear decisions that it takes as torch does.
        speedup: how many times faster than fp32 it is.
        integer_operators: how many of the operators that really run multiply integers.
    """

    name: str
    files: tuple[str, ...]
    size_bytes: int
    max_diff: float | None
    kept: bool
    reason: str
    cosine: float | None
    agreement: float | None
    speedup: float | None
    integer_operators: int


class Converted(Event, tag="done", frozen=True, kw_only=True):
    """The folder is there."""

    out: str
    variants: tuple[Variant, ...]


class _Failed(Event, tag="failed", frozen=True, kw_only=True):
    code: str
    message: str
    hint: str


_decoder = msgspec.json.Decoder(Phase | Progress | Warned | Converted | _Failed)


def converter_command() -> list[str]:
    """Return how the converter is started: the add-on's executable, or its environment in a source checkout.

    The add-on lies in the packaged program's folder, unless the variable names it.

    Raises:
        ConverterMissing: neither is there.
    """
    installed = os.environ.get(CONVERTER_VARIABLE)
    if installed:
        if not Path(installed).is_file():
            raise ConverterMissing(detail=f"{CONVERTER_VARIABLE} names “{installed}”")
        return [installed]
    if getattr(sys, "frozen", False):
        addon = Path(sys.executable).resolve().parent / "converter" / f"ilha-converter{'.exe' * (os.name == 'nt')}"
        if not addon.is_file():
            raise ConverterMissing
        return [str(addon)]
    root = checkout()
    python = "Scripts/python.exe" if os.name == "nt" else "bin/python"
    if root is None or not (root / ".venv-converter" / python).exists():
        raise ConverterMissing
    return [str(root / ".venv-converter" / python), "-I", str(_PACKAGE / "converter")]


class Conversion:
    """One folder on its way to another."""

    def __init__(self, folder: Path, out: Path, task: str = "", *, four_bits: bool = False) -> None:
        """Prepare; nothing is started yet.

        Args:
            folder: a folder of the Hub with safetensors.
            out: the folder to make; it appears whole or not at all.
            task: the task's id; the model's configuration tells when it is empty.
            four_bits: give a model that writes weights of 4 bits instead of 8.
        """
        self._folder = folder.absolute()
        self._out = out.absolute()
        self._options = [*(["--task", task] if task else []), *(["--four-bits"] if four_bits else [])]
        self._cancelled = False
        self._process: subprocess.Popen[bytes] | None = None

    def run(self) -> Generator[Event, None, None]:
        """Convert, and give what the converter says as it says it; the last event is `Converted`.

        Raises:
            Cancelled: `cancel` was called.
            ConverterMissing, InputError, ModelIsFile, FolderTaken, StorageNotWritable: it cannot begin.
            ModelIncomplete, ModelIncompatible, ConversionFailed: the model cannot be converted.
            StorageFull, EngineOutOfMemory, ConverterCrashed: the computer did not let it finish.
        """
        command = converter_command()
        check_source(self._folder)
        with storage_errors(self._out.parent):
            if self._out.exists() and (not self._out.is_dir() or any(self._out.iterdir())):
                raise FolderTaken(folder=str(self._out))
            self._out.parent.mkdir(parents=True, exist_ok=True)
            work = Path(tempfile.mkdtemp(prefix=f"{self._out.name}.", suffix=".part", dir=self._out.parent))
        try:
            made = work / "model"
            last = yield from self._told(command, work, made)
            if self._cancelled:
                raise Cancelled
            self._publish(made)
            yield msgspec.structs.replace(last, out=str(self._out))
        finally:
            shutil.rmtree(work, ignore_errors=True)

    def cancel(self) -> None:
        """End the converter at once; `run` raises `Cancelled` and leaves nothing behind. Called from any thread."""
        self._cancelled = True
        process = self._process
        if process is not None:
            process.kill()

    def _told(self, command: list[str], work: Path, made: Path) -> Generator[Event, None, Converted]:
        """Let the converter write to `made` and pass on what it says; returns its last word."""
        last: Converted | _Failed | None = None
        with self._started(command, work, made) as process:
            assert process.stdout is not None
            while line := process.stdout.readline(_LINE_BYTES_AT_MOST):
                event = _decoded(line)
                if isinstance(event, Converted | _Failed):
                    last = event
                elif event is not None:
                    yield event
            exit_code = _waited(process)
        if self._cancelled:
            raise Cancelled
        if isinstance(last, _Failed):
            raise self._error(last, work)
        if last is None or exit_code != 0:
            detail = (work / _LOG).read_text(encoding="utf-8", errors="replace")[-_DETAIL_CHARACTERS:]
            raise ConverterCrashed(model=self._folder.name, exit=exit_name(exit_code), detail=detail)
        return last

    @contextmanager
    def _started(self, command: list[str], work: Path, made: Path) -> Iterator[subprocess.Popen[bytes]]:
        """Start the converter behind the wall; it is gone after the block, and when this process is."""
        door = [sys.executable, *([] if getattr(sys, "frozen", False) else ["-m", "desktop"]), "--behind-the-wall"]
        with (work / _LOG).open("wb") as log:
            process = subprocess.Popen(
                [*door, str(work), "--", *command, str(self._folder), "--out", str(made), "--tied", *self._options],
                stdin=subprocess.PIPE,  # ends when this process does, and the converter with it
                stdout=subprocess.PIPE,
                stderr=log,
                cwd=_PACKAGE.parent,
                env={**os.environ, **ENVIRONMENT, "HF_HOME": str(work)},
                start_new_session=True,  # Ctrl+C in a terminal reaches the owner, which ends the converter
            )
        self._process = process
        try:
            if self._cancelled:
                process.kill()
            yield process
        finally:
            process.kill()
            with process:  # waits, and closes the pipes
                self._process = None

    def _error(self, failed: _Failed, work: Path) -> IlhaError:
        """Return the error that the converter's last word stands for."""
        model, reason, remedy = self._folder.name, failed.message, failed.hint
        detail = (work / _LOG).read_text(encoding="utf-8", errors="replace")[-_DETAIL_CHARACTERS:]
        match failed.code:
            case "storage-full":
                return StorageFull(folder=str(self._out.parent), detail=reason)
            case "engine-out-of-memory":
                return EngineOutOfMemory(detail=detail)
            case "model-incomplete":
                return ModelIncomplete(model=model, reason=reason, remedy=remedy)
            case "model-incompatible":
                return ModelIncompatible(model=model, reason=reason, remedy=remedy, detail=detail)
            case _:
                return ConversionFailed(model=model, reason=reason, remedy=remedy, detail=detail)

    def _publish(self, made: Path) -> None:
        """Put the finished folder in its place; what the converter made is not trusted to be plain files."""
        strange = [path for path in made.rglob("*") if path.is_symlink() or not (path.is_file() or path.is_dir())]
        if strange or made.is_symlink() or not made.is_dir():
            said = f"it made no folder of plain files: {', '.join(path.name for path in strange)}"
            raise ConverterCrashed(model=self._folder.name, exit="exit 0", detail=said)
        with storage_errors(self._out.parent):
            if self._out.exists():
                self._out.rmdir()
            made.rename(self._out)


def _decoded(line: bytes) -> Event | None:
    """Return what a line says; nothing when no converter says such a thing."""
    try:
        event: Event = _decoder.decode(line)
    except msgspec.MsgspecError:
        return None
    return event


def _waited(process: subprocess.Popen[bytes]) -> int:
    """Return the exit code of a process that has said its last word, and is ended when it does not go."""
    try:
        return process.wait(_SECONDS_TO_LEAVE)
    except subprocess.TimeoutExpired:
        process.kill()
        return process.wait()
