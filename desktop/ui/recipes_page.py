"""Recipes: a list of them, an editor, and a place for files that the chosen one is run on."""

from __future__ import annotations

import dataclasses
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.core.errors import IlhaError
from desktop.core.recipe import PREFIX, Recipe, RecipeInvalid, Step
from desktop.ui import drop_zone, icons
from desktop.ui.file_tray import kinds_text
from desktop.ui.flow_layout import FlowLayout
from desktop.ui.language import failure_text, translate
from desktop.ui.recipe_editor import RecipeEditor
from desktop.ui.recipe_list import RecipeList, shown_title
from desktop.ui.recipe_text import task_words
from desktop.ui.text_label import page_head, text_label
from desktop.ui.theme import GAP
from desktop.ui.work_page import WorkPage
from desktop.worker.recipe import begins_with, chain_of, give_away, lacking, take_in, unfit
from desktop.worker.recipe_rows import misfit_of_rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.core.media import InputFile
    from desktop.core.model import InstalledModel
    from desktop.core.task import Task
    from desktop.ui.model_import import ModelImport
    from desktop.ui.reception import Reception, Refused
    from desktop.ui.services import Services
    from desktop.ui.undo_bar import UndoBar

_NARROW, _LIST, _LOW, _TALL = 620, 256, 132, 680
"""Pixels: below which width the list stands above the editor, its width beside it, its height above it; from which
height on there is room for the jobs."""
_FIRST = "ocr"


