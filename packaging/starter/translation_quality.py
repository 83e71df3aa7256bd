"""How well and how fast a translation folder translates, and what its integers and its shortlist cost."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from sacrebleu.metrics import BLEU, CHRF
from translator import Translator

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

ROUNDS = 3
BATCH = 16
BEAMS, PENALTY = 4, 1.0


def measure_quality(
    folder: Path, exact_folder: Path, source: Sequence[str], reference: Sequence[str]
) -> dict[str, Any]:
    """Score and time a model; `exact_folder` has the same network in float32."""
    ours, exact = Translator(folder), Translator(exact_folder)
    words = range(ours.tokenizer.get_vocab_size())
    ways: dict[str, Callable[[str], str]] = {
        "greedy": lambda line: ours.translate([line])[0],
        "greedy_over_all_words": lambda line: ours.translate([line], words)[0],
        f"{BEAMS}_beams": lambda line: ours.follow(line, BEAMS, PENALTY),
        "float": lambda line: exact.translate([line])[0],
        "float_over_all_words": lambda line: exact.translate([line], words)[0],
    }
    written = {way: [write(line) for line in source] for way, write in ways.items()}
    one, many = seconds(ours, source)
    return {
        "lines": len(source),
        "quality": {way: score(lines, reference) for way, lines in written.items()},
        "same_as_float": round(same(written["greedy"], written["float"]), 4),
        "same_as_float_over_all_words": round(same(written["greedy"], written["float_over_all_words"]), 4),
        "seconds_per_line": round(one / len(source), 5),
        "batch": BATCH,
        "lines_per_second_in_batches": round(len(source) / many, 1),
    }


def score(translations: Sequence[str], reference: Sequence[str]) -> dict[str, float]:
    """Return BLEU and chrF2 as sacrebleu counts them."""
    return {
        "bleu": round(BLEU().corpus_score(translations, [reference]).score, 2),
        "chrf2": round(CHRF().corpus_score(translations, [reference]).score, 2),
    }


def same(some: Sequence[str], others: Sequence[str]) -> float:
    """Return the share of equal lines."""
    return sum(one == other for one, other in zip(some, others, strict=True)) / len(some)


def seconds(translator: Translator, lines: Sequence[str]) -> tuple[float, float]:
    """Return the processor's seconds for all lines one by one and in batches of similar length, measured in turn."""
    ordered = sorted(lines, key=len)
    singly = together = 0.0
    for start in range(0, len(ordered), BATCH):
        part = ordered[start : start + BATCH]
        one, many = processor_seconds(
            lambda part=part: [translator.translate([line]) for line in part],
            lambda part=part: translator.translate(part),
        )
        singly += one
        together += many
    return singly, together


def processor_seconds(*works: Callable[[], object]) -> list[float]:
    """Return each work's seconds of the processor, the least of some rounds in which all take their turn.

    Other programs disturb them less than the clock's.
    """
    rounds = [[processor_time(work) for work in works] for _ in range(ROUNDS)]
    return [min(times) for times in zip(*rounds, strict=True)]


def processor_time(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start
