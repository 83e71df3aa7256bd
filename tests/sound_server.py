"""A server of sound for a test: a loudspeaker that nobody hears, and a microphone that hears what it plays."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest

PATIENCE_S = 30.0
LOUDSPEAKER = "module-null-sink sink_name=loudspeaker rate=48000"
MICROPHONE = "module-remap-source source_name=microphone master=loudspeaker.monitor"
TONE = "module-sine frequency=440 sink=loudspeaker"


class SoundServer:
    """A running PulseAudio with a folder of its own; `variables` let a program find it, and it alone."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.variables = {
            "PULSE_SERVER": f"unix:{folder}/socket",
            "PULSE_RUNTIME_PATH": str(folder),
            "PULSE_STATE_PATH": str(folder),
            "XDG_RUNTIME_DIR": str(folder),
            "HOME": str(folder),
        }

    def run(self, *words: str) -> str:
        """Run a program that speaks to the server and return what it says."""
        with (self.folder / "said").open("w+", encoding="utf-8") as said:  # no pipe, which a server would hold open
            done = subprocess.run(
                words,
                check=False,
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=subprocess.STDOUT,
                timeout=PATIENCE_S,
                env={**os.environ, **self.variables},
            )
            said.seek(0)
            answer = said.read()
        assert done.returncode == 0, answer
        return answer

    def load(self, module: str) -> str:
        """Load a module and return its number."""
        return self.run("pactl", "load-module", *module.split()).strip()

    def unload(self, number: str) -> None:
        """Take a module away."""
        self.run("pactl", "unload-module", number)


@contextmanager
def sound_server(folder: Path) -> Iterator[SoundServer]:
    """Start a server that has neither a loudspeaker nor a microphone yet, and end it after the block."""
    missing = [program for program in ("pulseaudio", "pactl") if shutil.which(program) is None]
    if missing and os.environ.get("CI"):
        pytest.fail(f"not installed: {', '.join(missing)}")
    if missing:
        pytest.skip(f"not installed: {', '.join(missing)}")
    server = SoundServer(folder)
    server.run(
        "pulseaudio",
        "-n",
        "--daemonize=yes",  # it returns when the server is ready
        "--exit-idle-time=60",  # should nobody end it
        "--disable-shm=yes",
        f"--load=module-native-protocol-unix socket={folder}/socket auth-anonymous=1",
    )
    process = psutil.Process(int((folder / "pid").read_text("ascii")))
    try:
        yield server
    finally:
        process.kill()
        psutil.wait_procs([process], PATIENCE_S)
