"""Models in memory: files checked by digest when they are loaded, sessions made once, the least used let go first."""

from __future__ import annotations

import copy
import ctypes
import gc
import json
import logging
import math
import os
import sys
import threading
from collections import OrderedDict
from contextlib import suppress
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

from desktop.core.errors import EngineOutOfMemory, ModelDigestMismatch, ModelIncompatible, ModelIncomplete
from desktop.core.model import DATA, InstalledModel, ModelFile
from desktop.core.text import QT_TRANSLATE_NOOP
from desktop.engine.interrupt import running
from desktop.state.files import sha256_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    import onnxruntime

    from desktop.engine.interrupt import Interrupt

_log = logging.getLogger("ilha.engine")
T = TypeVar("T")

LOADED_AT_MOST = 4
SMALL_BYTES = 30_000_000
"""A model that writes with smaller graphs than this is faster on one thread: its steps are over before others wake."""
LANES_BYTES = 55_000_000
"""Of one that writes with smaller graphs than this, batches on a thread each are faster than batches on all threads."""
_WRITING = ("encoder_model", "decoder_model", "decoder_with_past_model", "decoder_model_merged")


def warm_up() -> None:
    """Import what every job needs, so that the first one does not wait for it."""
    import onnxruntime

    onnxruntime.set_default_logger_severity(3)


_TYPES = {
    "tensor(float)": np.float32,
    "tensor(float16)": np.float16,
    "tensor(double)": np.float64,
    "tensor(int64)": np.int64,
    "tensor(int32)": np.int32,
    "tensor(uint8)": np.uint8,
    "tensor(bool)": np.bool_,
}


class Session:
    """An ONNX graph ready to run.

    Attributes:
        role: which part of the model it is.
        inputs: names of its inputs, outputs: of its outputs, in the order of the graph.
        metadata: what the exporter wrote into the file.
    """

    def __init__(self, path: Path, threads: int, model: str, role: str) -> None:
        """Load the graph at `path` of `model`; `threads` of 0 leaves the number to onnxruntime."""
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self.session = onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
        self.role = role
        self._model = model
        nodes = self.session.get_inputs()
        self._types = {node.name: _TYPES.get(node.type) for node in nodes}
        self._shapes = {node.name: tuple(node.shape) for node in nodes}
        self.inputs = tuple(self._types)
        self.outputs = tuple(node.name for node in self.session.get_outputs())
        self.metadata: dict[str, str] = self.session.get_modelmeta().custom_metadata_map

    def size(self, name: str, axis: int) -> int | None:
        """Return the size the graph was exported with for an axis of an input; None when any will do."""
        shape = self._shapes.get(name, ())
        size = shape[axis] if axis < len(shape) else None
        return size if isinstance(size, int) and size > 0 else None

    def open_axes(self, name: str) -> tuple[int, ...]:
        """Return the axes of an input, but for the first, that may have any size."""
        return tuple(axis for axis in range(1, len(self._shapes[name])) if self.size(name, axis) is None)

    def run(self, feeds: Mapping[str, np.ndarray], interrupts: Sequence[Interrupt], *wanted: str) -> list[np.ndarray]:
        """Run the graph on the inputs it has among `feeds`, in the types it was exported with.

        Returns:
            The `wanted` outputs, or all, in their order; half floats as float32.

        Raises:
            ModelIncompatible: the graph wants another input or has no such output.
        """
        self._agree(feeds, wanted)
        known = {name: feeds[name].astype(self._types[name] or feeds[name].dtype, copy=False) for name in self.inputs}
        with running(interrupts) as options:
            outputs = self.session.run(list(wanted or self.outputs), known, options)
        return [output.astype(np.float32) if output.dtype == np.float16 else output for output in outputs]

    def run_values(
        self,
        feeds: Mapping[str, onnxruntime.OrtValue],
        options: onnxruntime.RunOptions,
        into: Mapping[str, onnxruntime.OrtValue] | None = None,
    ) -> dict[str, onnxruntime.OrtValue]:
        """Run the graph on values of onnxruntime's own and return all its outputs by name, nothing copied.

        Args:
            feeds: every input.
            options: end the run when they are told to.
            into: values that outputs are written into, which may be fed as well where the graph allows that.
        """
        if not into:
            return dict(zip(self.outputs, self.session.run_with_ort_values(None, feeds, options), strict=True))
        binding = self.session.io_binding()
        for name, value in feeds.items():
            binding.bind_ortvalue_input(name, value)
        for name in self.outputs:
            if name in into:
                binding.bind_ortvalue_output(name, into[name])
            else:
                binding.bind_output(name)
        self.session.run_with_iobinding(binding, options)
        return dict(zip(self.outputs, binding.get_outputs(), strict=True))

    def value(self, name: str, array: np.ndarray) -> onnxruntime.OrtValue:
        """Return an array as onnxruntime's own value, in the type that the input `name` was exported with."""
        import onnxruntime

        wanted = np.asarray(array, self._types.get(name) or array.dtype, order="C")  # a single number stays one
        return onnxruntime.OrtValue.ortvalue_from_numpy(wanted)

    def zeros(self, name: str, rows: int) -> onnxruntime.OrtValue:
        """Return the state with which the input `name` begins: nothing along its open axes, else zeros."""
        shape = [size if isinstance(size, int) else 0 for size in self._shapes[name][1:]]
        return self.value(name, np.zeros((rows, *shape), np.float32))

    def unknown(self, name: str) -> ModelIncompatible:
        """Return the error of a graph that wants an input which the task has not."""
        reason = QT_TRANSLATE_NOOP("errors", "Its graph wants the input “{input}”, which this task has not.")
        return ModelIncompatible(model=self._model, reason=reason, input=name)

    def _agree(self, feeds: Mapping[str, np.ndarray], wanted: Sequence[str]) -> None:
        """Refuse a graph that this task cannot work with."""
        for name in self.inputs:
            if name not in feeds:
                raise self.unknown(name)
        for name in wanted:
            if name not in self.outputs:
                reason = QT_TRANSLATE_NOOP("errors", "Its graph has no output “{output}”; it has: {outputs}.")
                outputs = ", ".join(self.outputs)
                raise ModelIncompatible(model=self._model, reason=reason, output=name, outputs=outputs)


