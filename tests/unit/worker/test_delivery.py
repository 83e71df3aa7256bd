"""What is said beside a result on the command line."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from desktop.core.result import OtherLanguage, Provenance, Result, Text, Translation
from desktop.media.sniff import recognise
from desktop.worker.batch import new_jobs
from desktop.worker.delivery import doubts

if TYPE_CHECKING:
    from pathlib import Path


def test_each_doubt_about_a_language_is_told_once(samples: Path) -> None:
    made = Translation(
        source="en", target="pt", detected=True, assumed=True, via="", models=(), text="Hello", sentences=()
    )
    provenance = Provenance(
        app="", model="", revision="", files={}, input_sha256="", params={}, runtime={}, started="", finished=""
    )
    guessed = Result(value=Text(text="Olá", translation=made), provenance=provenance)
    foreign = Result(
        value=Text(text="x"), provenance=provenance, other_language=OtherLanguage(text="pt", model=("en",))
    )
    (job,) = new_jobs([recognise(samples / "letter.txt")], "translation", "m", {})
    jobs = [dataclasses.replace(job, result=result) for result in (foreign, guessed, foreign, None)]
    assert doubts(jobs) == (
        "This model reads English. The text seems to be in Portuguese, so the result may be wrong.",
        "The text was taken for English, for which little speaks; the option “source” says what it is.",
    )
    sure = dataclasses.replace(guessed, value=Text(text="Olá", translation=dataclasses.replace(made, assumed=False)))
    assert doubts([dataclasses.replace(job, result=sure)]) == ()
