"""Any task on texts, row by row: read, work on what is different, write.

Each different text is worked on once and kept at once, so that the same job goes on where it stopped, and nothing grows
with the table but files.
"""

from __future__ import annotations

import random
import shutil
from collections import deque
from dataclasses import dataclass, replace
from itertools import islice
from typing import IO, TYPE_CHECKING

from desktop.core.errors import EngineOutOfMemory, IlhaError, InputError, InputUnreadable
from desktop.core.media import InputFile, MediaKind
from desktop.core.result import Table
from desktop.core.table import INLINE_ROWS, SAMPLE_ROWS, ColumnEmpty, TableParams
from desktop.engine import rounds
from desktop.engine.context import ROW_FOLDER
from desktop.engine.languages import other_language
from desktop.engine.rounds import Member
from desktop.engine.tables.cells import outcome_of
from desktop.engine.tables.store import Outcome
from desktop.media.tables import open_table, pages
from desktop.media.tables.source import Extension, apart, place_of, text_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from desktop.core.result import Cell, ResultValue
    from desktop.core.task import Value
    from desktop.engine.context import Context
    from desktop.engine.loaded import LoadedModel
    from desktop.engine.rows import Made, Steps
    from desktop.engine.tables.store import RowStore
    from desktop.media.tables.source import Row, TableSource

    One = Callable[[InputFile, Context], Made | Steps]
    Many = Callable[[Sequence[str], Context], Iterator[ResultValue]]

