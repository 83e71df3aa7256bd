"""What is foretold of models, and how real jobs mend it."""

from __future__ import annotations

import dataclasses

import pytest

from desktop.core.catalogue import Work
from desktop.core.chat import Role
from desktop.core.inspection import Speeds
from desktop.core.job import Job, JobState
from desktop.core.media import InputFile, MediaKind
from desktop.core.result import Labels, Provenance, Result, Segments, Text, Usage
from desktop.core.text import fill
from desktop.hub.fit import Computer, Unit, Verdict, predict, this_computer, work_of
from desktop.state.catalogue import catalogue
from desktop.state.chats import Chats, answer_seconds
from desktop.state.history import History
from desktop.state.models import ModelShelf
from desktop.state.paths import Home

SPEEDS = Speeds(fp32_flops=166e9, int8_flops=1105e9, bytes_per_s=10e9)
"""Of the computer on which the starter models were made and measured."""
ROOMY = Computer(total_bytes=64 << 30, available_bytes=32 << 30, speeds=SPEEDS, ratios={})

USED = Usage(
    prompt_tokens=9, cached_tokens=0, completion_tokens=9, first_token_s=0.1, tokens_per_s=25.0, context_tokens=99
)


@pytest.mark.parametrize("model", ["starter/efficientnet-lite0", "starter/yolov3-tiny"])
def test_a_picture_takes_what_was_measured_within_a_factor_of_two(shelf: ModelShelf, model: str) -> None:
    spec = shelf.get(model).spec
    fit = predict(ROOMY, spec.task, spec.variant, spec.size_bytes, work_of(spec))
    assert fit.unit is Unit.PICTURE
    assert fit.seconds is not None
    assert 0.5 < fit.seconds / spec.measured["seconds_per_input"] < 2


@pytest.mark.parametrize("model", ["starter/all-minilm-l6-v2", "starter/minilm-sentiment"])
def test_a_sentence_takes_what_was_measured_within_a_factor_of_two(shelf: ModelShelf, model: str) -> None:
    spec = shelf.get(model).spec
    fit = predict(ROOMY, spec.task, spec.variant, spec.size_bytes, work_of(spec))
    assert fit.seconds is not None
    sentence = len("The island lies far from the coast, and its harbour is small.") / 6000
    assert 0.5 < fit.seconds * sentence / spec.measured["seconds_per_input"] < 2


def test_an_answer_takes_what_was_measured_within_a_factor_of_two(shelf: ModelShelf) -> None:
    spec = shelf.get("starter/smollm2-135m-instruct").spec
    fit = predict(ROOMY, spec.task, spec.variant, spec.size_bytes, work_of(spec))
    assert fit.unit is Unit.REPLY
    assert fit.seconds is not None
    assert 0.5 < fit.seconds / 140 * spec.measured["tokens_per_second"] < 2


def test_what_answers_took_counts(home: Home, shelf: ModelShelf) -> None:
    spec = shelf.get("starter/smollm2-135m-instruct").spec
    chats = Chats(home.chats)
    chat = chats.create(model=spec.id)
    for speed in (20.0, 10.0, 40.0, 0.0):
        said = chats.add(chat.id, None, Role.ASSISTANT, "Yes.", model=spec.id)
        chats.put(dataclasses.replace(said, usage=dataclasses.replace(USED, tokens_per_s=speed)))
    chats.close()
    history = History(home.history)
    job = finished(home, 1, spec.id, 60.0)
    assert job.result is not None
    history.put([dataclasses.replace(job, result=dataclasses.replace(job.result, value=Text(text="Yes.", usage=USED)))])
    foretold = [this_computer(SPEEDS, [spec], history, answers) for answers in (answer_seconds(home.chats), {})]
    history.close()
    seconds = [predict(one, spec.task, spec.variant, spec.size_bytes, work_of(spec)).seconds for one in foretold]
    assert seconds == [pytest.approx(140 / 20), pytest.approx(140 / 25)]


def test_what_a_recording_took_counts(home: Home, shelf: ModelShelf) -> None:
    spec = shelf.get("starter/whisper-base").spec
    history = History(home.history)
    value = Segments(text="", language="en", segments=(), duration_s=600.0)
    job = finished(home, 1, spec.id, 60.0)
    assert job.result is not None
    history.put([dataclasses.replace(job, task=spec.task, result=dataclasses.replace(job.result, value=value))])
    mended = this_computer(SPEEDS, [spec], history, {})
    history.close()
    assert predict(mended, spec.task, spec.variant, spec.size_bytes, work_of(spec)).seconds == pytest.approx(360.0)


