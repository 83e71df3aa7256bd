"""The EfficientNet-Lite0 network, as far as its weights need it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch
from torch import nn

if TYPE_CHECKING:
    from pathlib import Path

IMAGE_SIZE = 224
# expansion, output channels, kernel, stride, repeats
STAGES = (
    (1, 16, 3, 1, 1),
    (6, 24, 3, 2, 2),
    (6, 40, 5, 2, 2),
    (6, 80, 3, 2, 3),
    (6, 112, 5, 1, 3),
    (6, 192, 5, 2, 4),
    (6, 320, 3, 1, 1),
)


class SameConv(nn.Conv2d):
    """Convolution with TensorFlow's SAME padding of an even input: with stride 2 the odd pixel goes to the end."""

    def __init__(self, inputs: int, outputs: int, kernel: int, stride: int, groups: int = 1) -> None:
        super().__init__(inputs, outputs, kernel, stride, bias=False, groups=groups)
        total = kernel - stride if stride > 1 else kernel - 1
        self.margins = (total // 2, total - total // 2) * 2

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Pad, then convolve [batch, channels, height, width]."""
        return super().forward(nn.functional.pad(x, self.margins))


def unit(
    inputs: int, outputs: int, kernel: int, stride: int = 1, *, groups: int = 1, active: bool = True
) -> nn.Sequential:
    """Return convolution, BatchNorm and, unless it ends a block, ReLU6."""
    layers = [SameConv(inputs, outputs, kernel, stride, groups), nn.BatchNorm2d(outputs, eps=1e-3)]
    return nn.Sequential(*layers, nn.ReLU6()) if active else nn.Sequential(*layers)


class Block(nn.Module):
    """Inverted residual: widen, filter each channel, narrow; Lite has no squeeze-and-excite."""

    def __init__(self, inputs: int, outputs: int, kernel: int, stride: int, expansion: int) -> None:
        super().__init__()
        width = inputs * expansion
        widen = [unit(inputs, width, 1)] if expansion > 1 else []
        each = unit(width, width, kernel, stride, groups=width)
        self.body = nn.Sequential(*widen, each, unit(width, outputs, 1, active=False))
        self.skips = stride == 1 and inputs == outputs

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Add the input where the shapes allow it."""
        return x + self.body(x) if self.skips else self.body(x)


class EfficientNetLite0(nn.Module):
    """ImageNet-1k classifier; layers stand in the order of the weight file."""

    def __init__(self) -> None:
        super().__init__()
        self.stem = unit(3, 32, 3, 2)
        blocks, width = [], 32
        for expansion, outputs, kernel, stride, repeats in STAGES:
            for index in range(repeats):
                blocks.append(Block(width, outputs, kernel, 1 if index else stride, expansion))
                width = outputs
        self.blocks = nn.Sequential(*blocks)
        self.head = unit(width, 1280, 1)
        self.classifier = nn.Linear(1280, 1000)

    def forward(self, pixel_values: torch.Tensor) -> torch.Tensor:
        """Map [batch, 3, 224, 224] in -1…1 to logits [batch, 1000]."""
        features = self.head(self.blocks(self.stem(pixel_values)))
        return self.classifier(features.mean((2, 3)))


def network(weights: list[tuple[str, torch.Tensor]]) -> EfficientNetLite0:
    """Return the network with the weights filled in by order, after every shape was compared."""
    net = EfficientNetLite0().eval()
    slots = {name: slot for name, slot in net.state_dict().items() if "num_batches" not in name}
    if [tuple(slot.shape) for slot in slots.values()] != [tuple(tensor.shape) for _, tensor in weights]:
        raise ValueError("the weight file does not fit the network")
    filled = {name: tensor.contiguous() for name, (_, tensor) in zip(slots, weights, strict=True)}
    net.load_state_dict(filled, strict=False)
    return net


def export(net: EfficientNetLite0, path: Path) -> None:
    """Write the float network as ONNX; the exporter folds BatchNorm into the convolutions."""
    axes = {"pixel_values": {0: "batch_size"}, "logits": {0: "batch_size"}}
    torch.onnx.export(
        net,
        (torch.zeros(1, 3, IMAGE_SIZE, IMAGE_SIZE),),
        path,
        input_names=["pixel_values"],
        output_names=["logits"],
        dynamic_axes=axes,
        opset_version=17,
        dynamo=False,
    )
