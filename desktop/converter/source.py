"""The folder a model comes from, looked at before anything expensive is imported. Standard library only.

Weights are read from safetensors and from nothing else: every other format of torch and Keras is a pickle, or may hold
one, and unpickling runs whatever code its author put in.
"""

from __future__ import annotations

import json
import math
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from desktop.converter.faults import incompatible, incomplete

CONFIG = "config.json"
WEIGHTS = "model.safetensors"
INDEX = "model.safetensors.index.json"
SENTENCES = "modules.json"
PICKLES = frozenset({".bin", ".ckpt", ".h5", ".joblib", ".keras", ".msgpack", ".pickle", ".pkl", ".pt", ".pth"})

_POINTER = b"version https://git-lfs.github.com/spec/"
_POINTER_BYTES_AT_MOST = 1024
_WITH_CODE = (CONFIG, "tokenizer_config.json", "preprocessor_config.json", "processor_config.json")
_HEADER_BYTES_AT_MOST = 100_000_000  # as the safetensors format says
_PARAMETER_BYTES = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A folder that may be converted.

    Attributes:
        folder: where it lies.
        config: the content of config.json.
        weights: its safetensors files.
        parameters: how many numbers they hold.
        unread: files of weights in other formats, which stay unopened.
    """

    folder: Path
    config: dict[str, Any]
    weights: tuple[Path, ...]
    parameters: int
    unread: tuple[str, ...]

    @property
    def float_bytes(self) -> int:
        """Return the size of its weights as float32."""
        return self.parameters * _PARAMETER_BYTES

    @property
    def sentences(self) -> bool:
        """Say whether it tells how sentence vectors are made."""
        return (self.folder / SENTENCES).is_file()

    @property
    def name(self) -> str:
        """Return what the model is called: its folder, or its repository in the Hub's own cache."""
        if self.folder.parent.name == "snapshots":
            return self.folder.parent.parent.name.rpartition("--")[2]
        return self.folder.name

    @property
    def repository(self) -> str:
        """Return `owner/name` where the folder lies in the Hub's own cache, else an empty text."""
        if self.folder.parent.name != "snapshots":
            return ""
        return self.folder.parent.parent.name.removeprefix("models--").replace("--", "/")


def look(folder: Path) -> Source:
    """Check the files of a folder and return what is in it.

    Raises:
        Fault: a file is missing, a pointer or cut short, or the model cannot be converted at all.
    """
    folder = folder.resolve()
    _refuse_pointers(folder)
    config = _json(folder, CONFIG)
    if not config:
        raise incompatible(f"Its file “{CONFIG}” says nothing.")
    for name in _WITH_CODE:
        if (folder / name).is_file() and "auto_map" in _json(folder, name):
            raise incompatible(
                f"It brings Python code of its own (“auto_map” in “{name}”), and none of it is run.",
                "Choose a model that the library knows without such code.",
            )
    if config.get("quantization_config"):
        raise incompatible(
            "Its weights are quantised already (“quantization_config” in “config.json”).",
            "Convert the original model instead.",
        )
    if config.get("use_timm_backbone"):
        raise incompatible(
            "A part of it belongs to the library timm (“use_timm_backbone” in “config.json”), which is not used here.",
            "Fetch the revision “no_timm” of the model, if there is one.",
        )
    pickles = tuple(sorted(path.name for path in folder.iterdir() if path.suffix.lower() in PICKLES))
    weights = _weights(folder, pickles)
    return Source(
        folder=folder,
        config=config,
        weights=weights,
        parameters=sum(_parameters(path) for path in weights),
        unread=pickles,
    )


def _refuse_pointers(folder: Path) -> None:
    for path in sorted(folder.iterdir()):
        if path.is_file() and path.stat().st_size <= _POINTER_BYTES_AT_MOST and path.read_bytes().startswith(_POINTER):
            raise incomplete(
                f"Its file “{path.name}” is only a Git LFS pointer to the real one.",
                "Run “git lfs pull” in its folder, or download the file by itself.",
            )


def _json(folder: Path, name: str) -> dict[str, Any]:
    try:
        content = json.loads((folder / name).read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise incomplete(f"It has no file “{name}”.") from None
    except (ValueError, RecursionError) as error:
        raise incompatible(f"Its file “{name}” is not JSON ({error}).", "Fetch that file again.") from None
    return content if isinstance(content, dict) else {}


def _weights(folder: Path, pickles: tuple[str, ...]) -> tuple[Path, ...]:
    if (folder / INDEX).is_file():
        named = _json(folder, INDEX).get("weight_map")
        shards = sorted({str(name) for name in named.values()}) if isinstance(named, dict) else []
        if not shards or any(Path(name).name != name for name in shards):
            raise incompatible(f"Its file “{INDEX}” does not say where the weights are.", "Fetch that file again.")
        for name in shards:
            if not (folder / name).is_file():
                raise incomplete(f"Its file “{name}” is missing.")
        return tuple(folder / name for name in shards)
    if (folder / WEIGHTS).is_file():
        return (folder / WEIGHTS,)
    if pickles:
        raise incompatible(
            f"Its weights are only there as a pickle (“{pickles[0]}”), which could run any code when it is read.",
            f"Fetch a form of the model that has “{WEIGHTS}”.",
        )
    raise incomplete(f"It has no file “{WEIGHTS}”.")


def _parameters(path: Path) -> int:
    """Return how many numbers a safetensors file holds, after checking that all of them are there."""
    size_bytes = path.stat().st_size
    with path.open("rb") as file:
        start = file.read(8)
        length = struct.unpack("<Q", start)[0] if len(start) == 8 else size_bytes
        header = file.read(length) if length <= min(size_bytes, _HEADER_BYTES_AT_MOST) else b""
    try:
        tensors = [tensor for name, tensor in json.loads(header).items() if name != "__metadata__"]
        end_bytes = 8 + length + max((tensor["data_offsets"][1] for tensor in tensors), default=0)
        parameters = sum(math.prod(map(int, tensor["shape"])) for tensor in tensors)
    except (ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError):
        raise incomplete(f"Its file “{path.name}” is not a whole safetensors file.") from None
    if end_bytes > size_bytes:
        raise incomplete(f"Its file “{path.name}” breaks off: {size_bytes} of {end_bytes} bytes are there.")
    return parameters
