"""Entry point: `ilha` and `python -m desktop`.

A spawned engine imports this module again, so only the standard library is imported at module level.
"""

import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.state.paths import Home


def main() -> int:
    """Open the window, or with arguments act as the command line; returns the exit status."""
    if getattr(sys, "frozen", False):
        import multiprocessing

        multiprocessing.freeze_support()
    # Official onnxruntime wheels upload telemetry unless this is set before the library is loaded.
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"
    if len(sys.argv) == 1:
        from desktop.state.paths import find_home

        try:
            home = find_home().make()
        except OSError:
            pass  # the command line explains it
        else:
            return _open_window(home, [])
    from desktop import cli

    return cli.main(sys.argv[1:], _open_window)


def _open_window(home: "Home", paths: "list[Path]") -> int:
    import desktop.tasks
    import desktop.ui

    desktop.tasks.registry()
    from desktop import app

    return app.run(home, paths)


if __name__ == "__main__":
    sys.exit(main())