class LoadedModel:
    """A model in use. Every file is checked against its digest before it is read for the first time."""

    def __init__(self, model: InstalledModel, threads: int) -> None:
        """Remember the model; nothing is read yet."""
        self.spec = model.spec
        self.threads = threads
        self.digests: dict[str, str] = {}
        self._folder = model.folder
        self._parts: dict[str, Any] = {}
        self._lock = threading.RLock()

    @property
    def parallel(self) -> int:
        """Return how many batches are worth running at once, each in a `lane`."""
        return (self.threads or os.cpu_count() or 1) if self._writes_with < LANES_BYTES else 1

    def lane(self) -> LoadedModel:
        """Return the model for a batch beside which others run: all is shared, but its graphs take one thread each."""
        lane = copy.copy(self)
        lane.threads = 1
        return lane

    @property
    def _writes_with(self) -> float:
        """Return the bytes of the largest graph that writes; none is as good as a large one."""
        return max((file.size_bytes for file in self.spec.files if file.role in _WRITING), default=math.inf)

    def file(self, path: str) -> Path:
        """Return where a file of the model lies, checked.

        Raises:
            ModelIncomplete: it is not there.
            ModelDigestMismatch: it is another file than the manifest says.
        """
        listed = next((file for file in self.spec.files if file.path == path), None)
        if listed is None:
            raise ModelIncomplete(model=self.spec.id, file=path)
        place = self._folder / path
        if path not in self.digests:
            self.digests[path] = self._checked(place, listed)
        return place

    def _checked(self, place: Path, listed: ModelFile) -> str:
        try:
            found = sha256_of(place)
        except OSError as error:
            remedy = QT_TRANSLATE_NOOP("errors", "Install it again. The digest expected is {expected}.")
            raise ModelIncomplete(
                model=self.spec.id, file=listed.path, expected=listed.sha256, remedy=remedy, detail=str(error)
            ) from error
        if found != listed.sha256:
            raise ModelDigestMismatch(model=self.spec.id, file=listed.path, expected=listed.sha256, found=found)
        return found

    def role(self, role: str) -> Path:
        """Return the checked file that has `role`."""
        listed = self.spec.by_role(role)
        if listed is None:
            reason = QT_TRANSLATE_NOOP("errors", "It has no file for the role “{role}”.")
            raise ModelIncompatible(model=self.spec.id, reason=reason, role=role)
        return self.file(listed.path)

    def json(self, path: str) -> dict[str, Any]:
        """Return the content of a JSON file of the model.

        Raises:
            ModelIncompatible: it holds no object.
        """
        return self.part(f"json:{path}", lambda: self._object(path))

    def _object(self, path: str) -> dict[str, Any]:
        content = None
        with suppress(ValueError, RecursionError):
            content = json.loads(self.file(path).read_text(encoding="utf-8"))
        if not isinstance(content, dict):
            reason = QT_TRANSLATE_NOOP("errors", "Its file “{file}” does not hold what it should.")
            raise ModelIncompatible(model=self.spec.id, reason=reason, file=path)
        return content

    def session(self, role: str = "model") -> Session:
        """Return the session of the graph that has `role`."""
        threads = 1 if self._writes_with < SMALL_BYTES else self.threads
        return self.part(f"session:{role}:{threads}", lambda: self._open(role, threads))

    def _open(self, role: str, threads: int) -> Session:
        import onnxruntime.capi.onnxruntime_pybind11_state as faults

        refusals = (
            *(faults.Fail, faults.InvalidArgument, faults.InvalidGraph, faults.InvalidProtobuf, faults.NoSuchFile),
            *(faults.NotImplemented, faults.RuntimeException),
        )
        path = self.role(role)
        for weights in self.spec.files:
            if weights.role == DATA:  # onnxruntime reads it by itself
                self.file(weights.path)
        try:
            return Session(path, threads, self.spec.id, role)
        except refusals as error:
            reason = QT_TRANSLATE_NOOP("errors", "Its graph “{file}” cannot be loaded ({said}).")
            said = str(error).rpartition(" : ")[2].strip()  # without the library's name and number for it
            file = path.relative_to(self._folder).as_posix()
            raise out_of_memory(error) or ModelIncompatible(
                model=self.spec.id, reason=reason, file=file, said=said, detail=str(error)
            ) from error

    def part(self, name: str, make: Callable[[], T]) -> T:
        """Return what `make` made when `name` was first asked for."""
        with self._lock:  # a small model is used by several threads
            if name not in self._parts:
                self._parts[name] = make()
            part: T = self._parts[name]
        return part


