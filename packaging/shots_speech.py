"""The states of the page and the viewer of speech: made-up results, and the real engine where a model is there."""

from __future__ import annotations

import math
import time
import wave
from collections.abc import Callable
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

from shots_steps import finish, wait_for

from desktop.core.job import Job, JobState
from desktop.core.media import InputFile, MediaKind
from desktop.core.result import Artifact, Provenance, Result, Segment, Segments, Word

if TYPE_CHECKING:
    from desktop.app import Program
    from desktop.ui.transcribe_page import TranscribePage
    from desktop.ui.viewers.segments import SegmentsViewer

TASK = "automatic-speech-recognition"
TALK = (
    ("Ana Souza", "Good morning, and thank you for coming all the way to the harbour."),
    ("Ana Souza", "We have twenty minutes before the boat leaves, so let us begin with the light house."),
    ("João", "It was built in 1887 and it has been standing empty for thirty years."),
    ("João", "Nobody knew what to do with it."),
    ("Ana Souza", "And then you had the idea with the books."),
    ("João", "My sister had it, to be honest. She found four boxes of them under the stairs, all of them dry."),
    ("João", "That was how the shop began: with four boxes and a lamp that can be seen from the island."),
    ("Ana Souza", "Who comes here in winter?"),
    ("João", "The people who wait for the boat. It is often late, and we have coffee."),
    ("João", "Some have read a whole novel here, a few pages every week, and never bought it."),
    ("Ana Souza", "Does that bother you?"),
    ("João", "Not at all. They bring the cake."),
)
_LENGTH_S = 754.0


def speech_example(name: str, folder: Path) -> Job:
    """Return a finished job with its files in `folder`, for the states that begin with `transcript`."""
    folder.mkdir(parents=True, exist_ok=True)
    source = folder.parent / "interview at the harbour.wav"
    if name != "transcript-gone":
        _write_wave(source)
    said = () if name == "transcript-silent" else _said(speakers=name != "transcript")
    peaks = folder / "peaks.bin"
    peaks.write_bytes(_peaks(said))
    value = Segments(
        text=" ".join(piece.text for piece in said),
        language="en" if said else "",
        segments=said,
        duration_s=_LENGTH_S,
        peaks=peaks.name,
    )
    provenance = Provenance(
        app="ilha 0.1.0",
        model="local/whisper-base",
        revision="ab" * 32,
        files={"onnx/encoder_model.onnx": "cd" * 32},
        input_sha256="ef" * 32,
        params={"language": "", "task": "transcribe", "timestamps": "word"},
        runtime={"python": "3.11", "onnxruntime": "1.32.0"},
        started="2026-11-23T15:00:00.000Z",
        finished="2026-11-23T15:00:31.000Z",
    )
    artifact = Artifact(name=peaks.name, path=peaks, mime="application/octet-stream")
    now = time.time()
    file = InputFile(
        path=source, kind=MediaKind.AUDIO, mime="audio/wav", label="WAV recording", size_bytes=round(_LENGTH_S * 32_000)
    )
    return Job(
        id="example",
        input=file,
        task=TASK,
        model="local/whisper-base",
        state=JobState.DONE,
        created=now - 34,
        started=now - 33,
        finished=now - 2,
        result=Result(value=value, artifacts=(artifact,), provenance=provenance, timings={"load": 0.6, "run": 30.4}),
    )


def _said(*, speakers: bool) -> tuple[Segment, ...]:
    made: list[Segment] = []
    time_s = 0.8
    while time_s < _LENGTH_S - 12:
        speaker, text = TALK[len(made) % len(TALK)]
        words = []
        start = time_s
        for word in text.split():
            end = time_s + 0.12 + 0.055 * len(word)
            words.append(Word(start_s=round(time_s, 2), end_s=round(end, 2), text=word))
            time_s = end + 0.04
        made.append(
            Segment(start_s=start, end_s=time_s, text=text, words=tuple(words), speaker=speaker if speakers else None)
        )
        time_s += 0.5 + len(text) % 5 / 4
    return tuple(made)


def _peaks(said: tuple[Segment, ...]) -> bytes:
    """Draw words as hills and the pauses between them as a murmur."""
    loud = [3 + number * 7 % 5 for number in range(round(_LENGTH_S * 20))]
    for piece in said:
        for word in piece.words or ():
            middle, half = (word.start_s + word.end_s) / 2, (word.end_s - word.start_s) / 2
            for number in range(int(word.start_s * 20), int(word.end_s * 20) + 1):
                hill = math.cos(min(abs(number / 20 - middle) / half, 1) * math.pi / 2)
                loud[number] = max(loud[number], int(hill * (110 + len(word.text) * 37 % 110)))
    return bytes(loud)


