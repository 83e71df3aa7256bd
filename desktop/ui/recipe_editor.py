"""The editor of one recipe: its name and its steps, of which only such can be put together as fit together."""

from __future__ import annotations

import dataclasses
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QFrame, QLineEdit, QMenu, QPushButton, QVBoxLayout, QWidget

from desktop.core.recipe import (
    OWN_STEPS,
    SENTENCES,
    STEPS_AT_MOST,
    TABLE,
    Recipe,
    RecipeInvalid,
    Step,
    follows,
    misfit,
)
from desktop.ui import icons
from desktop.ui.language import failure_text, translate
from desktop.ui.recipe_text import task_words
from desktop.ui.step_card import DOWN, REMOVE, UP, StepCard
from desktop.ui.tab_order import follow
from desktop.ui.text_label import text_label
from desktop.ui.theme import GAP
from desktop.worker.recipe import chain_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.core.errors import Failure
    from desktop.core.task import Task
    from desktop.ui.model_import import ModelImport
    from desktop.ui.services import Services


class RecipeEditor(QFrame):
    """Shows a recipe, and changes one of the user's own.

    Signals:
        changed: it is another one than it was when it was shown, or is so no more.
    """

    changed = Signal()

    def __init__(self, services: Services, adding: ModelImport, parent: QWidget | None = None) -> None:
        """Start empty; `adding` brings new models."""
        super().__init__(parent)
        self.setProperty("card", True)
        self._services, self._adding = services, adding
        self._shown = Recipe(id="", title="", steps=())
        self._own = False
        self._invalid: Failure | None = None
        self.cards: list[StepCard] = []
        self.note = text_label("small", tone="muted", wrap=True)
        self.title, self.summary = QLineEdit(), QLineEdit()
        self.title_label, self.summary_label = text_label("small", tone="muted"), text_label("small", tone="muted")
        self.problem = text_label("small", tone="warning", wrap=True)
        self.add = QPushButton()
        self.add.setProperty("kind", "quiet")
        self.add.setIcon(icons.icon("plus", "accent"))
        self.menu = QMenu(self)
        self.add.setMenu(self.menu)
        self.menu.aboutToShow.connect(self._fill_menu)
        for label, field in ((self.title_label, self.title), (self.summary_label, self.summary)):
            label.setBuddy(field)
            field.textEdited.connect(self._tell)
        self._steps = QVBoxLayout()
        self._steps.setSpacing(GAP)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(GAP * 2,) * 4)
        column.setSpacing(GAP // 2)
        column.addWidget(self.note)
        self.note.setContentsMargins(0, 0, 0, GAP)
        for label, field in ((self.title_label, self.title), (self.summary_label, self.summary)):
            column.addWidget(label)
            column.addWidget(field)
            column.addSpacing(GAP)
        column.addLayout(self._steps)
        column.addWidget(self.add)
        column.addWidget(self.problem)
        self.retranslate()

    @property
    def recipe(self) -> Recipe:
        """Return the recipe as it is shown."""
        if not self._own:
            return self._shown
        steps = tuple(card.step for card in self.cards)
        return dataclasses.replace(
            self._shown, title=self.title.text().strip(), summary=self.summary.text().strip(), steps=steps
        )

    @property
    def dirty(self) -> bool:
        """Say whether it is another one than it was when it was shown."""
        return self.recipe != self._shown

    @property
    def fault(self) -> str:
        """Return what keeps it from being kept, in words; empty when nothing does."""
        if self._own and not self.title.text().strip():
            return self.tr("Give it a name.")
        for number, card in enumerate(self.cards, 1):
            if card.lacking:
                return self.tr("Fill in “%1” of step %2.").replace("%1", card.lacking).replace("%2", str(number))
        return ""

    def show_recipe(self, recipe: Recipe) -> None:
        """Show a recipe."""
        self._shown, self._invalid = recipe, None
        try:
            chain_of(recipe)
        except RecipeInvalid as error:
            self._invalid = error.failure()
        self._own = not recipe.shipped and self._invalid is None
        self.title.setText(recipe.title)
        self.summary.setText(recipe.summary)
        for field in (self.title, self.summary):
            field.setEnabled(self._own)
        self.note.setVisible(not self._own)
        self.add.setVisible(self._own)
        self._build(() if self._invalid is not None else recipe.steps)
        # What is shown counts as it is: an option that no longer exists is gone, and not a change.
        self._shown = self.recipe
        self.retranslate()
        self.summary.setCursorPosition(0)  # a long text is read from its beginning

    def retranslate(self) -> None:
        """Write every text anew."""
        self.setAccessibleName(self.tr("Recipe"))
        shipped = self.tr("This one came with Ilha. Duplicate it to make one of your own from it.")
        self.note.setText(shipped if self._invalid is None else " ".join(failure_text(self._invalid)))
        self.title_label.setText(self.tr("Name"))
        self.summary_label.setText(self.tr("What it does"))
        self.title.setAccessibleName(self.title_label.text())
        self.summary.setAccessibleName(self.summary_label.text())
        self.add.setText(self.tr("Add a step"))
        self.add.setAccessibleName(self.add.text())
        if self._shown.shipped:
            self.title.setText(translate("recipes", self._shown.title))
            self.summary.setText(translate("recipes", self._shown.summary))
        self._tell()

    # --- steps -------------------------------------------------------------------------------------------------------

    def put(self, number: int, task: str) -> None:
        """Do another task in a step, or in a new one at the end."""
        steps = [card.step for card in self.cards]
        steps[number : number + 1] = [Step(task=task)]
        self._build(steps)
        self._tell()

    def act(self, number: int, action: str) -> None:
        """Move a step or take it out."""
        steps = self._after(number, action)
        self._build(steps)
        focus = min(number + {UP: -1, DOWN: 1, REMOVE: 0}[action], len(steps) - 1)
        self.cards[focus].tasks.setFocus()
        self._tell()

    def _after(self, number: int, action: str) -> list[Step]:
        """Return the steps when this was done."""
        steps = [card.step for card in self.cards]
        step = steps.pop(number)
        if action != REMOVE:
            steps.insert(number + (1 if action == DOWN else -1), step)
        return steps

    def _build(self, steps: Sequence[Step]) -> None:
        """Make a card for each step."""
        for card in self.cards:
            self._steps.removeWidget(card)
            card.hide()
            card.deleteLater()
        self.cards = []
        chain = [self._task(step.task) for step in steps]
        for number, step in enumerate(steps):
            card = StepCard(self._services, self._adding, number, step, self._choices(chain, number))
            card.setEnabled(self._own)
            card.changed.connect(self._tell)
            card.chosen.connect(partial(self.put, number))
            card.asked.connect(partial(self.act, number))
            self.cards.append(card)
            self._steps.addWidget(card)
        follow(self.summary, *self.cards)
        for number, card in enumerate(self.cards):
            card.allow(frozenset(action for action in (UP, DOWN, REMOVE) if self._can(number, action)))
        self.add.setEnabled(bool(self._following(chain)) and len(steps) < STEPS_AT_MOST)

    def _can(self, number: int, action: str) -> bool:
        """Say whether the steps fit together when this was done."""
        last = len(self.cards) - 1
        if (action == UP and number == 0) or (action == DOWN and number == last) or (action == REMOVE and last == 0):
            return False
        return misfit([self._task(step.task) for step in self._after(number, action)]) is None

    def _task(self, task: str) -> Task:
        return OWN_STEPS.get(task) or self._services.tasks[task]

    def _choices(self, chain: Sequence[Task], number: int) -> list[Task]:
        """Return what could be done in a step so that all fit together."""
        known = [*self._services.tasks.values(), SENTENCES, TABLE]
        fitting = [task for task in known if misfit([*chain[:number], task, *chain[number + 1 :]]) is None]
        return fitting if chain[number] in fitting else [chain[number], *fitting]

    def _following(self, chain: Sequence[Task]) -> list[Task]:
        """Return what could come after the last step."""
        known = [*self._services.tasks.values(), SENTENCES, TABLE]
        return [task for task in known if not chain or follows(chain[-1], task)]

    def _fill_menu(self) -> None:
        self.menu.clear()
        for task in self._following([self._task(card.step.task) for card in self.cards]):
            title, summary = task_words(task)
            entry = self.menu.addAction(icons.icon(task.icon, "muted"), title)
            entry.setToolTip(summary)
            entry.triggered.connect(partial(self.put, len(self.cards), task.id))

    def _tell(self) -> None:
        self.problem.setText(self.fault)
        self.problem.setVisible(bool(self.problem.text()))
        self.changed.emit()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
