"""Architectures that optimum-onnx 0.1.0 lacks, and models that have to be made ready for its tracing."""

from __future__ import annotations

import functools
from typing import Any

_LIKE_VIT = {
    "depth_anything": ("depth-estimation",),
}
"""Model types that take `pixel_values` and nothing else, and their tasks."""


def register() -> None:
    """Make them known to the exporter; may be called more than once."""
    from optimum.exporters.onnx.model_configs import ViTOnnxConfig
    from optimum.exporters.tasks import TasksManager

    add = TasksManager.create_register("onnx")
    for model_type, tasks in _LIKE_VIT.items():
        add(model_type, *tasks)(type(f"{model_type}_onnx_config", (ViTOnnxConfig,), {}))


def make_traceable(model: Any) -> None:
    """Change parts of `model` that would freeze the size of the picture into the graph."""
    if model.config.model_type == "depth_anything":
        model.head.forward = functools.partial(_depth, model.head)


def _depth(head: Any, hidden_states: Any, patch_height: Any, patch_width: Any) -> Any:
    """Do what transformers 4.57's DepthAnythingDepthEstimationHead does, without turning sizes into Python's ints."""
    from torch.nn import functional

    size = (patch_height * head.patch_size, patch_width * head.patch_size)
    depth = functional.interpolate(
        head.conv1(hidden_states[head.head_in_index]), size, mode="bilinear", align_corners=True
    )
    depth = head.conv3(head.activation1(head.conv2(depth)))
    return (head.activation2(depth) * head.max_depth).squeeze(dim=1)
