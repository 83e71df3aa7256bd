"""The real window with one long table, watched from inside. Run as `python -m bench_table_probe HOME TABLE`.

The first run in a home works on the table and measures nothing; later ones find the result in the history. A spawned
engine imports this module again, so only the standard library is imported at module level.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from bench_probe import IDLE_S, Probe, Ticker, peak_bytes

if TYPE_CHECKING:
    from desktop.core.job import Job
    from desktop.ui.viewers.table import TableViewer

TASK = "text-classification"
COLUMNS = ("id", "day", "harbour", "note", "right")
SCROLLS = 25
FRAME_S = 0.02
REST_S = 0.5

Step = tuple[str, Callable[[], object], Callable[[], bool]]
"""What a step is called, what begins it, and how it is known to be over."""


class TableProbe(Probe):
    """Opens the result of a table and does with it what people do."""

    def __init__(self, home: str, table: str) -> None:
        super().__init__(home)
        self._table = Path(table)
        self._gaps: dict[str, float] = {}
        self._ticker: Ticker | None = None

    def begin(self) -> None:
        """Watch the window with the table, or work on the table where nobody has."""
        from desktop.media.sniff import recognise

        known = self.queue.find()
        if known:
            self._ticker = Ticker()
            self.after(IDLE_S, partial(self._take, "idle", self._steps(known[0])))
        else:
            self.queue.add((recognise(self._table),), TASK, None, {"column": "note"})
            self.once(self.nothing_left, lambda: self.after(REST_S, partial(self.end, done=self.queue.totals.done)))

    def _take(self, name: str, steps: Iterator[Step]) -> None:
        """Keep the longest gap of a step and begin the next one."""
        assert self._ticker is not None
        self._gaps[name] = self._ticker.take()
        following = next(steps, None)
        if following is None:
            self.end(gaps=self._gaps, rows=self._viewer.model.rowCount(), peak_bytes=peak_bytes())
            return
        named, act, over = following
        act()
        self.once(over, lambda: self.after(REST_S, partial(self._take, named, steps)))

    @property
    def _viewer(self) -> TableViewer:
        from desktop.ui.result_pane import ResultPane
        from desktop.ui.viewers.table import TableViewer

        pane = self.program.window.pane
        assert isinstance(pane, ResultPane)
        assert isinstance(pane.viewer, TableViewer)
        return pane.viewer

    def _steps(self, job: Job) -> Iterator[Step]:
        yield "open", partial(self.program.window.show_job, job.id), lambda: self._viewer.model.rowCount() > 0
        viewer, model = self._viewer, self._viewer.model
        count = model.rowCount()
        bar = viewer.table.verticalScrollBar()
        yield "scroll", partial(self._scroll, 1), lambda: bar.value() == bar.maximum()
        yield "find", partial(viewer.field.setText, "NO. 77"), lambda: 0 < model.rowCount() < count
        yield "find no more", viewer.field.clear, lambda: model.rowCount() == count
        for name in ("id", "harbour", "label"):
            yield f"sort by {name}", partial(self._sort, name), _other(lambda: model.index(0, 0).data())
        shares = viewer.shares
        yield "shares", partial(viewer.tabs.setCurrentIndex, 1), _other(shares.chart.accessibleDescription)
        for name in ("harbour", "day"):
            chosen = partial(shares.group.setCurrentText, name)
            yield f"shares by {name}", chosen, _other(shares.chart.accessibleDescription)
        viewer.tabs.setCurrentIndex(2)
        truth = partial(viewer.score.truth.setCurrentText, "right")
        yield "score", truth, lambda: bool(viewer.score.comparison.scores)

    def _scroll(self, times: int) -> None:
        bar = self._viewer.table.verticalScrollBar()
        bar.setValue(bar.maximum() * times // SCROLLS)
        if times < SCROLLS:
            self.after(FRAME_S, partial(self._scroll, times + 1))

    def _sort(self, column: str) -> None:
        from PySide6.QtCore import Qt

        self._viewer.table.sortByColumn((*COLUMNS, "label").index(column), Qt.SortOrder.DescendingOrder)


def _other(look: Callable[[], object]) -> Callable[[], bool]:
    """Return whether something no longer is what it is now."""
    now = look()
    return lambda: look() != now


def main(home: str, table: str) -> int:
    """Open the window once."""
    probe = TableProbe(home, table)
    return probe.run(probe.begin)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
