"""Thin widgets and item models: ask, show, never compute."""

import builtins

from desktop.ui.qt_signatures import late_signatures

with late_signatures():
    import PySide6.QtCore  # noqa: F401 - it replaces `__import__`

from desktop.ui import overrides

# PySide6 puts a function of its own before every import: it reads the source of each imported module to see whether
# it wants `__feature__`. Ilha never does; without it the window is there earlier (`bench --only start-first-paint`).
builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)

overrides.guard()
