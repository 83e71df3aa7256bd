"""Cut HTML into text and tags without changing a character: the tokens put together are the page."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

# An attribute's value may hold a ">" between quotes; a quote that is never closed is no quote.
_ATTRIBUTES = r"""(?:[^>=]++|=\s*+(?:"[^"]*+"|'[^']*+')?+)*+>"""
_TOKEN = re.compile(
    r"(?P<note><!--(?:.*?-->|.*)|<!\[CDATA\[(?:.*?\]\]>|.*)|<[!?][^>]*>?)"
    rf"|<(?P<slash>/?)(?P<name>[A-Za-z][^\s/>]*+){_ATTRIBUTES}"
    r"|[^<]++|<",
    re.DOTALL,
)
_READ = re.compile(
    r"""[\s"'](?:alt|title|placeholder)\s*=\s*(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)')""", re.IGNORECASE
)
_STAYS = re.compile(
    r"""\stranslate\s*=\s*["']?no\b|\sclass\s*=\s*(?:"[^"]*\bnotranslate\b|'[^']*\bnotranslate\b)""", re.IGNORECASE
)
_CHARSET = re.compile(
    r"""(charset\s*=\s*["']?\s*)([\w.:-]+)|(<\?xml[^>]*encoding\s*=\s*["'])([\w.:-]+)""", re.IGNORECASE
)


def names(text: str) -> frozenset[str]:
    """Return the words of `text`."""
    return frozenset(text.split())


_VOID = names("area base br col embed hr img input link meta param source track wbr")
_RAW = names("script style textarea xmp iframe noembed noframes")
_WHOLE = _RAW | names("pre code kbd samp var rt rp svg math object canvas audio video template select")
_DEEPEST = 20
_ALL_TAGS = re.compile(r"<[^>]*>")


class Kind(Enum):
    """What a token is."""

    TEXT = auto()
    OPEN = auto()
    CLOSE = auto()
    VOID = auto()
    WHOLE = auto()  # an element that stays as it is, with all that is in it
    NOTE = auto()  # a comment, a declaration


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A stretch of a page.

    Attributes:
        kind: what it is.
        raw: how it is written.
        name: of the tag or element, in lower case.
        values: where in `raw` attributes that people read have their values.
    """

    kind: Kind
    raw: str
    name: str = ""
    values: tuple[tuple[int, int], ...] = ()

    @property
    def text(self) -> str:
        """Return what it reads as."""
        if self.kind is Kind.TEXT:
            return html.unescape(self.raw)
        return html.unescape(_ALL_TAGS.sub("", self.raw)) if self.kind is Kind.WHOLE and self.name not in _RAW else ""


def read_tokens(text: str) -> Iterator[Token]:
    """Yield the tokens of a page; text and a "<" that begins nothing come as text."""
    at = 0
    last = text.rfind(">")  # behind it nothing is a tag, however many begin
    while at < len(text):
        if at > last and not text.startswith("<!", at):
            yield Token(kind=Kind.TEXT, raw=text[at:])
            return
        found = _TOKEN.match(text, at)
        assert found is not None
        name = (found["name"] or "").lower()
        end = found.end()
        if found["note"]:
            yield Token(kind=Kind.NOTE, raw=found.group())
        elif not name:
            while (more := _TOKEN.match(text, end)) and not more["note"] and not more["name"]:
                end = more.end()
            yield Token(kind=Kind.TEXT, raw=text[at:end])
        else:
            whole = _end_of_element(text, found, name)
            end = whole or end
            yield _tag(text[at:end], found, name, whole=whole is not None)
        at = end


def _tag(raw: str, found: re.Match[str], name: str, *, whole: bool) -> Token:
    if found["slash"]:
        return Token(kind=Kind.CLOSE, raw=raw, name=name)
    values = tuple(
        value.span("double" if value["double"] is not None else "single")
        for value in _READ.finditer(found.group())
        if not whole or name == "textarea"
    )
    void = name in _VOID or found.group().endswith("/>")
    return Token(kind=Kind.WHOLE if whole else Kind.VOID if void else Kind.OPEN, raw=raw, name=name, values=values)


def _end_of_element(text: str, found: re.Match[str], name: str) -> int | None:
    """Return the end of an element that stays whole, None when the tag opens no such one or it is never closed.

    A script that is never closed goes to the end of the page, as in a browser.
    """
    opening = found.group()
    if found["slash"] or opening.endswith("/>") or name in _VOID:
        return None
    if name not in _WHOLE and not _STAYS.search(opening):
        return None
    depth, at = 1, found.end()
    tags = re.compile(rf"<(/?){re.escape(name)}(?=[\s/>]){_ATTRIBUTES}", re.IGNORECASE)
    while closing := tags.search(text, at):
        at = closing.end()
        if closing[1]:
            depth -= 1
        elif name not in _RAW and not closing.group().endswith("/>"):
            depth += 1
        if not depth:
            return at
        if depth > _DEEPEST:
            return None
    return len(text) if name in _RAW else None


def charset_in_utf8(token: Token) -> str:
    """Return a token as it is written, but if it declares an encoding, the one in which the page is written."""
    if token.name != "meta" and not (token.kind is Kind.NOTE and token.raw.startswith("<?xml")):
        return token.raw

    def renamed(found: re.Match[str]) -> str:
        before, name = (found[1], found[2]) if found[2] else (found[3], found[4])
        return found.group() if name.lower().replace("-", "") == "utf8" else f"{before}utf-8"

    return _CHARSET.sub(renamed, token.raw)
