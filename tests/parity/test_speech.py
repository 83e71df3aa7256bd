"""Models of speech write what torch's transformers writes, for the same weights and sound."""

from __future__ import annotations

import hashlib
import json
import platform
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from desktop.core.model import InstalledModel, ModelFile, ModelSpec, ModelState
from desktop.engine.interrupt import Interrupt
from desktop.engine.layout import choose_graphs, find_graphs
from desktop.engine.loaded import LoadedModel
from desktop.engine.speech import sequence
from desktop.engine.speech.letters import LetterListener
from desktop.engine.speech.pieces import finished, heard_until
from desktop.engine.speech.whisper import Manner, Whisper
from desktop.engine.speech.windows import Piece, Window
from desktop.state.files import sha256_of
from tests.parity import speech_reference as reference
from tests.parity.cache import CACHE, locked, run_there

if TYPE_CHECKING:
    from collections.abc import Sequence

HERE = Path(__file__).parent
FRAMES = 3000
HOP = 160


@pytest.fixture(scope="module")
def made() -> Path:
    """The tiny models with torch's answers, made by the converter's environment when they are not there."""
    digest = hashlib.sha256(platform.machine().encode() + Path(reference.__file__).read_bytes())
    place = CACHE / f"speech-{digest.hexdigest()[:16]}"
    with locked("speech"):
        if not place.exists():
            work = place.with_suffix(".part")
            done = run_there("tests.parity.speech_reference", str(work))
            assert done.returncode == 0, done.stdout
            work.rename(place)
    return place


def loaded(folder: Path) -> LoadedModel:
    """Return the model that was converted, in floats."""
    paths = [path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()]
    parts = {graph.path: graph.role for graph in choose_graphs(find_graphs(paths), "fp32")}
    parts |= {
        path: "config" for path in paths if path.endswith(".json") and "/" not in path and path != "manifest.json"
    }
    files = [
        ModelFile(path=path, size_bytes=(folder / path).stat().st_size, sha256=sha256_of(folder / path), role=role)
        for path, role in parts.items()
    ]
    spec = ModelSpec(
        id="local/tiny",
        task="automatic-speech-recognition",
        title="",
        summary="",
        repo="",
        revision="",
        variant="fp32",
        licence="",
        base_licence="",
        files=tuple(files),
    )
    return LoadedModel(InstalledModel(spec=spec, folder=folder, state=ModelState.READY), threads=1)


@pytest.fixture(scope="module")
def whisper(made: Path) -> Whisper:
    return Whisper(loaded(made / "whisper" / "converted"), Interrupt())


@pytest.fixture(scope="module")
def answers(made: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((made / "whisper" / "answers.json").read_text(encoding="utf-8"))
    return found


def stepped(whisper: Whisper, features: np.ndarray, manner: Manner, patch: pytest.MonkeyPatch) -> list[int]:
    """Return the text of a recording with these features, gone through window by window.

    The library makes the features of a whole recording at once, this program those of each window. So that the steps
    can be compared, the windows get those of the whole; their samples are their places.
    """

    def sliced(samples: np.ndarray) -> np.ndarray:
        start = round(float(samples[0]) * 1000) // HOP
        part = features[:, start : start + FRAMES]
        return np.pad(part, ((0, 0), (0, FRAMES - part.shape[1])))

    text: list[int] = []
    with patch.context() as patched:
        patched.setattr(whisper, "features", sliced)
        patched.setattr(sequence, "LEAST_SECONDS", 1e-5)  # the library hears also a rest that can be no word
        places = (np.arange(features.shape[1] * HOP, dtype=np.float64) / 1000,)
        every = sequence.windows(places, reference.RATE, FRAMES * HOP)
        window: Window | None = next(every, None)
        while window is not None:
            (judged,) = whisper.write(whisper.hear([window.samples]), manner)
            tokens = judged.tokens[: reference.WRITTEN]
            text += [token for token in finished(tokens, whisper.tongue) if token < reference.END]
            try:
                window = every.send(heard_until(tokens, whisper.tongue, window.seconds))
            except StopIteration:
                break
    return text


def plain(tokens: Sequence[int]) -> list[int]:
    """Return the text alone, without the prompt, moments and the end."""
    return [token for token in tokens if token < reference.END]


@pytest.mark.parametrize("number", range(reference.CLIPS))
def test_the_same_text_is_written(
    whisper: Whisper, answers: dict[str, Any], number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer, features = answers["clips"][number], whisper.features(reference.clips()[number])
    for way, expected in answer["texts"].items():
        timed, beams = way.split()
        manner = Manner(
            language=answer["language"],
            task=answer["task"],
            timed=timed == "True",
            beams=int(beams),
            longest=reference.WRITTEN,
            guarded=False,
        )
        assert stepped(whisper, features, manner, monkeypatch) == plain(expected), way


def test_the_same_language_is_heard(whisper: Whisper, answers: dict[str, Any]) -> None:
    for clip, answer in zip(reference.clips(), answers["clips"], strict=True):
        chances = whisper.languages(whisper.hear([clip]))
        assert f"<|{max(chances, key=lambda code: chances[code])}|>" == answer["heard"]


def test_a_batch_writes_what_its_windows_write(whisper: Whisper) -> None:
    sounds = reference.clips()[:6]
    manner = Manner(guarded=False)
    together = whisper.write(whisper.hear(sounds), manner)
    alone = [whisper.write(whisper.hear([sound]), manner)[0] for sound in sounds]
    assert [one.tokens for one in together] == [one.tokens for one in alone]


def test_a_long_recording_is_gone_through_in_the_same_steps(
    whisper: Whisper, answers: dict[str, Any], made: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    features = np.load(made / "whisper" / "long.npy")
    manner = Manner(guarded=False, longest=reference.WRITTEN)
    expected = [token for _, _, tokens in answers["long"] for token in plain(tokens)]
    assert stepped(whisper, features, manner, monkeypatch) == expected


@pytest.mark.parametrize("number", range(reference.CLIPS))
def test_the_same_letters_are_heard_at_the_same_times(made: Path, number: int) -> None:
    answer = json.loads((made / "letters" / "answers.json").read_text(encoding="utf-8"))[number]
    listener = LetterListener(loaded(made / "letters" / "converted"), Interrupt(), words=True)
    samples = reference.clips()[number]
    piece = Piece(at=0, start=0, length=len(samples))
    listener.longest = 10**9
    (heard,) = listener.hear([Window(samples=samples, rate_hz=reference.RATE, pieces=(piece,))])
    words = [word for segment in heard.segments for word in segment.words or ()]
    assert " ".join(word.text for word in words) == " ".join(answer["text"].split())
    times = [[round(word.start_s / 0.02), round(word.end_s / 0.02)] for word in words]
    assert times == [[start, end] for word, start, end in answer["words"] if word]