PAGE_ROWS = 256
"""Texts that are sorted by length, so that those of one batch are alike.

What of them went through batches is kept all at once: a score depends in its last digits on what shared its batch, and
a run that goes on shall come to the same.
"""
LANGUAGE_ROWS, LANGUAGE_CHARACTERS = 200, 300
"""So many texts, so much of each, say in which language most of them are."""
_ERROR = "error"


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is to be done with each text.

    Attributes:
        task: id of the task.
        params: its own parameters, which decide what comes of a text.
        one: begins the task on a text.
        many: does it with several at once, for a task that can.
        minds_language: whether it is said when the model was not made for the language of the texts.
    """

    task: str
    params: Mapping[str, Value]
    one: One
    many: Many | None = None
    minds_language: bool = False


def run(file: InputFile, order: Order, params: TableParams, context: Context) -> Table:
    """Work on the rows of a table.

    Raises:
        ColumnNeeded, ParameterInvalid: it was not said which column, or there is no such one or no such sheet.
        InputError: the table cannot be read, or nothing came of any of its rows.
    """
    source = open_table(file, params.column, params.sheet.strip())
    place = place_of(source, params.column, file.name)
    truth = source.columns[place_of(source, params.truth, file.name, "truth")] if params.truth else ""
    models = [[model.spec.id, model.spec.revision] for model in context.models]
    key = {"task": order.task, "params": dict(order.params), "models": models, "place": place, "sample": params.sample}
    store = context.row_store(key | ({"sheet": params.sheet} if params.sheet else {}))
    sample = _sample(source, params.sample, context)
    total = _read(source, place, sample, store, context)
    if not store.count:
        raise ColumnEmpty(name=file.name, column=source.columns[place])
    if order.minds_language:
        beginnings = (text[:LANGUAGE_CHARACTERS] for text in store.first(LANGUAGE_ROWS))
        context.other_language = other_language("\n".join(beginnings), context.model.spec)
    _Worker(file, order, context).work(store)
    made = _write(_Output(file, source, place, sample, store), params.label_column, total, context)
    return replace(made, truth=truth)


def _sample(source: TableSource, kind: str, context: Context) -> frozenset[int] | None:
    """Return the numbers of the rows to work on, None for all of them."""
    if kind == "none":
        return None
    if kind == "first":
        return frozenset(range(SAMPLE_ROWS))
    rows, count = source.rows(), 0
    while page := sum(1 for _ in islice(rows, PAGE_ROWS)):
        context.interrupt.check()
        count += page
    chance = random.Random(count)  # noqa: S311 - the same table has the same sample
    return frozenset(chance.sample(range(count), min(SAMPLE_ROWS, count)))


def _read(source: TableSource, place: int, sample: frozenset[int] | None, store: RowStore, context: Context) -> int:
    """Keep the different texts of a column and return how many rows the table has."""
    total = 0
    rows = source.rows()
    while page := list(islice(rows, PAGE_ROWS)):
        context.interrupt.check()
        wanted = (row for number, row in enumerate(page, total) if sample is None or number in sample)
        store.add(text for text in (text_of(row, place) for row in wanted) if text)
        total += len(page)
    return total


_Found = list[tuple[int, "Made | IlhaError"]]


class _Worker:
    """Works on texts, and remembers which models did: a task may choose one for each."""

    def __init__(self, file: InputFile, order: Order, context: Context) -> None:
        self._file = file
        self._order = order
        self._context = context
        self._used: dict[str, LoadedModel] = {}

    def work(self, store: RowStore) -> None:
        """Work on every text that nothing came of yet.

        Raises:
            IlhaError: what was wrong with the first text, when nothing came of any.
        """
        total, done, last = store.count, store.resumed, 0
        first: IlhaError | None = None
        while page := store.waiting(last, PAGE_ROWS):
            last = page[-1][0]
            page.sort(key=lambda text: len(text[1]))
            for found in self._together(page) if self._order.many is not None else self._each(page):
                first = first or next((error for _, error in found if isinstance(error, IlhaError)), None)
                store.put((identity, _outcome(value, self._order.task)) for identity, value in found)
                done += len(found)
                self._context.progress("run", done, total, store.resumed)
            self._context.interrupt.check()
        if first is not None and all(outcome.error for outcome in store.outcomes()):
            store.forget()  # the next run shall say so again
            raise first
        self._context.used = tuple(self._used.values()) or self._context.used

    def _each(self, page: list[tuple[int, str]]) -> Iterator[_Found]:
        """Give what came of texts: at once where no batch was needed, else together; a bad text fails alone."""
        waiting, open_rows = deque(page), list[tuple[int, Member]]()
        batched: _Found = []
        while waiting or open_rows:
            free_bytes = rounds.available_bytes()  # asked for each text it would cost more than a small model
            while waiting and not rounds.full([member for _, member in open_rows], free_bytes):
                identity, text = waiting.popleft()
                member = self._begin(text)
                if member.asked is None:
                    yield [(identity, _made(member))]
                else:
                    open_rows.append((identity, member))
            rounds.play(self._context.model, [member for _, member in open_rows])
            batched += [(identity, _made(member)) for identity, member in open_rows if member.asked is None]
            open_rows = [(identity, member) for identity, member in open_rows if member.asked is not None]
        yield batched

    def _begin(self, text: str) -> Member:
        row = self._context.for_row()
        member = Member(interrupt=self._context.interrupt)
        member.begin(lambda: self._order.one(_cell(self._file, text), row))
        self._use(row)
        return member

    def _together(self, page: list[tuple[int, str]]) -> Iterator[_Found]:
        """Give what came of texts that the task takes all at once; where that is refused, of their halves."""
        assert self._order.many is not None
        row = self._context.for_row()
        try:
            values = list(self._order.many([text for _, text in page], row))
        except (InputError, EngineOutOfMemory) as error:
            if len(page) == 1:
                yield [(page[0][0], error)]
                return
            middle = len(page) // 2
            yield from self._together(page[:middle])
            yield from self._together(page[middle:])
            return
        self._use(row)
        yield [(identity, value) for (identity, _), value in zip(page, values, strict=True)]

    def _use(self, row: Context) -> None:
        self._used |= {model.spec.id: model for model in row.used}


def _outcome(value: Made | IlhaError, task: str) -> Outcome:
    return Outcome(error=value.code) if isinstance(value, IlhaError) else outcome_of(value, task)


def _made(member: Member) -> Made | IlhaError:
    """Return what came of a text; what is wrong with more than the text itself ends the job."""
    error = member.error
    if isinstance(error, InputError | EngineOutOfMemory):
        return error
    if error is not None:
        raise error
    assert member.value is not None
    return member.value


def _cell(file: InputFile, text: str) -> InputFile:
    size = len(text.encode("utf-8", "replace"))
    return InputFile(
        path=file.path, name=file.name, kind=MediaKind.TEXT, mime="text/plain", label="", size_bytes=size, text=text
    )


class _Output:
    """Says what each row gets, and keeps the rows that were written for whoever shows them."""

    def __init__(
        self, file: InputFile, source: TableSource, place: int, sample: frozenset[int] | None, store: RowStore
    ) -> None:
        self.file = file
        self.source = source
        self.place = place
        self.sample = sample
        self.store = store
        self.width = len(source.columns)
        self.rows: list[Row] = []
        self.total = 0
        self._found: list[str] = []

    def name(self, label: str) -> list[str]:
        """Choose the names of the new columns, which no other column has; `label` that of the first, if it is given."""
        found: dict[str, None] = {}
        failed = False
        for outcome in self.store.outcomes():
            found |= dict.fromkeys(outcome.cells)
            failed = failed or bool(outcome.error)
        self._found = [*found, *([_ERROR] if failed else [])]
        names = list(self.source.columns)
        for number, name in enumerate(self._found):
            names.append(apart(label.strip() or name if number == 0 else name, names))
        return names[self.width :]

    def extend(self, stream: IO[bytes], number: int, row: Row) -> Extension | None:
        """Return what a row gets, and write the whole of it."""
        if self.sample is not None and number not in self.sample:
            return None
        text = text_of(row, self.place)
        outcome = self.store.get(text) if text else Outcome()
        if outcome is None:
            raise InputUnreadable(name=self.file.name, detail="the table changed while it was read")
        cells: Row = tuple(outcome.error if name == _ERROR else outcome.cells.get(name) for name in self._found)
        whole: list[Cell] = [*row, *[None] * (self.width - len(row)), *cells]
        if outcome.text is not None:
            whole[self.place] = outcome.text
        stream.write(pages.line_of(tuple(whole)))
        self.total += 1
        if self.total <= INLINE_ROWS:
            self.rows.append(tuple(whole))
        return Extension(cells=cells, text=outcome.text)


def _write(output: _Output, label: str, total: int, context: Context) -> Table:
    """Write the table and the rows that are shown of it, and return what is known of both."""
    source = output.source
    names = output.name(label)
    target = context.artifact(f"table{source.suffix}", source.mime)
    with context.artifact(pages.NAME, pages.MIME).open("wb") as stream:

        def extend(number: int, row: Row) -> Extension | None:
            context.interrupt.check()
            return output.extend(stream, number, row)

        source.write(target, names, output.place, extend)
    shutil.rmtree(target.parent / ROW_FOLDER, ignore_errors=True)
    return Table(
        columns=(*source.columns, *names),
        rows=tuple(output.rows) if output.total <= INLINE_ROWS else (),
        rows_total=output.total,
        rows_unique=output.store.count,
        column=source.columns[output.place],
        made=tuple(names),
        artifact=target.name,
        pages=pages.NAME,
        sampled=total if output.sample is not None else 0,
        values_only=source.values_only,
    )
