"""What Qt calls of ours lets no error out.

An error that leaves such a method stays pending in PySide6 while Qt goes on, often to another object of ours. A method
that is looked up for the first time meanwhile loses a reference (`Sbk_GetPyOverride` of 6.11 takes one off what
`getOverride` only lent), and the process ends when an innocent page next uses it; below Python 3.12 errors that the
interpreter itself raises end it at once.
"""

from __future__ import annotations

import sys
from functools import wraps
from types import FunctionType
from typing import Any

from shiboken6 import Shiboken

_OTHERS = frozenset({"event", "eventFilter", "paint", "drawForeground", "data", "headerData", "sizeHint"})
"""What Qt calls besides what is named after an event."""


def guard() -> None:
    """See to every class of ours that is made from one of Qt's from now on."""
    Shiboken.Object.__init_subclass__ = classmethod(_guard_overrides)  # type: ignore[assignment,arg-type]


def _guard_overrides(cls: Any, **options: object) -> None:
    super(Shiboken.Object, cls).__init_subclass__(**options)
    for name, value in list(vars(cls).items()):
        if isinstance(value, FunctionType) and (name.endswith("Event") or name in _OTHERS):
            setattr(cls, name, _guarded(cls, value))


def _guarded(owner: Any, override: FunctionType) -> Any:
    """Report an error where all that nobody caught are reported, and answer as Qt itself does."""

    @wraps(override)
    def call(self: object, *arguments: object) -> object:
        try:
            return override(self, *arguments)
        except Exception as error:  # noqa: BLE001 - whatever it is
            sys.excepthook(type(error), error, error.__traceback__)
        try:
            return getattr(super(owner, self), override.__name__)(*arguments)
        except (NotImplementedError, RuntimeError):  # Qt leaves it to its subclasses, or has deleted the object
            return None

    return call