def test_every_model_of_the_catalogue_gets_memory_and_time() -> None:
    for entry in catalogue():
        fit = predict(ROOMY, entry.task, entry.variants[0].name, entry.size_bytes, entry.work)
        assert fit.verdict is Verdict.FITS
        assert fit.memory_bytes > entry.size_bytes
        assert fit.seconds is not None
        assert 0 < fit.seconds < 3600, entry.repo_id


def test_what_is_larger_needs_more_of_both() -> None:
    found = {entry.repo_id: entry for entry in catalogue()}
    fits = [
        predict(ROOMY, entry.task, "q8", entry.size_bytes, entry.work)
        for entry in (found[f"Xenova/whisper-{size}"] for size in ("tiny", "base", "small"))
    ]
    assert [fit.unit for fit in fits] == [Unit.SOUND] * 3
    assert sorted(fits, key=lambda fit: fit.seconds or 0) == sorted(fits, key=lambda fit: fit.memory_bytes) == fits
    whole, floats = (predict(ROOMY, "text-classification", v, 1, Work(weights_m=86)) for v in ("q8", "fp32"))
    assert (whole.seconds or 0) < (floats.seconds or 0)


def test_a_model_that_is_too_large_is_told_with_the_reason() -> None:
    small = dataclasses.replace(ROOMY, total_bytes=4 << 30, available_bytes=1 << 30)
    large = predict(small, "text-generation", "q8", 8_000_000_000)
    assert (large.verdict, large.seconds) == (Verdict.TOO_LARGE, None)
    assert fill(large.reason, large.arguments) == "It takes about 13.0 GB of memory; this computer has 4.3 GB."
    tight = predict(small, "text-generation", "q8", 1_000_000_000)
    assert tight.verdict is Verdict.TIGHT
    assert "1.1 GB are free now" in fill(tight.reason, tight.arguments)
    assert predict(small, "text-generation", "q8", 100_000_000).reason == ""


def test_a_computer_that_was_not_measured_tells_no_time() -> None:
    unknown = dataclasses.replace(ROOMY, speeds=None)
    assert predict(unknown, "ocr", "q8", 1, Work(weights_m=1)).seconds is None


def finished(home: Home, number: int, model: str, seconds: float) -> Job:
    provenance = Provenance(
        app="", model=model, revision="", files={}, input_sha256="", params={}, runtime={}, started="", finished=""
    )
    file = InputFile(path=home.root / "x", kind=MediaKind.IMAGE, mime="image/png", label="picture", size_bytes=1000)
    return Job(
        id=str(number),
        input=file,
        task="image-classification",
        model=model,
        state=JobState.DONE,
        finished=float(number),
        result=Result(value=Labels(labels=()), provenance=provenance, artifacts=(), timings={"run": seconds}),
    )


def test_real_jobs_mend_what_is_foretold(home: Home, shelf: ModelShelf) -> None:
    specs = [model.spec for model in shelf.all()]
    spec = shelf.get("starter/efficientnet-lite0").spec
    work = work_of(spec)
    history = History(home.history)
    fresh = this_computer(SPEEDS, specs, history, {})
    assert fresh.ratios == {}
    assert fresh.total_bytes >= fresh.available_bytes > 0
    before = predict(fresh, spec.task, spec.variant, spec.size_bytes, work)
    assert before.seconds is not None
    history.put([finished(home, number, spec.id, before.seconds * 3) for number in range(5)])
    mended = this_computer(SPEEDS, specs, history, {})
    history.close()
    after = predict(mended, spec.task, spec.variant, spec.size_bytes, work)
    assert after.seconds == pytest.approx(before.seconds * 3)
    other = predict(mended, "object-detection", "q8", 1, Work(weights_m=41, places=1670))
    assert other.seconds == pytest.approx(
        (predict(fresh, "object-detection", "q8", 1, Work(weights_m=41, places=1670)).seconds or 0) * 3
    )
    text = Work(weights_m=43)
    assert predict(mended, "ner", "q8", 1, text).seconds == predict(fresh, "ner", "q8", 1, text).seconds
