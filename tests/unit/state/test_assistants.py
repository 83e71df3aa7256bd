"""Assistants are readable files: those of the program, and the user's own."""

from __future__ import annotations

import dataclasses
import json
from typing import TYPE_CHECKING, Any

import pytest

from desktop import tasks
from desktop.core.assistant import Assistant, AssistantInvalid, AssistantUnknown
from desktop.core.chat import TASK, Tool
from desktop.core.errors import InputNotFound
from desktop.core.task import parse_params
from desktop.state.assistants import SHIPPED_TEXTS, Assistants, content, read
from desktop.state.paths import resources

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.state.paths import Home

MINE = Assistant(
    id="",
    name="Café: contas & cartas",
    summary="Reads the bills.",
    icon="file-text",
    prompt="Be kind.\nBe brief.",
    model="local/m",
    documents=("/home/ana/bills", "/home/ana/notes.md"),
    tools=(Tool.SEARCH, Tool.READ),
    params={"temperature": 0.5, "max_new_tokens": 64, "stop": "User:"},
)


@pytest.fixture
def assistants(home: Home) -> Assistants:
    return Assistants(home)


def test_those_of_the_program_can_be_used(assistants: Assistants) -> None:
    shipped = assistants.all()
    assert "Ilha" in {one.name for one in shipped}
    for one in shipped:
        assert one.shipped
        assert one.prompt
        assert {one.name, one.summary} <= set(SHIPPED_TEXTS)
        assert (resources() / "icons" / f"{one.icon}.svg").is_file()
        parse_params(tasks.get_task(TASK), one.all_params)


def test_ones_own_is_kept_and_given_away_as_one_file(assistants: Assistants, tmp_path: Path) -> None:
    kept = assistants.save(MINE)
    assert kept == dataclasses.replace(MINE, id="cafe-contas-cartas")
    assert assistants.get("cafe-contas-cartas") == kept
    assert assistants.get("CAFÉ: CONTAS & CARTAS") == kept
    assert assistants.all()[0] == kept
    given = tmp_path / "for a friend.json"
    given.write_bytes(content(kept))
    assert "Be kind." in given.read_text(encoding="utf-8")
    taken = assistants.take(given)
    assert taken == dataclasses.replace(kept, id="cafe-contas-cartas-2")
    assert content(taken) == content(kept)


def test_it_is_changed_in_its_place_and_removed(assistants: Assistants) -> None:
    kept = assistants.save(MINE)
    assistants.save(dataclasses.replace(kept, name="Another"))
    assert [one.name for one in assistants.all() if not one.shipped] == ["Another"]
    assistants.remove(kept)
    assert all(one.shipped for one in assistants.all())


def test_one_of_the_program_is_never_changed(assistants: Assistants) -> None:
    before = assistants.get("ilha")
    copy = assistants.save(dataclasses.replace(before, prompt="Rhyme."))
    assert (copy.id, copy.shipped) == ("ilha-2", False)
    assert next(one for one in assistants.all() if one.shipped and one.id == "ilha") == before
    assistants.remove(before)
    assert before in assistants.all()


def test_an_unknown_name_lists_the_known(assistants: Assistants) -> None:
    with pytest.raises(AssistantUnknown, match="no assistant “Nobody”"):
        assistants.get("Nobody")


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"colour": "x"}, "colour"),
        ({"prompt": 5}, r"\$.prompt"),
        ({"tools": ["read", "ocr"]}, r"\$.tools"),
        ({"params": {"temperature": [1]}}, r"\$.params"),
        ({"format": 2}, r"\$.format"),
        ({"name": "  "}, r"\$.name"),
    ],
)
def test_a_wrong_file_is_refused_with_the_place_of_the_fault(
    assistants: Assistants, tmp_path: Path, wrong: dict[str, Any], said: str
) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps({"format": 1, "name": "A", **wrong}))
    with pytest.raises(AssistantInvalid) as found:
        assistants.take(path)
    assert said.strip("\\").replace("\\", "") in str(found.value.arguments["said"])
    assert all(one.shipped for one in assistants.all())


def test_what_is_no_such_file_is_refused(assistants: Assistants, tmp_path: Path) -> None:
    with pytest.raises(InputNotFound):
        assistants.take(tmp_path / "nothing.json")
    for name, written in {"a.json": b"{", "b.json": b"\xff\xfe", "c.json": b'"' + b" " * 2_000_000}.items():
        (tmp_path / name).write_bytes(written)
        with pytest.raises(AssistantInvalid):
            read(tmp_path / name)


def test_a_broken_file_hides_no_other(assistants: Assistants, home: Home) -> None:
    assistants.save(MINE)
    (home.assistants / "broken.json").write_text("{")
    assert MINE.name in {one.name for one in assistants.all()}


def test_a_name_of_other_letters_has_a_file_all_the_same(assistants: Assistants) -> None:
    assert assistants.save(dataclasses.replace(MINE, name="助手")).id == "assistant"
    assert assistants.save(dataclasses.replace(MINE, name="../../etc")).id == "etc"
