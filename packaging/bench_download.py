"""Speed and memory of a download, by the program's own transfer from a server on this computer.

Run as `python -m bench_download fetch HOME URL`: prints seconds and the most memory it took.
"""

from __future__ import annotations

import json
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bench_figures import Measured

BYTES, FEW_BYTES = 1_000_000_000, 50_000_000
ROUNDS = 5
REPO = "isle/large"
_PIECE_BYTES = 10_000_000


def speed() -> Mapping[str, Measured]:
    """Measure a gigabyte fetched, compared with its digest and written down, beside curl followed by sha256sum."""
    from bench_figures import Unmeasurable, interleaved, of_rounds

    if not shutil.which("curl") or not shutil.which("sha256sum"):
        raise Unmeasurable("curl and sha256sum are not here")
    with _place() as place, _served(place, BYTES) as (url, file):
        pairs = interleaved(lambda: _fetch(place, url)[0], lambda: _by_hand(place, file), rounds=ROUNDS)
    return {"download": of_rounds(pairs)}


def memory() -> Mapping[str, Measured]:
    """Measure the most memory that a gigabyte takes, beside a twentieth of it."""
    from bench_figures import Measured

    found = []
    for size in (BYTES, FEW_BYTES):
        with _place() as place, _served(place, size) as (url, _):
            found.append(_fetch(place, url)[1] / 1e6)
    large, small = found
    return {"download-memory": Measured(value=large, limit=small, ratio=large / small)}


@contextmanager
def _place() -> Iterator[Path]:
    """Give a folder in memory where there is one: the disk is not what is measured."""
    memory_disk = Path("/dev/shm")  # noqa: S108 - a folder of our own is made in it
    with tempfile.TemporaryDirectory(dir=memory_disk if memory_disk.is_dir() else None) as place:
        yield Path(place)


@contextmanager
def _served(place: Path, size: int) -> Iterator[tuple[str, str]]:
    """Serve a file of this size; gives the address of the server and that of the file."""
    import random

    file = place / "weights"
    piece = random.Random(size).randbytes(_PIECE_BYTES)  # noqa: S311 - the same bytes each time
    with file.open("wb") as out:
        for _ in range(size // _PIECE_BYTES):
            out.write(piece)
    command = [sys.executable, "-m", "tests.hub_server", str(file)]
    root = Path(__file__).resolve().parents[1]
    with subprocess.Popen(command, cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdin is not None
        assert server.stdout is not None
        try:
            url, address = server.stdout.readline().split()
            yield url, address
        finally:
            server.stdin.close()


def _fetch(place: Path, url: str) -> tuple[float, float]:
    from bench_figures import Broken

    home = place / "home"
    command = [sys.executable, "-m", "bench_download", "fetch", str(home), url]
    done = subprocess.run(command, cwd=Path(__file__).parent, capture_output=True, text=True, check=False)
    shutil.rmtree(home, ignore_errors=True)
    if done.returncode:
        raise Broken(done.stderr.strip()[-500:])
    seconds, most_bytes = json.loads(done.stdout)
    return seconds, most_bytes


def _by_hand(place: Path, address: str) -> float:
    target = str(place / "fetched")
    began = time.monotonic()
    subprocess.run(["curl", "--silent", "--fail", "--output", target, address], check=True)
    subprocess.run(["sha256sum", target], check=True, stdout=subprocess.DEVNULL)
    seconds = time.monotonic() - began
    Path(target).unlink()
    return seconds


def fetch(home: str, url: str) -> None:
    """Fetch the model at `url` into a home, and print how long that took and how much memory."""
    from desktop.hub.client import Hub
    from desktop.hub.explanation import explain
    from desktop.hub.gate import Gate
    from desktop.hub.listing import fetch_listing
    from desktop.hub.pending import add_pending
    from desktop.hub.transfer import Transfer
    from desktop.state.paths import find_home
    from desktop.state.settings import Settings

    place = find_home(home).make()
    hub = Hub(place, lambda: Settings(hub=url), Gate(lambda: "allowed", "command-line"))
    with hub.connect("download", REPO) as connection:
        explanation = explain(fetch_listing(connection, REPO))
        pending = add_pending(place, explanation, explanation.variants[0], "")
        began = time.monotonic()
        Transfer(connection, pending, lambda _: None).run()
        seconds = time.monotonic() - began
    hub.close()
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    print(json.dumps([seconds, most]))


COMMANDS: Mapping[str, Callable[[str, str], None]] = {"fetch": fetch}

if __name__ == "__main__":
    COMMANDS[sys.argv[1]](*sys.argv[2:])
