"""Which models translate from which language into which, and the way from one language to another through them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from desktop.core.model import ModelSpec

SOURCE, TARGET = "source", "target"
"""Entries of a manifest's settings: the two-letter code, or several, that a model reads, and that it writes."""
PIVOT = "en"
"""The language that most models have on one side."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Leg:
    """One step of a way: which of the models takes a text from `source` to `target`."""

    model: int
    source: str
    target: str


def reads(spec: ModelSpec) -> tuple[str, ...]:
    """Return the languages a model translates from."""
    return _codes(spec.settings.get(SOURCE, ()))


def writes(spec: ModelSpec) -> tuple[str, ...]:
    """Return the languages a model translates into."""
    return _codes(spec.settings.get(TARGET, ()))


def knows(spec: ModelSpec, source: str, target: str) -> bool:
    """Say whether a model translates from `source` into `target`."""
    return source != target and source in reads(spec) and target in writes(spec)


def first_pair(spec: ModelSpec) -> tuple[str, str] | None:
    """Return two languages that a model translates between, from English where it can; None when it names none."""
    sources = sorted(reads(spec), key=lambda code: code != PIVOT)
    pairs = ((source, target) for source in sources for target in writes(spec) if source != target)
    return next(pairs, None)


def way(models: Sequence[ModelSpec], source: str, target: str) -> tuple[Leg, ...]:
    """Return the legs from `source` to `target`: one, two through a language between, or none where there is no way.

    A model for few languages goes before one for many, which knows each of them less well; English goes before any
    other language between.
    """
    direct = _leg(models, source, target)
    if direct is not None:
        return (direct,)
    between = dict.fromkeys([PIVOT, *(code for spec in models for code in writes(spec))])
    for middle in between if source != target else ():  # there and back again is no translation
        first, second = _leg(models, source, middle), _leg(models, middle, target)
        if first is not None and second is not None:
            return first, second
    return ()


def reachable(models: Iterable[ModelSpec], source: str) -> tuple[str, ...]:
    """Return the languages a text in `source` can be translated into, perhaps through another one; sorted."""
    known = list(models)
    codes = {code for spec in known for code in writes(spec)} - {source}
    return tuple(sorted(code for code in codes if way(known, source, code)))


def _codes(written: str | Iterable[str]) -> tuple[str, ...]:
    return (written,) if isinstance(written, str) else tuple(written)


def _leg(models: Sequence[ModelSpec], source: str, target: str) -> Leg | None:
    able = [index for index, spec in enumerate(models) if knows(spec, source, target)]
    if not able:
        return None
    best = min(able, key=lambda index: len(reads(models[index])) * len(writes(models[index])))
    return Leg(model=best, source=source, target=target)
