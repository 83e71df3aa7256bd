"""What a recipe does by itself between the tasks: hand texts on, cut them into sentences, collect rows in a table."""

from __future__ import annotations

import dataclasses
import hashlib
from typing import TYPE_CHECKING

from desktop.core.errors import InputTooLarge
from desktop.core.media import InputFile, MediaKind
from desktop.core.recipe import SENTENCES
from desktop.core.result import Provenance, Result, Segments, Spans, Table, Text
from desktop.state.artifacts import share_file
from desktop.state.files import sha256_of, storage_errors
from desktop.worker import runtime

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from desktop.core.result import Cell
    from desktop.state.paths import Home

MEGABYTES_AT_MOST = 20
"""Of a text that is cut into sentences, which is more than the longest novels together."""
GIVEN = "given"
"""Folder beside the files of a step with what it was given to work on."""


def text_of(result: Result) -> str:
    """Return the text that a step hands on; of a table a line for each row."""
    match result.value:
        case Text(text=text) | Segments(text=text) | Spans(text=text):
            return text
        case Table():
            from desktop.media.tables.pages import rows_of

            rows = rows_of(result)
            return "\n".join("\t".join(" ".join(str(cell).split()) for cell in row if cell is not None) for row in rows)
        case _:
            return ""


def hand_on(text: str, source: InputFile, folder: Path) -> tuple[InputFile, str]:
    """Write a text for the next step, named after the file it comes from; returns it with its digest.

    Raises:
        StorageFull, StorageNotWritable: it cannot be written.
    """
    name = f"{source.path.stem}.txt"
    content = text.encode("utf-8", "replace")
    given = folder / GIVEN
    with storage_errors(folder):
        given.mkdir(mode=0o700, parents=True, exist_ok=True)
        (given / name).unlink(missing_ok=True)  # it may be another job's as well
        (given / name).write_bytes(content)  # made anew from the step before whenever this one is begun
    file = InputFile(
        path=given / name,
        kind=MediaKind.TEXT,
        mime="text/plain",
        label="Plain text",
        size_bytes=len(content),
        name=f"{source.name.removesuffix(source.path.suffix)}.txt",
    )
    return file, hashlib.sha256(content).hexdigest()


def hand_table_on(result: Result, source: InputFile, folder: Path) -> tuple[InputFile, str]:
    """Give the next step the table that one has made, named after the file it comes from; returns it with its digest.

    Raises:
        StorageFull, StorageNotWritable: it is gone, or there is no room for it.
    """
    value = result.value
    assert isinstance(value, Table)
    made = next((one.path for one in result.artifacts if one.name == value.artifact), folder / value.artifact)
    place = folder / GIVEN / f"{source.path.stem}{made.suffix}"
    with storage_errors(folder):
        share_file(made, place)
        size, digest = place.stat().st_size, sha256_of(place)
    return dataclasses.replace(source, path=place, size_bytes=size), digest


def keep_given(home: Home, step: str, job_id: str, file: InputFile) -> InputFile:
    """Return what a step was given as that of another job, which may stay longer; a file of the user's stays its own.

    Raises:
        StorageFull, StorageNotWritable: it is gone, or there is no room for it.
    """
    if file.path.parent != home.artifacts / step / GIVEN:
        return file
    place = home.artifacts / job_id / GIVEN / file.path.name
    with storage_errors(home.artifacts):
        share_file(file.path, place)
    return dataclasses.replace(file, path=place)


def perform(task: str, file: InputFile, given: Sequence[tuple[InputFile, Result]]) -> Result:
    """Return what a step of our own makes of a file, or of what was found in the files before it.

    Raises:
        IlhaError: the text cannot be read.
    """
    started = runtime.now()
    if task == SENTENCES.id:
        value = Table(columns=("text",), rows=tuple((sentence,) for sentence in _sentences(file)))
        digest = sha256_of(file.path)
    else:
        value = _collected(given)
        digest = hashlib.sha256("".join(result.provenance.input_sha256 for _, result in given).encode()).hexdigest()
    provenance = Provenance(
        app=f"ilha {runtime.version('ilha')}",
        model="",
        revision="",
        files={},
        input_sha256=digest,
        params={},
        runtime=runtime.versions(),
        started=started,
        finished=runtime.now(),
    )
    return Result(value=value, provenance=provenance)


def _sentences(file: InputFile) -> Iterator[str]:
    from desktop.media.sentences import split_sentences

    for text in _texts(file):
        for sentence in split_sentences(text):
            yield " ".join(sentence.text.split())


def _texts(file: InputFile) -> Iterable[str]:
    """Return the pieces of a document without its notation, or any other text as it is."""
    from desktop.media.documents import open_document, suffix_of
    from desktop.media.text import read_text

    if file.size_bytes > MEGABYTES_AT_MOST * 1_000_000:
        found = -(-file.size_bytes // 1_000_000)
        raise InputTooLarge(name=file.name, found=found, unit="MB", limit=MEGABYTES_AT_MOST)
    if file.mime == "text/plain" or not suffix_of(file):
        return [read_text(file)]
    return [piece.text for piece in open_document(file).pieces]


def _collected(given: Sequence[tuple[InputFile, Result]]) -> Table:
    """Put the rows of several results below one another, each with the name of its file."""
    from desktop.media.forms.rows import columns, rows

    names = tuple(dict.fromkeys(name for _, result in given for name in columns(result)))
    made: list[tuple[Cell, ...]] = [
        (file.name, *(row.get(name) for name in names)) for file, result in given for row in rows(result)
    ]
    return Table(columns=("input", *names), rows=tuple(made))
