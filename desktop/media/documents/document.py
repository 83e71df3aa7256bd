"""What every kind of document is: pieces to translate, and parts that put their translations where the pieces were."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from desktop.state.files import replace_file

_GAP = re.compile(r"\n{3,}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    r"""A paragraph, a heading, a cue, a cell; it may hold several sentences.

    A `\n` or `\t` inside stands for a break that the document has there: a translation with as many of them gets each
    break exactly where it says, any other gets them about where they were.

    Attributes:
        text: without notation.
        kept: where in it words stand that stay as they are, such as code, by their start and end.
    """

    text: str
    kept: tuple[tuple[int, int], ...] = ()


class Document(Protocol):
    """A document as pieces in reading order; those without a letter are not among them."""

    mime: str
    suffix: str
    pieces: Sequence[Piece]

    def write(self, texts: Sequence[str], target: Path) -> None:
        """Write the same kind of document with `texts` in place of the pieces.

        Raises:
            ValueError: not one text for each piece.
            StorageFull: no room; nothing is left behind.
            StorageNotWritable: the folder refuses.
        """

    def plain(self, texts: Sequence[str]) -> str:
        """Return the plain text of the same; ValueError as `write`."""


class Part(Protocol):
    """A stretch of a document."""

    def written(self, texts: Sequence[str]) -> str:
        """Return the stretch in the document's own notation."""

    def plain(self, texts: Sequence[str]) -> str:
        """Return what a reader sees of it."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A stretch that stays as it is."""

    raw: str
    shown: str = ""

    def written(self, _texts: Sequence[str]) -> str:
        """Return it unchanged."""
        return self.raw

    def plain(self, _texts: Sequence[str]) -> str:
        """Return what is seen of it."""
        return self.shown


@dataclass(frozen=True, slots=True)
class Slot:
    """A place for the translation of a piece, or for a share of it.

    Attributes:
        number: which piece.
        text: the piece; where the translation is the same, nothing is written anew.
        raw: how the document has it.
        fit: a translation in the document's notation.
        show: what a reader sees of a translation.
    """

    number: int
    text: str
    raw: str
    fit: Callable[[str], str]
    show: Callable[[str], str]

    def written(self, texts: Sequence[str]) -> str:
        """Return the translation as the document writes it."""
        text = texts[self.number]
        return self.raw if text == self.text else self.fit(text)

    def plain(self, texts: Sequence[str]) -> str:
        """Return the translation as it is read."""
        return self.show(texts[self.number])


class Draft:
    """Pieces and parts of a document while it is taken apart."""

    def __init__(self) -> None:
        self.pieces: list[Piece] = []
        self.parts: list[Part] = []

    def keep(self, raw: str, shown: str = "") -> None:
        """Add a stretch that stays."""
        if raw or shown:
            self.parts.append(Kept(raw, shown))

    def piece(self, text: str, kept: tuple[tuple[int, int], ...] = ()) -> int:
        """Add a piece that a part is made for elsewhere, and return its number."""
        self.pieces.append(Piece(text=text, kept=kept))
        return len(self.pieces) - 1

    def slot(
        self,
        text: str,
        raw: str,
        fit: Callable[[str], str],
        show: Callable[[str], str] = str,
        kept: tuple[tuple[int, int], ...] = (),
    ) -> None:
        """Add a piece and its place, or a stretch that stays when there is nothing to translate in it."""
        if has_letters(text):
            self.parts.append(Slot(self.piece(text, kept), text, raw, fit, show))
        else:
            self.keep(raw, show(text))


class TextDocument:
    """A document that is a text file.

    Attributes:
        mime: media type.
        suffix: of its file name, with the dot.
        pieces: what is to be translated.
    """

    def __init__(self, draft: Draft, *, mime: str, suffix: str, encoding: str = "utf-8", bare: bool = False) -> None:
        """Keep the parts of `draft`.

        Args:
            draft: a document taken apart.
            mime: media type.
            suffix: of its file name.
            encoding: in which it is written, as long as it has all the characters.
            bare: people read the file as it is, so its plain text is the file.
        """
        self.mime = mime
        self.suffix = suffix
        self.pieces: Sequence[Piece] = draft.pieces
        self._parts = draft.parts
        self._encoding = encoding
        self._bare = bare

    def write(self, texts: Sequence[str], target: Path) -> None:
        """Write the parts; characters the encoding does not have turn the file into UTF-8 with a mark."""
        content = self._joined(texts)
        try:
            encoded = content.encode(self._encoding)
        except UnicodeEncodeError:
            encoded = codecs.BOM_UTF8 + content.encode(errors="replace")
        replace_file(target, encoded)

    def plain(self, texts: Sequence[str]) -> str:
        """Return the file as text, or without its notation when that is not for readers."""
        if self._bare:
            return self._joined(texts)
        check(self.pieces, texts)
        return tidy("".join(part.plain(texts) for part in self._parts))

    def _joined(self, texts: Sequence[str]) -> str:
        check(self.pieces, texts)
        return "".join(part.written(texts) for part in self._parts)


def check(pieces: Sequence[Piece], texts: Sequence[str]) -> None:
    """Raise ValueError unless there is one text for each piece."""
    if len(pieces) != len(texts):
        raise ValueError("not one text for each piece")


def tidy(text: str) -> str:
    """Return a plain text without wide gaps, ended by one line feed."""
    stripped = _GAP.sub("\n\n", "\n".join(line.rstrip() for line in text.split("\n"))).strip("\n")
    return f"{stripped}\n" if stripped else ""


def has_letters(text: str) -> bool:
    """Say whether there is anything to translate."""
    return any(char.isalpha() for char in text)
