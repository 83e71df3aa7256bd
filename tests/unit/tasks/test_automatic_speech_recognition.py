"""What is said in real recordings, by models that say what was written into them."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
import soundfile

from desktop.core.errors import Cancelled, InputCorrupt, InputEmpty, InputUnsupported
from desktop.core.errors import ModelIncompatible as Incompatible
from desktop.core.job import Partial, Progressed
from desktop.core.languages import LanguageNotHeard
from desktop.core.media import MediaKind
from desktop.core.result import Segments
from desktop.engine.context import Context
from desktop.engine.interrupt import Interrupt
from desktop.media.sniff import recognise
from desktop.state.paths import CHECKPOINTS
from desktop.tasks.automatic_speech_recognition import Params, run
from tests.unit.engine.speech.parrot import RATE, parrot, tone
from tests.unit.engine.text_models import load

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.engine.loaded import LoadedModel
    from tests.unit.engine.graphs import Files
    from tests.unit.engine.speech.parrot import Script

WHOLE = (0.0, " yes", " island", 28.0)
CUT = (0.0, " yes", 20.0, 20.0, " no")
"""The second text is not ended: what follows 20 s is heard again."""


class Desk:
    """Runs the task on recordings, as one user would, again and again."""

    def __init__(self, model: LoadedModel, folder: Path) -> None:
        self.model, self.folder = model, folder
        self.reports: list[Progressed | Partial] = []
        self.times: list[float] = []
        self.contexts: list[Context] = []

    def hear(self, path: Path, *, interrupt: Interrupt | None = None, **params: Any) -> Segments:
        self.reports, self.times = [], []
        context = Context(
            job_id="job",
            models=[self.model],
            interrupt=interrupt or Interrupt(),
            work=self.folder / "work" / "job",
            digest=str(path),
            report=self._told,
        )
        self.contexts.append(context)
        try:
            return run(recognise(path), Params(**params), context)
        finally:
            if context.finished is not None:
                context.finished.close()

    stop_after: Callable[[], None] | None = None

    def _told(self, report: Progressed | Partial) -> None:
        self.reports.append(report)
        self.times.append(time.monotonic())
        if isinstance(report, Partial) and self.stop_after is not None:
            self.stop_after()

    @property
    def partials(self) -> list[str]:
        return [report.text for report in self.reports if isinstance(report, Partial)]


@pytest.fixture
def desk(tmp_path: Path) -> Callable[..., Desk]:
    def make(*scripts: Script, **options: Any) -> Desk:
        return Desk(parrot(tmp_path / "model", *scripts, **options), tmp_path)

    return make


def save(path: Path, *sounds: np.ndarray, rate: int = RATE, channels: int = 1) -> Path:
    sound = np.concatenate(sounds)
    soundfile.write(path, np.repeat(sound[:, None], channels, 1), rate)
    return path


def lines(value: Segments) -> list[tuple[float, float, str]]:
    return [(one.start_s, one.end_s, one.text) for one in value.segments]


def silence(seconds: float) -> np.ndarray:
    return np.zeros(round(seconds * RATE), np.float32)


class TestInSequence:
    def test_a_recording_is_gone_through_window_by_window(self, desk: Callable[..., Desk], tmp_path: Path) -> None:
        path = save(tmp_path / "long.wav", tone(0), tone(1, 10.0))
        made = desk(WHOLE, (0.0, " boat", 9.0)).hear(path, skip_pauses=False)
        assert lines(made) == [(0, 28, "yes island"), (30, 39, "boat")]
        assert (made.text, made.language, made.spoken, made.duration_s) == ("yes island boat", "en", None, 40)

    def test_what_was_not_ended_is_heard_again(self, desk: Callable[..., Desk], tmp_path: Path) -> None:
        path = save(tmp_path / "long.wav", tone(0, 20.0), tone(1, 15.0))
        made = desk(CUT, (0.0, " boat", 14.0)).hear(path, skip_pauses=False)
        assert lines(made) == [(0, 20, "yes"), (20, 34, "boat")]

    def test_nothing_is_said_in_silence(self, desk: Callable[..., Desk], tmp_path: Path) -> None:
        path = save(tmp_path / "still.wav", silence(40))
        made = desk((0.0, "", "", "", ""), silence=60.0).hear(path, skip_pauses=False)
        assert (made.text, made.segments, made.language) == ("", (), "")


class TestByPauses:
    def test_speech_is_heard_and_silence_is_not(self, desk: Callable[..., Desk], samples: Path, tmp_path: Path) -> None:
        ear = desk(*[(0.0, " yes", 30.0)] * 3)
        assert ear.hear(save(tmp_path / "still.wav", silence(20))).segments == ()
        made = ear.hear(samples / "reading.ogg")
        assert [text for _, _, text in lines(made)] == ["yes"]
        assert ear.contexts[-1].used[1].spec.id == "starter/silero-vad"

    def test_what_the_text_leaves_out_is_heard_by_itself(self, desk: Callable[..., Desk], samples: Path) -> None:
        """The model stops after two seconds each time; the sample has some fifteen seconds of speech."""
        made = desk(*[(0.0, " yes", 2.0)] * 3).hear(samples / "reading.ogg")
        starts = [start for start, _, _ in lines(made)]
        assert len(starts) > 5
        assert starts == sorted(starts)
        assert made.segments[-1].end_s > 15

    def test_several_windows_come_in_their_order(
        self, desk: Callable[..., Desk], samples: Path, tmp_path: Path
    ) -> None:
        sentence, _ = soundfile.read(samples / "reading.ogg", dtype="float32")
        path = save(tmp_path / "long.wav", *[sentence] * 6)
        ear = desk(*[(0.0, " yes", 30.0)] * 3)
        made = ear.hear(path)
        starts = [one.start_s for one in made.segments]
        assert len(starts) >= 4
        assert starts == sorted(starts)
        assert ear.partials == ["yes\n"] * len(starts)


class TestWishes:
    def test_the_language_is_found_or_named(self, desk: Callable[..., Desk], tmp_path: Path) -> None:
        path = save(tmp_path / "a.wav", tone(0, 5.0))
        ear = desk(WHOLE, language="pt")
        assert ear.hear(path, skip_pauses=False).language == "pt"
        assert ear.hear(path, skip_pauses=False, language="en").language == "en"
        with pytest.raises(LanguageNotHeard) as caught:
            ear.hear(path, language="de")
        assert caught.value.failure().arguments["language"] == "German"

    def test_a_translation_names_both_languages(self, desk: Callable[..., Desk], tmp_path: Path) -> None:
        path = save(tmp_path / "a.wav", tone(0, 5.0))
        made = desk(WHOLE, language="pt").hear(path, skip_pauses=False, task="translate")
        assert (made.language, made.spoken) == ("en", "pt")

    def test_english_alone_cannot_be_translated(self, desk: Callable[..., Desk], tmp_path: Path) -> None:
        path = save(tmp_path / "a.wav", tone(0, 5.0))
        with pytest.raises(Incompatible, match="English alone"):
            desk(WHOLE, is_multilingual=False).hear(path, task="translate")

    def test_words_have_times_where_the_model_tells_them(self, desk: Callable[..., Desk], tmp_path: Path) -> None:
        path = save(tmp_path / "a.wav", tone(0, 8.0))
        made = desk(WHOLE, looks=True).hear(path, skip_pauses=False, timestamps="word")
        (segment,) = made.segments
        assert segment.words is not None
        assert [word.text for word in segment.words] == ["yes", "island"]
        assert segment.start_s == segment.words[0].start_s
        assert segment.end_s == segment.words[-1].end_s <= 8

    def test_words_are_refused_where_the_model_does_not_tell_them(
        self, desk: Callable[..., Desk], tmp_path: Path
    ) -> None:
        path = save(tmp_path / "a.wav", tone(0, 8.0))
        with pytest.raises(Incompatible, match="when a word is said"):
            desk(WHOLE).hear(path, timestamps="word")

    def test_without_times_a_window_is_one_piece(self, desk: Callable[..., Desk], tmp_path: Path) -> None:
        path = save(tmp_path / "a.wav", tone(0), tone(0, 4.0))
        made = desk((0.0, " yes", " no")).hear(path, skip_pauses=False, timestamps="none")
        assert lines(made) == [(0, 30, "yes no"), (30, 34, "yes no")]


class TestLongWork:
    @pytest.mark.parametrize("skip_pauses", [True, False])
    def test_what_was_finished_is_not_heard_again(
        self, desk: Callable[..., Desk], samples: Path, tmp_path: Path, *, skip_pauses: bool
    ) -> None:
        sentence, _ = soundfile.read(samples / "reading.ogg", dtype="float32")
        path = save(tmp_path / "long.wav", *[sentence] * 8)
        ear, interrupt = desk(*[(0.0, " yes", 30.0)] * 3), Interrupt()
        whole = ear.hear(path, skip_pauses=skip_pauses)
        for kept in (tmp_path / "work" / CHECKPOINTS).iterdir():
            kept.unlink()
        ear.stop_after = lambda: interrupt.cancel() if len(ear.partials) == 2 else None
        with pytest.raises(Cancelled):
            ear.hear(path, interrupt=interrupt, skip_pauses=skip_pauses)
        ear.stop_after = None
        again = ear.hear(path, skip_pauses=skip_pauses)
        assert again == whole
        checkpoint = ear.contexts[-1].finished
        assert checkpoint is not None
        assert 2 <= checkpoint.resumed < len(whole.segments)

    def test_the_time_left_goes_by_what_this_run_has_heard(
        self, desk: Callable[..., Desk], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("desktop.engine.context._SECONDS_BETWEEN_REPORTS", 0.0)
        path = save(tmp_path / "long.wav", *[tone(0)] * 8)
        ear, interrupt = desk(WHOLE), Interrupt()
        ear.stop_after = lambda: interrupt.cancel() if len(ear.partials) == 6 else None
        with pytest.raises(Cancelled):
            ear.hear(path, interrupt=interrupt, skip_pauses=False)
        ear.stop_after = None
        ear.hear(path, skip_pauses=False)
        left = {
            report.progress.done: (report.progress.eta_s, at - ear.times[0])
            for report, at in zip(ear.reports, ear.times, strict=True)
            if isinstance(report, Progressed)
        }
        assert all(eta_s is None for done, (eta_s, _) in left.items() if done <= 6 * 30)
        eta_s, elapsed_s = left[7 * 30]
        assert eta_s is not None
        assert eta_s > elapsed_s / 2, "one window of this run is heard, and one is left"

    def test_progress_is_counted_in_seconds(self, desk: Callable[..., Desk], tmp_path: Path) -> None:
        path = save(tmp_path / "long.wav", *[tone(0, 30.0)] * 2)
        ear = desk(WHOLE)
        ear.hear(path, skip_pauses=False)
        first, *_ = [report for report in ear.reports if isinstance(report, Progressed)]
        assert (first.progress.phase, first.progress.done, first.progress.total) == ("run", 0, 60)

    def test_the_loudness_lies_beside_the_result(self, desk: Callable[..., Desk], tmp_path: Path) -> None:
        path = save(tmp_path / "a.wav", silence(1), tone(0, 1.0))
        ear = desk(WHOLE)
        made = ear.hear(path)
        (artifact,) = ear.contexts[-1].artifacts
        assert made.peaks == artifact.name
        found = artifact.path.read_bytes()
        assert len(found) == 40
        assert (found[:20], found[30]) == (bytes(20), 128)


class TestInputs:
    @pytest.mark.parametrize(("rate", "channels"), [(8_000, 1), (44_100, 8), (96_000, 2)])
    def test_any_rate_and_any_number_of_channels(
        self, desk: Callable[..., Desk], tmp_path: Path, rate: int, channels: int
    ) -> None:
        at = np.arange(5 * rate) / rate
        sound = (0.5 * np.sin(2 * np.pi * 200 * at)).astype(np.float32)
        path = save(tmp_path / "a.wav", sound, rate=rate, channels=channels)
        made = desk(WHOLE).hear(path, skip_pauses=False)
        assert lines(made) == [(0, 5, "yes island")]

    def test_a_moment_of_sound(self, desk: Callable[..., Desk], tmp_path: Path) -> None:
        path = save(tmp_path / "a.wav", tone(0, 0.01))
        for skip_pauses in (True, False):
            assert desk(WHOLE).hear(path, skip_pauses=skip_pauses).segments == ()

    def test_a_wrong_name_is_no_matter(self, desk: Callable[..., Desk], tmp_path: Path) -> None:
        path = save(tmp_path / "a.wav", tone(0, 5.0)).rename(tmp_path / "a.mp3")
        assert desk(WHOLE).hear(path, skip_pauses=False).text == "yes island"

    def test_damaged_and_empty_files_and_what_is_no_sound(self, desk: Callable[..., Desk], tmp_path: Path) -> None:
        ear = desk(WHOLE)
        broken = save(tmp_path / "broken.flac", tone(0, 5.0))
        broken.write_bytes(broken.read_bytes()[:-2000])
        with pytest.raises(InputCorrupt):
            ear.hear(broken)
        empty = save(tmp_path / "empty.wav", silence(0))
        with pytest.raises(InputEmpty):
            ear.hear(empty)
        text = tmp_path / "a.wav"
        text.write_text("This is a letter.", encoding="utf-8")
        with pytest.raises(InputUnsupported):
            run(replace(recognise(text), kind=MediaKind.AUDIO), Params(), ear.contexts[-1])


class TestLetters:
    def test_a_model_of_letters_writes_what_it_hears(self, samples: Path, tmp_path: Path) -> None:
        from tests.unit.engine.speech.test_letters import LETTERS, SOUND, spelling

        files: Files = {
            "onnx/model.onnx": spelling(),
            "vocab.json": LETTERS,
            "config.json": {"model_type": "wav2vec2", "conv_stride": [5, 4, 4, 4], "conv_kernel": [1, 1, 1, 1]},
            "preprocessor_config.json": SOUND,
        }
        ear = Desk(load(tmp_path / "model", "automatic-speech-recognition", files), tmp_path)
        frames: Sequence[int] = [5, 5, 0, 6, 4, 5]
        sound = np.repeat(np.array(frames, np.float32) / 10, 320)
        made = ear.hear(save(tmp_path / "a.wav", *[sound] * 2), skip_pauses=False, timestamps="word")
        assert made.text == "AB AB A"
        assert made.language == ""
        with pytest.raises(Incompatible, match="cannot translate"):
            ear.hear(samples / "reading.ogg", task="translate")
