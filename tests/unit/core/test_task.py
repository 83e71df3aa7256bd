from dataclasses import field, replace

import pytest

from desktop.core.kind import ResultKind
from desktop.core.late_dataclass import LateDataclass
from desktop.core.task import Task, parameters, parse_params
from desktop.core.usage import ParameterInvalid, ParameterUnknown


class _Params(LateDataclass):
    depth: int = field(default=3, metadata={"label": "Depth", "help": "How deep.", "minimum": 1, "maximum": 9})
    share: float = field(default=0.5, metadata={"label": "Share", "help": "Part of it."})
    split: str = field(default="none", metadata={"label": "Split", "help": "How.", "choices": ("none", "lines")})
    loud: bool = field(default=False, metadata={"label": "Loud", "help": "Shout."})


TASK = Task(id="t", title="T", summary="", icon="", group="text", accepts=(), produces=ResultKind.TEXT, params=_Params)


def test_defaults_are_filled_in_and_texts_become_values() -> None:
    assert parse_params(TASK, {}) == {"depth": 3, "share": 0.5, "split": "none", "loud": False}
    assert parse_params(TASK, {"depth": "7", "share": "1e-1", "split": "lines", "loud": "yes"}) == {
        "depth": 7,
        "share": 0.1,
        "split": "lines",
        "loud": True,
    }


@pytest.mark.parametrize(
    ("name", "value"),
    [("depth", "0"), ("depth", "ten"), ("depth", "2.5"), ("share", "nan"), ("split", "words"), ("loud", "maybe")],
)
def test_a_value_that_does_not_fit_is_refused_by_name(name: str, value: str) -> None:
    with pytest.raises(ParameterInvalid) as caught:
        parse_params(TASK, {name: value})
    assert caught.value.arguments["name"] == name


def test_an_unknown_parameter_is_refused_with_the_known_ones() -> None:
    with pytest.raises(ParameterUnknown) as caught:
        parse_params(TASK, {"deep": 1})
    assert caught.value.arguments["parameters"] == "depth, share, split, loud"


class _Asking(LateDataclass):
    question: str = field(
        default="", metadata={"label": "Question", "help": "What?", "required": True, "placeholder": "When?"}
    )


def test_a_text_that_is_needed_must_be_given() -> None:
    task = replace(TASK, params=_Asking)
    (question,) = parameters(task)
    assert (question.required, question.placeholder) == (True, "When?")
    assert parse_params(task, {"question": "Who?"}) == {"question": "Who?"}
    for given in ({}, {"question": ""}, {"question": " \n"}):
        with pytest.raises(ParameterInvalid) as caught:
            parse_params(task, given)
        assert caught.value.arguments["name"] == "question"


def test_types_are_named_for_people() -> None:
    assert [parameter.type for parameter in parameters(TASK)] == ["integer", "number", "string", "boolean"]
