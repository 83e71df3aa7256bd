"""Whisper writes what it hears, doubts what nobody said, and knows languages."""

from pathlib import Path

import numpy as np
import pytest

from desktop.core.errors import Cancelled, ModelIncompatible
from desktop.engine.inspection import inspect
from desktop.engine.interrupt import Interrupt
from desktop.engine.speech.whisper import Manner, Whisper
from desktop.hub.purpose import task_by_config
from tests.unit.engine.speech.parrot import files, parrot, table, tokens, tone, whisper
from tests.unit.engine.text_models import installed, load

HELLO = (0.0, " yes", " island", 2.0, 2.0, " no", 4.5)
LOOP = (0.0, *(" yes",) * 30)


def texts(model: Whisper, *windows: np.ndarray, **manner: object) -> list[str]:
    made = model.write(model.hear(list(windows)), Manner(**manner))  # type: ignore[arg-type]
    return [model.text(one.tokens) for one in made]


def test_words_and_moments_are_written(tmp_path: Path) -> None:
    model = whisper(tmp_path, HELLO)
    (made,) = model.write(model.hear([tone()]), Manner())
    assert list(made.tokens) == tokens(*HELLO)
    assert model.text(made.tokens) == " yes island no"
    assert made.likelihood == pytest.approx(0, abs=1e-3)
    assert made.silence < 0.01


def test_windows_of_a_batch_keep_to_themselves(tmp_path: Path) -> None:
    model = whisper(tmp_path, HELLO, (0.0, " boat", 1.0), (0.0, " the", " island", ".", 3.0))
    sounds = [tone(number, seconds) for number, seconds in ((2, 3.0), (0, 30.0), (1, 0.5), (2, 8.0))]
    alone = [texts(model, sound)[0] for sound in sounds]
    assert alone == [" the island.", " yes island no", " boat", " the island."]
    assert texts(model, *sounds) == alone


def test_the_language_is_the_likeliest_one(tmp_path: Path) -> None:
    model = whisper(tmp_path, HELLO, language="pt")
    chances = model.languages(model.hear([tone()]))
    assert set(chances) == {"en", "pt"}
    assert chances["pt"] > 0.99


def test_a_model_of_english_alone_is_not_told_a_language(tmp_path: Path) -> None:
    model = whisper(tmp_path, (), HELLO, is_multilingual=False)
    assert model.tongue.languages == {}
    assert model.tongue.prompt("en", "transcribe", timed=True) == []


def test_silence_is_not_filled(tmp_path: Path) -> None:
    """Nobody speaks, says the model, and what it would write is unlikely."""
    unsure = (0.0, "", "", "", "", "", 1.0)
    assert texts(whisper(tmp_path / "silent", unsure, silence=60.0), tone()) == [""]
    assert texts(whisper(tmp_path / "spoken", HELLO, silence=60.0), tone()) == [" yes island no"]


def test_an_unlikely_text_is_tried_again_and_the_likeliest_kept(tmp_path: Path) -> None:
    model = whisper(tmp_path, (0.0, "", "", "", 1.0))
    heard = model.hear([tone()])
    (first,) = model.write(heard, Manner(guarded=False))
    (best,) = model.write(heard, Manner())
    assert best.likelihood >= first.likelihood
    assert model.write(heard, Manner())[0] == best, "chance has a seed"


def test_a_loop_is_cut_down_to_its_first_round(tmp_path: Path) -> None:
    assert texts(whisper(tmp_path, LOOP), tone()) == [" yes"]
    assert texts(whisper(tmp_path / "b", LOOP), tone(), guarded=False)[0].count("yes") > 15


def test_beams_find_the_same_sure_text(tmp_path: Path) -> None:
    model = whisper(tmp_path, HELLO, (0.0, " boat", 1.0))
    assert texts(model, tone(0), tone(1), beams=3) == [" yes island no", " boat"]


def test_terms_stand_before_the_start(tmp_path: Path) -> None:
    begin = whisper(tmp_path, HELLO).begin(Manner(terms="island"))
    assert begin == [*tokens("<|startofprev|>"), *begin[1:-1], *tokens("<|startoftranscript|>")]
    assert len(begin) > 2


def test_what_is_no_whisper_is_refused(tmp_path: Path) -> None:
    from tokenizers import Tokenizer, models

    other = str(Tokenizer(models.WordLevel({"a": 0}, unk_token="a")).to_str()).encode()
    model = load(tmp_path, "automatic-speech-recognition", {**files(table([HELLO])), "tokenizer.json": other})
    with pytest.raises(ModelIncompatible, match="not that of Whisper"):
        Whisper(model, Interrupt())


def test_it_is_let_in_and_told_from_other_models(tmp_path: Path) -> None:
    model = installed(tmp_path, "automatic-speech-recognition", files(table([HELLO])))
    assert inspect(model, tmp_path / "work").made == ()
    for architecture in ("WhisperForConditionalGeneration", "Wav2Vec2ForCTC"):
        config = {"architectures": [architecture]}
        assert task_by_config(config, sentences=False, reads_text=True) == "automatic-speech-recognition"


def test_a_cancelled_job_hears_and_writes_no_more(tmp_path: Path) -> None:
    interrupt = Interrupt()
    model = Whisper(parrot(tmp_path, HELLO), interrupt)
    heard = model.hear([tone()])
    interrupt.cancel()
    with pytest.raises(Cancelled):
        model.hear([tone()])
    with pytest.raises(Cancelled):
        model.write(heard, Manner())
