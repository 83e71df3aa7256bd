"""A model that writes the colours of a picture's corners shows that pictures go in and words come out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from desktop.core.errors import ModelIncompatible
from desktop.core.result import Text
from tests.unit.engine.picture_models import Bench, plain, save
from tests.unit.engine.text_models import load
from tests.unit.engine.writing_models import describer, translator

if TYPE_CHECKING:
    from pathlib import Path

TASK = "image-to-text"
WORDS = ("dark", "red", "green", "blue")


def bench(folder: Path, **config: Any) -> Bench:
    return Bench(load(folder / "model", TASK, describer(WORDS, **config)), folder)


COLOURS = {"dark": (0, 0, 0), "red": (255, 0, 0), "green": (0, 255, 0), "blue": (0, 0, 255)}


def picture(folder: Path, *colours: str) -> Path:
    return save(folder / "strip.png", np.array([[COLOURS[colour] for colour in colours]], np.uint8))


@pytest.mark.parametrize("colours", [("red", "dark", "blue", "green"), ("green", "green", "dark", "red")])
def test_what_the_picture_shows_is_written(tmp_path: Path, colours: tuple[str, ...]) -> None:
    assert bench(tmp_path).result(TASK, picture(tmp_path, *colours)) == Text(text=" ".join(colours))


def test_no_more_is_written_than_was_wanted(tmp_path: Path) -> None:
    strip = picture(tmp_path, "red", "green", "blue", "dark")
    assert bench(tmp_path).result(TASK, strip, max_tokens=2).text == "red green"
    assert bench(tmp_path / "short", max_length=4).result(TASK, strip).text == "red green blue"


def test_a_model_that_sees_nothing_is_refused(tmp_path: Path) -> None:
    content = {**translator(WORDS), "preprocessor_config.json": plain(1, 4)}
    blind = Bench(load(tmp_path / "model", TASK, content), tmp_path)
    with pytest.raises(ModelIncompatible, match="takes no picture"):
        blind.result(TASK, picture(tmp_path, "red"))
