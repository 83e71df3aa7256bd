"""Picture models that can be computed in the head, and tasks at work on them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from desktop import tasks
from desktop.engine.context import Context
from desktop.engine.interrupt import Interrupt
from desktop.engine.loaded import LoadedModel
from desktop.engine.rounds import Member, play
from desktop.media.sniff import recognise
from tests.unit.engine.graphs import Node, graph

Shape = Sequence[int | str]
COLOURS = {"id2label": {"0": "red", "1": "green", "2": "blue"}}
ANY_SIZE: Shape = ("batch", 3, "height", "width")
FLOAT = 1


def plain(height: int, width: int, **more: Any) -> dict[str, Any]:
    """Return the configuration of a processor that resizes to a size and scales to 0..1."""
    size = {"height": height, "width": width}
    return {"image_processor_type": "ViTImageProcessor", "size": size, "do_normalize": False, **more}


def colour_graph(
    shape: Shape = ANY_SIZE,
    *,
    name: str = "pixel_values",
    output: str = "logits",
    metadata: Mapping[str, str] | None = None,
) -> bytes:
    """Return a graph whose three classes are the mean red, green and blue of a picture."""
    axes = (1, 2) if shape[3] == 3 else (2, 3)
    nodes = [
        Node("Cast", (name,), "floats", {"to": FLOAT}),
        Node("ReduceMean", ("floats",), output, {"axes": axes, "keepdims": 0}),
    ]
    return graph(nodes, inputs={name: shape}, outputs={output: ("batch", 3)}, constants={}, metadata=metadata)


def map_graph(output: str, *, channels: int = 1, axes: int = 4, scale: float = 1.0, offset: float = 0.0) -> bytes:
    """Return a graph that gives the picture back, scaled: its three colours, or the mean of them.

    The map is [batch, channels, height, width], or [batch, height, width] with three `axes`.
    """
    nodes = [Node("Identity", ("pixel_values",), "map")]
    if channels == 1:
        nodes = [Node("ReduceMean", ("pixel_values",), "map", {"axes": (1,), "keepdims": int(axes == 4)})]
    nodes += [Node("Mul", ("map", "scale"), "scaled"), Node("Add", ("scaled", "offset"), output)]
    shape: Shape = ("batch", channels, "height", "width") if axes == 4 else ("batch", "height", "width")
    constants = {"scale": np.array([scale], np.float32), "offset": np.array([offset], np.float32)}
    return graph(nodes, inputs={"pixel_values": ANY_SIZE}, outputs={output: shape}, constants=constants)


def fixed_graph(
    answers: Mapping[str, np.ndarray],
    shape: Shape = ANY_SIZE,
    *,
    name: str = "pixel_values",
    more: Mapping[str, Shape] | None = None,
    metadata: Mapping[str, str] | None = None,
    batched: bool = True,
) -> bytes:
    """Return a graph that gives the same answers for every picture, [batch, …] each, or plain lists."""
    nodes, constants, outputs = [], {}, {}
    for number, (output, answer) in enumerate(answers.items()):
        axes = tuple(range(4)) if not batched else (1, 2, 3)
        ones = (1,) * answer.ndim
        nodes += [
            Node("ReduceMean", (name,), f"mean{number}", {"axes": axes, "keepdims": 0}),
            Node("Mul", (f"mean{number}", "zero"), f"nothing{number}"),
            Node("Reshape", (f"nothing{number}", f"column{number}"), f"zeros{number}"),
            Node("Add", (f"zeros{number}", f"answer{number}"), output),
        ]
        constants[f"column{number}"] = np.array([-1, *ones] if batched else ones, np.int64)
        constants[f"answer{number}"] = np.asarray(answer, np.float32)
        outputs[output] = (*(("batch",) if batched else ()), *answer.shape)
    constants["zero"] = np.zeros(1, np.float32)
    return graph(nodes, inputs={name: shape, **(more or {})}, outputs=outputs, constants=constants, metadata=metadata)


def save(path: Path, colours: np.ndarray | tuple[int, int, int], size: tuple[int, int] = (40, 30)) -> Path:
    """Write a picture: uint8 [height, width, 3], or one colour of `size` (width, height)."""
    image = Image.new("RGB", size, colours) if isinstance(colours, tuple) else Image.fromarray(colours)
    image.save(path)
    return path


class Bench:
    """A task at work on pictures, side by side, as the engine runs them."""

    def __init__(self, model: LoadedModel, folder: Path) -> None:
        self.model, self.folder = model, folder
        self.contexts: list[Context] = []

    def run(self, task: str, *paths: Path, **params: Any) -> list[Member]:
        members = []
        given = tasks.get_task(task).params(**params)
        for path in paths:
            context = Context(
                job_id=path.name,
                models=[self.model],
                interrupt=Interrupt(),
                work=self.folder / f"work {path.stem}",
                report=lambda _: None,
            )
            member = Member(interrupt=context.interrupt)
            member.begin(partial(tasks.runner(task), recognise(path), given, context))
            self.contexts.append(context)
            members.append(member)
        while any(member.asked is not None for member in members):
            play(self.model, [member for member in members if member.asked is not None])
        return members

    def result(self, task: str, path: Path, **params: Any) -> Any:
        """Return what the task makes of a picture, or raise its error."""
        (member,) = self.run(task, path, **params)
        if member.error is not None:
            raise member.error
        return member.value

    def picture(self, name: str) -> np.ndarray:
        """Return a picture the last run left beside its result."""
        artifact = next(one for one in self.contexts[-1].artifacts if one.name == name)
        with Image.open(artifact.path) as image:
            return np.asarray(image)
