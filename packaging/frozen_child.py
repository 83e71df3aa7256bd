"""Runs first in the packaged program: PyInstaller's hook for the children of multiprocessing, where there may be one.

A child is started with arguments. The hook imports what a window without any does not need for its first paint.
"""

import sys

if len(sys.argv) > 1:
    import pyi_rth_multiprocessing  # type: ignore[import-not-found]  # noqa: F401 - its import is its work
