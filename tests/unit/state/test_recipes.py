"""Recipes are readable files: those of the program, and the user's own."""

from __future__ import annotations

import dataclasses
import json
from typing import TYPE_CHECKING, Any

import pytest

from desktop.core.errors import InputNotFound
from desktop.core.recipe import Recipe, RecipeInvalid, RecipeUnknown, Step
from desktop.state.recipes import SHIPPED_TEXTS, Recipes, content, read, read_steps, write_steps

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.state.paths import Home

MINE = Recipe(
    id="",
    title="Café: atas",
    summary="What was said.",
    steps=(Step(task="ocr", params={"min_score": 0.25, "upside_down": False}), Step(task="summarization", model="m")),
)


@pytest.fixture
def recipes(home: Home) -> Recipes:
    return Recipes(home)


def test_those_of_the_program_are_there_in_both_languages(recipes: Recipes) -> None:
    shipped = recipes.all()
    assert {"recording", "scan", "reviews", "photos"} == {one.id for one in shipped}
    for one in shipped:
        assert one.shipped
        assert {one.title, one.summary} <= set(SHIPPED_TEXTS)


def test_ones_own_is_kept_and_given_away_as_one_file(recipes: Recipes, tmp_path: Path) -> None:
    kept = recipes.save(MINE)
    assert kept == dataclasses.replace(MINE, id="cafe-atas")
    assert recipes.all()[0] == kept
    assert recipes.get("recipe:cafe-atas") == recipes.get("CAFÉ: ATAS") == kept
    given = tmp_path / "for a friend.json"
    given.write_bytes(content(kept))
    assert dataclasses.replace(read(given), id="cafe-atas") == kept
    assert recipes.save(MINE).id == "cafe-atas-2"
    recipes.remove(kept)
    assert [one.id for one in recipes.all() if not one.shipped] == ["cafe-atas-2"]


def test_one_of_the_program_is_never_changed(recipes: Recipes) -> None:
    before = recipes.get("scan")
    copy = recipes.save(dataclasses.replace(before, title="Read"))
    assert (copy.id, copy.shipped) == ("read", False)
    recipes.remove(before)
    assert recipes.get("scan") == before


def test_an_unknown_one_is_named_with_those_there_are(recipes: Recipes) -> None:
    with pytest.raises(RecipeUnknown, match="no recipe “dance”") as error:
        recipes.get("recipe:dance")
    assert "scan" in str(error.value.arguments["recipes"])


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"format": 2}, "$.format"),
        ({"title": ""}, "$.title"),
        ({"title": " "}, "$.title"),
        ({"steps": []}, "$.steps"),
        ({"steps": [{"task": "ocr"}] * 13}, "$.steps"),
        ({"steps": [{"task": "ocr"}, {"model": "m"}]}, "$.steps[1]"),
        ({"steps": [{"task": "ocr", "params": {"min_score": []}}]}, "$.steps[0].params[...]"),
        ({"steps": [{"task": "ocr", "run": "rm -rf"}]}, "`run`"),
        ({"colour": "red"}, "`colour`"),
    ],
)
def test_the_place_of_a_fault_is_named(tmp_path: Path, changes: dict[str, Any], said: str) -> None:
    path = tmp_path / "bad.json"
    path.write_text(json.dumps({"format": 1, "title": "x", "steps": [{"task": "ocr"}]} | changes))
    with pytest.raises(RecipeInvalid) as error:
        read(path)
    assert said in str(error.value.arguments["said"])


@pytest.mark.parametrize("written", [b"", b"{", b"\xff\xfe", b"[" * 100_000, b'"' + b"x" * 1_000_001 + b'"'])
def test_what_is_no_recipe_at_all_is_refused_and_left_out_of_the_list(home: Home, written: bytes) -> None:
    home.recipes.mkdir()
    path = home.recipes / "odd.json"
    path.write_bytes(written)
    with pytest.raises(RecipeInvalid):
        read(path)
    assert "odd" not in {one.id for one in Recipes(home).all()}


def test_a_file_that_is_gone_is_said_to_be(tmp_path: Path) -> None:
    with pytest.raises(InputNotFound):
        read(tmp_path / "gone.json")


def test_the_same_steps_are_written_the_same(recipes: Recipes) -> None:
    first = Step(task="ocr", params={"a": 1, "b": True})
    second = Step(task="ocr", params={"b": True, "a": 1})
    assert write_steps([first]) == write_steps([second])
    assert read_steps(write_steps([first])) == (first,)
