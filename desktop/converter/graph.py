"""Opening graphs, and what onnxruntime makes of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

EXTERNAL_SUFFIX = "_data"
INLINE_BYTES_AT_MOST = 1_900_000_000
"""Protocol buffers end at 2 GiB; beyond this size the weights lie in a file of their own."""
_INLINE_TENSOR_BYTES = 1024


def size_of(graph: Path) -> int:
    """Return the bytes of a graph with its weights."""
    data = graph.with_name(graph.name + EXTERNAL_SUFFIX)
    return graph.stat().st_size + (data.stat().st_size if data.exists() else 0)


def copy(graph: Path, out: Path) -> Path:
    """Copy a graph with its weights over another one; returns `out`."""
    import onnx

    remove(out)
    data = out.name + EXTERNAL_SUFFIX
    onnx.save(onnx.load(graph), out, save_as_external_data=size_of(graph) > INLINE_BYTES_AT_MOST, location=data)
    return out


def remove(graph: Path) -> None:
    """Remove a graph with its weights, as far as they are there."""
    graph.unlink(missing_ok=True)
    graph.with_name(graph.name + EXTERNAL_SUFFIX).unlink(missing_ok=True)


def session(graph: Path, *, threads: int = 0) -> Any:
    """Open a graph on the CPU; `threads` of 0 leaves the number to onnxruntime."""
    return _session(graph, "all", threads=threads)


def rewrite(graph: Path, out: Path, level: str, *, without: Iterable[str] = ()) -> Path:
    """Let onnxruntime's own optimiser rewrite `graph`; returns `out`.

    Args:
        graph: the graph to read.
        out: the graph to write.
        level: `basic` keeps standard operators, `extended` fuses them, `all` is what a session on this machine runs.
        without: names of optimisers that are left out.
    """
    external = size_of(graph) > INLINE_BYTES_AT_MOST
    _session(graph, level, out=out, without=without, external=external)
    return out


def _session(
    graph: Path,
    level: str,
    *,
    threads: int = 0,
    out: Path | None = None,
    without: Iterable[str] = (),
    external: bool = False,
) -> Any:
    import onnxruntime

    levels = onnxruntime.GraphOptimizationLevel
    options = onnxruntime.SessionOptions()
    options.graph_optimization_level = getattr(levels, f"ORT_ENABLE_{level.upper()}")
    options.intra_op_num_threads = threads
    options.log_severity_level = 3
    if out is not None:
        options.optimized_model_filepath = str(out)
    if out is not None and external:
        prefix = "session.optimized_model_external_initializers"
        options.add_session_config_entry(f"{prefix}_file_name", out.name + EXTERNAL_SUFFIX)
        options.add_session_config_entry(f"{prefix}_min_size_in_bytes", str(_INLINE_TENSOR_BYTES))
    return onnxruntime.InferenceSession(
        str(graph), options, providers=["CPUExecutionProvider"], disabled_optimizers=list(without)
    )
