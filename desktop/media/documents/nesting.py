"""Tags that open and close, as they come, turned into marks around text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from desktop.media.documents.marks import Mark, Nodes, joined

Raw = TypeVar("Raw")
_DEEPEST = 60


@dataclass(frozen=True, slots=True)
class Tag(Generic[Raw]):
    """One half of a mark: its name, how it is written, and whether it is the closing one."""

    name: str
    raw: Raw
    closing: bool = False


@dataclass(slots=True)
class _Open(Generic[Raw]):
    tag: Tag[Raw]
    inner: list[str | Mark[tuple[Raw, ...]]]


def nested(tokens: Sequence[str | Tag[Raw] | Mark[tuple[Raw, ...]]]) -> Nodes[tuple[Raw, ...]]:
    """Return the text with its marks: the form of a pair is (opening, closing), that of a tag without its other (tag,).

    Nothing is lost where tags cross, or where they are nested deeper than anybody writes them: they stand alone then.
    """
    top: list[str | Mark[tuple[Raw, ...]]] = []
    stack: list[_Open[Raw]] = []
    for token in tokens:
        here = stack[-1].inner if stack else top
        if not isinstance(token, Tag):
            here.append(token)
        elif token.closing and any(one.tag.name == token.name for one in stack):
            while stack[-1].tag.name != token.name:
                _leave_open(stack, top)
            last = stack.pop()
            pair = Mark(form=(last.tag.raw, token.raw), inner=joined(last.inner))
            (stack[-1].inner if stack else top).append(pair)
        elif token.closing or len(stack) >= _DEEPEST:
            here.append(Mark(form=(token.raw,), alone=True))
        else:
            stack.append(_Open(token, []))
    while stack:
        _leave_open(stack, top)
    return joined(top)


def _leave_open(stack: list[_Open[Raw]], top: list[str | Mark[tuple[Raw, ...]]]) -> None:
    """Let the innermost open tag, which is never closed, stand alone before what came after it."""
    last = stack.pop()
    here = stack[-1].inner if stack else top
    here.append(Mark(form=(last.tag.raw,), alone=True))
    here += last.inner
