"""faster-whisper on the weights that whisper-base was made of: `WEIGHTS THREADS BEAMS FILE`.

Run by the Python of `.venv-faster-whisper`. Nothing of one window is told to the next, as our side does it, and pauses
are left out.
"""

from __future__ import annotations

import importlib
import sys

import bench_bare


def main(weights: str, threads: str, beams: str, file: str) -> int:
    """Write down a file once for every line on standard input."""
    package = importlib.import_module("faster_whisper")
    model = package.WhisperModel(weights, device="cpu", compute_type="int8", cpu_threads=int(threads) or 2)

    def run() -> str:
        found, _ = model.transcribe(file, beam_size=int(beams), condition_on_previous_text=False, vad_filter=True)
        return " ".join(segment.text for segment in found)

    return bench_bare.serve_costs(run)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
