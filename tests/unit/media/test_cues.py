"""Subtitles that can be read: no text lost, none over another, lines and times within their limits."""

from __future__ import annotations

import html
import json
import re
import shutil
import subprocess
import time
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.core.result import Segment, Segments, Word
from desktop.media.documents.document import Draft
from desktop.media.documents.subtitles import parse
from desktop.media.forms.cues import LINE_COLUMNS, LONGEST_MS, MOST_LINES, Cue, columns, cues
from desktop.media.forms.subtitles import subrip, webvtt

LONG = (
    "Everything we do in this house, from the kitchen to the attic, is done by people who have known one another for a "
    "very long time. They never argue. Well, hardly ever; and only about the cats, the weather and the neighbours."
)


def speech(*segments: Segment, duration_s: float = 0.0, language: str = "en") -> Segments:
    text = " ".join(segment.text.strip() for segment in segments)
    return Segments(text=text, language=language, segments=segments, duration_s=duration_s)


def piece(start: float, end: float, text: str, speaker: str | None = None) -> Segment:
    return Segment(start_s=start, end_s=end, text=text, speaker=speaker)


def squeezed(text: str) -> str:
    return "".join(text.split())


_WORDS = st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=12) | st.sampled_from(
    ["and", "the", "end.", "so,", "-->", "&amp;", "<i>", "12", "我们明天去海边看日出。", "W" * 90, "あ" * 50]
)
_TIMES = st.floats(-5, 50_000, allow_nan=False)


@st.composite
def _segments(draw: st.DrawFn) -> Segment:
    words = draw(st.lists(_WORDS, max_size=40))
    start = draw(_TIMES)
    end = start + draw(st.floats(-2, 60))
    timed = None
    if draw(st.booleans()):
        timed = tuple(Word(start_s=draw(_TIMES), end_s=draw(_TIMES), text=word) for word in words)
    speaker = draw(st.none() | st.sampled_from(["Ana", "Bo", " "]))
    return Segment(start_s=start, end_s=end, text=" ".join(words), words=timed, speaker=speaker)


@given(st.lists(_segments(), max_size=8), st.sampled_from([0.0, 30.0, 60_000.0]))
@settings(deadline=None, max_examples=60)
def test_whatever_was_heard_nothing_is_lost_and_every_limit_holds(segments: list[Segment], duration: float) -> None:
    made = cues(speech(*segments, duration_s=duration))
    ordered = sorted(segments, key=lambda one: one.start_s)
    shown = squeezed("".join(line for cue in made for line in cue.lines))
    for name in ("Ana:", "Bo:"):
        shown = shown.replace(name, "")
    assert shown == squeezed("".join(segment.text for segment in ordered))
    for cue in made:
        assert 1 <= len(cue.lines) <= MOST_LINES
        assert all(line.strip() and columns(line) <= LINE_COLUMNS for line in cue.lines)
        assert 0 <= cue.start_ms < cue.end_ms <= cue.start_ms + LONGEST_MS
    assert all(earlier.end_ms <= later.start_ms for earlier, later in pairwise(made))


@given(st.lists(st.tuples(st.floats(0.2, 8), st.integers(1, 30)), min_size=1, max_size=6))
@settings(deadline=None)
def test_what_is_shown_can_be_read_where_the_next_one_leaves_time(pieces: list[tuple[float, int]]) -> None:
    segments, at = [], 0.0
    for seconds, count in pieces:
        segments.append(piece(at, at + seconds, "word " * count))
        at += seconds + 1.5
    made = cues(speech(*segments))
    for cue, later in pairwise([*made, Cue(start_ms=10**9, end_ms=10**9 + 1, lines=("x",))]):
        shown_s = (cue.end_ms - cue.start_ms) / 1000
        in_time = cue.columns / 17 <= shown_s + 0.001 and shown_s >= 1
        assert in_time or cue.end_ms == later.start_ms or shown_s == LONGEST_MS / 1000


def test_a_long_piece_is_cut_where_sentences_and_clauses_end() -> None:
    made = cues(speech(piece(0, 12, LONG)))
    assert len(made) <= 5
    assert all(cue.lines[-1][-1] in ",.;" for cue in made[:1] + made[-1:])
    assert (made[0].start_ms, made[-1].end_ms) == (0, 12_223), "the last one needs the time to be read"


def test_hours_in_one_piece_take_no_longer_than_in_many() -> None:
    begun = time.process_time()
    made = cues(speech(piece(0, 7200, LONG * 500)))
    assert len(made) > 1500
    assert time.process_time() - begun < 10


def test_the_times_of_words_are_kept() -> None:
    words = tuple(Word(start_s=number * 2.0, end_s=number * 2 + 0.5, text=f"word{number}.") for number in range(12))
    text = " ".join(word.text for word in words)
    made = cues(speech(Segment(start_s=0, end_s=23, text=text, words=words)))
    for cue in made:
        said = " ".join(cue.lines).split()
        first, last = int(said[0][4:-1]), int(said[-1][4:-1])
        assert cue.start_ms == first * 2000
        assert cue.end_ms >= last * 2000 + 500


