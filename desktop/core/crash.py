"""What is left of a crash, and may be shown to strangers: which code failed, and no word of what it worked on.

Messages of exceptions quote what they stumbled over, such as a file name or a line of a file, so they are left out;
what is said of the code comes from its own files.
"""

from __future__ import annotations

import sys
from contextlib import suppress
from pathlib import PurePath

_PARTS = 3
"""Of the path of a source file; those before them name the user."""


def trace(error: BaseException, *, quoting: bool = False) -> str:
    """Return the places in the code and the kinds of an exception and of those behind it, the last one last.

    With `quoting` the messages are there: for work on models, which are nobody's secret.
    """
    import traceback

    lines = list[str]()
    for link in reversed(_chain(error)):
        for place in traceback.extract_tb(link.__traceback__):
            lines.append(f"  {short_path(place.filename)}:{place.lineno} {place.name}: {place.line}")
        lines.append(f"{_kind(link)}: {link}" if quoting else _kind(link))
    return "\n".join(lines) + "\n"


def short_path(source: str) -> str:
    """Return the end of the path of a source file."""
    return "/".join(PurePath(source).parts[-_PARTS:])


def _chain(error: BaseException) -> list[BaseException]:
    """Return an exception and those that it was raised from, or while."""
    links = [error]
    while (behind := links[-1].__cause__ or _context(links[-1])) is not None and behind not in links:
        links.append(behind)
    return links


def _context(error: BaseException) -> BaseException | None:
    return None if error.__suppress_context__ else error.__context__


def no_dumps() -> None:
    """Have the system write no memory of this process, nor of those it starts, to the disk when they crash."""
    if sys.platform != "win32":
        import resource

        with suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _kind(error: BaseException) -> str:
    kind = type(error)
    return kind.__qualname__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__qualname__}"
