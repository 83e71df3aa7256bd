"""A task and its parameters. A task is one file in `desktop/tasks/`; its parameters are the fields of a dataclass."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, dataclass
from typing import Any

from desktop.core.kind import ResultKind
from desktop.core.late_dataclass import LateDataclass, fields_of
from desktop.core.media import MediaKind, Scene
from desktop.core.table import TableParams
from desktop.core.usage import ParameterInvalid, ParameterUnknown

AUTOMATIC = "auto"
"""Stands for a model where the task chooses among all that are ready; the result names the one that was used."""
Value = str | int | float | bool


class NoParams(LateDataclass):
    """Parameters of a task that has none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """Metadata of a task; the code that runs it is `run()` in the same file.

    Attributes:
        id: the Hub's pipeline tag where one exists.
        title: English name on the page and the action chip ("Read text").
        summary: one English sentence under the title.
        icon: name of an SVG file in `resources/icons`.
        group: heading in the rail: `text`, `pictures`, `sound` or `chat`.
        accepts: kinds of files it works on, the most typical first.
        produces: kind of its result.
        params: class whose fields are the options; field metadata holds `label`, `help` and, where they
            apply, `choices`, `minimum`, `maximum`, `placeholder` (an example in an empty text field) and `required`
            (a text without which the task cannot run; its default is empty).
        rank: position among the actions offered for a file; the lowest runs on Enter.
        scene: the pictures it is made for; they get it first, whatever its rank.
        chooses: whether it picks its models itself, by what the input is in, unless one was picked for it.
        minds_language: whether the result says so when its model was not made for the language of the text.
    """

    id: str
    title: str
    summary: str
    icon: str
    group: str
    accepts: tuple[MediaKind, ...]
    produces: ResultKind
    params: type[Any] = NoParams
    rank: int = 50
    scene: Scene | None = None
    chooses: bool = False
    minds_language: bool = False


class Parameter(LateDataclass):
    """One option of a task."""

    name: str
    type: str
    default: Value
    label: str
    help: str
    choices: tuple[str, ...] = ()
    minimum: float | None = None
    maximum: float | None = None
    placeholder: str = ""
    required: bool = False

    def lacks(self, value: object) -> bool:
        """Say whether `value` leaves a required text empty."""
        return self.required and not str(value).strip()

    def parse(self, raw: object) -> Value:
        """Return `raw` (typed, or text from a command line) as this parameter's type or raise `ParameterInvalid`."""
        try:
            value = _convert(self.type, raw)
        except ValueError as error:
            raise self._invalid(raw) from error
        low = self.minimum is not None and isinstance(value, int | float) and value < self.minimum
        high = self.maximum is not None and isinstance(value, int | float) and value > self.maximum
        if low or high or (self.choices and value not in self.choices) or self.lacks(value):
            raise self._invalid(raw)
        return value

    def _invalid(self, raw: object) -> ParameterInvalid:
        expected = ", ".join(self.choices) or ("text that is not empty" if self.required else self.type)
        if self.minimum is not None and self.maximum is not None:
            expected = f"{self.minimum:g} … {self.maximum:g}"
        return ParameterInvalid(name=self.name, value=str(raw), expected=expected)


def _convert(kind: str, raw: object) -> Value:
    if kind == "boolean":
        text = str(raw).lower()
        if text not in {"true", "false", "1", "0", "yes", "no", "on", "off"}:
            raise ValueError(text)
        return text in {"true", "1", "yes", "on"}
    if kind == "integer":
        return int(str(raw))
    if kind == "number":
        number = float(str(raw))
        if number != number or number in {float("inf"), float("-inf")}:  # noqa: PLR0124 - NaN is unequal to itself
            raise ValueError(raw)
        return number
    return str(raw)


_TYPES: dict[object, str] = {str: "string", int: "integer", float: "number", bool: "boolean"}


def parameters(task: Task) -> tuple[Parameter, ...]:
    """Describe the fields of `task.params` in their order; a field without a default is a programming error."""
    return _described(task.params)


def table_parameters(task: Task) -> tuple[Parameter, ...]:
    """Describe what is said to `task` about a table in addition, nothing where it takes none by rows."""
    if not {MediaKind.TABLE, MediaKind.TEXT} <= set(task.accepts):
        return ()
    own = {parameter.name for parameter in parameters(task)}
    return tuple(parameter for parameter in _described(TableParams) if parameter.name not in own)


def _described(params: type[LateDataclass]) -> tuple[Parameter, ...]:
    described = []
    for field in fields_of(params):
        assert field.default is not MISSING, f"{params.__qualname__}: parameter {field.name} needs a default"
        metadata: Mapping[str, Any] = field.metadata
        described.append(
            Parameter(
                name=field.name,
                type=_TYPES[type(field.default)],
                default=field.default,
                label=metadata["label"],
                help=metadata["help"],
                choices=tuple(metadata.get("choices", ())),
                minimum=metadata.get("minimum"),
                maximum=metadata.get("maximum"),
                placeholder=metadata.get("placeholder", ""),
                required=metadata.get("required", False),
            )
        )
    return tuple(described)


def asks(task: Task, given: Mapping[str, object]) -> bool:
    """Say whether `task` must be told more than what is `given`, such as a question."""
    return any(parameter.lacks(given.get(parameter.name, parameter.default)) for parameter in parameters(task))


def parse_params(task: Task, given: Mapping[str, object]) -> dict[str, Value]:
    """Return every parameter of `task` with its value, defaults filled in; those about a table only when `given`.

    Raises:
        ParameterUnknown: `given` names one that the task does not have.
        ParameterInvalid: a value does not fit, or a required text is missing.
    """
    own = {parameter.name: parameter for parameter in parameters(task)}
    known = own | {parameter.name: parameter for parameter in table_parameters(task)}
    for name in given:
        if name not in known:
            raise ParameterUnknown(task=task.id, name=name, parameters=", ".join(known) or "none")
    values = {name: parameter.parse(given.get(name, parameter.default)) for name, parameter in known.items()}
    return {name: value for name, value in values.items() if name in own or value != known[name].default}