def _write_wave(path: Path, seconds: float = _LENGTH_S) -> None:
    with wave.open(str(path), "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(1)
        sound.setframerate(4000)
        sound.writeframes(b"\x80" * round(seconds * 4000))


# --- states ----------------------------------------------------------------------------------------------------------


def transcript(program: Program, *, seconds: float = 14.6) -> SegmentsViewer:
    """Show a recording in the middle of a sentence, with the speakers named."""
    page = program.window.visit(f"task:{TASK}")
    program.window.services.queue.restore(["example"])
    program.window.show_job("example")
    page.jobs.select("example")  # type: ignore[attr-defined] # a page for work
    viewer: SegmentsViewer = program.window.pane.viewer  # type: ignore[union-attr] # it shows the result
    program.window.services.background.wait()
    assert viewer.job is not None
    peaks = viewer.job.result.artifacts[0].path.read_bytes()  # type: ignore[union-attr] # it is done
    viewer.sound.set_sound(peaks, _LENGTH_S)
    viewer.seek(seconds)
    return viewer


def editing(program: Program) -> None:
    """Show a transcript that is edited, with what that offers."""
    from PySide6.QtTest import QTest

    viewer = transcript(program)
    viewer.bar.edit.click()
    place = viewer.transcript.document().find("light house")
    viewer.transcript.setTextCursor(place)
    QTest.keyClicks(viewer.transcript, "lighthouse")
    viewer.settle()


def naming(program: Program) -> None:
    """Show how a speaker is named."""
    transcript(program).name_speaker(2)


def searching(program: Program) -> None:
    """Show what a search finds."""
    viewer = transcript(program)
    viewer.open_search()
    viewer.find_bar.field.setText("boat")


def small(program: Program) -> None:
    """Show the smallest window with a transcript beside the page."""
    program.window.resize(program.window.minimumSize())
    transcript(program)


def page(program: Program) -> TranscribePage:
    """Go to the page, with all of its options."""
    shown: TranscribePage = program.window.visit(f"task:{TASK}")  # type: ignore[assignment] # what it is
    return shown


def options(program: Program) -> None:
    """Show the rarer options."""
    page(program).options_button.click()


def missing(program: Program) -> None:
    """Show the page without any model."""
    shelf = program.window.services.shelf
    shelf.for_task = lambda _task: ()  # type: ignore[method-assign, assignment] # the starter models cannot be taken away
    page(program)


def recording(program: Program) -> None:
    """Show a recording that is being made, as loud as a voice: there is no microphone here."""
    panel = page(program).record
    panel.microphone = SimpleNamespace(  # type: ignore[assignment] # as one that listens
        recording=True, paused=False, lack="", seconds=73.0, devices=(), stop=lambda: None
    )
    panel.retranslate()
    for number in range(240):
        panel.meter.add(abs(math.sin(number / 3)) * abs(math.sin(number / 17)) * 0.8)


def failed(program: Program) -> None:
    """Show what is said about a file that is no recording."""
    shown = page(program)
    broken = program.window.services.home.root / "holiday.wav"
    _write_wave(broken, 2)
    broken.write_bytes(broken.read_bytes()[:30])
    _run(shown, broken)
    finish(program)


def working(program: Program) -> None:
    """Show a recording half heard, with the text so far."""
    shown, queue = page(program), program.window.services.queue
    _run(shown, _speech(program))
    wait_for(queue.job_changed, lambda: any(job.state.finished or queue.text_so_far(job.id) for job in queue.jobs()))


def cancelled(program: Program) -> None:
    """Show a recording that was given up."""
    working(program)
    queue = program.window.services.queue
    queue.cancel(queue.jobs()[-1].id)
    finish(program)


def _run(shown: TranscribePage, path: Path) -> None:
    from desktop.media.sniff import recognise

    shown.run([recognise(path)])


def _speech(program: Program) -> Path:
    """Return a recording that a synthesiser speaks: anything will do for a picture of the page at work."""
    import subprocess

    path = program.window.services.home.root / "interview at the harbour.wav"
    text = " ".join(text for _speaker, text in TALK * 12)
    subprocess.run(["espeak-ng", "-w", path, text], check=True)
    return path


SPEECH: dict[str, Callable[[Program], object]] = {
    "transcript": transcript,
    "transcript-editing": editing,
    "transcript-naming": naming,
    "transcript-searching": searching,
    "transcript-silent": partial(transcript, seconds=0.0),
    "transcript-gone": transcript,
    "transcript-small": small,
    "transcribe": page,
    "transcribe-options": options,
    "transcribe-missing": missing,
    "transcribe-recording": recording,
    "transcribe-working": working,
    "transcribe-cancelled": cancelled,
    "transcribe-failed": failed,
}
