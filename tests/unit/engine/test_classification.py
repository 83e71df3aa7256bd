import numpy as np
import pytest

from desktop.core.errors import Cancelled
from desktop.core.result import TextLine
from desktop.engine.classification import ranked
from desktop.engine.interrupt import Interrupt, running
from desktop.engine.ocr import reading_order, rows


def test_the_best_label_comes_first_and_ties_keep_the_models_order() -> None:
    labels = ranked(("a", "b", "c"), np.array([0.2, 0.4, 0.4]), at_most=2)
    assert [(label.label, label.score) for label in labels] == [("b", 0.4), ("c", 0.4)]


def test_a_switched_interrupt_stops_before_and_inside_a_run() -> None:
    interrupt, other = Interrupt(), Interrupt()
    with running([interrupt, other]) as options:
        interrupt.cancel()
        assert not options.terminate, "the other job still wants the batch"
        other.cancel()
        assert options.terminate
    with pytest.raises(Cancelled):
        interrupt.check()
    with pytest.raises(Cancelled), running([interrupt]):
        pytest.fail("a cancelled job must not run")


def line(text: str, x: float, y: float, height: float = 20) -> TextLine:
    return TextLine(text=text, score=1, box=((x, y), (x + 90, y), (x + 90, y + height), (x, y + height)))


def test_lines_side_by_side_are_read_from_left_to_right() -> None:
    found = [line("total", 10, 102), line("€ 5", 400, 98), line("title", 200, 10), line("below", 10, 130)]
    assert [entry.text for entry in reading_order(found)] == ["title", "total", "€ 5", "below"]
    assert [[entry.text for entry in row] for row in rows(found)] == [["title"], ["total", "€ 5"], ["below"]]