class ModelCache:
    """The models in memory, the last used kept."""

    def __init__(self, threads: int) -> None:
        """Start empty; `threads` is given to every session."""
        self._threads = threads
        self._loaded: OrderedDict[tuple[str, str], LoadedModel] = OrderedDict()

    def get(self, model: InstalledModel) -> LoadedModel:
        """Return the model, loaded lazily, and let the least recently used one go when there are too many."""
        key = (model.spec.id, model.spec.revision)
        if key not in self._loaded:
            self._loaded[key] = LoadedModel(model, self._threads)
        self._loaded.move_to_end(key)
        if len(self._loaded) > LOADED_AT_MOST:
            self._loaded.popitem(last=False)
            give_memory_back()
        return self._loaded[key]

    def drop(self, model: InstalledModel) -> None:
        """Forget a model, so that it is read and checked afresh next time."""
        self._loaded.pop((model.spec.id, model.spec.revision), None)

    def clear(self) -> None:
        """Let every model go."""
        self._loaded.clear()
        give_memory_back()


def give_memory_back() -> None:
    """Return freed memory to the system; glibc keeps hundreds of megabytes of a model that was let go."""
    gc.collect()
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
        if trim is not None:
            trim(0)


def out_of_memory(error: BaseException) -> EngineOutOfMemory | None:
    """Return the error to show when `error` says that memory ran out; onnxruntime has no type of its own for it."""
    text = str(error)
    if isinstance(error, MemoryError) or "bad_alloc" in text or "Failed to allocate memory" in text:
        return EngineOutOfMemory(detail=text)
    return None
