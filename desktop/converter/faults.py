"""What ends a conversion, in words for people."""

from __future__ import annotations

import errno
import traceback

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
_LONGEST = 240


class Fault(Exception):
    """The conversion cannot go on; `code`, `message` and `hint` are what the last line on standard output says."""

    def __init__(self, code: str, message: str, hint: str) -> None:
        """Keep the three."""
        super().__init__(f"{message} {hint}")
        self.code = code
        self.message = message
        self.hint = hint


def incompatible(message: str, hint: str = "Choose another model, or another form of this one.") -> Fault:
    """Return the fault of a folder that holds something else than a model this program can convert."""
    return Fault("model-incompatible", message, hint)


def incomplete(message: str, hint: str = "Fetch the whole model again, with its large files.") -> Fault:
    """Return the fault of a model that lacks a file or a part of one."""
    return Fault("model-incomplete", message, hint)


def failed(message: str, hint: str = "Choose another model for this task.") -> Fault:
    """Return the fault of a model that was understood and did not come out right."""
    return Fault("conversion-failed", message, hint)


def named(error: Exception) -> Fault:
    """Return the fault that an exception stands for; the log gets all of it."""
    text = str(error)
    if isinstance(error, OSError) and error.errno in _FULL:
        return Fault("storage-full", "The disk is full.", "Free some space and try again.")
    if isinstance(error, MemoryError) or "allocate memory" in text or "bad_alloc" in text:
        return Fault(
            "engine-out-of-memory",
            "There was not enough memory to convert this model.",
            "Close other programs, or choose a smaller model.",
        )
    traceback.print_exception(error)
    return Fault(
        "conversion-failed",
        f"The converter met something it does not know ({type(error).__name__}: {said_by(error)}).",
        "Choose another model for this task.",
    )


def said_by(error: BaseException) -> str:
    """Return the first sentence of what a library said, without its last full stop."""
    line = (str(error).strip().splitlines() or [type(error).__name__])[0]
    sentence = line.partition(". ")[0].rstrip(". ")
    return sentence if len(sentence) <= _LONGEST else f"{sentence[:_LONGEST]}…"
