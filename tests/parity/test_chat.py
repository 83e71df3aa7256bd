"""Conversations are put into words as transformers does it, and answered as torch does it, with a memory or without."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from desktop.core.chat import Message, Role
from desktop.core.errors import ModelIncompatible
from desktop.engine.chat.conversation import Memory, reply
from desktop.engine.chat.template import ChatTemplate
from desktop.engine.generation.settings import settings_of
from desktop.engine.interrupt import Interrupt
from tests.parity import cache, table, trial
from tests.parity.chat_cases import TEMPLATES, conversations
from tests.parity.families import CHAT, EVERY
from tests.unit.engine.text_models import load

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from desktop.engine.generation.decoder import Past
    from desktop.engine.loaded import LoadedModel
    from desktop.state.paths import Home
    from tests.parity.case import Case

CASES = EVERY[CHAT]
_MAX_NEW_TOKENS = 12


def told(talk: Sequence[dict[str, str]]) -> list[Message]:
    return [Message(role=Role(message["role"]), text=message["content"]) for message in talk]


def reference(case: Case) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((cache.made(case) / "answers.json").read_text(encoding="utf-8"))
    return found


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_says_what_it_says_in_the_library(tmp_path: Path, name: str) -> None:
    expected = reference(CASES[0])["rendered"][name]
    config = {"chat_template": TEMPLATES[name], "bos_token": "<s>", "eos_token": "</s>"}
    template = ChatTemplate(load(tmp_path, "text-generation", {"tokenizer_config.json": config}))
    assert any(expected)
    for talk, text in zip(conversations(), expected, strict=True):
        if text is not None:
            assert template.render(told(talk)) == text
        elif talk[0]["role"] == "system":
            assert talk[0]["content"] in template.render(told(talk))
        else:
            with pytest.raises(ModelIncompatible):
                template.render(told(talk))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_same_prompt_gets_the_same_answer(case: Case, home: Home) -> None:
    folder = cache.made(case)
    model = trial.installed(case, folder / "converted", "fp32", home)
    expected = [answer for answer in reference(case)["answers"] if answer is not None]
    talks = [told(talk) for talk, answer in zip(conversations(), reference(case)["answers"], strict=True) if answer]
    memories = [[Watched() for _ in talks], [Watched()] * len(talks)]
    for forgetful, each in zip((True, False), memories, strict=True):
        cached = [answered(model, talk, memory) for talk, memory in zip(talks, each, strict=True)]
        read = [tokens for memory in dict.fromkeys(each) for tokens in memory.read]
        assert read == [[*one["prompt"], *one["answer"]] for one in expected]
        assert all((count == 0) is forgetful for count in cached[1:4]), cached
    row = table.Row(case.architecture, case.task, str(case.params["template"]), "equal", f"{len(talks)}", "same")
    table.keep(case, "chat", row)


class Watched(Memory):
    """What is remembered, and all that was read and written."""

    def __init__(self) -> None:
        super().__init__()
        self.read: list[list[int]] = []

    def keep(self, tokens: Sequence[int], past: Past) -> None:
        self.read.append(list(tokens))
        super().keep(tokens, past)


def answered(model: LoadedModel, talk: Sequence[Message], memory: Watched) -> int:
    """Answer a conversation; returns how many of its tokens were remembered."""
    model._parts["conversations"] = memory
    settings = settings_of(model, max_new_tokens=_MAX_NEW_TOKENS, do_sample=False)
    made = reply(model, talk, settings, Interrupt(), show=lambda _: None, remember=True)
    assert made.usage is not None
    return made.usage.cached_tokens


def test_the_table_names_what_is_proved_and_nothing_else() -> None:
    expected = [(case.architecture, case.task, str(case.params["template"])) for case in CASES]
    assert [row.claim[:3] for row in table.read(table.TEMPLATE)] == expected
