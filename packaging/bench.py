"""Measure speed and memory against bare limits: `python3 packaging/dev.py bench [--json] [--only NAME…] [--quick]`.

Every figure is measured beside its limit in the same run, so that the ratio holds on any machine. Exit status 1 when a
budget is missed.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import bench_chat
import bench_cluster
import bench_download
import bench_memory
import bench_models
import bench_package
import bench_responsive
import bench_search
import bench_speech
import bench_start
import bench_tables
import bench_wall
import bench_worker
import bench_writing
from bench_figures import (
    Broken,
    Figure,
    Measured,
    Spec,
    Unmeasurable,
    broken,
    judge,
    left_out,
    passed,
    table,
    to_json,
)


@dataclass(frozen=True, kw_only=True)
class Group:
    """Figures that come from the same measurement.

    Attributes:
        specs: what is found.
        measure: finds it, by name.
        long: it takes more than a minute; `--quick` leaves it out.
    """

    specs: tuple[Spec, ...]
    measure: Callable[[], Mapping[str, Measured]]
    long: bool = False


def _bare(name: str, what: str) -> Spec:
    return Spec(name=f"{name}-bare", what=f"{what}, against a bare loop over onnxruntime", unit="ms", budget=1.10)


def _writing(name: str, size: str, optimum: float) -> tuple[Spec, ...]:
    what = f"a token by a network of the size of {size} in int8"
    rivals = {
        "bare": ("a bare loop over onnxruntime", 1.10),
        "optimum": ("optimum's generate on the same files", optimum),
        "torch": ("torch's generate in float32", 0.33),
    }
    return tuple(
        Spec(name=f"{name}-{rival}", what=f"{what}, against {limit}", unit="ms", budget=budget)
        for rival, (limit, budget) in rivals.items()
    )


def _speech() -> tuple[Spec, ...]:
    """Return what is measured of three minutes of speech beside faster-whisper on the same weights."""
    limits = {
        "wall": ("seconds", "s", 0.85),
        "processor": ("processor seconds", "s", 1.2),
        "memory": ("memory", "MB", 2.0),
    }
    return tuple(
        Spec(
            name=f"speech-{beams}-{name}",
            what=f"{what} of three minutes of speech, {beams} followed at once, against faster-whisper in int8",
            unit=unit,
            budget=budget,
        )
        for beams in bench_speech.BEAMS
        for name, (what, unit, budget) in limits.items()
    )


def _torch(name: str, what: str, budget: float) -> Spec:
    return Spec(name=f"{name}-torch", what=f"{what}, against torch in float32", unit="ms", budget=budget)


GROUPS: tuple[Group, ...] = (
    Group(
        specs=(
            Spec(
                name="start-first-paint",
                what="from process start to first paint, against a bare window with a list and an editor",
                unit="ms",
                budget=1.5,
            ),
            Spec(
                name="memory-first-paint",
                what="resident memory at the first paint, against the same window",
                unit="MB",
                budget=1.25,
            ),
        ),
        measure=bench_start.first_paint,
    ),
    Group(specs=bench_package.SPECS, measure=bench_package.packages, long=True),
    Group(
        specs=(
            Spec(
                name="sentiment-lines",
                what="one line of a file of 200, by the warm worker, against a loop over tokenizers and onnxruntime",
                unit="ms",
                budget=1.10,
            ),
        ),
        measure=bench_worker.sentiment_lines,
    ),
    Group(
        specs=(
            Spec(
                name="classify-photos",
                what="one photo of a request of 50, by the warm worker, against a loop with the same preprocessing",
                unit="ms",
                budget=1.10,
            ),
        ),
        measure=bench_worker.classify_photos,
    ),
    *(
        Group(specs=(_bare(name, what), _torch(name, what, budget)), measure=measure, long=True)
        for name, what, budget, measure in (
            ("distilbert", "one of 32 texts of 128 tokens by a DistilBERT in int8", 0.5, bench_models.distilbert),
            ("vit-base", "one photo by a ViT-base in int8", 0.5, bench_models.vit_base),
            ("yolos-tiny", "one photo by a YOLOS-tiny in int8", 0.5, bench_models.yolos_tiny),
            ("minilm", "one of 32 texts of 64 tokens by the starter MiniLM", 1.0, bench_models.minilm),
        )
    ),
    Group(specs=_writing("marian", "opus-mt", 0.55), measure=bench_writing.marian, long=True),
    Group(specs=_writing("whisper-base", "whisper-base", 0.55), measure=bench_writing.whisper, long=True),
    Group(specs=_writing("qwen2", "Qwen2-0.5B", 1.0), measure=bench_writing.qwen2, long=True),
    Group(
        specs=(
            Spec(
                name="qwen2-float-optimum",
                what="a token by a network of the size of Qwen2-0.5B in float32, against optimum's generate",
                unit="ms",
                budget=1.0,
            ),
        ),
        measure=bench_writing.qwen2_float,
        long=True,
    ),
    Group(
        specs=(
            Spec(
                name="qwen2-q4-optimum",
                what="a token by a network of the size of Qwen2-0.5B in 4 bits, against optimum's generate",
                unit="ms",
                budget=0.65,
            ),
        ),
        measure=bench_writing.qwen2_four_bits,
        long=True,
    ),
    Group(
        specs=(
            Spec(
                name="translate-sentence",
                what="a sentence by the starter model on one thread, against Bergamot's engine on the same weights",
                unit="ms",
                budget=1.3,
            ),
        ),
        measure=bench_writing.sentences,
    ),
    Group(
        specs=(
            Spec(
                name="translate-document",
                what="a line of a document of 1,000 by the starter model, against Bergamot's batches",
                unit="ms",
                budget=2.0,
            ),
        ),
        measure=bench_writing.document,
        long=True,
    ),
    Group(
        specs=(
            Spec(
                name="translate-threads",
                what="a sentence on the threads that the engine chooses, against the better of one and two",
                unit="ms",
                budget=1.10,
            ),
        ),
        measure=bench_writing.threads,
    ),
    Group(
        specs=(
            Spec(
                name="translate-memory",
                what="resident memory after a document of 1,000 lines five times, against once",
                unit="MB",
                budget=1.10,
            ),
        ),
        measure=bench_writing.memory,
        long=True,
    ),
    Group(
        specs=(
            Spec(
                name="speech-hour",
                what="an hour of speech written down on two threads, against the hour",
                unit="s",
                budget=0.08,
            ),
            Spec(
                name="speech-hour-memory",
                what="most resident memory in that hour, against its first five minutes",
                unit="MB",
                budget=1.10,
            ),
        ),
        measure=bench_speech.hour,
        long=True,
    ),
    Group(specs=_speech(), measure=bench_speech.rival, long=True),
    *(Group(specs=specs, measure=measure, long=True) for specs, measure in bench_chat.FIGURES),
    *(Group(specs=specs, measure=measure, long=True) for specs, measure in bench_cluster.FIGURES),
    Group(
        specs=(
            Spec(
                name="files-together",
                what="one of 32 small texts in one request, against a request for each",
                unit="ms",
                budget=1.0,
            ),
        ),
        measure=bench_models.together,
    ),
    Group(
        specs=(
            Spec(
                name="index-passages",
                what="a passage of files of 10,000, read, cut, made a vector of and written down, against a bare loop",
                unit="ms",
                budget=1.25,
            ),
        ),
        measure=bench_search.reading,
        long=True,
    ),
    Group(
        specs=(
            Spec(
                name="search-passages",
                what="a search among 100,000 passages, best of three, against the bare product of their vectors",
                unit="ms",
                budget=50.0,
                absolute=True,
            ),
        ),
        measure=bench_search.searching,
    ),
    Group(specs=bench_tables.SPECS, measure=bench_tables.rows),
    Group(specs=bench_tables.LONG_SPECS, measure=bench_tables.many_rows, long=True),
    Group(specs=bench_tables.WINDOW_SPECS, measure=bench_tables.window, long=True),
    Group(
        specs=(
            Spec(
                name="memory-after-unload",
                what="resident memory after a DistilBERT ran and was let go, against before it was loaded",
                unit="MB",
                budget=1.2,
            ),
        ),
        measure=bench_memory.after_unload,
        long=True,
    ),
    Group(
        specs=(
            Spec(
                name="download",
                what="a gigabyte from a server on this computer with its digest, against curl and then sha256sum",
                unit="s",
                budget=1.25,
            ),
        ),
        measure=bench_download.speed,
    ),
    Group(
        specs=(
            Spec(
                name="download-memory",
                what="most memory of a download of a gigabyte, against one of 50 MB",
                unit="MB",
                budget=1.05,
            ),
        ),
        measure=bench_download.memory,
    ),
    *(Group(specs=(spec,), measure=measure) for spec, measure in bench_wall.FIGURES),
    *(Group(specs=(spec,), measure=measure) for spec, measure in bench_responsive.FIGURES),
)


def names(groups: Sequence[Group] = GROUPS) -> list[str]:
    """Return the names of all figures, in their order."""
    return [spec.name for group in groups for spec in group.specs]


def measure(group: Group, wanted: Sequence[str], *, quick: bool) -> list[Figure]:
    """Measure a group and judge the figures that are wanted."""
    specs = [spec for spec in group.specs if spec.name in wanted]
    if not specs:
        return []
    if quick and group.long:
        return [left_out(spec, "takes more than a minute, and --quick was given") for spec in specs]
    try:
        found = group.measure()
    except Unmeasurable as reason:
        return [left_out(spec, str(reason)) for spec in specs]
    except Broken as reason:
        return [broken(spec, str(reason)) for spec in specs]
    return [judge(spec, found[spec.name]) for spec in specs]


def parse(arguments: Sequence[str], groups: Sequence[Group] = GROUPS) -> argparse.Namespace:
    """Read the arguments; wrong ones end the program with status 2."""
    parser = argparse.ArgumentParser(prog="dev.py bench", description="Measure speed and memory against bare limits.")
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of a table")
    parser.add_argument(
        "--only", nargs="+", choices=names(groups), default=names(groups), metavar="NAME", help="measure these alone"
    )
    parser.add_argument("--quick", action="store_true", help="leave out what takes more than a minute")
    return parser.parse_args(arguments)


def main(arguments: Sequence[str], groups: Sequence[Group] = GROUPS) -> int:
    """Measure, print, and return the exit status: 0 inside the budgets, 1 when one is missed."""
    options = parse(arguments, groups)
    figures: list[Figure] = []
    for group in groups:
        began = time.monotonic()
        found = measure(group, options.only, quick=options.quick)
        figures += found
        if found:
            shown = ", ".join(figure.spec.name for figure in found)
            print(f"measured {shown} in {time.monotonic() - began:.0f} s", file=sys.stderr, flush=True)
    print(to_json(figures) if options.json else f"\n{table(figures)}")
    return 0 if passed(figures) else 1


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
