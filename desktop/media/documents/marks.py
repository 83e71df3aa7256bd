"""Text with marks (bold, links, pictures, line breaks, code), and the same marks over its translation.

A translation comes back without marks. `project` finds the words that each of them belongs to now: equal words first,
else those at about the same place. A mark never begins or ends inside a word, none is lost or doubled, and neither is a
character of the translation; one that enclosed everything encloses everything again.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Generic, TypeAlias, TypeVar

Form = TypeVar("Form")


@dataclass(frozen=True, slots=True)
class Mark(Generic[Form]):
    r"""A mark around a part of a text, or one that stands alone.

    Attributes:
        form: how the document writes it; for the document's own use.
        inner: what it encloses.
        alone: it encloses nothing that may be translated.
        text: what one that stands alone reads as: nothing (a picture), `\n` or `\t` (a break), or words that stay
            as they are (code).
    """

    form: Form
    inner: tuple[str | Mark[Form], ...] = ()
    alone: bool = False
    text: str = ""

    @property
    def fixed(self) -> bool:
        """Say whether it stands for words that stay as they are."""
        return bool(self.text.strip())


Nodes: TypeAlias = tuple[str | Mark[Form], ...]
_BREAKS = ("\n", "\t")
_NONCHARACTERS = 0xFDD0
_SPACES = re.compile(r" {2,}")


def text_of(nodes: Sequence[str | Mark[Form]]) -> str:
    """Return the text without marks."""
    parts = []
    for node in nodes:
        if isinstance(node, str):
            parts.append(node)
        else:
            parts.append(node.text if node.alone else text_of(node.inner))
    return "".join(parts)


def reading(nodes: Sequence[str | Mark[Form]]) -> str:
    """Return the text as it is read, without the second space where a picture stood between two."""
    return _SPACES.sub(" ", text_of(nodes)).strip()


def kept_in(nodes: Sequence[str | Mark[Form]]) -> tuple[tuple[int, int], ...]:
    """Return where in the reading of `nodes` the words of marks stand that stay as they are."""
    whole = text_of(nodes)
    border = next(char for char in map(chr, range(_NONCHARACTERS, sys.maxunicode)) if char not in whole)
    places = []
    length = 0
    for number, part in enumerate(reading(tuple(_bordered(nodes, border))).split(border)):
        if number % 2:
            places.append((length, length + len(part)))
        length += len(part)
    return tuple(places)


def _bordered(nodes: Sequence[str | Mark[Form]], border: str) -> Iterator[str | Mark[Form]]:
    for node in nodes:
        if isinstance(node, str):
            yield node
        elif node.alone:
            yield replace(node, text=f"{border}{node.text}{border}") if node.fixed else node
        else:
            yield replace(node, inner=tuple(_bordered(node.inner, border)))


def marks_of(nodes: Sequence[str | Mark[Form]]) -> Iterator[Mark[Form]]:
    """Yield all marks, outer before inner."""
    for node in nodes:
        if not isinstance(node, str):
            yield node
            yield from marks_of(node.inner)


def project(nodes: Nodes[Form], text: str) -> Nodes[Form]:
    """Return `text`, the translation of `nodes`, with their marks.

    What it reads as is `text` but for this: where it has more or fewer breaks than the marks stand for, they are placed
    by proportion and its own become spaces; words that must stay and are not in it are put in; what had a space on both
    sides gets them again; and white space around `text` is that of the nodes.
    """
    before = text_of(nodes)
    if not before.strip() or text.strip() == before.strip():
        return nodes
    text = before[: len(before) - len(before.lstrip())] + text.strip() + before[len(before.rstrip()) :]
    if all(isinstance(node, str) for node in nodes):
        return (text,)
    from desktop.media.documents.places import place  # it needs what is above

    breaks: dict[str, list[Mark[Form]]] = {}
    for sign in _BREAKS:
        found = [mark for mark in marks_of(nodes) if mark.alone and mark.text == sign]
        if found and len(found) == text.count(sign):
            breaks[sign] = found
            nodes = _without(nodes, sign)
        elif found:
            text = text.replace(sign, " ")
    placed = place(nodes, text)
    for sign, found in breaks.items():
        placed = _with(placed, sign, iter(found))
    return placed


def _without(nodes: Nodes[Form], sign: str) -> Nodes[Form]:
    """Return the nodes with the breaks that read as `sign` turned into that character."""
    changed: list[str | Mark[Form]] = []
    for node in nodes:
        if isinstance(node, str):
            changed.append(node)
        elif node.alone:
            changed.append(sign if node.text == sign else node)
        else:
            changed.append(replace(node, inner=_without(node.inner, sign)))
    return joined(changed)


def _with(nodes: Nodes[Form], sign: str, marks: Iterator[Mark[Form]]) -> Nodes[Form]:
    """Return the nodes with one of `marks` for each character `sign`."""
    changed: list[str | Mark[Form]] = []
    for node in nodes:
        if not isinstance(node, str):
            changed.append(node if node.alone else replace(node, inner=_with(node.inner, sign, marks)))
            continue
        first, *others = node.split(sign)
        changed.append(first)
        for part in others:
            changed += [next(marks), part]
    return joined(changed)


def joined(nodes: Sequence[str | Mark[Form]]) -> Nodes[Form]:
    """Return the nodes without empty strings and with neighbouring ones put together."""
    result: list[str | Mark[Form]] = []
    for node in nodes:
        if isinstance(node, str) and result and isinstance(result[-1], str):
            result[-1] += node
        elif node != "":
            result.append(node)
    return tuple(result)
