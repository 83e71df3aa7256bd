"""What must be known of a model before it is installed, and who finds it out.

A model from a stranger is parsed by the engine, behind its wall. Whoever installs it asks through this protocol.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from desktop.core.model import InstalledModel


@dataclass(frozen=True, slots=True, kw_only=True)
class GraphData:
    """A file of weights that a graph wants beside it.

    Attributes:
        graph: path of the graph in the model's folder.
        location: where the graph says the file is, from its own folder; any text until it was checked.
        size_bytes: what the file must hold at least.
    """

    graph: str
    location: str
    size_bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelReport:
    """What an engine found in the files of a model.

    Attributes:
        data: files its graphs want beside them.
        made: files that were made because the folder lacks them, in the engine's work folder; the name says which.
        reads: of a translator, the two-letter codes of the languages it knows the texts of.
        writes: and of those it translates into.
    """

    data: tuple[GraphData, ...] = ()
    made: tuple[Path, ...] = ()
    reads: tuple[str, ...] = ()
    writes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Speeds:
    """What this computer does in a second.

    Attributes:
        fp32_flops: operations on floats in products of matrices.
        int8_flops: the same on whole numbers of eight bits.
        bytes_per_s: weights that are read when every one is used once.
    """

    fp32_flops: float
    int8_flops: float
    bytes_per_s: float


class ModelInspector(Protocol):
    """Looks into models where it can do no harm."""

    def inspect(self, model: InstalledModel) -> ModelReport:
        """Read the structure of the graphs without loading them, and make what the folder lacks.

        Raises:
            ModelIncomplete, ModelIncompatible: it is no model for its task; the file is named.
        """

    def measure(self, model: InstalledModel) -> float:
        """Run the task on a small example and return the seconds it takes once the model is loaded.

        Raises:
            ModelIncomplete, ModelIncompatible: it does not work.
        """

    def speeds(self) -> Speeds:
        """Return what the computer does in a second; takes about three."""
