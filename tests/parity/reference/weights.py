"""Random weights that make a difference: nothing is zero, one, or all but equal."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.parity.case import Case

_WEIGHT, _OTHER = 0.3, 0.1
"""How far matrices lie from zero, and everything else from where the library begins."""
_SIDE = 224
"""Pixels of a picture that convolutions may shrink 32 times, and that is made of patches of 14."""


def random_model(case: Case, told: Mapping[str, Any]) -> Any:
    """Return the model of a case, with the same weights every time; `told` are further settings."""
    import torch
    import transformers

    torch.manual_seed(zlib.crc32(case.name.encode()))
    config = getattr(transformers, case.config)(**{**case.settings, **told})
    model = getattr(transformers, case.model)(config)
    with torch.no_grad():
        for parameter in model.parameters():
            if parameter.ndim > 1:
                parameter.normal_(0.0, _WEIGHT)
            else:
                parameter.add_(torch.randn_like(parameter), alpha=_OTHER)
        for name, buffer in model.named_buffers():
            if name.endswith("running_mean"):
                buffer.normal_(0.0, _OTHER)
            elif name.endswith("running_var"):
                buffer.uniform_(0.5, 1.5)
        if model.main_input_name == "pixel_values" and not model.can_generate():
            _settle(model)
    return model


def _settle(model: Any) -> None:
    """Scale filters by what they make of noise: after dozens of them nothing would be left, or nothing else be seen."""
    import torch

    def scale(filters: Any, _: Any, found: Any) -> Any:
        hooks.pop(filters).remove()
        spread = found.std() if found.numel() > 1 else torch.ones(())
        filters.weight.div_(spread)
        return found / spread

    for part in model.modules():
        if isinstance(part, torch.nn.BatchNorm2d):
            part.weight.normal_(1.0, _OTHER)  # some architectures begin near zero
    kinds = torch.nn.Conv2d, torch.nn.ConvTranspose2d
    hooks = {part: part.register_forward_hook(scale) for part in model.modules() if isinstance(part, kinds)}
    side = getattr(model.config, "image_size", None) or _SIDE
    model.eval()(pixel_values=torch.randn(1, 3, *(side if isinstance(side, list) else (side, side))))
