"""Chat templates in the styles of common families; parity with transformers is proved in tests/parity."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest

from desktop.core.chat import Message, Role
from desktop.core.errors import ModelIncompatible
from desktop.engine.chat.template import chat_template
from tests.unit.engine.text_models import load

if TYPE_CHECKING:
    from pathlib import Path

TALK = [
    Message(role=Role.SYSTEM, text="Be <brief>."),
    Message(role=Role.USER, text="Olá & “you”"),
    Message(role=Role.ASSISTANT, text="Hi"),
    Message(role=Role.USER, text="Why?"),
]
MARKED = "{% for m in messages %}[{{ m['role'] }}]{{ m['content'] }}{% endfor %}"


def rendered(folder: Path, template: Any, talk: list[Message] = TALK, own: bytes = b"") -> str:
    files: dict[str, Any] = {"tokenizer_config.json": {"chat_template": template, "bos_token": "<s>"}}
    files |= {"chat_template.jinja": own} if own else {}
    return chat_template(load(folder, "text-generation", files)).render(talk)


def test_texts_come_as_they_are_and_the_answer_is_asked_for(tmp_path: Path) -> None:
    template = MARKED + "{% if add_generation_prompt %}[assistant]{% endif %}"
    assert rendered(tmp_path, template) == ("[system]Be <brief>.[user]Olá & “you”[assistant]Hi[user]Why?[assistant]")


def test_special_tokens_are_known_by_their_names(tmp_path: Path) -> None:
    config = {"eos_token": {"content": "</s>"}, "pad_token": None, "chat_template": "{{ bos_token }}{{ eos_token }}"}
    files: dict[str, Any] = {"tokenizer_config.json": config, "special_tokens_map.json": {"bos_token": "<s>"}}
    assert chat_template(load(tmp_path, "text-generation", files)).render(TALK) == "<s></s>"


def test_blocks_leave_no_blank_lines(tmp_path: Path) -> None:
    template = "{% for m in messages %}\n    {% if m.role == 'user' %}\n{{ m.content }};\n    {% endif %}\n{% endfor %}"
    assert rendered(tmp_path, template) == "Olá & “you”;\nWhy?;\n"


def test_marks_for_training_are_no_part_of_the_text(tmp_path: Path) -> None:
    template = "{% for m in messages %}{% generation %}{{ m.content }}{% endgeneration %}{% endfor %}"
    assert rendered(tmp_path, template, TALK[2:]) == "HiWhy?"


def test_loops_may_be_left_and_json_is_written_for_people(tmp_path: Path) -> None:
    template = "{% for m in messages %}{% if loop.index > 2 %}{% break %}{% endif %}{{ m | tojson }}{% endfor %}"
    assert rendered(tmp_path, template) == (
        '{"role": "system", "content": "Be <brief>."}{"role": "user", "content": "Olá & “you”"}'
    )
    assert rendered(tmp_path / "b", "{{ messages[2] | tojson(indent=1) }}") == (
        '{\n "role": "assistant",\n "content": "Hi"\n}'
    )


def test_the_day_can_be_asked_for(tmp_path: Path) -> None:
    before = dt.datetime.now().astimezone()
    found = rendered(tmp_path, "{{ strftime_now('%Y-%m-%d') }}")
    assert found in {f"{day:%Y-%m-%d}" for day in (before, dt.datetime.now().astimezone())}


def test_instructions_go_into_the_first_message_where_a_template_refuses_them(tmp_path: Path) -> None:
    template = "{% if messages[0].role == 'system' %}{{ raise_exception('no system role') }}{% endif %}" + MARKED
    assert rendered(tmp_path, template) == "[user]Be <brief>.\n\nOlá & “you”[assistant]Hi[user]Why?"


def test_what_is_refused_all_the_same_is_explained(tmp_path: Path) -> None:
    with pytest.raises(ModelIncompatible, match=r"chat template cannot be used .*never"):
        rendered(tmp_path, "{{ raise_exception('never') }}")
    with pytest.raises(ModelIncompatible, match="chat template cannot be used"):
        rendered(tmp_path / "b", "{% for %}")


@pytest.mark.parametrize(
    "attack",
    [
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ messages.append(1) }}",
        "{{ messages[0].update({'role': 'user'}) }}",
        "{{ cycler.__init__.__globals__.os.system('true') }}",
        "{{ range(10000000) | list }}",
        "{% include 'config.json' %}",
    ],
)
def test_a_template_stays_in_its_sandbox(tmp_path: Path, attack: str) -> None:
    with pytest.raises(ModelIncompatible):
        rendered(tmp_path, attack)


def test_a_file_of_its_own_counts_before_the_configuration_and_the_default_before_others(tmp_path: Path) -> None:
    several = [{"name": "tool_use", "template": "tools"}, {"name": "default", "template": "plain"}]
    assert rendered(tmp_path / "a", several) == "plain"
    assert rendered(tmp_path / "b", several[:1]) == "tools"
    assert rendered(tmp_path / "c", several, own=b"own") == "own"


def test_without_a_template_the_texts_themselves_go_on(tmp_path: Path) -> None:
    template = chat_template(load(tmp_path, "text-generation", {"config.json": {}}))
    assert template.completes
    assert template.render(TALK[1:3]) == "Olá & “you”\n\nHi"
