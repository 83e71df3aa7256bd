"""States of the window with a table of comments, worked on by the model of the program."""

from __future__ import annotations

import csv
import random
from functools import partial
from typing import TYPE_CHECKING

from shots_steps import finish, settle, wait_for

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from desktop.app import Program
    from desktop.core.media import InputFile
    from desktop.ui.viewers.table import TableViewer

TASK = "text-classification"
_COMMENTS = (
    ("positive", "The crew was friendly and we arrived early."),
    ("positive", "A beautiful trip, we saw dolphins!"),
    ("negative", "We waited two hours and nobody said why."),
    ("negative", "The toilets were dirty again."),
    ("neutral", "I took the ferry at nine."),
    ("neutral", "My seat was on the upper deck."),
)
_HARBOURS = ("Angra dos Reis", "Ilha Grande", "Mangaratiba")
_ROWS = 240


def comments(folder: Path) -> Path:
    """Write a table of comments of a year on the ferries between three harbours."""
    chance = random.Random(7)  # noqa: S311 - the same picture every time
    path = folder / "ferry comments.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["id", "date", "harbour", "comment", "verdict"])
        for number in range(1, _ROWS + 1):
            verdict, text = chance.choice(_COMMENTS)
            day = f"2026-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
            writer.writerow([number, day, chance.choice(_HARBOURS), text, verdict])
    return path


def _recognised(program: Program) -> InputFile:
    from desktop.media.sniff import recognise

    return recognise(comments(program.window.services.home.root))


def ask(program: Program) -> None:
    """Show a table that waits until it is said which column is meant."""
    page = program.window.visit(f"task:{TASK}")
    tables = page.tables  # type: ignore[attr-defined]
    page.run((_recognised(program),))  # type: ignore[attr-defined]
    wait_for(tables.changed, lambda: tables.column.count() > 0)


def show(program: Program, tab: int, act: Callable[[TableViewer], object], **params: str) -> None:
    """Show a tab of a table that was worked on."""
    queue = program.window.services.queue
    page = program.window.visit(f"task:{TASK}")
    (job,) = queue.add((_recognised(program),), TASK, None, {"column": "comment", **params})
    finish(program)
    page.jobs.select(job.id)  # type: ignore[attr-defined]
    program.window.show_job(job.id)
    viewer = program.window.pane.viewer  # type: ignore[union-attr]
    viewer.tabs.setCurrentIndex(tab)
    settle(program)
    act(viewer)
    settle(program)


def _by(column: str, viewer: TableViewer) -> None:
    viewer.shares.group.setCurrentIndex(viewer.shares.group.findText(column))


TABLES: dict[str, Callable[[Program], object]] = {
    "table-ask": ask,
    "table-rows": partial(show, tab=0, act=lambda _viewer: None),
    "table-sample": partial(show, tab=0, act=lambda _viewer: None, sample="random"),
    "table-shares": partial(show, tab=1, act=partial(_by, "harbour")),
    "table-dates": partial(show, tab=1, act=partial(_by, "date")),
    "table-score": partial(show, tab=2, act=lambda _viewer: None, truth="verdict"),
}
