"""One model from safetensors to a folder of the Hub's layout, step by step."""

from __future__ import annotations

import importlib.metadata
import shutil
from dataclasses import asdict
from typing import TYPE_CHECKING

from desktop.converter import source as sources
from desktop.converter import tasks
from desktop.converter.faults import Fault

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from desktop.converter.check import Trial
    from desktop.converter.events import Events
    from desktop.converter.source import Source
    from desktop.converter.variants import Variant
    from desktop.converter.writing import WritingTrial

PHASES = ("check", "load", "export", "compare", "optimise", "quantise", "write")
ROOM = 4
"""What a conversion needs on the disk, in sizes of the float weights: the graph exported, folded, fused, in int8."""
ROOM_TO_WRITE = 7
"""The same for a model that writes, whose decoder is exported and fused twice before both become one."""
_PRECISIONS = {"int8": "q8"}
"""What manifests call a variant, where that is another name."""
_LIBRARIES = ("torch", "transformers", "optimum", "optimum-onnx", "onnx", "onnxruntime")


def convert(
    folder: Path, out: Path, events: Events, task: str = "", *, four_bits: bool = False, keep_slow: bool = False
) -> list[Variant]:
    """Convert the model in `folder` and return what became of each variant.

    Args:
        folder: a folder of the Hub.
        out: an empty folder, on a disk with room for the graph several times over.
        events: where the steps are told.
        task: the task's id; found in the configuration when it is empty.
        four_bits: give decoders weights of 4 bits instead of 8.
        keep_slow: keep an int8 variant that answers rightly also where it is neither faster nor smaller.

    Raises:
        Fault: there is nothing to convert, or nothing came of it.
    """
    _begin("check", events)
    source = sources.look(folder)
    task = tasks.named(task) if task else _own_task(source)
    _check_room(source, out, task)
    for name in source.unread:
        events.warning(f"“{name}” was not read: only safetensors are.")
    _begin("load", events)
    from desktop.converter import check, export, layout, samples, variants, writing

    model = export.load(source.folder, task)
    batches = samples.samples(source.folder, task)
    writes = tasks.TASKS[task].writes
    written = writing.WritingTrial(model, batches) if writes else None  # before the exporter changes the model
    _begin("export", events)
    scratch = out / "scratch"
    exported = export.export(source.folder, scratch, task, model)
    _begin("compare", events)
    trial = written or check.Trial(model, exported[0], batches)
    _begin("optimise", events)
    (out / layout.GRAPHS).mkdir()
    floats = variants.make_float(exported, out, trial, events)
    _begin("quantise", events)
    integers = variants.make_integer(
        exported, out, trial, floats, name=_integers(events, four_bits=four_bits, writes=writes), keep_slow=keep_slow
    )
    if not integers.kept:
        events.warning(f"The variant {integers.name} was dropped. {integers.reason}")
    _begin("write", events)
    shutil.rmtree(scratch)
    layout.copy_files(source, out)
    layout.complete_tokeniser(source, out, task, events)
    made = [floats, integers]
    layout.write_json(out / layout.REPORT, _report(source, task, made, trial))
    best = integers if integers.kept else floats
    variant = _PRECISIONS.get(best.name, best.name)
    serves = tasks.TASKS[task].serves or task
    layout.write_manifest(out, source, task=serves, variant=variant, graphs=variants.roles(best))
    events.progress(len(PHASES), len(PHASES))
    return made


def _integers(events: Events, *, four_bits: bool, writes: bool) -> str:
    """Return the quantised variant to make."""
    from desktop.converter import variants

    if four_bits and not writes:
        events.warning("Only models that write token by token gain by weights of 4 bits; this one gets int8.")
    return variants.FOUR_BITS if four_bits and writes else variants.INTEGER


def _own_task(source: Source) -> str:
    """Return the task that a model was trained for."""
    from desktop.converter import layout

    tag = layout.card(source).get("pipeline_tag")
    return tasks.task_of(source.config, sentences=source.sentences, tag=str(tag or ""))


def _begin(phase: str, events: Events) -> None:
    events.phase(phase)
    events.progress(PHASES.index(phase), len(PHASES))


def _check_room(source: Source, out: Path, task: str) -> None:
    """Refuse to begin what could not be finished."""
    need = (ROOM_TO_WRITE if tasks.TASKS[task].writes else ROOM) * source.float_bytes
    free = shutil.disk_usage(out).free
    if free < need:
        raise Fault(
            "storage-full",
            f"The conversion needs {need / 1e9:.1f} GB on the disk, and {free / 1e9:.1f} GB are free.",
            "Free some space and try again.",
        )


def _report(source: Source, task: str, made: Sequence[Variant], trial: Trial | WritingTrial) -> dict[str, object]:
    from desktop.converter import check, layout

    return {
        "task": task,
        "architecture": tasks.architecture_of(source.config),
        "parameters": source.parameters,
        "weights": {path.name: layout.digest_of(path) for path in source.weights},
        "libraries": {name: importlib.metadata.version(name) for name in _LIBRARIES},
        "samples": [{name: list(value.shape) for name, value in batch.items()} for batch in trial.feeds],
        "limits": {
            "fp32": {"absolute": check.ABSOLUTE, "relative": check.RELATIVE},
            made[-1].name: {"cosine": check.COSINE_AT_LEAST, "agreement": check.AGREEMENT_AT_LEAST},
        },
        "variants": [asdict(variant) for variant in made],
    }
