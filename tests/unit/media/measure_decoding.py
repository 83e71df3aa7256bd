"""What an hour of AAC costs to decode, by our door and by ffmpeg: `python -m tests.unit.media.measure_decoding`."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from desktop.media.decoding import DOOR, RATE_HZ

SECONDS = 3600
_FORM = ("-ac", "1", "-ar", str(RATE_HZ), "-f", "s16le", "pipe:1")


def main() -> None:
    """Print wall time, processor time, memory and length of what was decoded."""
    with tempfile.TemporaryDirectory() as folder:
        hour = Path(folder, "hour.m4a")
        noise = f"anoisesrc=d={SECONDS}:r=44100:a=0.2:c=pink"
        made = [
            "ffmpeg",
            "-v",
            "error",
            "-f",
            "lavfi",
            "-i",
            noise,
            "-ac",
            "2",
            "-c:a",
            "aac",
            "-b:a",
            "96k",
            str(hour),
        ]
        subprocess.run(made, check=True)
        ways = {
            "QtMultimedia": [sys.executable, "-m", "desktop", DOOR, str(RATE_HZ)],
            "ffmpeg": ["ffmpeg", "-nostdin", "-v", "error", "-i", str(hour), *_FORM],
        }
        print(f"{hour.stat().st_size / 1e6:.0f} MB, {SECONDS} s of AAC in stereo at 44.1 kHz")
        for name, command in ways.items():
            target = Path(folder, "samples")
            begun = time.perf_counter()
            with hour.open("rb") as source, target.open("wb") as samples:
                process = subprocess.Popen(command, stdin=source, stdout=samples, stderr=subprocess.DEVNULL)
                _, status, used = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            assert process.returncode == 0
            wall, cpu = time.perf_counter() - begun, used.ru_utime + used.ru_stime
            length = target.stat().st_size / 2 / RATE_HZ
            print(f"{name:<13} {wall:5.1f} s, processor {cpu:5.1f} s, {used.ru_maxrss / 1024:4.0f} MB, {length:.2f} s")


if __name__ == "__main__":
    main()
