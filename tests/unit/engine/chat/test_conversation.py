"""Answers with what is remembered are those without it, token for token; what is remembered has its bounds."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest

from desktop.core.chat import Message, Role
from desktop.core.errors import Cancelled, InputTooLarge
from desktop.engine.chat import conversation
from desktop.engine.chat.conversation import Memory, reply
from desktop.engine.generation.settings import settings_of
from desktop.engine.interrupt import Interrupt
from tests.unit.engine.chat_models import ENDLESS, WORDS, talker
from tests.unit.engine.text_models import load

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from desktop.core.result import Text, Usage
    from desktop.engine.loaded import LoadedModel


def talking(folder: Path, **how: Any) -> LoadedModel:
    return load(folder, "text-generation", talker(**how))


def said(*texts: str, system: str = "") -> list[Message]:
    """Return a conversation: the user begins."""
    roles = [Role.USER if number % 2 == 0 else Role.ASSISTANT for number in range(len(texts))]
    head = [Message(role=Role.SYSTEM, text=system)] if system else []
    return head + [Message(role=role, text=text) for role, text in zip(roles, texts, strict=True)]


def answer(
    model: LoadedModel,
    messages: Sequence[Message],
    *,
    remember: bool = True,
    show: Callable[[str], None] = lambda _: None,
    interrupt: Interrupt | None = None,
    **changes: Any,
) -> Text:
    settings = settings_of(model, **{"max_new_tokens": 12, **changes})
    return reply(model, messages, settings, interrupt or Interrupt(), show=show, remember=remember)


def usage(text: Text) -> Usage:
    assert text.usage is not None
    return text.usage


def talked(model: LoadedModel, *, remember: bool, turns: int = 6, **changes: Any) -> tuple[list[str], list[Usage]]:
    """Return the answers of a conversation of several turns, and what they took."""
    texts: list[str] = []
    answers: list[Text] = []
    for number in range(turns):
        texts.append(f"{WORDS[number]} {WORDS[number + 7]}")
        answers.append(answer(model, said(*texts, system="ka ka"), remember=remember, **changes))
        texts.append(answers[-1].text)
    return [one.text for one in answers], [usage(one) for one in answers]


@pytest.mark.parametrize("changes", [{}, {"do_sample": True, "seed": 5}, {"repetition_penalty": 1.4}])
def test_each_turn_reads_only_what_is_new_and_answers_the_same(tmp_path: Path, changes: dict[str, Any]) -> None:
    fresh, without = talked(talking(tmp_path / "one"), remember=False, **changes)
    remembered, with_it = talked(talking(tmp_path / "two"), remember=True, **changes)
    assert remembered == fresh
    assert len(set(fresh)) == len(fresh), "else the test would show nothing"
    assert [one.cached_tokens for one in without] == [0] * 6
    for before, now in pairwise(with_it):
        # All that was read: the last token of an answer that ended by itself or by its length was not.
        assert now.cached_tokens == before.prompt_tokens + before.completion_tokens - 1


def test_another_answer_and_an_edited_question_go_on_where_the_branches_part(tmp_path: Path) -> None:
    model, plain = talking(tmp_path / "one"), talking(tmp_path / "two")
    first = answer(model, said("ba be"))
    trunk = ["ba be", first.text]
    for question in ("bi bo", "bi bo", "bi ko", "da"):
        branch = said(*trunk, question)
        found = answer(model, branch)
        assert found.text == answer(plain, branch, remember=False).text
        assert usage(found).cached_tokens >= usage(first).prompt_tokens


def test_a_conversation_is_remembered_while_others_are_held_that_begin_like_it(tmp_path: Path) -> None:
    model = talking(tmp_path)
    talks = {name: [f"{name} ba be bi bo ko da de di do du"] for name in WORDS[20:23]}
    for texts in talks.values():
        texts.append(answer(model, said(*texts, system="ka ke ki")).text)
    for texts in talks.values():
        found = usage(answer(model, said(*texts, "ko", system="ka ke ki")))
        assert found.cached_tokens > 20, "the shared instructions alone are less"


def test_only_so_many_conversations_are_remembered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    model = talking(tmp_path)
    for word in WORDS[:9]:
        answer(model, said(f"{word} {word} {word}"))
    memory: Memory = model.part("conversations", Memory)
    assert len(memory._kept) == conversation.REMEMBERED_AT_MOST
    monkeypatch.setattr(conversation, "REMEMBERED_BYTES", 1)
    answer(model, said("ba"))
    assert len(memory._kept) == 1, "the last one is always remembered"


def test_a_long_conversation_loses_its_oldest_turns_and_keeps_its_instructions(tmp_path: Path) -> None:
    answers, used = talked(talking(tmp_path, context=96), remember=True, turns=14)
    fresh, _ = talked(talking(tmp_path / "fresh", context=96), remember=False, turns=14)
    assert answers == fresh
    dropped = [one.dropped_turns for one in used]
    assert dropped[0] == 0
    assert dropped[-1] > 0
    assert dropped == sorted(dropped)
    assert all(one.prompt_tokens + one.completion_tokens <= 96 for one in used)
    assert len(set(dropped)) < 10, "they go several at a time"
    again = [now for before, now in pairwise(used) if now.dropped_turns == before.dropped_turns]
    assert all(one.cached_tokens > 20 for one in again[1:]), "so that the turns between find what is remembered"


def test_a_message_that_has_no_room_is_refused_by_name(tmp_path: Path) -> None:
    model = talking(tmp_path, context=64)
    with pytest.raises(InputTooLarge, match=r"ba ba ba.* is too large: 10\d tokens, at most 52 tokens"):
        answer(model, said(" ".join(["ba"] * 100)))


def test_an_answer_has_no_more_room_than_the_model(tmp_path: Path) -> None:
    found = usage(answer(talking(tmp_path, context=64, ends=ENDLESS), said("ba"), max_new_tokens=500))
    assert found.prompt_tokens + found.completion_tokens == 64 == found.context_tokens
    assert found.ended == "length"


def test_it_ends_by_itself_or_before_a_stop_string(tmp_path: Path) -> None:
    model = talking(tmp_path, ends=ENDLESS)
    whole = answer(model, said("ba")).text.split()
    stopped = answer(model, said("ba"), stop_strings=(whole[4],))
    assert stopped.text.split() == whole[:4]
    assert usage(stopped).ended == "end"
    soon = answer(talking(tmp_path / "soon", ends=99.0), said("ba"))
    assert (soon.text, usage(soon).ended, usage(soon).completion_tokens) == ("", "end", 1)


def test_what_was_written_until_it_was_stopped_is_the_answer_and_is_remembered(tmp_path: Path) -> None:
    model = talking(tmp_path, ends=ENDLESS)
    whole = answer(model, said("ba"), remember=False).text
    interrupt, shown = Interrupt(), list[str]()

    def show(piece: str) -> None:
        shown.append(piece)
        if len(shown) == 5:
            interrupt.cancel()

    found = answer(model, said("ba"), interrupt=interrupt, show=show)
    assert found.text == "".join(shown)
    assert whole.startswith(found.text)
    assert (usage(found).ended, usage(found).completion_tokens) == ("stopped", 5)
    assert usage(answer(model, said("ba", found.text, "be"))).cached_tokens >= usage(found).prompt_tokens + 4


def test_there_is_no_answer_when_nobody_waits_for_one(tmp_path: Path) -> None:
    interrupt = Interrupt()
    interrupt.cancel()
    with pytest.raises(Cancelled):
        answer(talking(tmp_path), said("ba"), interrupt=interrupt)


def test_a_model_without_a_template_goes_on_with_the_text(tmp_path: Path) -> None:
    model = talking(tmp_path, template=None)
    found = answer(model, said("ba be bi"))
    assert usage(found).prompt_tokens == 3
    assert found.text


def test_a_long_prompt_is_read_in_parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    messages = said(" ".join(WORDS))
    whole = answer(talking(tmp_path / "one"), messages).text
    monkeypatch.setattr("desktop.engine.generation.decoder.READ_TOGETHER", 7)
    assert answer(talking(tmp_path / "two"), messages).text == whole
