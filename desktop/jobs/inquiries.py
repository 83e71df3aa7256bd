"""Questions of threads that wait until somebody at the window answers them."""

from __future__ import annotations

import itertools
import queue
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.hub.gate import Question


@dataclass(frozen=True, slots=True, kw_only=True)
class Inquiry:
    """A question that somebody waits for the answer to."""

    number: int
    question: Question


class Inquiries:
    """The open ones."""

    def __init__(self, show: Callable[[Inquiry], object], is_wanted: Callable[[Question], bool]) -> None:
        """`show` is called on the thread that asks, unless the errand was given up meanwhile."""
        self._show = show
        self._is_wanted = is_wanted
        self._numbers = itertools.count(1)
        self._lock = threading.Lock()
        self._open: dict[int, tuple[Question, queue.SimpleQueue[bool]]] = {}
        self._closed = False

    def ask(self, question: Question) -> bool:
        """Have somebody asked, and wait for the answer."""
        waiting: queue.SimpleQueue[bool] = queue.SimpleQueue()
        number = next(self._numbers)
        with self._lock:
            if self._closed:
                return False
            self._open[number] = (question, waiting)
        if not self._is_wanted(question):
            self.answer(number, allowed=False)
            return False
        self._show(Inquiry(number=number, question=question))
        return waiting.get()

    def answer(self, number: int, *, allowed: bool) -> None:
        """Answer a question; one that nobody waits for any more is ignored."""
        with self._lock:
            _, waiting = self._open.pop(number, (None, None))
        if waiting is not None:
            waiting.put(allowed)

    def withdraw(self, subject: str, reason: str) -> None:
        """Answer the questions of an errand that was given up."""
        for number, question in self._listed():
            if (question.subject, question.reason) == (subject, reason):
                self.answer(number, allowed=False)

    def close(self) -> None:
        """Answer all questions, also later ones."""
        with self._lock:
            self._closed = True
        for number, _ in self._listed():
            self.answer(number, allowed=False)

    def _listed(self) -> list[tuple[int, Question]]:
        with self._lock:
            return [(number, question) for number, (question, _) in self._open.items()]
