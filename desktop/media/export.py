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

from desktop.core.errors import InputNotFound
from desktop.core.kind import ResultKind
from desktop.core.media import InputFile, MediaKind
from desktop.core.result import Artifact, Boxes, Result, Segments, Table, Text
from desktop.core.task import Task
from desktop.core.usage import FormatUnknown
from desktop.media.crops import write_crops
from desktop.media.forms.markdown import markdown
from desktop.media.forms.plain import plain
from desktop.media.forms.record import Finished, input_name, provenance_json, record, to_json
from desktop.media.forms.rows import cell, columns, rows
from desktop.media.forms.subtitles import subrip, webvtt
from desktop.media.forms.word import write_word
from desktop.media.image import decodable, load_image
from desktop.media.names import candidates
from desktop.media.overlay import draw_overlay, finished_picture
from desktop.media.storage import publish, publish_folder

__all__ = [
    "MIME",
    "Finished",
    "formats",
    "own_format",
    "plain",
    "promised",
    "provenance_json",
    "to_json",
    "write",
    "write_many",
]

MIME = {
    "txt": "text/plain",
    "md": "text/markdown",
    "json": "application/json",
    "csv": "text/csv",
    "png": "image/png",
    "crops": "inode/directory",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "html": "text/html",
    "srt": "application/x-subrip",
    "vtt": "text/vtt",
    "tsv": "text/tab-separated-values",
    "jsonl": "application/x-ndjson",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "parquet": "application/vnd.apache.parquet",
}
_WRITTEN = ("txt", "md", "json", "csv")
_FORMATS: dict[ResultKind, tuple[str, ...]] = {
    ResultKind.TEXT: _WRITTEN,
    ResultKind.LABELS: _WRITTEN,
    ResultKind.BOXES: _WRITTEN,
    ResultKind.SPANS: _WRITTEN,
    ResultKind.EMBEDDING: _WRITTEN,
    ResultKind.MASKS: _WRITTEN,
    ResultKind.TABLE: ("csv", "jsonl", "xlsx", "txt", "md", "json"),
    ResultKind.IMAGE: ("png", "json"),
    ResultKind.SEGMENTS: ("txt", "srt", "vtt", "md", "docx", "json", "csv"),
}
_DRAWN: dict[ResultKind, tuple[str, ...]] = {
    ResultKind.TEXT: ("png",),
    ResultKind.LABELS: ("png",),
    ResultKind.BOXES: ("png", "crops"),
    ResultKind.MASKS: ("png",),
}
_NAME_WIDTH = 60


def formats(kind: ResultKind, source: InputFile | None = None, *, own: str = "") -> tuple[str, ...]:
    """Return the formats a result of `kind` can be written in, `own_format` first where there is one.

    Pictures are drawn only when `source` is one we can draw on; `crops` is a folder with a file for each box.
    """
    known = _FORMATS.get(kind, ("json",))
    drawn = _DRAWN.get(kind, ()) if source and decodable(source) else ()
    return tuple(dict.fromkeys((own, *known, *drawn) if own else (*known, *drawn)))


def promised(task: Task) -> tuple[str, ...]:
    """Return the formats a result of `task` can be asked for in; what is made of tables and documents can be of any."""
    if not {MediaKind.TABLE, MediaKind.DOCUMENT}.isdisjoint(task.accepts):
        return tuple(MIME)
    return (*_FORMATS.get(task.produces, ("json",)), *_DRAWN.get(task.produces, ()))


def own_format(result: Result) -> str:
    """Return the format of the document or table that a file became, which lies ready; empty for other results."""
    document = _document(result)
    return document.path.suffix.removeprefix(".").lower() if document else ""


def _document(result: Result) -> Artifact | None:
    if isinstance(result.value, Table):
        return next((one for one in result.artifacts if one.name == result.value.artifact), None)
    translated = isinstance(result.value, Text) and result.value.translation is not None
    return next(iter(result.artifacts), None) if translated else None


def write(result: Result, format: str, target: Path, *, source: InputFile | None, task: str = "") -> Path:  # noqa: A002
    """Write one result and return the path it really got.

    The file, or the folder of crops, appears whole or not at all. A name that is taken becomes `name (2).txt`,
    `name (3).txt` …, also when another process takes it at the same moment.

    Args:
        result: what to write.
        format: one of `formats(result.kind, source, own=own_format(result))`.
        target: wished path with its suffix; its folder is made if need be.
        source: the file the result came from.
        task: id of the task, for the record in a json file and the foot of a Markdown file.

    Raises:
        FormatUnknown: this result has no such form.
        StorageFull: no room left.
        StorageNotWritable: the folder refuses.
    """
    own = own_format(result)
    known = formats(result.kind, source, own=own)
    if format not in known:
        raise FormatUnknown(format=format, formats=", ".join(known))
    # Pictures are read before the folder is touched: a source that vanished is a fault of the input, not of the disk.
    if format == "crops":
        assert source is not None
        assert isinstance(result.value, Boxes)
        crops = partial(write_crops, load_image(source), result.value)
        return publish_folder(target.parent, candidates(target.name), crops)
    fill: Callable[[IO[bytes]], None]
    document = _document(result)
    if document is not None and format == own:
        fill = partial(_put, _ready(document.path))
    elif format == "png":
        fill = partial(_put, _picture(result, source))
    elif format in _ALONE:
        fill = partial(_ALONE[format], Finished(input=source, task=task, result=result))
    else:
        fill = partial(_WRITERS[format], [Finished(input=source, task=task, result=result)], many=False)
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


def _picture(result: Result, source: InputFile | None) -> bytes:
    ready = finished_picture(result)
    if ready is not None:
        return _ready(ready)
    assert source is not None
    drawn = io.BytesIO()
    draw_overlay(result, source, drawn)
    return drawn.getvalue()


def _ready(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise InputNotFound(name=path.name, detail=str(error)) from error


def _put(content: bytes, stream: IO[bytes]) -> None:
    stream.write(content)


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
    writer = csv.writer(text)
    writer.writerow([*(["input"] if many else []), *map(cell, names)])
    for one in finished:
        first = [cell(input_name(one.input) or "")] if many else []
        writer.writerows([*first, *(cell(row.get(name)) for name in names)] for row in rows(one.result))
    text.flush()
    text.detach()


def _write_subtitles(form: Callable[[Segments], str], finished: Finished, stream: IO[bytes]) -> None:
    value = finished.result.value
    assert isinstance(value, Segments)
    stream.write(_encode(form(value)))


def _write_jsonl(finished: Finished, stream: IO[bytes]) -> None:
    """Write an object with the names of the columns for each row."""
    for row in rows(finished.result):
        stream.write(_encode(json.dumps(row, ensure_ascii=False)) + b"\n")


def _write_xlsx(finished: Finished, stream: IO[bytes]) -> None:
    from desktop.media.tables.workbook import write_workbook

    names = columns(finished.result)
    write_workbook(stream, chain([names], ([row.get(name) for name in names] for row in rows(finished.result))))


_ALONE: dict[str, Callable[[Finished, IO[bytes]], None]] = {
    "srt": partial(_write_subtitles, subrip),
    "vtt": partial(_write_subtitles, webvtt),
    "docx": write_word,
    "jsonl": _write_jsonl,
    "xlsx": _write_xlsx,
}
_WRITERS = {"txt": _write_txt, "md": _write_md, "json": _write_json, "csv": _write_csv}
