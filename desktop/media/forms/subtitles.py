"""Speech as SubRip and WebVTT."""

from __future__ import annotations

import html

from desktop.core.result import Segments
from desktop.media.forms.cues import Cue, cues


def subrip(value: Segments) -> str:
    """Return the subtitles as SubRip, which every player and editor knows."""
    numbered = enumerate(cues(value), 1)
    return "\n".join(f"{number}\n{_times(cue, ',')}\n{_text(cue)}\n" for number, cue in numbered)


def webvtt(value: Segments) -> str:
    """Return the subtitles as WebVTT, as pages of the web want them."""
    shown = (f"\n{_times(cue, '.')}\n{html.escape(_text(cue), quote=False)}\n" for cue in cues(value))
    return "WEBVTT\n" + "".join(shown)


def _text(cue: Cue) -> str:
    """Return the lines; what looks like times would begin another cue."""
    return "\n".join(cue.lines).replace("-->", "→")


def _times(cue: Cue, mark: str) -> str:
    return f"{_time(cue.start_ms, mark)} --> {_time(cue.end_ms, mark)}"


def _time(milliseconds: int, mark: str) -> str:
    seconds, rest = divmod(milliseconds, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}{mark}{rest:03}"
