"""Two decoders with the same weights, one for the beginning of a text and one for every further step, as one graph."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from desktop.converter import graph

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

BEGIN, STEP, BOTH = "decoder_model", "decoder_with_past_model", "decoder_model_merged"
_log = logging.getLogger("ilha.converter")


def merged(graphs: Sequence[Path], suffix: str) -> list[Path]:
    """Return the graphs with one in place of the two decoders; with both where that cannot be made.

    Args:
        graphs: finished ones; the two decoders are removed.
        suffix: what their names end with.
    """
    from optimum.onnx import merge_decoders

    named = {path.stem.removesuffix(suffix): path for path in graphs}
    if BEGIN not in named or STEP not in named:
        return list(graphs)
    both = named[BEGIN].with_name(f"{BOTH}{suffix}.onnx")
    try:
        # Only the first of the two gives what it knows of the encoder's part, which never changes.
        merge_decoders(named[BEGIN], named[STEP], save_path=both, strict=False)
        graph.session(both)
    except Exception:  # noqa: BLE001 - whatever goes wrong, the pair does the same work
        _log.exception("the decoders stay two graphs")
        graph.remove(both)
        return list(graphs)
    graph.remove(named.pop(BEGIN))
    graph.remove(named.pop(STEP))
    return [*named.values(), both]
