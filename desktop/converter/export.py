"""A torch model as an ONNX graph, by optimum's exporter."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from desktop.converter.faults import failed, incompatible, incomplete, lack, said_by
from desktop.converter.tasks import TASKS

if TYPE_CHECKING:
    from pathlib import Path

GRAPH = "model.onnx"
PARTS = ("encoder_model.onnx", "decoder_model.onnx", "decoder_with_past_model.onnx")
"""What a model is made of that reads with one part and writes with another."""
CONFIG = "config.json"

_UNUSED = ("pooler.", "vision_model.head.", "text_model.head.")
"""Weights that a folder may lack: the graph of `feature-extraction` answers with what lies before them."""


def load(folder: Path, task: str) -> Any:
    """Return the torch model in `folder`, made for `task`, in float32 and ready to be used.

    Only safetensors are read: a pickle could run any code.

    Raises:
        Fault: the library does not know it, or it has no weights for this task.
    """
    import torch
    from optimum.exporters.tasks import TasksManager
    from transformers import AutoConfig

    known = _exporter_task(folder, task)
    try:
        config = AutoConfig.from_pretrained(folder, local_files_only=True)
        kind = TasksManager.get_model_class_for_task(known, framework="pt", model_type=config.model_type)
        model, info = kind.from_pretrained(
            folder,
            config=config,
            dtype=torch.float32,
            use_safetensors=True,
            local_files_only=True,
            ignore_mismatched_sizes=True,  # so that they are named
            output_loading_info=True,
        )
    except ImportError as error:
        raise incompatible(f"This model needs more than transformers: {said_by(error)}.") from error
    except Exception as error:  # the library raises whatever a configuration makes it raise
        raise lack(error) or incompatible(f"The model cannot be loaded for “{task}”: {said_by(error)}.") from error
    if other := info["mismatched_keys"]:
        raise incompatible(
            f"Its weights “{other[0]}” have another shape than “{CONFIG}” says.",
            "Fetch the whole model again; its files do not belong together.",
        )
    absent = [name for name in info["missing_keys"] if not (task == "feature-extraction" and name.startswith(_UNUSED))]
    if absent:
        raise incomplete(
            f"It has no weights for “{absent[0]}”, which “{task}” needs.",
            "It may have been trained for another task; choose the one it was made for.",
        )
    return model.eval()


def export(folder: Path, out: Path, task: str, model: Any = None) -> tuple[Path, ...]:
    """Write the graph of the model in `folder`, or its `PARTS`, to `out` and return the paths.

    Batch and sequence axes are dynamic; weights of more than 2 GB lie beside a graph in `<graph>_data`.

    Args:
        folder: a folder of the Hub with safetensors.
        out: where the graph goes; made when it is not there.
        task: a key of `TASKS`.
        model: the model, when it is loaded already.

    Raises:
        Fault: the exporter does not know the architecture, or makes other graphs of it.
    """
    from optimum.exporters.onnx import onnx_export_from_model
    from optimum.utils.save_utils import maybe_load_preprocessors

    from desktop.converter.architectures import make_traceable
    from desktop.converter.samples import picture_size

    known = _exporter_task(folder, task)
    model = model or load(folder, task)
    make_traceable(model)
    height, width = picture_size(folder, task)
    try:
        onnx_export_from_model(
            model=model,
            output=out,
            task=known,
            preprocessors=maybe_load_preprocessors(str(folder)),
            do_validation=False,
            no_post_process=TASKS[task].writes,  # decoders are put together when each is what it shall be
            device="cpu",
            height=height,
            width=width,
        )
    except (ValueError, RuntimeError, NotImplementedError, TypeError) as error:
        raise lack(error) or failed(
            f"The exporter does not manage a {model.config.model_type} model: {said_by(error)}."
        ) from error
    found = {path.name for path in out.glob("*.onnx")}
    wanted = PARTS if TASKS[task].writes and found != {GRAPH} else (GRAPH,)
    if found != set(wanted):
        raise incompatible(f"This model is made of other graphs ({', '.join(sorted(found))}) than “{task}” knows.")
    return tuple(out / name for name in wanted)


def _exporter_task(folder: Path, task: str) -> str:
    """Return the exporter's name for `task` with this model."""
    from optimum.exporters.tasks import TasksManager

    from desktop.converter import architectures

    architectures.register()
    model_type = json.loads((folder / CONFIG).read_text(encoding="utf-8")).get("model_type", "")
    try:
        supported = TasksManager.get_supported_tasks_for_model_type(model_type, "onnx", library_name="transformers")
    except KeyError as error:
        raise incompatible(
            f"The exporter does not know the architecture “{model_type}”.", "Choose another model for this task."
        ) from error
    for known in TASKS[task].exported:
        if known in supported:
            return known
    raise incompatible(f"The exporter does not know {model_type} models for “{task}”.")
