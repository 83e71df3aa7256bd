"""Runs first in the packaged program: PyInstaller's hooks for multiprocessing and inspect, in children alone.

A child is started with arguments. The hooks import what a window without any does not need for its first paint.
"""

import os
import sys

if sys.platform == "linux":
    # The loader has found the program's libraries. Other programs that are started from here are not to find them, and
    # children of the program look for them anew.
    os.environ.pop("LD_LIBRARY_PATH", None)
    if "LD_LIBRARY_PATH_ORIG" in os.environ:
        os.environ["LD_LIBRARY_PATH"] = os.environ.pop("LD_LIBRARY_PATH_ORIG")
    os.environ["PYINSTALLER_RESET_ENVIRONMENT"] = "1"
if len(sys.argv) > 1:
    import pyi_rth_inspect  # type: ignore[import-not-found]  # noqa: F401 - its import is its work
    import pyi_rth_multiprocessing  # type: ignore[import-not-found]  # noqa: F401 - as above
