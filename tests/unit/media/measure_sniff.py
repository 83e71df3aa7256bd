"""Compare recognition with puremagic and filetype on the table of samples: `python -m tests.unit.media.measure_sniff`.

Families are counted generously for the libraries: a broad one (`image/…`) by the media type's first half, everything
else when their answer is any of the names in use for the format. filetype is measured only where it is installed.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from desktop.core.media import MediaKind
from desktop.media.sniff import recognise
from tests.unit.media.samples import SAMPLES, Sample

ROUNDS = 20
_BROAD = {"image", "audio", "video", "font", "text"}
_FAMILIES = {
    MediaKind.TEXT: ("json", "xml", "subrip"),
    MediaKind.AUDIO: ("ogg",),
    MediaKind.VIDEO: ("ogg",),
    MediaKind.PDF: ("pdf",),
    MediaKind.DOCUMENT: ("wordprocessing", "presentation", "opendocument.text", "epub", "rtf", "msword", "ole"),
    MediaKind.TABLE: ("csv", "ndjson", "tab-sep", "spreadsheet", "sqlite", "parquet"),
    MediaKind.ARCHIVE: ("zip", "7z", "tar", "xz", "bzip2", "rar", "zstd"),
    MediaKind.MODEL: ("onnx", "safetensors", "gguf"),
    MediaKind.FONT: ("font",),
    MediaKind.PROGRAM: ("elf", "executable", "msdownload", "wasm", "dosexec"),
}


def right(sample: Sample, mime: str) -> bool:
    """Say whether `mime` names the family of `sample`; silence is right for what is empty or unknown."""
    if sample.kind in {MediaKind.EMPTY, MediaKind.UNKNOWN}:
        return mime in {"", "application/octet-stream", "application/x-empty"}
    if mime.partition("/")[0] == sample.kind.value and sample.kind.value in _BROAD:
        return True
    return any(word in mime for word in _FAMILIES.get(sample.kind, ()))


def by_puremagic(path: Path) -> str:
    import puremagic

    try:
        return str(puremagic.from_file(path, mime=True))
    except (LookupError, ValueError):
        return ""


def by_filetype(path: Path) -> str:
    import filetype  # type: ignore[import-not-found, import-untyped, unused-ignore]

    return str(filetype.guess_mime(str(path)) or "")


def by_ilha(path: Path) -> str:
    return recognise(path).mime


def import_ms(statement: str) -> float:
    """Return the median time of `statement` in fresh interpreters that have what the program always has."""
    have = "import csv, json, pathlib, time, desktop.core.errors, desktop.core.media"
    code = f"{have}; start = time.perf_counter(); {statement}; print(time.perf_counter() - start)"
    runs = [subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True) for _ in range(5)]
    return statistics.median(float(run.stdout) for run in runs) * 1000


def measure(name: str, ask: Callable[[Path], str], statement: str, folder: Path) -> str:
    paths = [folder / sample.name for sample in SAMPLES]
    wrong = [sample.name for sample in SAMPLES if not right(sample, ask(folder / sample.name))]
    times = []
    for path in paths:
        start = time.perf_counter()
        for _ in range(ROUNDS):
            ask(path)
        times.append((time.perf_counter() - start) / ROUNDS * 1000)
    families = f"{len(SAMPLES) - len(wrong)} of {len(SAMPLES)}"
    line = f"{name:<10} {families:>9} {statistics.mean(times):>9.2f} {max(times):>9.2f} {import_ms(statement):>9.0f}"
    return f"{line}   wrong: {', '.join(wrong) or 'none'}"


def main() -> None:
    print(f"{'':10} {'families':>9} {'ms mean':>9} {'ms most':>9} {'import ms':>9}")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for sample in SAMPLES:
            (folder / sample.name).write_bytes(sample.content)
        print(measure("this", by_ilha, "import desktop.media.sniff", folder))
        print(measure("puremagic", by_puremagic, "import puremagic", folder))
        try:
            print(measure("filetype", by_filetype, "import filetype", folder))
        except ModuleNotFoundError:
            print("filetype is not installed here")


if __name__ == "__main__":
    main()
