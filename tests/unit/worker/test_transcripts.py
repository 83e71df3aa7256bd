"""Transcripts of the history as files for the index: as they are now, and no others."""

from __future__ import annotations

import dataclasses
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.core.job import Job, JobState
from desktop.core.media import InputFile, MediaKind
from desktop.core.recipe import PREFIX, step_id
from desktop.core.result import Provenance, Result, Segment, Segments
from desktop.state.history import History
from desktop.worker.transcripts import LISTENS, begin_transcripts, recording_of, write_transcripts

if TYPE_CHECKING:
    from desktop.state.paths import Home

PROVENANCE = Provenance(
    app="ilha", model="m", revision="0", files={}, input_sha256="", params={}, runtime={}, started="", finished=""
)


def talk(job_id: str, *texts: str) -> Job:
    pieces = tuple(Segment(start_s=0, end_s=1, text=f" {text} ") for text in texts)
    value = Segments(
        text=" ".join(texts), language="en", segments=(dataclasses.replace(pieces[0], speaker="Ana"), *pieces[1:])
    )
    file = InputFile(path=Path(f"/talks/{job_id}.mp3"), kind=MediaKind.AUDIO, mime="audio/mpeg", label="", size_bytes=1)
    result = Result(value=value, provenance=PROVENANCE)
    return Job(
        id=job_id, input=file, task=LISTENS, model="m", state=JobState.DONE, created=1, finished=2, result=result
    )


def put(home: Home, *jobs: Job) -> None:
    with closing(History(home.history)) as history:
        history.put(jobs)


def test_there_is_a_line_for_each_piece_and_a_file_for_each_recording(home: Home) -> None:
    put(home, talk("one", "Good morning.", "The boat leaves."), talk("two", "Hello."))
    begin_transcripts(home)
    write_transcripts(home)
    first, second = home.transcripts / "one" / "one.mp3.txt", home.transcripts / "two" / "two.mp3.txt"
    assert first.read_text() == "Ana: Good morning.\nThe boat leaves.\n"
    assert first.stat().st_mode & 0o077 == 0
    assert recording_of(home, first) == ("one", "one.mp3")
    assert recording_of(home, home.root / "one.mp3.txt") is None
    before = second.stat()
    put(home, talk("one", "Good evening."))
    with closing(History(home.history)) as history:
        history.delete(["two"], 3)
        write_transcripts(home)
        assert (first.read_text(), second.exists()) == ("Ana: Good evening.\n", False)
        history.restore(["two"])
    write_transcripts(home)
    again = second.stat()
    write_transcripts(home)
    assert second.stat().st_mtime_ns == again.st_mtime_ns != before.st_mtime_ns, "what is the same is not written again"


def test_a_transcript_that_is_a_step_of_a_recipe_is_one_as_well(home: Home) -> None:
    step = talk(step_id("run", 0, 0), "The boat leaves.")
    run = dataclasses.replace(talk("run", ""), task=f"{PREFIX}recording", result=None)
    put(home, run, step)
    begin_transcripts(home)
    write_transcripts(home)
    (path,) = home.transcripts.glob("*/*")
    assert path.read_text() == "Ana: The boat leaves.\n"
    job_id, _ = recording_of(home, path) or ("", "")
    assert job_id == "run", "what is opened is the run"
    with closing(History(home.history)) as history:
        history.delete(["run"], 3)
    write_transcripts(home)
    assert not path.exists()
