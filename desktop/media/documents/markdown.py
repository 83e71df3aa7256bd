"""Markdown: front matter, code, formulas, pictures, targets of links, attributes, definitions and comments stay.

Paragraphs, headings, items, quotes, meanings of a term and cells are pieces. A paragraph keeps its number of lines;
HTML between the paragraphs is taken apart as HTML.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from desktop.media.documents import webpage
from desktop.media.documents.document import Draft
from desktop.media.documents.entities import Spelling, forms_in
from desktop.media.documents.inline import SOFT, label, parse_inline, write_inline
from desktop.media.documents.lines import Line, raw_lines, wrapped
from desktop.media.documents.marks import kept_in, project, reading, text_of

_LEAD = re.compile(
    r"(?P<quote>(?:[ \t]*>[ \t]?)*)(?P<space>[ \t]*)"
    r"(?P<mark>(?:(?:[-*+:]|\d{1,9}[.)])[ \t]+)*(?:\[[ xX]\][ \t]+|#{1,6}[ \t]+|\[\^[^\]\s]+\]:[ \t]*)?)"
)
_FENCE = re.compile(r"(`{3,}|~{3,}|\${2}|:{3,})")
_RULE = re.compile(r"(?:=+|-+|([-*_])[ \t]*(?:\1[ \t]*){2,})$")
_DELIMITERS = re.compile(r"\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?$")
_CELL = re.compile(r"(?:\\.|(`++)(?:.+?(?<!`)\1(?!`))?|[^|\\`])+")
_DEFINITION = re.compile(r"\[(?P<label>[^\^\]][^\]]*)\]:[ \t]*\S")
_STAYS = re.compile(r"\[![A-Za-z]+\]$|\{%.*%\}$|\{\{.*\}\}$|!{3}[ \t]|\[TOC\]$")
_MARKUP = re.compile(
    r"<(?:!--|[?!]|/?(?:address|article|aside|blockquote|body|center|details|dd|div|dl|dt|fieldset|figure|figcaption|"
    r"footer|form|h[1-6]|head|header|hr|html|iframe|li|link|main|meta|nav|ol|p|pre|script|section|style|summary|table|"
    r"tbody|td|textarea|tfoot|th|thead|title|tr|ul)(?=[\s/>]))",
    re.IGNORECASE,
)
_UNTIL = {"<!--": "-->", "<pre": "</pre>", "<script": "</script>", "<style": "</style>", "<textarea": "</textarea>"}
_PICTURES = re.compile(r"(?:\[?!\[[^\]]*\]\([^()]*\)(?:\]\([^()]*\))?[ \t]*)+$")
_CLOSING = re.compile(r"(?<![ \t])[ \t]+#+[ \t]*$")
_LOOKS_LIKE_MARK = re.compile(r"^(?:[-+*>:]|#{1,6}|=+|(\d+)[.)])(?=[ \t]|$)")
_BOX = re.compile(r"\[[ xX]\][ \t]+$")
_CODE_INDENT = 4


def parse(text: str, draft: Draft) -> None:
    """Take a Markdown text apart."""
    lines = list(raw_lines(text))
    labels = frozenset(
        label(found["label"]) for body, _ in lines if (found := _DEFINITION.match(_lead(body, "").text)) is not None
    )
    _Reader(lines, draft, labels).read()


def _lead(body: str, end: str) -> Line:
    found = _LEAD.match(body)
    assert found is not None
    kept = body[found.end() :].rstrip()
    return Line(found.group(), kept, body[found.end() + len(kept) :], end, marked=bool(found["mark"]))


class _Reader:
    """Goes through the lines once; a paragraph waits until it is over."""

    def __init__(self, lines: Sequence[tuple[str, str]], draft: Draft, labels: frozenset[str]) -> None:
        self._lines = lines
        self._draft = draft
        self._labels = labels
        self._paragraph: list[Line] = []
        self._at = 0
        self._indent = 0  # of what the item of a list holds
        self._gap = True

    def read(self) -> None:
        """Add all lines to the draft."""
        self._front_matter()
        while self._at < len(self._lines):
            body, end = self._lines[self._at]
            line = _lead(body, end)
            if not self._block(line, body):
                self._text(line)
                self._at += 1
            self._gap = not line.text and not line.marked
        self._flush()

    def _front_matter(self) -> None:
        fence = self._lines[0][0].rstrip() if self._lines else ""
        if fence not in {"---", "+++"}:
            return
        closing = (index for index, (body, _) in enumerate(self._lines[1:], 1) if body.rstrip() == fence)
        self._keep_to(next(closing, -1) + 1)

    def _keep_to(self, stop: int) -> None:
        """Keep lines up to `stop` as they are."""
        self._flush()
        while self._at < stop:
            self._draft.keep("".join(self._lines[self._at]))
            self._at += 1

    def _block(self, line: Line, body: str) -> bool:
        """Deal with a line that is no part of a paragraph, and with those that belong to it."""
        start = self._at
        fence = _FENCE.match(line.text)
        if fence and "`" not in line.text[fence.end() :]:
            self._keep_to(self._end_of_fence(line))
        elif self._is_code(line, body) or self._stays(line):
            self._keep_to(start + 1)
        elif _MARKUP.match(line.text) and not line.marked:
            self._markup(line)
        elif self._begins_table(line):
            self._table()
        return self._at > start

    def _end_of_fence(self, line: Line) -> int:
        found = _FENCE.match(line.text)
        fence = found.group() if found else ""
        if fence[0] == ":" or (fence[0] == "$" and line.text.count("$$") > 1):
            return self._at + 1
        for index in range(self._at + 1, len(self._lines)):
            text = _lead(self._lines[index][0], "").text.strip()
            if text.startswith(fence) and not text.strip(fence[0]):
                return index + 1
        return len(self._lines)

    def _is_code(self, line: Line, body: str) -> bool:
        """Say whether an indented line is code: after a gap, and deeper than the item of a list it may belong to."""
        space = body[: len(body) - len(body.lstrip())].expandtabs(4)
        if not body.strip() or self._paragraph or not self._gap:
            if line.text and not space:
                self._indent = 0
            return False
        if len(space) < self._indent:
            self._indent = 0
        code = len(space) >= self._indent + _CODE_INDENT
        self._indent = self._indent if code or line.marked else min(self._indent, len(space))
        return code

    def _stays(self, line: Line) -> bool:
        whole = f"{line.lead.lstrip()}{line.text}"
        return bool(
            not line.text
            or _RULE.match(line.text)
            or _RULE.match(whole.strip())
            or _DEFINITION.match(line.text)
            or (not self._paragraph and not line.marked and _PICTURES.match(line.text))
            or _STAYS.match(line.text)
        )

    def _markup(self, line: Line) -> None:
        """Take HTML apart: up to an empty line, or to its end where it has one of its own."""
        opening = next((name for name in _UNTIL if line.text.lower().startswith(name)), "")
        stop = self._at
        while stop < len(self._lines):
            text = self._lines[stop][0]
            stop += 1
            if opening and _UNTIL[opening] in text.lower():
                break
            if not opening and stop < len(self._lines) and not self._lines[stop][0].strip():
                break
        self._flush()
        webpage.parse("".join(body + end for body, end in self._lines[self._at : stop]), self._draft)
        self._at = stop

    # --- tables ------------------------------------------------------------------------------------------------------

    def _begins_table(self, line: Line) -> bool:
        if "|" not in line.text or self._at + 1 >= len(self._lines):
            return False
        following = _lead(self._lines[self._at + 1][0], "")
        return "|" in following.text and bool(_DELIMITERS.match(following.text))

    def _table(self) -> None:
        self._flush()
        first = self._at
        while self._at < len(self._lines):
            line = _lead(*self._lines[self._at])
            if "|" not in line.text:
                break
            if self._at == first + 1:
                self._draft.keep(line.raw)
            else:
                self._row(line)
            self._at += 1

    def _row(self, line: Line) -> None:
        self._draft.keep(line.lead)
        at = 0
        for cell in _CELL.finditer(line.text):
            kept = cell.group().strip()
            start = cell.start() + cell.group().index(kept)
            self._draft.keep(line.text[at:start])
            self._add(kept, special="|")
            at = start + len(kept)
        self._draft.keep(line.text[at:] + line.trail + line.end)

    # --- paragraphs --------------------------------------------------------------------------------------------------

    def _text(self, line: Line) -> None:
        heading = line.lead.lstrip(" \t>").startswith("#")
        if line.marked or (self._paragraph and line.lead.count(">") > self._paragraph[0].lead.count(">")):
            self._flush()
        if line.marked and not heading:
            self._indent = len(_BOX.sub("", line.lead).expandtabs(4))
        self._paragraph.append(line)
        if heading:
            self._flush()

    def _flush(self) -> None:
        lines, self._paragraph = self._paragraph, []
        if not lines:
            return
        first, last = lines[0], lines[-1]
        closing = _CLOSING.search(last.text) if first.lead.lstrip(" \t>").startswith("#") else None
        tail = closing.group() if closing else ""
        parts = [line.text + (line.trail if line.trail.startswith("  ") else "") for line in lines[:-1]]
        raw = "\n".join([*parts, last.text.removesuffix(tail)])
        written = "".join(line.raw for line in lines)
        written = written[len(first.lead) : len(written) - len(tail + last.trail + last.end)]
        self._draft.keep(first.lead)
        self._add(raw, written=written, lines=lines)
        self._draft.keep(tail + last.trail + last.end)

    def _add(self, raw: str, *, special: str = "", written: str = "", lines: Sequence[Line] = ()) -> None:
        texts: list[str] = []
        nodes = parse_inline(raw, self._labels, texts)
        forms = forms_in("\n".join(texts))
        source = reading(nodes)
        hard = [line.trail.startswith("  ") or line.text.endswith("\\") for line in lines[:-1]]

        def fit(text: str) -> str:
            text = text if "\n" in source else text.replace("\n", " ")
            translated = project(nodes, _broken(text, lines, hard))
            placed = write_inline(translated, Spelling(forms, text_of(translated)), special)
            return _on_lines(placed, lines) if lines else placed

        self._draft.slot(source, written or raw, fit, kept=kept_in(nodes))


def _broken(text: str, lines: Sequence[Line], hard: Sequence[bool]) -> str:
    """Return a translation broken for width where its lines were; breaks that mean something are its own."""
    text = text.replace(SOFT, " ").strip()
    groups: list[list[int]] = [[]]
    for index, line in enumerate(lines):
        groups[-1].append(len(line.text))
        if index < len(hard) and hard[index]:
            groups.append([])
    parts = text.split("\n")
    if not lines or len(parts) != len(groups):
        return text
    return "\n".join(_filled(part, group) for part, group in zip(parts, groups, strict=True))


def _filled(text: str, widths: Sequence[int]) -> str:
    return SOFT.join(filter(None, wrapped(text, widths)))


def _on_lines(text: str, lines: Sequence[Line]) -> str:
    """Return a paragraph on its lines, each with what stood before it; none may look like the beginning of an item."""
    first, *others = text.replace(SOFT, "\n").split("\n")
    end = lines[0].end or "\n"
    leads = [line.lead for line in lines[1:]]
    leads += [leads[-1] if leads else ""] * (len(others) - len(leads))
    parts = [f"{lead}{_LOOKS_LIKE_MARK.sub(_harmless, part)}" for part, lead in zip(others, leads, strict=False)]
    return end.join([first if "#" in lines[0].lead else _LOOKS_LIKE_MARK.sub(_harmless, first), *parts])


def _harmless(found: re.Match[str]) -> str:
    return f"{found[1]}\\{found.group()[-1]}" if found[1] else f"\\{found.group()}"
