"""A folder somebody wants to install a model from, as far as names, sizes and small JSON files tell.

Nothing of it is trusted: links that leave it are refused, and what must be parsed by a library is left to the engine.
"""

from __future__ import annotations

import os
import re
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import msgspec

from desktop.core.errors import InputUnreadable, ModelIncompatible, ModelIncomplete
from desktop.core.text import QT_TRANSLATE_NOOP, Argument
from desktop.engine.layout import role_of
from desktop.hub.absence import FETCH_AGAIN

if TYPE_CHECKING:
    from collections.abc import Iterator

FILES_AT_MOST = 4096
GRAPH_BYTES_AT_MOST = 2 << 30
"""What one protobuf message can hold; larger models keep their weights beside the graph."""
TEXT_BYTES_AT_MOST = 64 << 20
"""The largest vocabularies, of 256,000 words, take half of it."""
JSON_BYTES_AT_MOST = 8 << 20
"""A configuration with the 21,000 labels of ImageNet takes two."""

_POINTER = b"version https://git-lfs.github.com/spec/"
_POINTER_BYTES_AT_MOST = 1024
_WEIGHTS = re.compile(r"\.(onnx_data(_\d+)?|data|safetensors)$")
_READ_BY_THE_ENGINE = frozenset({"tokenizer.json", "vocab.json"})


class SourceFolder:
    """The files of a folder and of the folders directly in it.

    Attributes:
        root: the folder.
        model: what the model is called in errors.
        files: plain files by their path in the folder.
    """

    def __init__(self, root: Path, model: str) -> None:
        """List the files; whatever is no plain file counts as absent.

        Raises:
            InputUnreadable: the folder cannot be listed.
            ModelIncompatible: a part of the model is a link to somewhere else, or there are too many files.
        """
        self.root = root.resolve()
        self.model = model
        self.files: dict[str, Path] = {}
        try:
            for path, place in islice(self._walk(), FILES_AT_MOST + 1):
                self.files[path] = place
        except OSError as error:
            raise InputUnreadable(name=root.name, detail=str(error)) from error
        if len(self.files) > FILES_AT_MOST:
            reason = QT_TRANSLATE_NOOP("errors", "Its folder holds more than {limit} files.")
            self.refuse(reason, limit=FILES_AT_MOST)

    def _walk(self) -> Iterator[tuple[str, Path]]:
        for place in sorted(self.root.iterdir()):
            self._check_link(place, place.name)
            if place.is_file():
                yield place.name, place
            elif place.is_dir() and not place.name.startswith("."):
                for inner in sorted(place.iterdir()):
                    path = f"{place.name}/{inner.name}"
                    self._check_link(inner, path)
                    if inner.is_file():
                        yield path, inner

    def _check_link(self, place: Path, path: str) -> None:
        """Refuse a link out of the folder, unless it looks like no part of the model; `check` refuses those too."""
        if place.is_dir() or path.endswith(".onnx") or role_of(path) is not None:
            self._refuse_link(place, path)

    def _refuse_link(self, place: Path, path: str) -> None:
        """Refuse a link out of the folder; the ones in the Hub's own cache lead to the blobs beside it."""
        if not place.is_symlink():
            return
        target = Path(os.path.realpath(place))  # Path.resolve raises RuntimeError for links in a circle
        blobs = self.root.parent.parent / "blobs" if self.root.parent.name == "snapshots" else self.root
        if not target.is_relative_to(self.root) and not target.is_relative_to(blobs):
            reason = QT_TRANSLATE_NOOP("errors", "Its file “{file}” is a link that leads out of the folder.")
            remedy = QT_TRANSLATE_NOOP("errors", "Put the file itself in its place.")
            self.refuse(reason, remedy, file=path)

    def check(self, path: str, *, weights: bool = False) -> int:
        """Return the size in bytes of a file that is needed; `weights` beside a graph may be of any size.

        Raises:
            ModelIncomplete: it is missing, empty, or only points to where the real one is.
            ModelIncompatible: it is too large, a link out of the folder, or should be JSON and is not.
        """
        if path not in self.files:
            self.lack(path)
        self._refuse_link(self.files[path], path)
        try:
            size_bytes = self.files[path].stat().st_size
            start = self._head(path) if size_bytes <= _POINTER_BYTES_AT_MOST else b""
        except OSError as error:
            raise InputUnreadable(name=path, detail=str(error)) from error
        if not size_bytes:
            self.lack(path, QT_TRANSLATE_NOOP("errors", "Its file “{file}” is empty."))
        if start.startswith(_POINTER):
            reason = QT_TRANSLATE_NOOP("errors", "Its file “{file}” is only a Git LFS pointer to the real one.")
            remedy = QT_TRANSLATE_NOOP("errors", "Run “git lfs pull” in its folder, or download the file by itself.")
            self.lack(path, reason, remedy)
        if not weights:
            self._check_size(path, size_bytes)
        if _is_configuration(path):
            self.json(path)
        return size_bytes

    def _check_size(self, path: str, size_bytes: int) -> None:
        limit_bytes = size_limit(path)
        if limit_bytes is not None and size_bytes > limit_bytes:
            reason = QT_TRANSLATE_NOOP("errors", "Its file “{file}” is larger than {limit_bytes}.")
            self.refuse(reason, file=path, limit_bytes=limit_bytes)

    def _head(self, path: str) -> bytes:
        with self.files[path].open("rb") as file:
            return file.read(len(_POINTER))

    def json(self, path: str) -> Any:
        """Return the content of a JSON file; nothing when there is none."""
        if path not in self.files:
            return {}
        self._refuse_link(self.files[path], path)
        try:
            self._check_size(path, self.files[path].stat().st_size)
            content = msgspec.json.decode(self.files[path].read_bytes())
        except OSError as error:
            raise InputUnreadable(name=path, detail=str(error)) from error
        except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
            reason = QT_TRANSLATE_NOOP("errors", "Its file “{file}” is not JSON ({said}).")
            self.refuse(reason, FETCH_AGAIN, file=path, said=str(error))
        return content

    def object(self, path: str) -> dict[str, Any]:
        """Return the content of a JSON file that holds one object; nothing when there is none."""
        content = self.json(path)
        if not isinstance(content, dict):
            reason = QT_TRANSLATE_NOOP("errors", "Its file “{file}” does not hold what it should.")
            self.refuse(reason, FETCH_AGAIN, file=path)
        return content

    def refuse(self, reason: str, remedy: str = "", **arguments: Argument) -> NoReturn:
        """Raise `ModelIncompatible` for `reason`."""
        raise ModelIncompatible(model=self.model, reason=reason, remedy=remedy, detail="", **arguments)

    def lack(self, file: str, reason: str = "", remedy: str = FETCH_AGAIN) -> NoReturn:
        """Raise `ModelIncomplete` for a file."""
        raise ModelIncomplete(model=self.model, file=file, reason=reason, remedy=remedy)


def size_limit(path: str) -> int | None:
    """Return how large a file may be by its name; None for weights, which may have any size."""
    if path.endswith(".onnx"):
        return GRAPH_BYTES_AT_MOST
    if _WEIGHTS.search(path):
        return None
    return JSON_BYTES_AT_MOST if _is_configuration(path) else TEXT_BYTES_AT_MOST


def _is_configuration(path: str) -> bool:
    return path.endswith(".json") and path not in _READ_BY_THE_ENGINE
