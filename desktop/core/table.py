"""What is said to a task that works on a table row by row, whatever the task is."""

from __future__ import annotations

from dataclasses import field

from desktop.core.errors import InputCorrupt, InputEmpty
from desktop.core.late_dataclass import LateDataclass
from desktop.core.text import QT_TRANSLATE_NOOP
from desktop.core.usage import UsageError

INLINE_ROWS = 1_000
"""Rows that a result holds itself; those of a larger table lie in its artifacts alone."""
SAMPLE_ROWS = 20
"""Rows of a sample that is looked at before the whole is run."""

VALUES_ONLY = QT_TRANSLATE_NOOP(
    "tasks", "The new workbook holds this sheet alone, as values: without formulas, formats and other sheets."
)


class ColumnNeeded(UsageError):
    """A table with several columns, and nobody said which one."""

    code = "column-needed"
    message = QT_TRANSLATE_NOOP("errors", "“{name}” is a table, and it was not said which column is meant.")
    hint = QT_TRANSLATE_NOOP("errors", "Choose it, on the command line with --param {example}. Columns: {columns}.")


class ColumnEmpty(InputEmpty):
    """A table with rows, none of which has a text in the column that is meant."""

    code = "column-empty"
    message = QT_TRANSLATE_NOOP("errors", "“{name}” has no text in its column “{column}”.")
    hint = QT_TRANSLATE_NOOP("errors", "Choose another column, or another sheet of a workbook.")


class LineUnreadable(InputCorrupt):
    """A row of a table that is written as text begins in this line and comes to no end, or is none."""

    code = "line-unreadable"
    message = QT_TRANSLATE_NOOP("errors", "“{name}” cannot be read as a table from line {line} on.")
    hint = QT_TRANSLATE_NOOP("errors", "Look at this line in an editor: a quotation mark or a bracket may be missing.")


class RowsTooMany(UsageError):
    """A workbook has an end."""

    code = "rows-too-many"
    message = QT_TRANSLATE_NOOP("errors", "A workbook holds {limit} rows, and this table has more.")
    hint = QT_TRANSLATE_NOOP("errors", "Save it as CSV or as JSON lines.")


class TableParams(LateDataclass):
    """Options of every task on texts that meets a table."""

    column: str = field(
        default="",
        metadata={
            "label": QT_TRANSLATE_NOOP("tasks", "Column"),
            "help": QT_TRANSLATE_NOOP("tasks", "The column of the table that holds the texts, by name or number."),
        },
    )
    sheet: str = field(
        default="",
        metadata={
            "label": QT_TRANSLATE_NOOP("tasks", "Sheet"),
            "help": QT_TRANSLATE_NOOP("tasks", "The sheet of a workbook, by name or number; empty for the first one."),
        },
    )
    label_column: str = field(
        default="",
        metadata={
            "label": QT_TRANSLATE_NOOP("tasks", "New column"),
            "help": QT_TRANSLATE_NOOP("tasks", "What the column with the results is called; empty for the usual name."),
        },
    )
    truth: str = field(
        default="",
        metadata={
            "label": QT_TRANSLATE_NOOP("tasks", "Right answers"),
            "help": QT_TRANSLATE_NOOP("tasks", "The column that holds the right answers, to score the model against."),
        },
    )
    sample: str = field(
        default="none",
        metadata={
            "label": QT_TRANSLATE_NOOP("tasks", "Sample"),
            "help": QT_TRANSLATE_NOOP(
                "tasks", "Only twenty rows, the first or any, to look at before the whole table is run."
            ),
            "choices": (
                QT_TRANSLATE_NOOP("tasks", "none"),
                QT_TRANSLATE_NOOP("tasks", "first"),
                QT_TRANSLATE_NOOP("tasks", "random"),
            ),
        },
    )
