"""Write results as files: one way for the window, the command line and watch folders."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable
from functools import partial
from itertools import chain
from pathlib import Path
from typing import IO

from desktop.core.errors import FormatUnknown
from desktop.core.kind import ResultKind
from desktop.core.media import InputFile
from desktop.core.result import Result
from desktop.media.forms import (
    Finished,
    cell,
    columns,
    input_name,
    markdown,
    plain,
    provenance_json,
    record,
    rows,
    to_json,
)
from desktop.media.image import decodable
from desktop.media.names import candidates
from desktop.media.overlay import draw_overlay
from desktop.media.storage import publish

__all__ = ["MIME", "Finished", "formats", "plain", "provenance_json", "to_json", "write", "write_many"]

MIME = {
    "txt": "text/plain",
    "md": "text/markdown",
    "json": "application/json",
    "csv": "text/csv",
    "png": "image/png",
}
_FORMATS: dict[ResultKind, tuple[str, ...]] = {
    ResultKind.TEXT: ("txt", "md", "json", "csv"),
    ResultKind.LABELS: ("txt", "md", "json", "csv"),
}
_NAME_WIDTH = 60


def formats(kind: ResultKind, source: InputFile | None = None) -> tuple[str, ...]:
    """Return the formats a result of `kind` can be written in; `png` only when `source` is a picture we can draw on."""
    known = _FORMATS.get(kind, ("json",))
    return (*known, "png") if source and decodable(source) else known


def write(result: Result, format: str, target: Path, *, source: InputFile | None, task: str = "") -> Path:  # noqa: A002
    """Write one result and return the path it really got.

    The file appears whole or not at all. A name that is taken becomes `name (2).txt`, `name (3).txt` …, also when
    another process takes it at the same moment.

    Args:
        result: what to write.
        format: one of `formats(result.kind, source)`.
        target: wished path with its suffix; its folder is made if need be.
        source: the file the result came from.
        task: id of the task, for the record in a json file and the foot of a Markdown file.

    Raises:
        FormatUnknown: this result has no such form.
        StorageFull: no room left.
        StorageNotWritable: the folder refuses.
    """
    known = formats(result.kind, source)
    if format not in known:
        raise FormatUnknown(format=format, formats=", ".join(known))
    finished = Finished(input=source, task=task, result=result)
    fill: Callable[[IO[bytes]], None]
    if format == "png" and source:
        # Drawn before the folder is touched: a source that vanished is a fault of the input, not of the disk.
        picture = io.BytesIO()
        draw_overlay(result, source, picture)
        fill = partial(_put, picture)
    else:
        fill = partial(_WRITERS[format], [finished], many=False)
    return publish(target.parent, candidates(target.name), fill)


def write_many(finished: Iterable[Finished], format: str, target: Path) -> Path:  # noqa: A002
    """Write several results as one file and return the path it really got; a file each is `write` in a loop.

    json is a list of records, csv gets a first column `input` and the columns of every kind of result it holds,
    Markdown a heading each, txt a line with each name. Naming and errors as `write`.
    """
    finished = list(finished)
    kinds = {one.result.kind for one in finished}
    known = tuple(name for name in _WRITERS if all(name in formats(kind) for kind in kinds))
    if format not in known:
        raise FormatUnknown(format=format, formats=", ".join(known))
    return publish(target.parent, candidates(target.name), partial(_WRITERS[format], finished, many=True))


def _put(picture: io.BytesIO, stream: IO[bytes]) -> None:
    stream.write(picture.getbuffer())


def _encode(text: str) -> bytes:
    r"""Return UTF-8; half characters, which file names may hold, as `\udcXX`, which JSON reads back."""
    return text.encode("utf-8", "backslashreplace")


def _write_txt(finished: list[Finished], stream: IO[bytes], *, many: bool) -> None:
    for index, one in enumerate(finished):
        if many:
            name = one.input.name if one.input else ""
            stream.write(_encode(f"{'' if index == 0 else chr(10)}── {name} {'─' * max(3, _NAME_WIDTH - len(name))}\n"))
        stream.write(_encode(plain(one.result).rstrip("\n") + "\n"))


def _write_md(finished: list[Finished], stream: IO[bytes], *, many: bool) -> None:
    for index, one in enumerate(finished):
        stream.write(_encode(("\n" if many and index else "") + markdown(one)))


def _write_json(finished: list[Finished], stream: IO[bytes], *, many: bool) -> None:
    def dump(one: Finished) -> bytes:
        return _encode(json.dumps(record(one), ensure_ascii=False, indent=2))

    if not many:
        stream.write(dump(finished[0]) + b"\n")
        return
    stream.write(b"[\n")
    for index, one in enumerate(finished):
        stream.write((b",\n" if index else b"") + dump(one))
    stream.write(b"\n]\n")


def _write_csv(finished: list[Finished], stream: IO[bytes], *, many: bool) -> None:
    """Write RFC 4180 in UTF-8 without a mark; see `cell` about formulas."""
    names = list(dict.fromkeys(chain.from_iterable(columns(one.result) for one in finished)))
    text = io.TextIOWrapper(stream, "utf-8", errors="backslashreplace", newline="")
    writer = csv.DictWriter(text, ["input", *names] if many else names, restval="")
    writer.writeheader()
    for one in finished:
        first = {"input": input_name(one.input) or ""} if many else {}
        for row in rows(one.result):
            writer.writerow({name: cell(value) for name, value in (first | row).items()})
    text.flush()
    text.detach()


_WRITERS = {"txt": _write_txt, "md": _write_md, "json": _write_json, "csv": _write_csv}
