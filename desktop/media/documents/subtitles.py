"""Subtitles: SubRip and WebVTT.

The text of a cue is a piece; a sentence that runs over several cues without a pause is one, and its translation is
shared out over them by length. Lines of a cue are broken anew into as many, or fewer when words run out; lines of a
dialogue stay apart. Numbers, times (right or wrong), settings, notes and styles stay.
"""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass

from desktop.media.documents.document import Draft, Slot, has_letters
from desktop.media.documents.lines import raw_lines, wrapped
from desktop.media.documents.marks import Mark, Nodes, project, text_of
from desktop.media.documents.nesting import Tag, nested

_TAG = re.compile(r"<(?P<slash>/?)(?P<name>[A-Za-z]+)[^<>]*>|<[\d:.]+>|\{\\[^{}]*\}|\{[A-Za-z]:[^{}]*\}")
_TIMES = re.compile(r"(?:(\d+):)?(\d+):(\d+)[.,](\d+)\s*-->\s*(?:(\d+):)?(\d+):(\d+)[.,](\d+)")
_ENDED = re.compile(r"[.!?…:;。！？♪)\]]\W*$")
_SPEAKER = re.compile(r"\s*[-–—‐>]")
_PAUSE_MS = 1000
_MOST = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cue:
    """The text of a cue as it is written, and what it reads as; times are None when they cannot be read."""

    raw: str
    end: str
    nodes: Nodes[tuple[str, ...]]
    text: str
    widths: tuple[int, ...]
    times: tuple[int, int] | None
    web: bool

    @property
    def dialogue(self) -> bool:
        """Say whether its lines are what different people say."""
        return "\n" in self.text

    def holding(self, text: str) -> str:
        """Return what is written for a translation: no line is empty, as that would end the cue."""
        text = text.strip().replace("-->", "→")
        if not (self.dialogue and text.count("\n") + 1 == len(self.widths)):
            text = "\n".join(filter(None, wrapped(" ".join(text.split()), self.widths)))
        return self._written(project(self.nodes, text)).replace("\n", self.end or "\n")

    def _written(self, nodes: Nodes[tuple[str, ...]]) -> str:
        parts = []
        for node in nodes:
            if isinstance(node, str):
                parts.append(html.escape(node, quote=False).replace("\xa0", "&nbsp;") if self.web else node)
            else:
                parts.append(self._written(node.inner).join(node.form) if len(node.form) > 1 else node.form[0])
        return "".join(parts)


def parse(text: str, draft: Draft, *, web: bool) -> None:
    """Take subtitles apart; `web` says that they are WebVTT."""
    stretches = _stretches(list(raw_lines(text)), web=web)
    group: list[_Cue] = []
    groups = []
    for cue in (stretch for stretch in stretches if isinstance(stretch, _Cue)):
        if not (group and _goes_on(group, cue)):
            group = []
        group.append(cue)
        groups.append(group)
    where = iter(groups)
    number = 0
    for stretch in stretches:
        if isinstance(stretch, str):
            draft.keep(stretch)
            continue
        group = next(where)
        whole = " ".join(cue.text for cue in group)
        if stretch is group[0]:
            number = draft.piece(whole)
        draft.parts.append(_slot(stretch, group, number, whole))


def _slot(cue: _Cue, group: Sequence[_Cue], number: int, whole: str) -> Slot:
    place = next(index for index, one in enumerate(group) if one is cue)

    def share(text: str) -> str:
        if len(group) == 1:
            return text
        return wrapped(" ".join(text.split()), [len(one.text) for one in group], clauses=True)[place]

    return Slot(
        number,
        whole,
        cue.raw + cue.end,
        lambda text: cue.holding(share(text)) + cue.end,
        lambda text: share(text) + "\n",
    )


def _stretches(lines: Sequence[tuple[str, str]], *, web: bool) -> list[str | _Cue]:
    """Return what stays and what is said, in turn."""
    result: list[str | _Cue] = []
    kept = ""
    at = 0
    while at < len(lines):
        body, end = lines[at]
        kept += body + end
        at += 1
        last = _end_of_cue(lines, at) if "-->" in body else at
        raw = "".join(line + ending for line, ending in lines[at:last])
        if has_letters(_TAG.sub("", raw)):
            result += [kept, _cue(lines[at:last], body, web=web)]
            kept = ""
        else:
            kept += raw
        at = last
    return [*result, kept]


def _end_of_cue(lines: Sequence[tuple[str, str]], start: int) -> int:
    """Return where a cue ends: at an empty line, or before the next one's time or number when that is missing."""
    at = start
    while at < len(lines) and lines[at][0].strip() and "-->" not in lines[at][0]:
        at += 1
    if at > start and at < len(lines) and "-->" in lines[at][0] and lines[at - 1][0].strip().isdigit():
        at -= 1
    return at


def _cue(lines: Sequence[tuple[str, str]], times: str, *, web: bool) -> _Cue:
    raw = "\n".join(body for body, _ in lines)
    nodes = _nodes(raw, web=web)
    text = text_of(nodes).strip()
    said = text.split("\n")
    if not any(_SPEAKER.match(line) for line in said[1:]):
        text = " ".join(text.split())
    return _Cue(
        raw="".join(body + end for body, end in lines).removesuffix(lines[-1][1]),
        end=lines[-1][1],
        nodes=nodes,
        text=text,
        widths=tuple(len(line) for line in said),
        times=_times(times),
        web=web,
    )


def _times(line: str) -> tuple[int, int] | None:
    """Return begin and end in milliseconds."""
    found = _TIMES.search(line)
    if not found:
        return None
    begin, end = (
        ((int(hours or 0) * 60 + int(minutes)) * 60 + int(seconds)) * 1000 + int(rest[:3].ljust(3, "0"))
        for hours, minutes, seconds, rest in (found.groups()[:4], found.groups()[4:])
    )
    return begin, end


def _nodes(raw: str, *, web: bool) -> Nodes[tuple[str, ...]]:
    tokens: list[str | Tag[str] | Mark[tuple[str, ...]]] = []
    at = 0
    for found in _TAG.finditer(raw):
        between = raw[at : found.start()]
        tokens.append(html.unescape(between) if web else between)
        name = found["name"]
        tokens.append(
            Tag(name.lower(), found.group(), closing=bool(found["slash"]))
            if name
            else Mark(form=(found.group(),), alone=True)
        )
        at = found.end()
    rest = raw[at:]
    return nested([*tokens, html.unescape(rest) if web else rest])


def _goes_on(group: Sequence[_Cue], cue: _Cue) -> bool:
    """Say whether a cue continues the sentence of those before it, without a pause."""
    before = group[-1]
    if len(group) == _MOST or before.times is None or cue.times is None or before.dialogue or cue.dialogue:
        return False
    pause = cue.times[0] - before.times[1]
    return cue.text[0].islower() and not _ENDED.search(before.text) and 0 <= pause <= _PAUSE_MS
