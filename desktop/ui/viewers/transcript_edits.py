"""What was done to a transcript, so that it can be undone and done again."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.core.result import Segment

_REMEMBERED = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """The pieces from `first` on became others; letters typed one after another are one change."""

    first: int
    before: tuple[Segment, ...]
    after: tuple[Segment, ...]
    typed: bool = False

    @property
    def reverse(self) -> Change:
        """Return the change that takes this one back."""
        return replace(self, before=self.after, after=self.before)


class TranscriptEdits:
    """The pieces of a transcript as they are now, and how they became so."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.pieces: list[Segment] = []
        self._done: list[Change] = []
        self._undone: list[Change] = []
        self._closed = True

    def load(self, pieces: Sequence[Segment]) -> None:
        """Begin with other pieces and no past."""
        self.pieces = list(pieces)
        self._done, self._undone, self._closed = [], [], True

    @property
    def can_undo(self) -> bool:
        """Say whether there is a change to take back."""
        return bool(self._done)

    @property
    def can_redo(self) -> bool:
        """Say whether there is a change to make again."""
        return bool(self._undone)

    def close(self) -> None:
        """Let the next letter begin a change of its own."""
        self._closed = True

    def change(self, change: Change) -> None:
        """Replace pieces."""
        last = self._done[-1] if self._done else None
        grows = change.typed and last is not None and last.typed and last.first == change.first and not self._closed
        if last is not None and grows:
            self._done[-1] = replace(last, after=change.after)
        else:
            self._done = [*self._done[1 - _REMEMBERED :], change]
        self._undone = []
        self._put(change)
        self._closed = False

    def undo(self) -> Change | None:
        """Take the last change back; returns what that did."""
        if not self._done:
            return None
        change = self._done.pop()
        self._undone.append(change)
        return self._put(change.reverse)

    def redo(self) -> Change | None:
        """Make the last change again that was taken back."""
        if not self._undone:
            return None
        change = self._undone.pop()
        self._done.append(change)
        return self._put(change)

    def _put(self, change: Change) -> Change:
        self._closed = True
        self.pieces[change.first : change.first + len(change.before)] = change.after
        return change


def in_one_line(piece: Segment) -> Segment:
    """Return a piece without line breaks: each is one line here."""
    text = " ".join(piece.text.split())
    return piece if text == piece.text else replace(piece, text=text)


def units(text: str) -> int:
    """Return how many UTF-16 units a text has."""
    return len(text.encode("utf-16-le")) // 2