class RecipesPage(WorkPage):
    """Files start at once with the recipe that is shown; what was changed in it is kept when another is chosen.

    Signals:
        task_wanted: id of a task that has no model.
    """

    task_wanted = Signal(str)

    def __init__(
        self,
        services: Services,
        reception: Reception,
        undo: UndoBar,
        *,
        adding: ModelImport,
        parent: QWidget | None = None,
    ) -> None:
        """Show the recipes of the home; `undo` offers to bring back what was removed, `adding` brings new models."""
        super().__init__(parent)
        self.attach(services, reception, PREFIX)
        self._recipes = services.queue.recipes.known
        self._undo = undo
        self._accepted: tuple[InputFile, ...] = ()
        self._refused: tuple[Refused, ...] = ()
        self.title = text_label("title")
        self.summary = text_label("body", tone="muted", wrap=True)
        self.list = RecipeList()
        self.editor = RecipeEditor(services, adding)
        self.problem = text_label("small", tone="bad", wrap=True)
        self.models = QPushButton()
        self.models.setProperty("kind", "quiet")
        self.new, self.bring = QPushButton(), QPushButton()
        self.save, self.copy, self.give, self.remove = (QPushButton() for _ in range(4))
        self.zone.set_compact(True)
        self._connect()
        self._lay_out()
        self.retranslate()
        self.show_recipes()

    def show_recipes(self, chosen: str = "") -> None:
        """List the recipes anew and show the one with this id, else the first."""
        self.list.show_recipes(self._recipes.all(), chosen)
        self._show_current()

    @property
    def recipe(self) -> Recipe:
        """Return the recipe that is shown, with what was changed in it."""
        return self.editor.recipe

    # --- what the buttons do -----------------------------------------------------------------------------------------

    def keep(self) -> bool:
        """Keep what was changed, unless something is lacking; says whether all is kept."""
        if self.editor.dirty and not self.editor.fault:
            try:
                kept = self._recipes.save(self.recipe)
            except IlhaError as error:
                self._say(" ".join(failure_text(error.failure())))
                return False
            self.show_recipes(kept.id)
        return not self.editor.dirty

    def make(self) -> None:
        """Begin a new recipe."""
        self._keep_as(Recipe(id="", title=self.tr("New recipe"), steps=(Step(task=_FIRST),)))
        self.editor.title.setFocus()
        self.editor.title.selectAll()

    def duplicate(self) -> None:
        """Make a copy to be changed."""
        shown = self.recipe
        title = self.tr("%1 (copy)").replace("%1", shown_title(shown))
        summary = translate("recipes", shown.summary) if shown.shipped and shown.summary else shown.summary
        self._keep_as(dataclasses.replace(shown, id="", title=title, summary=summary, shipped=False))

    def take(self) -> None:
        """Keep the recipe that a file describes."""
        for path in drop_zone.ask_for_files(self, self.tr("Import recipes")):
            try:
                taken = take_in(self._recipes, path)
            except IlhaError as error:
                self._say(" ".join(failure_text(error.failure())))
                continue
            self._say("")
            self.show_recipes(taken.id)

    def give_away(self) -> None:
        """Write the recipe into a new file."""
        for path in drop_zone.ask_for_target(self, self.tr("Export the recipe"), f"{self.recipe.id}.json"):
            try:
                give_away(self.recipe, path)
            except IlhaError as error:
                self._say(" ".join(failure_text(error.failure())))

    def discard(self) -> None:
        """Remove the recipe, with a way back."""
        gone = self.recipe
        after = self.list.neighbour
        self._recipes.remove(gone)
        self.show_recipes(after)
        self._undo.offer(self.tr("“%1” was removed").replace("%1", gone.title), partial(self._bring_back, gone))

    def _bring_back(self, recipe: Recipe) -> None:
        self._recipes.save(recipe)
        self.show_recipes(recipe.id)

    def _keep_as(self, recipe: Recipe) -> None:
        try:
            kept = self._recipes.save(recipe)
        except IlhaError as error:
            self._say(" ".join(failure_text(error.failure())))
            return
        self.show_recipes(kept.id)

    # --- files -------------------------------------------------------------------------------------------------------

    def take_files(self, files: tuple[InputFile, ...]) -> None:
        """Keep what fits and refuse the rest with its reason."""
        chain = chain_of(self.recipe)
        fitting = [file for file in files if unfit(chain, file) is None]
        self._accepted += tuple(fitting)
        self._refused += tuple(self._refusal(chain, file) for file in files if file not in fitting)

    def _refusal(self, chain: Sequence[Task], file: InputFile) -> Refused:
        if (misfit := misfit_of_rows(chain, file)) is not None and begins_with(chain[0], file):
            return file.name, misfit
        return self.refusal(file, self._accepts())

    def take_refused(self, refused: tuple[Refused, ...]) -> None:
        """Keep what cannot be used."""
        self._refused += refused

    def take_end(self) -> None:
        """Start what fits and say what does not."""
        files, refused = self._accepted, self._refused
        self._accepted, self._refused = (), ()
        lines = [" ".join(failure_text(failure)) for _name, failure in refused[:3]]
        if len(refused) > 3:
            lines.append(self.tr("%n more cannot be used.", "", len(refused) - 3))
        self._say("\n".join(lines))
        if files and self.keep():
            self.start_recipe(files, f"{PREFIX}{self.recipe.id}")

    def settle(self) -> None:
        """Keep what was changed: the window closes."""
        self.keep()

    def follow_models(self, _added: InstalledModel | None) -> None:
        """Show the models that are on the shelf now."""
        for card in self.editor.cards:
            if card.picker is not None:
                card.picker.refresh()
        self._follow()

    # --- inside ------------------------------------------------------------------------------------------------------

    def _show_current(self) -> None:
        if self.list.chosen:
            self.editor.show_recipe(self._recipes.get(self.list.chosen))

    def _choose(self, wanted: str) -> None:
        """Keep what was changed in one recipe before another is shown; what is not whole stays until it is."""
        if self.keep():
            self.show_recipes(wanted)
        else:
            self._say(self.problem.text() or self.editor.fault)
            self.list.select(self.recipe.id)

    def _follow(self) -> None:
        """Let buttons and zone follow the recipe."""
        recipe, fault = self.recipe, self.editor.fault
        own = not recipe.shipped
        self.save.setEnabled(self.editor.dirty and not fault)
        self.save.setVisible(own)
        self.remove.setVisible(own)
        try:
            chain = chain_of(recipe)
        except RecipeInvalid:
            chain = ()
        missing = lacking(recipe, self.services.shelf) if chain else None
        self.zone.setEnabled(bool(chain) and missing is None)
        accepts = self._accepts() if chain else ""
        self.zone.set_accepts(self.tr("%1 · they start at once").replace("%1", accepts) if accepts else "")
        self.models.setVisible(missing is not None)
        if missing is not None:
            words = self.tr("“%1” needs a model that is not on this computer.")
            self.models.setText(words.replace("%1", task_words(missing)[0]))
            self.models.setProperty("task", missing.id)

    def _accepts(self) -> str:
        return kinds_text(chain_of(self.recipe)[0].accepts)

    def _say(self, words: str) -> None:
        self.problem.setText(words)
        self.problem.setVisible(bool(words))

    def _connect(self) -> None:
        self.list.wanted.connect(self._choose)
        self.editor.changed.connect(self._follow)
        self.models.clicked.connect(lambda: self.task_wanted.emit(str(self.models.property("task"))))
        self.save.setProperty("kind", "primary")
        for button, icon, action in (
            (self.save, "", self.keep),
            (self.copy, "copy", self.duplicate),
            (self.give, "download", self.give_away),
            (self.remove, "trash-2", self.discard),
            (self.new, "plus", self.make),
            (self.bring, "upload", self.take),
        ):
            if icon:
                button.setIcon(icons.icon(icon))
            button.clicked.connect(action)

    def _lay_out(self) -> None:
        above = QHBoxLayout()
        above.setSpacing(GAP)
        above.addWidget(self.title, 1)
        above.addWidget(self.new)
        above.addWidget(self.bring)
        head = page_head(above, self.summary)
        inner = QWidget()
        holder = QVBoxLayout(inner)
        holder.setContentsMargins(0, 0, 0, 0)
        holder.addWidget(self.editor)
        holder.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inner)
        below = QWidget()
        actions = FlowLayout(below)
        for button in (self.save, self.copy, self.give, self.remove):
            actions.addWidget(button)
        right = QVBoxLayout()
        right.setSpacing(GAP)
        right.addWidget(area, 1)
        right.addWidget(below)
        self._middle = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._middle.setSpacing(GAP * 2)
        self._middle.addWidget(self.list)
        self._middle.addLayout(right, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(GAP * 3, GAP * 3, GAP * 3, GAP * 2)
        column.setSpacing(GAP * 2)
        column.addLayout(head)
        column.addLayout(self._middle, 5)
        column.addWidget(self.models, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.zone)
        column.addWidget(self.problem)
        column.addWidget(self.jobs, 2)
        self.problem.hide()
        self.model.counted.connect(self._arrange)
        self._arrange()

    def retranslate(self) -> None:
        """Write every text anew."""
        self.setAccessibleName(self.tr("Recipes"))
        self.title.setText(self.tr("Recipes"))
        self.summary.setText(self.tr("Tasks one after another: each works on what the one before has found."))
        self.list.setAccessibleName(self.tr("Recipes"))
        self.save.setText(self.tr("Save"))
        self.copy.setText(self.tr("Duplicate"))
        self.give.setText(self.tr("Export…"))
        self.remove.setText(self.tr("Delete"))
        self.new.setText(self.tr("New"))
        self.bring.setText(self.tr("Import…"))
        self.new.setToolTip(self.tr("Begin a new recipe"))
        self.bring.setToolTip(self.tr("Keep recipes from files"))
        for push in (self.save, self.copy, self.give, self.remove, self.new, self.bring):
            push.setAccessibleName(push.text())
        if self.list.count():
            self.show_recipes(self.recipe.id)

    def _arrange(self) -> None:
        """Put the list above the editor where there is no room beside it, and spare the jobs where it is low."""
        self.jobs.setVisible(self.model.rowCount() > 0 and self.height() >= _TALL)
        narrow = self.width() < _NARROW
        directions = QBoxLayout.Direction
        self._middle.setDirection(directions.TopToBottom if narrow else directions.LeftToRight)
        self.list.setFixedWidth(max(self.width() - GAP * 6, 1) if narrow else _LIST)
        self.list.setMaximumHeight(_LOW if narrow else 16_777_215)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Follow the room."""
        super().resizeEvent(event)
        self._arrange()

    def showEvent(self, event: QShowEvent) -> None:
        """Show what came meanwhile."""
        super().showEvent(event)
        if not self.editor.dirty:
            self.show_recipes(self.recipe.id)
