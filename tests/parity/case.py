"""One architecture at one task: everything its tiny model is made from, as plain data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A model to make, to convert and to compare.

    Attributes:
        architecture: as people call it; the first column of the table.
        task: its id.
        model: class of transformers.
        config: class of its configuration.
        settings: arguments of the configuration; `vocab_size` comes from the tokeniser.
        reads: a tokeniser of `reference.tokenisers`, or a class that prepares pictures or sounds.
        options: its arguments.
        files: JSON files that belong to the folder beside those the library writes.
        params: options of the task.
        also: further ways to ask the same model, each with options that are added to `params`.
        texts: what it reads beside the inputs of its family.
        input_tolerance: how far the prepared input may lie from the library's; 0 asks for the same bits.
    """

    architecture: str
    task: str
    model: str
    config: str
    settings: Mapping[str, Any]
    reads: str
    options: Mapping[str, Any] = field(default_factory=dict)
    files: Mapping[str, Any] = field(default_factory=dict)
    params: Mapping[str, Any] = field(default_factory=dict)
    also: Sequence[Mapping[str, Any]] = ()
    texts: Sequence[str] = ()
    input_tolerance: float = 0.0

    @property
    def name(self) -> str:
        """Return what its folder and its tests are called."""
        return f"{self.architecture.lower().replace(' ', '-')}-{self.task}"

    def ways(self) -> tuple[Case, ...]:
        """Return the case once for each set of options that it is tried with."""
        return self, *(replace(self, params={**self.params, **more}) for more in self.also)


def names(*labels: str) -> dict[str, Any]:
    """Return how a configuration words its labels."""
    return {"id2label": dict(enumerate(labels)), "label2id": {label: number for number, label in enumerate(labels)}}
