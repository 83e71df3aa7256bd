"""A program that downloads and is killed in the middle: `python -m tests.unit.hub.victim HOME URL`.

It loads everything once. For each line with a number of seconds it forks, the child downloads and is killed by SIGKILL
after that time, if it is not done before; the answer is a line with the child's exit status.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from pathlib import Path

from desktop.core.network import DownloadElsewhere
from desktop.hub import client, download, patience
from desktop.hub.gate import Gate
from desktop.state.paths import Home
from desktop.state.settings import Settings
from tests.unit.hub.network import WORDS, Trusting

DONE, ELSEWHERE = 0, 7


def main() -> None:
    """Read lines until there are no more."""
    root, url = sys.argv[1:3]
    home = Home(root=Path(root), models=Path(root) / "models")
    client._prepare_library()
    patience._FIRST_S = 0.01
    for line in sys.stdin:
        child = os.fork()
        if not child:
            _download(home, url, float(line))
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


def _download(home: Home, url: str, seconds: float) -> None:
    def kill() -> None:
        threading.Event().wait(seconds)
        os.kill(os.getpid(), signal.SIGKILL)

    threading.Thread(target=kill, daemon=True).start()
    status = 1
    try:
        gate = Gate(lambda: "allowed", "command-line")
        hub = client.Hub(home, lambda: Settings(network="allowed", hub=url), gate)
        download.Download(hub, WORDS, inspector=Trusting()).run()
        status = DONE
    except DownloadElsewhere:
        status = ELSEWHERE
    finally:
        os._exit(status)


if __name__ == "__main__":
    main()
