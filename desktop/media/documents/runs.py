"""The runs of a Word paragraph as text with marks, and back."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple
from xml.sax.saxutils import escape

from desktop.media.documents.marks import Mark, Nodes, joined, text_of
from desktop.media.documents.xml_tree import Element

Stretch = Callable[[int, int], bytes]
_AROUND = frozenset({"hyperlink", "ins", "moveTo", "smartTag", "customXml", "dir", "bdo"})
_DROPPED = frozenset({"proofErr", "lastRenderedPageBreak", "softHyphen", "rPr", "pPr"})
_PAGE = frozenset({"page", "column"})
_NO_FORMAT = re.compile(rb"<(?:[\w.-]+:)?(?:lang|noProof)\b[^>]*/>")
_EMPTY = re.compile(rb"<[^>]*rPr\s*(?:/>|>\s*</[^>]*>)$")
_PREFIX = re.compile(rb"<((?:[\w.-]+:)?)")
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Around(NamedTuple):
    """What is before and behind the runs that a link or the like holds: places in the bytes."""

    opening: tuple[int, int]
    closing: tuple[int, int]
    base: bytes


class Format(NamedTuple):
    """A format of characters, as written; empty for none."""

    raw: bytes


class Single(NamedTuple):
    """What stands alone: places in the bytes, and its format when it stands in a run."""

    start: int
    end: int
    format: bytes | None


Form = Around | Format | Single


@dataclass(frozen=True, slots=True)
class _Item:
    """Text, or a mark, with the format of its run; None outside of runs."""

    node: str | Mark[Form]
    format: bytes | None


class Runs:
    """Reads and writes the paragraphs of one part."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._base: dict[int, bytes] = {}

    def nodes(self, paragraph: Element) -> Nodes[Form]:
        """Return the text of a paragraph with its marks."""
        nodes, self._base[paragraph.start] = self._marked(paragraph.children)
        return nodes

    # --- reading -----------------------------------------------------------------------------------------------------

    def _marked(self, children: Sequence[Element]) -> tuple[Nodes[Form], bytes]:
        """Return the text of elements side by side with its marks, and the format that most of it has."""
        items = list(self._items(children))
        weights: Counter[bytes] = Counter()
        for item in items:
            if isinstance(item.node, str) and item.format is not None:
                weights[item.format] += len(item.node)
        base = weights.most_common(1)[0][0] if weights else b""
        nodes: list[str | Mark[Form]] = []
        for form, group in groupby(items, key=lambda item: item.format):
            inner = joined([item.node for item in group])
            plain = form is None or form == base or not text_of(inner)
            nodes += inner if plain or form is None else [Mark(form=Format(form), inner=inner)]
        return joined(nodes), base

    def _items(self, children: Sequence[Element]) -> Iterator[_Item]:
        at = 0
        fields = _fields(children)
        while at < len(children):
            stop = fields.get(at, at)
            if stop > at:
                yield _Item(self._field(children[at:stop]), None)
                at = stop
                continue
            child = children[at]
            at += 1
            if child.name == "r":
                yield from self._run(child)
            elif child.name not in _DROPPED:
                yield _Item(self._other(child), None)

    def _other(self, child: Element) -> Mark[Form]:
        held = child.child("sdtContent") if child.name == "sdt" else child if child.name in _AROUND else None
        if child.name == "fldSimple":
            link = child.attributes.get("instr", "").split()[:1] == ["HYPERLINK"]
            held = child if link else None
        if held is None:
            text = _text(child.children) if child.name == "fldSimple" else ""
            return Mark(form=Single(child.start, child.end, None), alone=True, text=text)
        inner, base = self._marked(held.children)
        return Mark(form=Around((child.start, held.inner), (held.outer, child.end), base), inner=inner)

    def _field(self, runs: Sequence[Element]) -> Mark[Form]:
        """Return a field of several runs: a link around its text, or something that stays."""
        parts = [_field_sign(run) for run in runs]
        instruction = "".join(one.text for run in runs for one in run.children if one.name == "instrText")
        separate = parts.index("separate") if "separate" in parts else len(runs) - 1
        result = runs[separate + 1 : -1]
        if instruction.split()[:1] == ["HYPERLINK"] and result:
            inner, base = self._marked(result)
            opening, closing = (runs[0].start, runs[separate].end), (runs[-1].start, runs[-1].end)
            return Mark(form=Around(opening, closing, base), inner=inner)
        return Mark(form=Single(runs[0].start, runs[-1].end, None), alone=True, text=_text(result).strip())

    def _run(self, run: Element) -> Iterator[_Item]:
        style = run.child("rPr")
        format_ = self._format(style) if style else b""
        for child in run.children:
            text = _read(child)
            if child.name in {"t", "noBreakHyphen"}:
                yield _Item(text, format_)
            elif child.name not in _DROPPED:
                yield _Item(Mark(form=Single(child.start, child.end, format_), alone=True, text=text), format_)

    def _format(self, style: Element) -> bytes:
        """Return a format without what does not show: the language, and that it is not proofread."""
        raw = _NO_FORMAT.sub(b"", self._content[style.start : style.end])
        return b"" if _EMPTY.fullmatch(raw) else raw

    # --- writing -----------------------------------------------------------------------------------------------------

    def written(self, nodes: Nodes[Form], paragraph: Element, stretch: Stretch) -> bytes:
        """Return the runs of a translated paragraph; `stretch` gives the bytes of what stays, which may hold boxes."""
        found = _PREFIX.match(self._content, paragraph.start)
        writer = _Writer(found[1] if found else b"", stretch)
        return b"".join(writer.parts(nodes, self._base[paragraph.start]))


