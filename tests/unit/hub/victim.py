"""A program that downloads and is killed in the middle: `python -m tests.unit.hub.victim HOME URL`.

For each line with a number of seconds it forks, the child downloads and is killed by SIGKILL after that time, if it is
not done before; the answer is a line with the child's exit status. For an empty line it downloads itself, so that no
child has to import anything after it.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from pathlib import Path

from desktop.core.network import DownloadElsewhere
from desktop.hub import client, door, download, patience
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
    door.READ_S = 60.0  # as long as the server keeps it waiting, however slow those are who look at it meanwhile
    for line in sys.stdin:
        if not line.strip():
            print(_download(home, url), flush=True)
            continue
        child = os.fork()
        if not child:
            _live(home, url, float(line))
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


def _live(home: Home, url: str, seconds: float) -> None:
    def kill() -> None:
        threading.Event().wait(seconds)
        os.kill(os.getpid(), signal.SIGKILL)

    threading.Thread(target=kill, daemon=True).start()
    status = 1
    try:
        status = _download(home, url)
    finally:
        os._exit(status)


def _download(home: Home, url: str) -> int:
    gate = Gate(lambda: "allowed", "command-line")
    hub = client.Hub(home, lambda: Settings(network="allowed", hub=url), gate)
    try:
        download.Download(hub, WORDS, inspector=Trusting()).run()
    except DownloadElsewhere:
        return ELSEWHERE
    finally:
        hub.close()
    return DONE


if __name__ == "__main__":
    main()
