"""The log of a home: readable by its owner alone, and without a word of what the program worked on."""

from __future__ import annotations

import io
import logging
from logging.handlers import RotatingFileHandler
from typing import TYPE_CHECKING

from desktop.core.crash import trace
from desktop.state.files import private

if TYPE_CHECKING:
    from desktop.state.paths import Home

_NAME = "ilha"
_BYTES_AT_MOST = 1_000_000
window = logging.getLogger(f"{_NAME}.window")


class _Lines(logging.Formatter):
    """Exceptions are written without their messages, which quote files."""

    def formatException(self, ei: object) -> str:  # noqa: N802 - the library's name
        """Write which code failed."""
        error = ei[1] if isinstance(ei, tuple) else None
        return trace(error).rstrip("\n") if isinstance(error, BaseException) else ""


class _Log(RotatingFileHandler):
    def _open(self) -> io.TextIOWrapper:
        return open(self.baseFilename, self.mode, encoding=self.encoding, opener=private)  # type: ignore[return-value] # of a text


def log_to(home: Home) -> None:
    """Write the log of this program to a home, if it is not written yet and can be."""
    logger = logging.getLogger(_NAME)
    if not logger.handlers:
        try:
            handler = _Log(home.logs / "window.log", maxBytes=_BYTES_AT_MOST, backupCount=2, encoding="utf-8")
        except OSError:  # better without than no window
            return
        handler.setFormatter(_Lines("%(asctime)s %(levelname)s %(name)s: %(message)s"))
        logger.addHandler(handler)
        logger.setLevel(logging.INFO)


def close_log() -> None:
    """Let the file of the log go."""
    logger = logging.getLogger(_NAME)
    for handler in tuple(logger.handlers):
        logger.removeHandler(handler)
        handler.close()
