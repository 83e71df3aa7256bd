"""A transcript as text, Markdown, rows, JSON and a document of Word."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.core.result import Result, Segment, Segments, Word
from desktop.core.usage import FormatUnknown
from desktop.media.documents.word import WordDocument
from desktop.media.export import formats, plain, to_json, write, write_many
from desktop.media.forms.record import Finished
from desktop.media.forms.speech import clock, joined, paragraphs
from desktop.media.forms.subtitles import subrip, webvtt
from desktop.media.sniff import recognise
from tests.unit.media.test_export_kinds import PROVENANCE, as_markdown, result, table

WORDS = (Word(start_s=0.0, end_s=0.4, text="Good"), Word(start_s=0.5, end_s=1.0, text="morning."))
TALK = Segments(
    text="Good morning. Sit down. *Hi* & bye. =1+1",
    language="en",
    segments=(
        Segment(start_s=0.0, end_s=1.0, text="Good morning.", words=WORDS, speaker="Ana"),
        Segment(start_s=1.0, end_s=2.0, text=" Sit down.", speaker="Ana"),
        Segment(start_s=2.1, end_s=3.0, text="*Hi* & bye.\x0b", speaker="Bo"),
        Segment(start_s=3725.0, end_s=3726.5, text="=1+1", speaker="Bo"),
    ),
    duration_s=3730.0,
    spoken="pt",
)
PLAIN = replace(TALK, segments=tuple(replace(one, speaker=None, words=None) for one in TALK.segments), spoken=None)


def test_paragraphs_begin_with_a_speaker_and_after_a_pause() -> None:
    assert [(one.start_s, one.line) for one in paragraphs(TALK)] == [
        (0.0, "Ana: Good morning. Sit down."),
        (2.1, "Bo: *Hi* & bye."),
        (3725.0, "Bo: =1+1"),
    ]
    assert plain(result(PLAIN)) == "Good morning. Sit down. *Hi* & bye.\n=1+1"
    assert plain(result(Segments(text="", language="", segments=()))) == ""
    assert joined(["我们", " 明天 ", ""], "zh") == "我们明天"
    assert [clock(seconds) for seconds in (0, 59.9, 61, 3600, 36_125)] == [
        "0:00",
        "0:59",
        "1:01",
        "1:00:00",
        "10:02:05",
    ]


def test_markdown_names_and_dates_what_is_said() -> None:
    assert "`0:00` **Ana:** Good morning. Sit down.\n\n`0:02` **Bo:** \\*Hi\\* & bye.\n\n" in as_markdown(TALK)
    assert "`1:02:05` =1+1\n" in as_markdown(PLAIN)


def test_rows_are_the_segments(tmp_path: Path) -> None:
    rows = table(TALK, tmp_path)
    assert rows[0] == ["start_s", "end_s", "speaker", "text"]
    assert rows[1] == ["0.0", "1.0", "Ana", "Good morning."]
    assert rows[4] == ["3725.0", "3726.5", "Bo", "'=1+1"]
    assert table(PLAIN, tmp_path)[1] == ["0.0", "1.0", "Good morning."]


def test_json_has_words_and_speakers_where_they_are_known() -> None:
    form = json.loads(json.dumps(to_json(result(TALK))))
    assert (form["kind"], form["language"], form["spoken"], form["duration_s"]) == ("segments", "en", "pt", 3730.0)
    assert form["segments"][0] == {
        "start_s": 0.0,
        "end_s": 1.0,
        "text": "Good morning.",
        "speaker": "Ana",
        "words": [
            {"start_s": 0.0, "end_s": 0.4, "text": "Good"},
            {"start_s": 0.5, "end_s": 1.0, "text": "morning."},
        ],
    }
    bare = to_json(result(PLAIN))
    assert bare["segments"][0] == {"start_s": 0.0, "end_s": 1.0, "text": "Good morning."}
    assert "spoken" not in bare


def test_subtitles_are_written_and_recognised(tmp_path: Path) -> None:
    for name, form in (("srt", subrip), ("vtt", webvtt)):
        path = write(result(TALK), name, tmp_path / f"talk.{name}", source=None)
        assert path.read_text("utf-8") == form(TALK)
        assert recognise(path).label.endswith("subtitles")


def test_a_document_of_word_holds_every_paragraph(tmp_path: Path) -> None:
    made = replace(result(TALK), provenance=replace(PROVENANCE, model="<model>"))
    path = write(made, "docx", tmp_path / "talk.docx", source=None, task="speech")
    file = recognise(path)
    assert file.label == "Word document"
    document = WordDocument(file)
    texts = [piece.text for piece in document.pieces]
    assert [" ".join(text.split()) for text in texts] == [
        "speech",
        "0:00 Ana: Good morning. Sit down.",
        "0:02 Bo: *Hi* & bye.",
        "1:02:05 Bo: =1+1",
        f"speech · <model> · {PROVENANCE.finished}",
    ]
    again = write(made, "docx", tmp_path / "talk.docx", source=None, task="speech")
    assert again.read_bytes() == path.read_bytes()
    with zipfile.ZipFile(path) as package:
        assert package.testzip() is None


def test_several_transcripts_in_one_file(tmp_path: Path) -> None:
    finished = [Finished(input=None, task="t", result=result(value)) for value in (TALK, PLAIN)]
    rows = list(csv.reader(io.StringIO(write_many(finished, "csv", tmp_path / "a.csv").read_text("utf-8"))))
    assert rows[0] == ["input", "start_s", "end_s", "speaker", "text"]
    assert len(rows) == 9
    one = Result(value=TALK, provenance=PROVENANCE)
    assert {"srt", "vtt", "docx"} <= set(formats(one.kind))
    with pytest.raises(FormatUnknown):
        write_many(finished, "srt", tmp_path / "a.srt")
