"""The page of recipes: only what fits together can be put together, and nothing that was changed is lost."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.core.recipe import Recipe, Step, steps_of
from desktop.media.sniff import recognise
from desktop.state.recipes import Recipes
from desktop.ui import drop_zone
from desktop.ui.column_dialog import ColumnDialog
from desktop.ui.rail import RECIPES
from desktop.ui.recipes_page import RecipesPage
from desktop.ui.step_card import DOWN, REMOVE, UP

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.state.paths import Home
    from desktop.ui.main_window import MainWindow

MINE = Recipe(
    id="",
    title="Minutes",
    steps=(Step(task="ocr"), Step(task="translation", params={"target": "pt"}), Step(task="summarization")),
)


@pytest.fixture
def page(window: MainWindow, home: Home) -> RecipesPage:
    Recipes(home).save(MINE)
    page = window.visit(RECIPES)
    assert isinstance(page, RecipesPage)
    page.show_recipes("minutes")
    return page


def tasks_of(page: RecipesPage) -> list[str]:
    return [step.task for step in page.recipe.steps]


def choices(page: RecipesPage, number: int) -> set[str]:
    box = page.editor.cards[number].tasks
    return {str(box.itemData(row)) for row in range(box.count())}


def test_ones_own_come_first_and_can_be_changed_those_of_the_program_cannot(page: RecipesPage) -> None:
    assert page.list.chosen == "minutes"
    assert page.list.count() == 1 + len([one for one in Recipes(page.services.home).all() if one.shipped])
    assert page.editor.title.isEnabled()
    assert not page.save.isEnabled()
    page.show_recipes("scan")
    assert not page.editor.title.isEnabled()
    assert not any(card.isEnabled() for card in page.editor.cards)
    assert not page.save.isVisible()
    assert page.editor.note.isVisible()


def test_only_steps_that_fit_together_can_be_chosen(page: RecipesPage) -> None:
    assert {"ocr", "automatic-speech-recognition", "translation"} <= choices(page, 0)
    assert not {"object-detection", "table"} & choices(page, 0), "nothing could follow them"
    assert {"translation", "text-generation", "sentences"} <= choices(page, 1)
    assert not {"ocr", "table", "object-detection"} & choices(page, 1)
    assert "table" in choices(page, 2)
    first, last = page.editor.cards[0], page.editor.cards[2]
    assert not first.buttons[UP].isEnabled()
    assert not first.buttons[DOWN].isEnabled(), "a scan is read before anything else"
    assert last.buttons[UP].isEnabled()
    assert not last.buttons[DOWN].isEnabled()


def test_steps_are_added_moved_and_removed_and_kept(page: RecipesPage, home: Home) -> None:
    page.editor.act(2, UP)
    assert tasks_of(page) == ["ocr", "summarization", "translation"]
    assert page.recipe.steps[2].params == {"target": "pt"}, "options travel with their step"
    page.editor.menu.aboutToShow.emit()
    added = next(entry for entry in page.editor.menu.actions() if entry.text() == "One table")
    added.trigger()
    assert tasks_of(page)[-1] == "table"
    assert not page.editor.add.isEnabled(), "nothing follows a table"
    page.editor.act(1, REMOVE)
    assert tasks_of(page) == ["ocr", "translation", "table"]
    assert page.save.isEnabled()
    page.save.click()
    assert not page.save.isEnabled()
    assert [step.task for step in Recipes(home).get("minutes").steps] == ["ocr", "translation", "table"]


def test_a_task_is_chosen_and_its_options_are_filled_in(page: RecipesPage, home: Home) -> None:
    page.editor.put(2, "question-answering")
    assert "Question" in page.editor.fault
    assert not page.save.isEnabled()
    form = page.editor.cards[2].form
    assert form is not None
    assert not form.isHidden(), "what has to be filled in is not folded away"
    form.set_values({"question": "Who pays?"})
    form.changed.emit()
    assert not page.editor.fault
    page.save.click()
    assert Recipes(home).get("minutes").steps[2] == Step(task="question-answering", params={"question": "Who pays?"})


def test_what_was_changed_is_kept_when_another_is_chosen(page: RecipesPage, home: Home) -> None:
    QTest.keyClicks(page.editor.title, "!")
    page.list.setCurrentRow(1)
    assert page.recipe.shipped
    assert Recipes(home).get("minutes").title == "Minutes!"


def test_what_is_not_whole_stays_until_it_is(page: RecipesPage) -> None:
    page.editor.title.selectAll()
    QTest.keyClick(page.editor.title, Qt.Key.Key_Delete)
    page.list.setCurrentRow(1)
    assert page.list.chosen == "minutes"
    assert page.problem.isVisible()


def test_a_recipe_is_made_copied_given_away_taken_in_and_removed(
    page: RecipesPage, home: Home, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.copy.click()
    assert page.recipe.title == "Minutes (copy)"
    assert page.recipe.steps == Recipes(home).get("minutes").steps
    target = tmp_path / "mine.json"
    monkeypatch.setattr(drop_zone, "ask_for_target", lambda *_: [target])
    page.give.click()
    assert json.loads(target.read_text())["title"] == "Minutes (copy)"
    page.give.click()
    assert "is there already" in page.problem.text()
    page.remove.click()
    assert "Minutes (copy)" not in {one.title for one in Recipes(home).all()}
    window.undo.undo()
    assert page.recipe.title == "Minutes (copy)"
    broken = tmp_path / "broken.json"
    broken.write_text('{"format": 1, "title": "x", "steps": [{"task": "ocr"}, {"task": "dance"}]}')
    monkeypatch.setattr(drop_zone, "ask_for_files", lambda *_: [target, broken])
    before = len(Recipes(home).all())
    page.bring.click()
    assert len(Recipes(home).all()) == before + 1
    assert "$.steps[1].task" in page.problem.text()
    page.new.click()
    assert page.editor.title.hasFocus()


def test_files_start_with_the_recipe_as_it_is_shown(page: RecipesPage, qtbot: QtBot, samples: Path) -> None:
    page.editor.act(2, REMOVE)
    with qtbot.waitSignal(page.services.queue.jobs_added) as added:
        page.take_paths([samples / "scan.png", samples / "letter.txt"])
    ((run,),) = added.args
    assert run.task == "recipe:minutes"
    assert "summarization" not in str(run.params["steps"]), "what was changed is kept first"
    qtbot.waitUntil(page.problem.isVisible)
    assert "letter.txt" in page.problem.text()
    assert page.model.rowCount() == 1


def test_a_recipe_that_lacks_a_model_says_so(page: RecipesPage, home: Home, qtbot: QtBot) -> None:
    kept = Recipes(home).save(Recipe(id="", title="Deep", steps=(Step(task="depth-estimation"),)))
    page.show_recipes(kept.id)
    assert not page.zone.isEnabled()
    assert page.models.isVisible()
    with qtbot.waitSignal(page.task_wanted) as wanted:
        page.models.click()
    assert wanted.args == ["depth-estimation"]


def test_of_a_table_the_column_is_asked_for_and_steps_that_need_all_of_it_are_named(
    qtbot: QtBot, window: MainWindow, home: Home, tmp_path: Path
) -> None:
    path = tmp_path / "notes.csv"
    path.write_text("id,nota,outra\n1,A sopa estava horrível.,Uma frase.\n2,Uma estadia maravilhosa.,Outra frase.\n")
    rows = (Step(task="translation", params={"target": "en"}), Step(task="text-classification"))
    Recipes(home).save(Recipe(id="", title="By rows", steps=rows))
    Recipes(home).save(Recipe(id="", title="As a whole", steps=(rows[0], Step(task="sentences"), rows[1])))
    page = window.visit(RECIPES)
    assert isinstance(page, RecipesPage)
    page.show_recipes("as-a-whole")
    page.take_files((recognise(path),))
    page.take_end()
    assert "Step 2" in page.problem.text()
    assert page.findChild(ColumnDialog) is None
    page.show_recipes("by-rows")
    page.take_files((recognise(path),))
    page.take_end()
    dialog = page.findChild(ColumnDialog)
    assert isinstance(dialog, ColumnDialog)
    qtbot.waitUntil(lambda: dialog.options.column.count() == 3)
    assert not dialog.options.truth.isVisible(), "there is nothing to score in the midst of a recipe"
    dialog.options.column.setCurrentText("outra")
    dialog.begin.click()
    (job,) = window.services.queue.jobs()
    assert '"column":"outra"' in steps_of(job.params).replace(" ", "")
