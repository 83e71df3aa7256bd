"""Assistants as files: those of the program, and the user's own in the home, one readable JSON file each."""

from __future__ import annotations

import dataclasses
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Literal

import msgspec

from desktop.core.assistant import Assistant, AssistantInvalid, AssistantUnknown
from desktop.core.chat import Tool
from desktop.core.errors import InputError
from desktop.core.task import AUTOMATIC
from desktop.core.text import QT_TRANSLATE_NOOP
from desktop.state.files import replace_file, storage_errors
from desktop.state.given_file import free_id, read_given, written
from desktop.state.paths import make_folder, resources

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from desktop.state.paths import Home

SHIPPED_TEXTS = (
    *(QT_TRANSLATE_NOOP("assistants", "Ilha"), QT_TRANSLATE_NOOP("assistants", "Short, plain answers.")),
    QT_TRANSLATE_NOOP("assistants", "Proofreader"),
    QT_TRANSLATE_NOOP("assistants", "Writes a text again without its mistakes and changes nothing else."),
    QT_TRANSLATE_NOOP("assistants", "Explainer"),
    QT_TRANSLATE_NOOP("assistants", "Says what something means in easy words, with an example."),
    QT_TRANSLATE_NOOP("assistants", "Librarian"),
    QT_TRANSLATE_NOOP("assistants", "Looks into the files you added to the search with each question."),
    QT_TRANSLATE_NOOP("assistants", "Letter writer"),
    QT_TRANSLATE_NOOP("assistants", "Writes short, polite letters and e-mails from a few words."),
)
"""Names and summaries in `resources/assistants`, for translation."""


class _File(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    format: Literal[1]
    name: str
    summary: str = ""
    icon: str = "message-circle"
    prompt: str = ""
    model: str = AUTOMATIC
    documents: tuple[str, ...] = ()
    tools: tuple[Tool, ...] = ()
    params: dict[str, str | int | float | bool] = {}


class Assistants:
    """The assistants of a home, read when somebody looks."""

    def __init__(self, home: Home) -> None:
        """Read nothing yet."""
        self._own = home.assistants
        self._shipped = resources() / "assistants"

    def all(self) -> list[Assistant]:
        """Return the user's own by name, then those of the program; files that describe none are left out."""
        own = sorted(_readable(self._own, shipped=False), key=lambda one: one.name.casefold())
        taken = {one.id for one in own}
        return [*own, *(one for one in _readable(self._shipped, shipped=True) if one.id not in taken)]

    def get(self, name: str) -> Assistant:
        """Return an assistant by its id, or by its name in any case.

        Raises:
            AssistantUnknown: there is none.
        """
        known = self.all()
        wanted = name.casefold()
        found = next((one for one in known if one.id == name), None)
        found = found or next((one for one in known if one.name.casefold() == wanted), None)
        if found is None:
            raise AssistantUnknown(name=name, assistants=", ".join(one.name for one in known) or "none")
        return found

    def save(self, assistant: Assistant) -> Assistant:
        """Keep an assistant of the user's and return it; a new one, or one of the program, gets an id of its own.

        Raises:
            StorageError: it cannot be written.
        """
        if assistant.shipped or not assistant.id:
            taken = {one.id for one in self.all()} | {path.stem for path in self._own.glob("*.json")}
            assistant = dataclasses.replace(assistant, id=free_id(assistant.name, taken, "assistant"), shipped=False)
        with storage_errors(self._own):
            make_folder(self._own)
        replace_file(self._own / f"{assistant.id}.json", content(assistant))
        return assistant

    def remove(self, assistant: Assistant) -> None:
        """Remove one of the user's own; its conversations stay."""
        if not assistant.shipped:
            with storage_errors(self._own):
                (self._own / f"{assistant.id}.json").unlink(missing_ok=True)

    def take(self, path: Path) -> Assistant:
        """Keep the assistant that a file describes, beside others of its name.

        Raises:
            InputNotFound, InputUnreadable, AssistantInvalid: it describes none.
            StorageError: it cannot be kept.
        """
        return self.save(dataclasses.replace(read(path), id=""))


def read(path: Path, *, shipped: bool = False) -> Assistant:
    """Return the assistant that a file describes.

    Raises:
        InputNotFound: the file is not there.
        InputUnreadable: it cannot be opened.
        AssistantInvalid: it describes none; says what is wrong and where.
    """
    found = read_given(path, _File, lambda said: AssistantInvalid(name=path.name, said=said))
    if not found.name.strip():
        raise AssistantInvalid(name=path.name, said="`$.name` is empty")
    return Assistant(id=path.stem, shipped=shipped, **_fields(found))


def content(assistant: Assistant) -> bytes:
    """Return the file of an assistant, to keep it or to give it away."""
    fields = {name: getattr(assistant, name) for name in _File.__struct_fields__ if name != "format"}
    return written(_File(format=1, **fields))


def _fields(found: _File) -> dict[str, Any]:
    fields = msgspec.structs.asdict(found)
    del fields["format"]
    return fields


def _readable(folder: Path, *, shipped: bool) -> Iterable[Assistant]:
    for path in sorted(folder.glob("*.json")):
        with suppress(InputError):
            yield read(path, shipped=shipped)
