"""Inputs that go through a model together: their rows are sorted by size, stacked into batches and given back.

The order of the inputs is kept by who asks; a bad input fails alone.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from desktop.core.errors import EngineOutOfMemory
from desktop.engine.loaded import out_of_memory

if TYPE_CHECKING:
    from desktop.engine.interrupt import Interrupt
    from desktop.engine.loaded import LoadedModel, Session
    from desktop.engine.rows import Made, Outputs, Row, Rows, Steps

ROWS_AT_MOST = 32
PICTURES_AT_MOST = 4
BATCH_BYTES_AT_MOST = 1 << 30
SHORTEST_TOGETHER = 0.5
"""Rows shorter than this share of the longest wait for the next batch: what fills them up is computed like the rest."""
BYTES_PER_TOKEN = 64 << 10
BYTES_PER_PIXEL_VALUE = 128
"""Working memory of a row for each number that goes in, as `packaging/bench_memory.py` measures it."""


@dataclass(slots=True, kw_only=True)
class Member:
    """One input under way.

    Attributes:
        interrupt: its cancel switch.
        asked: what it waits for, None when it is finished.
        value: its result, once finished.
        error: why there is none.
        seconds: time spent on it, its share of batches included.
    """

    interrupt: Interrupt
    asked: Rows | None = None
    value: Made | None = None
    error: Exception | None = None
    seconds: float = 0.0
    _steps: Steps | None = None
    _answers: list[Outputs | None] = field(default_factory=list)

    def begin(self, start: Callable[[], Made | Steps]) -> None:
        """Work until the first question to the model, or to the end where none is asked in steps."""

        def first() -> None:
            made = start()
            if isinstance(made, Generator):
                self._steps = made
                self._ask(next(made))
            else:
                self.value = made

        self._attempt(first)

    def go_on(self) -> None:
        """Take the answers and work until the next question or the end."""
        steps, answers = self._steps, self._answers
        assert steps is not None
        if self.error is None:
            self._attempt(lambda: self._ask(steps.send(answers)))  # type: ignore[arg-type] # all are there
        else:
            steps.close()

    def fail(self, error: Exception) -> None:
        """Give up."""
        self.error = error
        self.asked = None

    def take(self, index: int, outputs: Outputs) -> None:
        """Keep the outputs of one of its rows."""
        self._answers[index] = outputs

    def _ask(self, rows: Rows) -> None:
        self.asked = rows
        self._answers = [None] * len(rows.rows)

    def _attempt(self, work: Callable[[], None]) -> None:
        before = time.perf_counter()
        self.asked = None
        try:
            work()
        except StopIteration as end:
            self.value = end.value
        except Exception as error:  # noqa: BLE001 - one input's fault must not reach the others
            self.error = error
        self.seconds += time.perf_counter() - before


@dataclass(frozen=True, slots=True)
class _Place:
    """A row and whose it is."""

    member: Member
    index: int
    row: Row

    def size(self) -> int:
        return sum(array.size for array in self.row.values())


def rows_together(row: Row, free_bytes: int) -> int:
    """Return how many rows like this fit a batch when so much memory is free: a quarter of it is used at most.

    Sound goes one by one: a window of it fills the processor, and batches were slower.
    """
    needed, at_most = 1, ROWS_AT_MOST
    for array in row.values():
        if array.dtype.kind == "f":
            at_most = min(at_most, PICTURES_AT_MOST if array.ndim > 2 else 1)
            needed += array.size * BYTES_PER_PIXEL_VALUE
        else:
            needed = max(needed, array.size * BYTES_PER_TOKEN)  # ids, mask and types are the same tokens
    return max(1, min(at_most, min(free_bytes // 4, BATCH_BYTES_AT_MOST) // needed))


def full(members: Sequence[Member], free_bytes: int) -> bool:
    """Say whether the rows that are waited for fill a batch, so that no further input needs to be prepared."""
    asked = [member.asked for member in members if member.asked is not None and member.asked.rows]
    return bool(asked) and sum(len(rows.rows) for rows in asked) >= rows_together(asked[0].rows[0], free_bytes)


def play(model: LoadedModel, members: Sequence[Member]) -> None:
    """Answer every question of the members and let them go on to their next one."""
    asking = [(member, member.asked) for member in members if member.asked is not None]
    for batch, rows in _batches(asking, available_bytes()):
        try:
            session = model.session(rows.role)
        except Exception as error:  # noqa: BLE001 - told to everybody who needed it
            for place in batch:
                place.member.fail(error)
        else:
            _run(session, rows, batch)
    for member, _ in asking:
        member.go_on()


def _batches(asking: Sequence[tuple[Member, Rows]], free_bytes: int) -> Iterator[tuple[list[_Place], Rows]]:
    """Give batches of rows that can be stacked, similar sizes side by side."""
    groups: dict[object, tuple[Rows, list[_Place]]] = {}
    for member, rows in asking:
        for index, row in enumerate(rows.rows):
            key = (rows.role, rows.outputs, *((name, _rigid(array, name in rows.fill)) for name, array in row.items()))
            groups.setdefault(key, (rows, []))[1].append(_Place(member, index, row))
    for rows, places in groups.values():
        places.sort(key=_Place.size, reverse=True)
        start = 0
        while start < len(places):
            longest = places[start].size()
            alike = [place for place in places[start:] if place.size() >= longest * SHORTEST_TOGETHER]
            batch = alike[: rows_together(places[start].row, free_bytes)]
            yield batch, rows
            start += len(batch)


def _rigid(array: np.ndarray, may_grow: bool) -> tuple[int, ...]:
    """Return the part of a shape that rows of one batch must share."""
    return (-1, *array.shape[1:]) if may_grow else array.shape


def _run(session: Session, rows: Rows, batch: list[_Place]) -> None:
    """Run one batch; when it fails, run its halves, so that only the rows that cannot be run cost their input."""
    batch = [place for place in batch if place.member.error is None and not _unwanted(place.member)]
    if not batch:
        return
    before = time.perf_counter()
    interrupts = list({id(place.member): place.member.interrupt for place in batch}.values())
    try:
        outputs = _outputs(session, rows, [place.row for place in batch], interrupts)
    except Exception as error:  # noqa: BLE001 - kept for the input it belongs to
        if len(batch) == 1 or all(interrupt.cancelled for interrupt in interrupts):
            for place in batch:
                place.member.fail(_translated(error))
            return
        middle = len(batch) // 2
        _run(session, rows, batch[:middle])
        _run(session, rows, batch[middle:])
        return
    share = (time.perf_counter() - before) / len(batch)
    for number, place in enumerate(batch):
        place.member.take(place.index, tuple(output[number] for output in outputs))
        place.member.seconds += share


def _outputs(session: Session, rows: Rows, batch: list[Row], interrupts: list[Interrupt]) -> list[np.ndarray]:
    """Return the outputs [batch, …]; a graph for a fixed number of rows is run as often as it takes."""
    fixed = session.size(next(iter(batch[0])), 0) or len(batch)
    parts = []
    for start in range(0, len(batch), fixed):
        part = batch[start : start + fixed]
        part += part[-1:] * (fixed - len(part))
        feeds = {
            name: _stack([row[name] for row in part], rows.fill.get(name), session.size(name, 1)) for name in part[0]
        }
        parts.append(session.run(feeds, interrupts, *rows.outputs))
    outputs = parts[0] if len(parts) == 1 else [np.concatenate(output) for output in zip(*parts, strict=True)]
    for output in outputs:
        if len(output) < len(batch):
            raise ValueError("fewer answers than rows")  # one by one each row may well get its own
    return outputs


def _unwanted(member: Member) -> bool:
    if member.interrupt.cancelled:
        from desktop.core.errors import Cancelled

        member.fail(Cancelled())
    return member.interrupt.cancelled


def _translated(error: Exception) -> Exception:
    memory: EngineOutOfMemory | None = out_of_memory(error)
    return memory or error


def _stack(arrays: Sequence[np.ndarray], fill: int | None, length: int | None) -> np.ndarray:
    """Return [batch, …]; with `fill` the first axis grows to the longest of them, or to the `length` of the graph."""
    longest = len(arrays[0]) if fill is None else length or max(len(array) for array in arrays)
    if all(len(array) == longest for array in arrays):
        return np.stack(arrays) if len(arrays) > 1 else arrays[0][None]
    stacked = np.full((len(arrays), longest, *arrays[0].shape[1:]), fill, arrays[0].dtype)
    for place, array in zip(stacked, arrays, strict=True):
        place[: len(array)] = array
    return stacked


def available_bytes() -> int:
    """Return how much memory is free."""
    import psutil

    return int(psutil.virtual_memory().available)
