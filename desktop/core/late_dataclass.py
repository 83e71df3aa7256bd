"""Dataclasses that are made when one is first wanted: the window imports many before its first paint and uses few."""

from __future__ import annotations

from dataclasses import Field, dataclass, field, fields
from threading import RLock
from typing import Any, Self, dataclass_transform

_making = RLock()


@dataclass_transform(kw_only_default=True, frozen_default=True, field_specifiers=(field,))
class LateDataclass:
    """A frozen dataclass with keywords, made with its first instance: its methods are compiled, which takes a while."""

    def __new__(cls, **_values: object) -> Self:
        """Make the class first."""
        fields_of(cls)
        return super().__new__(cls)


def fields_of(kind: type[LateDataclass]) -> tuple[Field[Any], ...]:
    """Return the fields of a class, which is a dataclass from now on."""
    with _making:
        if "__dataclass_fields__" not in vars(kind):
            dataclass(frozen=True, kw_only=True)(kind)
    return fields(kind)  # type: ignore[arg-type] # it is one now