def test_a_short_line_in_a_long_silence_stays_whole_and_not_for_ever() -> None:
    [cue] = cues(speech(piece(3, 25, "No, it is not.")))
    assert cue == Cue(start_ms=3000, end_ms=10_000, lines=("No, it is not.",))


def test_a_speaker_is_named_once_a_turn() -> None:
    made = cues(speech(piece(0, 2, "Good morning.", "Ana"), piece(2, 4, "Sit down.", "Ana"), piece(4, 6, "Hi.", "Bo")))
    assert [cue.lines for cue in made] == [("Ana: Good morning.",), ("Sit down.",), ("Bo: Hi.",)]


def test_the_last_one_ends_with_the_recording() -> None:
    assert cues(speech(piece(9.0, 9.4, "Bye."), duration_s=9.6))[0].end_ms == 9600
    assert cues(speech(piece(9.0, 9.4, "Bye.")))[0].end_ms == 10_000


SAID = speech(
    piece(0.5, 12, LONG), piece(12, 14, "5 < 6 & --> so <b>what</b>", "Ana"), piece(3700, 3702, "Olá 🏝️ mundo!", "Bo")
)


def test_subrip_and_webvtt_are_written_as_players_want_them() -> None:
    short = speech(piece(0, 1.5, "A & B"), piece(3600.25, 3602, "C --> D"))
    assert subrip(short) == ("1\n00:00:00,000 --> 00:00:01,500\nA & B\n\n2\n01:00:00,250 --> 01:00:02,000\nC → D\n")
    assert webvtt(short) == (
        "WEBVTT\n\n00:00:00.000 --> 00:00:01.500\nA &amp; B\n\n01:00:00.250 --> 01:00:02.000\nC → D\n"
    )
    assert (subrip(speech()), webvtt(speech())) == ("", "WEBVTT\n")


def read_strictly(text: str, mark: str, *, numbered: bool) -> list[Cue]:
    """Return the cues of a file that keeps to the letter of its format; an empty line ends each of them."""
    moment = rf"(\d\d+):([0-5]\d):([0-5]\d){re.escape(mark)}(\d{{3}})"
    found = []
    for count, block in enumerate(text.removesuffix("\n").split("\n\n") if text else (), 1):
        lines = block.split("\n")
        if numbered:
            assert lines.pop(0) == str(count)
        times = re.fullmatch(f"{moment} --> {moment}", lines.pop(0))
        assert times is not None, block
        parts = [int(part) for part in times.groups()]
        start, end = (((h * 60 + m) * 60 + s) * 1000 + ms for h, m, s, ms in (parts[:4], parts[4:]))
        assert lines
        assert all(line.strip() and "-->" not in line and "\r" not in line for line in lines)
        found.append(Cue(start_ms=start, end_ms=end, lines=tuple(lines)))
    return found


@given(st.lists(_segments(), max_size=6))
@settings(deadline=None, max_examples=40)
def test_a_strict_reader_finds_the_very_cues_in_both_formats(segments: list[Segment]) -> None:
    value = speech(*segments, duration_s=60_000.0)
    wanted = [replace(cue, lines=tuple(line.replace("-->", "→") for line in cue.lines)) for cue in cues(value)]
    assert read_strictly(subrip(value), ",", numbered=True) == wanted
    head, _, rest = webvtt(value).partition("\n")
    assert head == "WEBVTT"
    shown = read_strictly(rest.removeprefix("\n"), ".", numbered=False)
    assert all(not re.search("[<>]", line) for cue in shown for line in cue.lines), "a tag would be taken for one"
    assert [replace(cue, lines=tuple(map(html.unescape, cue.lines))) for cue in shown] == wanted


@pytest.mark.parametrize("web", [False, True])
def test_our_own_reader_finds_every_word(web: bool) -> None:
    draft = Draft()
    parse(webvtt(SAID) if web else subrip(SAID), draft, web=web)
    found = squeezed("".join(one.text for one in draft.pieces))
    for text in ("Everything", "neighbours.", "Olá🏝️mundo!"):
        assert text in found


@pytest.mark.parametrize(("name", "form"), [("a.srt", subrip), ("a.vtt", webvtt)])
def test_a_player_reads_every_cue_at_its_time(name: str, form: object, tmp_path: Path) -> None:
    if shutil.which("ffprobe") is None:
        pytest.skip("not installed: ffprobe")
    assert callable(form)
    path = tmp_path / name
    path.write_text(form(SAID), encoding="utf-8")
    command = ["ffprobe", "-v", "error", "-of", "json", "-show_packets", str(path)]
    done = subprocess.run(command, check=True, capture_output=True, timeout=60)
    packets = json.loads(done.stdout)["packets"]
    found = [(round(float(one["pts_time"]) * 1000), round(float(one["duration_time"]) * 1000)) for one in packets]
    assert found == [(cue.start_ms, cue.end_ms - cue.start_ms) for cue in cues(SAID)]