class _Writer:
    def __init__(self, prefix: bytes, stretch: Stretch) -> None:
        self._prefix = prefix
        self._stretch = stretch

    def parts(self, nodes: Nodes[Form], base: bytes) -> Iterator[bytes]:
        """Yield runs; text outside of any mark of format has that of `base`."""
        for node in nodes:
            if isinstance(node, str):
                yield self._run(base, self._text(node))
                continue
            match node.form:
                case Format(raw):
                    yield from self.parts(node.inner, raw)
                case Around(opening, closing, inner):
                    yield self._stretch(*opening)
                    yield from self.parts(node.inner, inner)
                    yield self._stretch(*closing)
                case Single(start, end, format_):
                    content = self._stretch(start, end)
                    yield content if format_ is None else self._run(format_, content)

    def _run(self, format_: bytes, content: bytes) -> bytes:
        name = self._prefix + b"r"
        return b"".join([b"<", name, b">", format_, content, b"</", name, b">"])

    def _text(self, text: str) -> bytes:
        name = self._prefix.decode() + "t"
        return f'<{name} xml:space="preserve">{escape(_NOT_XML.sub("", text))}</{name}>'.encode(errors="ignore")


def _read(child: Element) -> str:
    """Return what an element in a run reads as."""
    match child.name:
        case "t":
            text = " ".join(re.split(r"[\t\n\r]", child.text))
            return text if child.attributes.get("space") == "preserve" else text.strip()
        case "noBreakHyphen":
            return "\u2011"
        case "tab":
            return "\t"
        case "cr":
            return "\n"
        case "br":
            return "" if child.attributes.get("type") in _PAGE else "\n"
    return ""


def _text(elements: Sequence[Element]) -> str:
    """Return the text inside elements."""
    return "".join(_read(one) if one.name == "t" else _text(one.children) for one in elements)


def _field_sign(run: Element) -> str:
    """Return begin, separate, end, or nothing: what a run means for a field."""
    signs = [one.attributes.get("fldCharType", "") for one in run.children if one.name == "fldChar"]
    return signs[0] if len(signs) == 1 else ""


def _fields(children: Sequence[Element]) -> dict[int, int]:
    """Return where fields begin, and where each ends; those that do not end here are none."""
    ends: dict[int, int] = {}
    begun: list[int] = []
    for index, child in enumerate(children):
        sign = _field_sign(child)
        if sign == "begin":
            begun.append(index)
        elif sign == "end" and begun:
            ends[begun.pop()] = index + 1
    return ends
