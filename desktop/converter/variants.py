"""The precisions of a model: how each is made, and whether it is worth keeping."""

from __future__ import annotations

import dataclasses
import functools
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from desktop.converter import check, decoders, graph, merge, optimise, quantise
from desktop.converter.faults import Fault, failed, lack, said_by

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from desktop.converter.check import Trial
    from desktop.converter.events import Events
    from desktop.converter.writing import WritingTrial

    Rewrite = Callable[[Path, Path], Path]

FLOAT = "fp32"
INTEGER = "int8"
FOUR_BITS = "q4"
GRAPHS = "onnx"
SUFFIXES = {FLOAT: "", INTEGER: "_int8", FOUR_BITS: "_q4"}
"""What the names of their graphs end with, in the folder `GRAPHS`."""
SHARE_AT_MOST = 0.8
"""An int8 file of more than this share of the float one holds mostly weights that stayed floats."""
FASTER, SMALLER, SLOWER_AT_MOST = 1.05, 0.5, 0.9
"""An int8 graph is worth having when it is faster, or at half the size hardly slower."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """What became of one precision of the model.

    Attributes:
        name: `fp32`, `int8` or `q4`.
        files: paths of its graphs in the folder.
        size_bytes: with its weights.
        max_diff: the largest difference of any output from torch's.
        kept: whether it is in the folder.
        reason: why it is not.
        cosine: of the angle between its outputs and torch's, the worst of all.
        agreement: share of the clear decisions that it takes as torch does.
        speedup: how many times faster than fp32 it answers the largest sample, on one thread.
        integer_operators: how many of the operators that really run multiply integers.
    """

    name: str
    files: tuple[str, ...]
    size_bytes: int = 0
    max_diff: float | None = None
    kept: bool = False
    reason: str = ""
    cosine: float | None = None
    agreement: float | None = None
    speedup: float | None = None
    integer_operators: int = 0


def make_float(exported: Sequence[Path], out: Path, trial: Trial | WritingTrial, events: Events) -> Variant:
    """Fuse the exported graphs; leave them as they are when fusing changes what they answer.

    Raises:
        Fault: it does not answer as torch does.
    """
    made = _made(exported, out, FLOAT, _either(trial, decoders.fuse, optimise.fuse))
    comparison = trial.of(made)
    if not comparison.equal:
        _remove(made)
        made = _made(exported, out, FLOAT, graph.copy)
        comparison = trial.of(made)
        if comparison.equal:
            events.warning("The graph was left as it was exported, because it answered something else when fused.")
    if not comparison.equal:
        raise failed(
            f"The graph does not answer as the original does: the largest difference is {comparison.max_diff:.2g}; "
            f"{check.ABSOLUTE:g}, or a thousandth of the largest number, is allowed.",
            "The exporter does not manage this model. Choose another one for this task.",
        )
    return Variant(
        name=FLOAT,
        files=_paths(made, out),
        size_bytes=sum(map(graph.size_of, made)),
        max_diff=comparison.max_diff,
        kept=True,
        cosine=round(comparison.cosine, 6),
        agreement=round(comparison.agreement, 4),
    )


def make_integer(
    exported: Sequence[Path],
    out: Path,
    trial: Trial | WritingTrial,
    floats: Variant,
    *,
    name: str = INTEGER,
    keep_slow: bool = False,
) -> Variant:
    """Quantise the exported graphs, judge what comes out, and remove them again when they are not worth having."""
    variant = Variant(name=name, files=())
    decoder = functools.partial(decoders.quantise, bits=4 if name == FOUR_BITS else 8)
    try:
        made = _made(exported, out, name, _either(trial, decoder, quantise.quantise))
        operators = sum(map(quantise.integer_operators, made))
        comparison = trial.of(made)
        slow, fast = trial.seconds([out / path for path in floats.files], made)
    except Exception as error:  # a quantiser that fails costs this variant, not the conversion
        if lacking := lack(error):
            raise lacking from error
        said = error.message.rstrip(".") if isinstance(error, Fault) else said_by(error)
        variant = dataclasses.replace(variant, reason=f"It could not be made: {said}.")
    else:
        variant = dataclasses.replace(
            variant,
            files=_paths(made, out),
            size_bytes=sum(map(graph.size_of, made)),
            max_diff=comparison.max_diff,
            cosine=round(comparison.cosine, 6),
            agreement=round(comparison.agreement, 4),
            speedup=round(slow / fast, 2),
            integer_operators=operators,
        )
        reason = fault_of(variant, floats, keep_slow=keep_slow)
        variant = dataclasses.replace(variant, kept=not reason, reason=reason)
    if not variant.kept:
        _remove((out / GRAPHS).glob(f"*{SUFFIXES[name]}.onnx"))
    return variant


def _either(trial: Trial | WritingTrial, decoder: Rewrite, other: Rewrite) -> Rewrite:
    """Return what rewrites a graph: those that write token by token in another way than the others."""

    def rewrite(path: Path, target: Path) -> Path:
        return (decoder if trial.writes and path.stem in decoders.NAMES else other)(path, target)

    return rewrite


def _made(exported: Sequence[Path], out: Path, name: str, rewrite: Rewrite) -> list[Path]:
    """Rewrite each exported graph for a variant, and put decoders together where there are two; returns the graphs."""
    suffix = SUFFIXES[name]
    made = [rewrite(path, out / GRAPHS / f"{path.stem}{suffix}.onnx") for path in exported]
    return merge.merged(made, suffix)


def roles(variant: Variant) -> dict[str, str]:
    """Return the paths of a variant's graphs, each with its role in a manifest: its name without the suffix."""
    return {path: PurePosixPath(path).stem.removesuffix(SUFFIXES[variant.name]) for path in variant.files}


def _paths(made: Iterable[Path], out: Path) -> tuple[str, ...]:
    return tuple(path.relative_to(out).as_posix() for path in made)


def _remove(graphs: Iterable[Path]) -> None:
    for path in list(graphs):
        graph.remove(path)


def fault_of(variant: Variant, floats: Variant, *, keep_slow: bool = False) -> str:
    """Return why a quantised variant is not worth keeping, with `keep_slow` only if it is wrong; empty when it is."""
    assert variant.cosine is not None
    assert variant.agreement is not None
    if not variant.integer_operators:
        return "Nothing of it is computed with integers."
    if variant.cosine < check.COSINE_AT_LEAST or variant.agreement < check.AGREEMENT_AT_LEAST:
        return (
            f"It differs too much from the original: cosine {variant.cosine:.3f}, at least {check.COSINE_AT_LEAST} is "
            f"needed; {variant.agreement:.0%} of the clear decisions alike, at least {check.AGREEMENT_AT_LEAST:.0%} is."
        )
    return "" if keep_slow else _cost(variant, floats)


def _cost(variant: Variant, floats: Variant) -> str:
    assert variant.speedup is not None
    share = variant.size_bytes / floats.size_bytes
    if share > SHARE_AT_MOST:
        return "Most of its weights stay floats: they belong to convolutions, which are faster so."
    if variant.speedup < (SLOWER_AT_MOST if share <= SMALLER else FASTER):
        return f"It is not faster: {variant.speedup:.2f} times the speed of fp32."
    return ""
