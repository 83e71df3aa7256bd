"""Sentences of gettext's message files: what a program says in English, and how people translated it."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

FIELD = re.compile(r'^(msgid|msgstr) ((?:".*"\n)+)', re.MULTILINE)
WORD = re.compile(r"[^\W\d_]+")
CODE = re.compile(r"[%{}<>&_]")  # place-holders, tags and names: no model translates these
UNFIT = ("#, fuzzy", "msgid_plural")
WORDS = 5  # at least
ENDS = (".", "!", "?")


class Message(NamedTuple):
    """One text in two languages; the fields have the languages' codes."""

    en: str
    pt: str


def sentences(files: Iterable[str]) -> list[Message]:
    """Return what is fit to measure with, in the order of the files; of a text that comes again, the first only."""
    found: dict[str, Message] = {}
    for file in files:
        for message in entries(file):
            if is_sentence(message):
                found.setdefault(message.en, message)
    return list(found.values())


def entries(file: str) -> Iterator[Message]:
    """Return every entry that is neither doubtful nor a plural; white space is made plain."""
    for block in file.split("\n\n"):
        if not any(mark in block for mark in UNFIT):
            fields = {name: " ".join(unquote(lines).split()) for name, lines in FIELD.findall(f"{block}\n")}
            if fields.keys() == {"msgid", "msgstr"}:
                yield Message(fields["msgid"], fields["msgstr"])


def unquote(lines: str) -> str:
    return "".join(ast.literal_eval(line) for line in lines.splitlines())


def is_sentence(message: Message) -> bool:
    """Tell whether there are enough words, an end, a translation, and no code on either side."""
    return (
        len(WORD.findall(message.en)) >= WORDS
        and message.en.endswith(ENDS)
        and message.pt != ""
        and not CODE.search(message.en + message.pt)
    )
