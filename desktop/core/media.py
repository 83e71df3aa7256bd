"""What a file is, as far as Ilha cares."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.core.text import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from collections.abc import Iterable


class MediaKind(StrEnum):
    """A family of formats that tasks accept as one; the values are part of the command line's JSON."""

    TEXT = "text"
    IMAGE = "image"
    PDF = "pdf"
    AUDIO = "audio"
    VIDEO = "video"
    DOCUMENT = "document"
    TABLE = "table"
    ARCHIVE = "archive"
    MODEL = "model"
    FONT = "font"
    PROGRAM = "program"
    EMPTY = "empty"
    UNKNOWN = "unknown"


KIND_NAMES = {
    MediaKind.TEXT: QT_TRANSLATE_NOOP("media", "texts"),
    MediaKind.IMAGE: QT_TRANSLATE_NOOP("media", "pictures"),
    MediaKind.PDF: QT_TRANSLATE_NOOP("media", "PDF documents"),
    MediaKind.AUDIO: QT_TRANSLATE_NOOP("media", "recordings"),
    MediaKind.VIDEO: QT_TRANSLATE_NOOP("media", "videos"),
    MediaKind.DOCUMENT: QT_TRANSLATE_NOOP("media", "documents"),
    MediaKind.TABLE: QT_TRANSLATE_NOOP("media", "tables"),
}
"""What tasks accept, in English, for sentences."""


def kind_names(kinds: Iterable[MediaKind]) -> str:
    """Return the names of kinds as a list for an error's `accepts`; the window translates its parts."""
    return ", ".join(KIND_NAMES[kind] for kind in kinds)


class Scene(StrEnum):
    """What a picture probably shows, guessed from its header alone; decides which action is offered first."""

    PAGE = "page"
    PHOTO = "photo"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class InputFile:
    """A file as it was recognised by its content.

    Attributes:
        path: absolute path.
        kind: family that decides which actions are offered.
        mime: media type, `application/octet-stream` when unknown.
        label: English name of the format ("PNG image").
        size_bytes: size when it was looked at.
        name: what people call it; the file name unless it was typed or pasted.
        scene: for pictures, whether this is rather a page or a photo.
        text: what it holds, for a part of a file that is looked at by itself, such as a cell; None for whole files.
    """

    path: Path
    kind: MediaKind
    mime: str
    label: str
    size_bytes: int
    name: str = ""
    scene: Scene = Scene.UNKNOWN
    text: str | None = None

    def __post_init__(self) -> None:
        """Call the file by its own name unless it was given another."""
        if not self.name:
            object.__setattr__(self, "name", self.path.name)
