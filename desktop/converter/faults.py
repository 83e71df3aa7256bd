"""What ends a conversion, in words for people."""

from __future__ import annotations

import errno
import os
import traceback

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_FULL_WORDS = tuple(os.strerror(number) for number in sorted(_FULL))
_MEMORY_WORDS = ("allocate memory", "bad_alloc", "bad allocation")
"""How native code says it, which raises no `OSError` and no `MemoryError`."""
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
    """Return the fault that an exception stands for; the log gets all of what nobody foresaw."""
    if isinstance(error, Fault):
        return error
    if lacking := lack(error):
        return lacking
    traceback.print_exception(error)
    return failed(f"The converter met something it does not know ({type(error).__name__}: {said_by(error)}).")


def lack(error: BaseException) -> Fault | None:
    """Return the fault of a computer that is too small, where the exception tells of that and not of the model."""
    text = str(error)
    if getattr(error, "errno", None) in _FULL or any(words in text for words in _FULL_WORDS):
        return Fault("storage-full", "The disk is full.", "Free some space and try again.")
    if isinstance(error, MemoryError) or any(words in text for words in _MEMORY_WORDS):
        return Fault(
            "engine-out-of-memory",
            "There was not enough memory to convert this model.",
            "Close other programs, or choose a smaller model.",
        )
    return None


def said_by(error: BaseException) -> str:
    """Return the first sentence of what a library said, without its last full stop."""
    line = (str(error).strip().splitlines() or [type(error).__name__])[0]
    sentence = line.partition(". ")[0].rstrip(". ")
    return sentence if len(sentence) <= _LONGEST else f"{sentence[:_LONGEST]}…"
