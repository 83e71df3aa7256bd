"""HTML pages: everything that is not text stays byte for byte.

A paragraph is the text between two tags of blocks; tags inside it are marks, `br` is a break, and `code` and its like
stay as they are. `alt`, `title` and `placeholder` are pieces of their own. Scripts, styles, preformatted text, drawings
and whatever says `translate="no"` stay. A declared encoding is changed to UTF-8, which is what is written.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from desktop.media.documents.document import Draft, has_letters
from desktop.media.documents.entities import Forms, Spelling, forms_in
from desktop.media.documents.marks import Mark, Nodes, kept_in, project, reading, text_of
from desktop.media.documents.nesting import Tag, nested
from desktop.media.documents.tags import Kind, Token, charset_in_utf8, names, read_tokens

_INLINE = names(
    "a abbr acronym b bdi bdo big blink cite data del dfn em font i ins label mark nobr q ruby s small span strike "
    "strong sub sup time tt u br img input wbr area embed code kbd samp var rt rp rb svg math object audio video "
    "canvas picture source track script noscript style meter progress output"
)
_DRAWN = names("svg math object audio video canvas rt rp style script")
_ALWAYS = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "\xa0": "&nbsp;"}
_SPACE = re.compile(r"[ \t\n\r\f]+")


@dataclass(frozen=True, slots=True)
class _Attributes:
    """A tag some of whose attributes are pieces: what stays, and between that the values."""

    stays: tuple[str, ...]
    values: tuple[tuple[int, str, str], ...]  # number of the piece, its text, how it is written

    def written(self, texts: Sequence[str]) -> str:
        """Return the tag; a value stays between the quotes it had."""
        parts = [self.stays[0]]
        for (number, text, raw), after in zip(self.values, self.stays[1:], strict=True):
            quote = parts[-1][-1]
            always = _ALWAYS | {quote: "&quot;" if quote == '"' else "&#39;"}
            value = " ".join(texts[number].split())
            spelling = Spelling(forms_in(raw), value)
            parts += [raw if texts[number] == text else _spelled(value, spelling, always), after]
        return "".join(parts)


Written = Callable[[Sequence[str]], str]
Form = tuple[Written, ...]


@dataclass(frozen=True, slots=True)
class _Read:
    """A token and how it is written in the end."""

    token: Token
    written: Written


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """Text between two blocks, with the marks in it."""

    number: int
    text: str
    raw: tuple[Written, ...]
    nodes: Nodes[Form]
    forms: Forms
    seen: bool

    def written(self, texts: Sequence[str]) -> str:
        """Return the translation with its marks."""
        if texts[self.number] == self.text:
            return "".join(part(texts) for part in self.raw)
        nodes = project(self.nodes, texts[self.number])
        return _written(nodes, texts, Spelling(self.forms, text_of(nodes)))

    def plain(self, texts: Sequence[str]) -> str:
        """Return the translation."""
        return texts[self.number] if self.seen else ""


@dataclass(frozen=True, slots=True)
class _Stays:
    """A tag or other notation, with what is seen of it."""

    raw: Written
    shown: str = ""

    def written(self, texts: Sequence[str]) -> str:
        """Return it; attributes in it may have changed."""
        return self.raw(texts)

    def plain(self, _texts: Sequence[str]) -> str:
        """Return what a reader sees of it."""
        return self.shown


def _written(nodes: Nodes[Form], texts: Sequence[str], spelling: Spelling) -> str:
    parts = []
    for node in nodes:
        if isinstance(node, str):
            parts.append(_spelled(node, spelling, _ALWAYS))
        else:
            inner = _written(node.inner, texts, spelling)
            parts.append(inner.join(part(texts) for part in node.form) if len(node.form) > 1 else node.form[0](texts))
    return "".join(parts)


def _spelled(text: str, spelling: Spelling, always: Mapping[str, str]) -> str:
    return "".join(spelling.form(char) or always.get(char, char) for char in text)


def parse(text: str, draft: Draft) -> None:
    """Take a page, or a part of one, apart."""
    run: list[_Read] = []
    head = False
    for token in read_tokens(text):
        read = _Read(token, _stay(token, draft))
        if token.kind in {Kind.TEXT, Kind.NOTE} or token.name in _INLINE:
            run.append(read)
            continue
        _add(run, draft, seen=not head)
        run = []
        head = token.kind is Kind.OPEN if token.name == "head" else head
        draft.parts.append(_Stays(read.written, "" if head else f"\n{token.text}\n"))
    _add(run, draft, seen=not head)


def _stay(token: Token, draft: Draft) -> Written:
    """Return how a token is written; attributes for readers become pieces."""
    stays, pieces, at = [], [], 0
    for start, end in token.values:
        raw = token.raw[start:end]
        text = html.unescape(raw).strip()
        if has_letters(text):
            stays.append(token.raw[at:start])
            pieces.append((draft.piece(text), text, raw))
            at = end
    if pieces:
        return _Attributes((*stays, token.raw[at:]), tuple(pieces)).written
    kept = charset_in_utf8(token)
    return partial(_same, kept)


def _add(run: Sequence[_Read], draft: Draft, *, seen: bool) -> None:
    """Add what stands between two blocks; pictures, breaks and white space around the text stay outside of it."""
    if not any(read.token.kind is Kind.TEXT and has_letters(read.token.text) for read in run):
        draft.parts += [_Stays(read.written, read.token.text if seen else "") for read in run]
        return
    within = [index for index, read in enumerate(run) if not _outside(read.token)]
    first, last = within[0], within[-1] + 1
    draft.parts += [_Stays(read.written) for read in run[:first]]
    core = [*_parted(run[first:last])]
    while core[0].token.kind is Kind.TEXT and not core[0].token.raw.strip():
        draft.parts.append(_Stays(core.pop(0).written))
    after = []
    while core[-1].token.kind is Kind.TEXT and not core[-1].token.raw.strip():
        after.append(_Stays(core.pop().written))
    nodes = _nodes(core)
    text = reading(nodes)
    number = draft.piece(text, kept_in(nodes))
    forms = forms_in("".join(read.token.raw for read in core if read.token.kind is Kind.TEXT))
    draft.parts.append(_Paragraph(number, text, tuple(read.written for read in core), nodes, forms, seen))
    draft.parts += [*reversed(after), *(_Stays(read.written) for read in run[last:])]


def _outside(token: Token) -> bool:
    return token.kind in {Kind.NOTE, Kind.VOID} or (token.kind is Kind.TEXT and not token.raw.strip())


def _parted(run: Sequence[_Read]) -> Iterator[_Read]:
    """Yield the same with white space at the ends of text as tokens of its own."""
    for read in run:
        raw = read.token.raw
        kept = raw.strip()
        if read.token.kind is not Kind.TEXT or not kept or kept == raw:
            yield read
            continue
        start = raw.index(kept)
        for part in (raw[:start], kept, raw[start + len(kept) :]):
            if part:
                yield _Read(Token(kind=Kind.TEXT, raw=part), partial(_same, part))


def _same(raw: str, _texts: Sequence[str]) -> str:
    return raw


def _nodes(core: Sequence[_Read]) -> Nodes[Form]:
    tokens: list[str | Tag[Written] | Mark[Form]] = []
    for read in core:
        token = read.token
        if token.kind is Kind.TEXT:
            tokens.append(_SPACE.sub(" ", token.text))
        elif token.kind in {Kind.OPEN, Kind.CLOSE}:
            tokens.append(Tag(token.name, read.written, closing=token.kind is Kind.CLOSE))
        else:
            text = "\n" if token.name == "br" else " ".join(token.text.split()) if _stays_in_text(token) else ""
            tokens.append(Mark(form=(read.written,), alone=True, text=text))
    return nested(tokens)


def _stays_in_text(token: Token) -> bool:
    """Say whether an element that stays is read with the words around it, unlike a drawing."""
    return token.kind is Kind.WHOLE and token.name not in _DRAWN
