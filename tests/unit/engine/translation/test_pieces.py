"""Pieces of a document: an earlier run's sentences are neither translated nor timed a second time."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.core.job import Partial, Progressed
from desktop.engine import context as contexts
from desktop.engine.context import Context
from desktop.engine.interrupt import Interrupt
from desktop.engine.translation import pieces
from desktop.engine.translation.fidelity import Faithful
from desktop.engine.translation.translator import Translator
from desktop.media.documents import Piece
from tests.unit.engine.text_models import load
from tests.unit.engine.writing_models import translator

FIRST, SECOND = "one two", "two one"


@pytest.fixture(autouse=True)
def every_sentence_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(contexts, "_SECONDS_BETWEEN_REPORTS", 0.0)
    monkeypatch.setattr(pieces, "BLOCK_SENTENCES", 1)


def work(folder: Path, *texts: str) -> tuple[list[str], int, list[float | None]]:
    """Return the translations, how many were there already, and the seconds that were said to be left."""
    model = load(folder, "translation", translator(["one", "two"]))
    said: list[Progressed | Partial] = []
    job = Context(job_id="job", models=[model], interrupt=Interrupt(), work=folder / "work" / "job", report=said.append)
    legs = [Faithful(Translator(model, "en", "pt", job.interrupt), [])]
    checkpoint = job.checkpoint({})
    made = [one.text for one in pieces.translated([Piece(text=text) for text in texts], legs, checkpoint, job)]
    checkpoint.close()
    return made, checkpoint.resumed, [one.progress.eta_s for one in said if isinstance(one, Progressed)]


def test_words_that_may_not_be_parted_are_not(tmp_path: Path) -> None:
    assert work(tmp_path, "one\xa0two two\xa0one")[0] == ["one\xa0two two\xa0one"]


def test_what_an_earlier_run_finished_takes_no_time_and_foretells_none(tmp_path: Path) -> None:
    assert work(tmp_path, FIRST, FIRST)[:2] == ([FIRST, FIRST], 0)
    made, resumed, left = work(tmp_path, FIRST, FIRST, SECOND, SECOND)
    assert made == [FIRST, FIRST, SECOND, SECOND]
    assert resumed == 1
    assert left[:3] == [None, None, None]
    assert left[3] is not None
