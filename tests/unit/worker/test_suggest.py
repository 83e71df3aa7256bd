from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from desktop.media.sniff import recognise
from desktop.worker.suggest import suggest, together

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.state.models import ModelShelf


def test_no_time_is_told_for_a_file_of_who_knows_how_many_pages(shelf: ModelShelf, samples: Path) -> None:
    picture = recognise(samples / "scan.png")
    assert suggest(picture, shelf)[0].estimate_s is not None
    assert suggest(replace(picture, mime="image/tiff"), shelf)[0].estimate_s is None


def test_of_files_that_are_read_by_the_byte_the_sizes_count(shelf: ModelShelf, samples: Path) -> None:
    letter = recognise(samples / "letter.txt")
    action = replace(suggest(letter, shelf)[0], estimate_s=0.5)
    assert together(action, [letter, replace(letter, size_bytes=letter.size_bytes * 99)]) == 50.0
    picture = recognise(samples / "cat.jpg")
    assert together(action, [picture, replace(picture, size_bytes=picture.size_bytes * 99)]) == 1.0
    assert together(replace(action, estimate_s=None), [letter]) is None
