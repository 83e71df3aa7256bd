"""The notation of Markdown inside a paragraph: emphasis, links, pictures, code, HTML, escapes."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from desktop.media.documents.emphasis import Signs, pair, signs
from desktop.media.documents.entities import Spelling
from desktop.media.documents.marks import Mark, Nodes, text_of
from desktop.media.documents.nesting import Tag, nested

Form = tuple[str, ...]
SOFT = "\x1f"
"""A line break for width alone, in a text on its way out; white space like any other until then."""
_TARGET = (
    r"\(\s*(?:<[^<>\n]*>|[^\s()<>]*(?:\([^\s()]*\)[^\s()]*)*)"
    r"(?:\s+(?:\"[^\"]*\"|'[^']*'|\([^()]*\)))?\s*\)"
)
_LABEL = r"\[(?:[^\[\]\\]|\\.)*\]"
_ATTRIBUTES = r"\{[.#:][^{}\n]*\}"
_TOKEN = re.compile(
    r"(?P<hard>(?:(?<! )  +|\\)\n[ \t]*)"
    r"|\\(?P<escaped>[!-/:-@\[-`{-~])"
    r"|(?P<ticks>`++)(?:(?P<code>.+?)(?<!`)(?P=ticks)(?!`))?"
    rf"|(?P<picture>!\[(?:[^\[\]\\]|\\.|{_LABEL})*\](?:{_TARGET}|{_LABEL})?)"
    r"|(?P<stays>(?<![\w$])\$\$(?:\\.|[^$\\])+\$\$(?!\$)|(?<![\w$])\$(?![\s$])(?:\\.|[^$\\])+(?<!\s)\$(?![\d$])"
    r"|(?<![\w:]):[a-z0-9_+-]+:(?![\w:]))"  # formulas, and pictures by their names
    rf"|(?P<attributes>(?<=[*_`)\]]){_ATTRIBUTES}|(?<=[ \t]){_ATTRIBUTES}\Z)"
    r"|(?P<note>\[\^[^\[\]\s]+\]|<!--(?:(?!<!--).)*?-->|\{\{(?:(?!\{\{).)*?\}\}|\{%(?:(?!\{%).)*?%\})"
    r"|<(?P<address>[A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]*|[\w.+-]+@[\w.-]+)>"
    r"|<(?P<slash>/?)(?P<tag>[A-Za-z][A-Za-z0-9-]*)(?:\s[^<>]*)?/?>"
    r"|(?P<signs>\*+|_+|~+)"
    r"|(?P<bracket>\[)"
    r"|(?P<soft>\n[ \t]*)",
    re.DOTALL,
)
_BEHIND_LINK = re.compile(rf"{_TARGET}|{_LABEL}|{_ATTRIBUTES}")
_LINK_INNER = re.compile(r"\\.|`+[^`]*`+|[\[\]]", re.DOTALL)
_LONGEST_LINK = 2000
_DEEPEST_LINK = 10  # brackets within brackets
_VOID = frozenset({"br", "img", "hr", "wbr", "input"})
_ALWAYS = {"<": "&lt;", "&": "&amp;", "~~": "\\~~"}
_SPECIAL = re.compile(
    r"\\(?=[!-/:-@\[-`{-~])|(?<!\s)\*|\*(?!\s)|(?<![\w\s])_|_(?![\w\s])|`|~~|\[(?=[^\[\]]*\])|<(?=[A-Za-z/!?])|&(?=#?\w+;)"
)


def parse_inline(raw: str, labels: frozenset[str] | None, texts: list[str]) -> Nodes[Form]:
    """Return the text of a paragraph with its marks.

    Args:
        raw: the paragraph as it is written.
        labels: names of links defined elsewhere; without, there are no links, as inside one.
        texts: gets the stretches that are neither a mark nor in one that stays, as they are written.
    """
    tokens = list(_tokens(raw, labels, texts))
    pair([token for token in tokens if isinstance(token, Signs)])
    flat: list[str | Tag[str] | Mark[Form]] = []
    for token in tokens:
        flat += token.tokens() if isinstance(token, Signs) else [token]
    return nested(flat)


def _tokens(raw: str, labels: frozenset[str] | None, texts: list[str]) -> Iterator[str | Tag[str] | Mark[Form] | Signs]:
    at = 0
    found = _TOKEN.search(raw)
    while found:
        texts.append(raw[at : found.start()])
        yield html.unescape(texts[-1])
        at = found.end()
        if found["bracket"]:
            link = None if labels is None else _link(raw, found.start(), labels, texts)
            if link:
                mark, at = link
                yield mark
            else:
                yield "["
        elif found["signs"]:
            yield signs(raw, *found.span())
        else:
            yield _token(found)
        found = _TOKEN.search(raw, at)
    texts.append(raw[at:])
    yield html.unescape(texts[-1])


def _token(found: re.Match[str]) -> str | Tag[str] | Mark[Form]:
    whole = found.group()
    if found["soft"]:
        return " "
    if found["escaped"]:
        return found["escaped"]
    if found["ticks"] and not found["code"]:
        return whole
    name = (found["tag"] or "").lower()
    if name and name not in _VOID:
        return Tag(name, whole, closing=bool(found["slash"]))
    kept = found["code"] or found["address"] or found["stays"] or ""
    return Mark(form=(whole,), alone=True, text="\n" if found["hard"] or name == "br" else " ".join(kept.split()))


def _link(raw: str, start: int, labels: frozenset[str], texts: list[str]) -> tuple[Mark[Form], int] | None:
    """Return the link that begins at `start` and where it ends, or None when the bracket is only a bracket."""
    depth = 0
    for found in _LINK_INNER.finditer(raw, start, start + _LONGEST_LINK):
        depth += {"[": 1, "]": -1}.get(found.group(), 0)
        if depth > _DEEPEST_LINK:
            return None
        if depth == 0:
            inner = raw[start + 1 : found.start()]
            behind = _BEHIND_LINK.match(raw, found.end())
            if not behind and label(inner) not in labels:
                return None
            nodes = parse_inline(inner, None, texts)
            close = behind.group() if behind else ""
            if close in {"", "[]"} and any(isinstance(node, str) or not node.fixed for node in nodes):
                close = f"[{inner}]"  # its words are its name, and change
            return Mark(form=("[", f"]{close}"), inner=nodes), (behind or found).end()
    return None


def label(text: str) -> str:
    """Return the name of a link as names are compared."""
    return " ".join(text.casefold().split())


def write_inline(nodes: Nodes[Form], spelling: Spelling, special: str = "") -> str:
    """Return text with marks as Markdown; emphasis around nothing would be read as signs and is left out."""
    signs = re.compile(f"{_SPECIAL.pattern}|[{re.escape(spelling.chars)}]") if spelling.chars else _SPECIAL
    parts = []
    for node in nodes:
        if isinstance(node, str):
            text = signs.sub(lambda found: spelling.form(found.group()) or _escaped(found), node)
            text = text.replace("\xa0", "&nbsp;")
            parts.append(text.replace(special, f"\\{special}") if special else text)
        elif len(node.form) == 1:
            parts.append(node.form[0])
        elif text_of(node.inner) or node.form[0][0] in "[<":
            parts.append(write_inline(node.inner, spelling, special).join(node.form))
    return "".join(parts)


def _escaped(found: re.Match[str]) -> str:
    sign = found.group()
    return _ALWAYS.get(sign, f"\\{sign}" if _SPECIAL.match(found.string, found.start()) else sign)
