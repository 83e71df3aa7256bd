"""What can be wrong with a server, or with the way to it."""

from __future__ import annotations

import re
import threading
from dataclasses import dataclass, field
from typing import Literal

Kind = Literal[
    "reset",  # the connection breaks after `at` bytes of the body
    "close",  # it ends properly, but early
    "stall",  # it stays open and nothing more comes
    "silent",  # nothing comes at all
    "truncated",  # `at` bytes, and they say that this is all
    "longer",  # more than there is
    "flipped",  # one bit is another
    "zeros",  # so are all
    "no-range",  # whatever is asked for, all of it comes
    "past-the-end",  # 416
    "status",  # the number in `at`
    "portal",  # a page for people
    "redirect",  # to `where`
    "packed",  # gzip, though nobody wants it
    "slow",  # `at` bytes, then a while nothing
    "endless",  # without an end
]


@dataclass(kw_only=True)
class Fault:
    """One of them.

    Attributes:
        kind: which.
        path: pattern of the paths it happens at, with the query.
        at: after how many bytes; a number of a status.
        times: how often; None for always.
        headers: of an answer with a status.
        where: address of a redirect.
        pause_s: of a slow one, after each piece.
    """

    kind: Kind
    path: str = "."
    at: int = 0
    times: int | None = 1
    headers: dict[str, str] = field(default_factory=dict)
    where: str = ""
    pause_s: float = 0.01
    lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def strikes(self, path: str) -> bool:
        """Say whether it happens now; counts."""
        if not re.search(self.path, path):
            return False
        with self.lock:
            if self.times is None:
                return True
            self.times -= 1
            return self.times >= 0
