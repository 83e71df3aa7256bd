"""The operators of a graph: who makes a tensor, who uses it, and putting others in their place."""

from __future__ import annotations

from collections import defaultdict
from graphlib import TopologicalSorter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy as np
    import onnx

DOMAIN = "com.microsoft"
"""Where onnxruntime's own operators are."""


class Nodes:
    """A graph that is looked at and rewritten."""

    def __init__(self, model: onnx.ModelProto) -> None:
        """Look at `model`, whose weights need not be loaded."""
        import onnx

        self._model = model
        inferred = onnx.shape_inference.infer_shapes(model).graph
        known = [*inferred.value_info, *inferred.input, *inferred.output]
        self._shapes = {value.name: value.type.tensor_type.shape.dim for value in known}
        self._constants = {tensor.name: tensor for tensor in model.graph.initializer}
        self._makers = {name: node for node in model.graph.node for name in node.output if name}
        self._users: dict[str, list[onnx.NodeProto]] = defaultdict(list)
        for node in model.graph.node:
            for name in node.input:
                self._users[name].append(node)
        self._added: dict[str, onnx.NodeProto] = {}
        self._gone: set[str] = set()
        self.inputs = tuple(value.name for value in model.graph.input)

    def of(self, kind: str) -> list[onnx.NodeProto]:
        """Return the operators of this kind."""
        return [node for node in self._model.graph.node if node.op_type == kind]

    def maker(self, name: str, *kinds: str) -> onnx.NodeProto | None:
        """Return what makes a tensor, when it is of one of these kinds."""
        node = self._makers.get(name)
        return node if node is not None and node.op_type in kinds else None

    def users(self, name: str) -> Sequence[onnx.NodeProto]:
        """Return what uses a tensor."""
        return self._users.get(name, ())

    def only(self, name: str, kind: str) -> onnx.NodeProto | None:
        """Return the one operator that uses a tensor, when it is of this kind."""
        users = self.users(name)
        return users[0] if len(users) == 1 and users[0].op_type == kind else None

    def rank(self, name: str) -> int:
        """Return how many axes a tensor has; 0 when nobody knows."""
        return len(self._shapes.get(name, ()))

    def size(self, name: str, axis: int) -> int | None:
        """Return the size of a tensor along an axis; None when it may be any."""
        constant = self._constants.get(name)
        sizes = list(constant.dims) if constant is not None else [one.dim_value for one in self._shapes.get(name, ())]
        return sizes[axis] or None if axis < len(sizes) else None

    def values(self, name: str) -> np.ndarray | None:
        """Return a small constant; None for what is none or lies elsewhere."""
        from onnx import external_data_helper, numpy_helper

        tensor = self._constants.get(name)
        if tensor is None or external_data_helper.uses_external_data(tensor):
            return None
        found: np.ndarray = numpy_helper.to_array(tensor)
        return found

    def node(self, kind: str, inputs: Sequence[str], *outputs: str, domain: str = "", **how: object) -> str:
        """Add an operator and return the first of its outputs, which gets a name when none are given.

        One that was added with the same inputs is taken again.
        """
        from onnx import helper

        key = repr((kind, tuple(inputs), outputs, sorted(how.items())))
        if key not in self._added:
            names = outputs or (f"ilha/{kind}_{len(self._added)}",)
            self._added[key] = helper.make_node(kind, inputs, names, name=names[0], domain=domain, **how)
            self._gone.update(outputs)
        first: str = self._added[key].output[0]
        return first

    def constant(self, array: np.ndarray) -> str:
        """Add a constant and return its name."""
        from onnx import numpy_helper

        name = f"ilha/{array.dtype}_{'x'.join(map(str, array.shape))}_{'_'.join(map(str, array.ravel().tolist()))}"
        if name not in self._constants:
            self._constants[name] = numpy_helper.from_array(array, name)
            self._model.graph.initializer.append(self._constants[name])
        return name

    def settle(self) -> None:
        """Put what was added in the place of what made the same, drop what nobody needs, and put all in order.

        Raises:
            CycleError: an operator would need what comes of it; the model is as it was.
        """
        graph = self._model.graph
        kept = [node for node in graph.node if not self._gone.intersection(node.output)]
        nodes = list(_ordered([*kept, *self._added.values()], [value.name for value in graph.output]))
        del graph.node[:]
        graph.node.extend(nodes)
        used = {name for node in nodes for name in node.input}
        tensors = [tensor for tensor in graph.initializer if tensor.name in used]
        del graph.initializer[:]
        graph.initializer.extend(tensors)
        del graph.value_info[:]


def _ordered(nodes: Sequence[onnx.NodeProto], wanted: Sequence[str]) -> Iterator[onnx.NodeProto]:
    """Return the operators that are needed for some tensors, each after those that it needs."""
    makers = {name: number for number, node in enumerate(nodes) for name in node.output if name}
    needs: dict[int, set[int]] = {}
    open_ = {makers[name] for name in wanted if name in makers}
    while open_:
        number = open_.pop()
        needs[number] = {makers[name] for name in nodes[number].input if name in makers}
        open_ |= needs[number] - needs.keys()
    return (nodes[number] for number in TopologicalSorter(needs).static_order())
