"""The recipes by their titles, to choose one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListWidget, QListWidgetItem, QWidget

from desktop.core.recipe import RecipeInvalid
from desktop.ui import icons
from desktop.ui.language import translate
from desktop.ui.recipe_text import RECIPE_ICON, task_words
from desktop.ui.theme import GAP
from desktop.worker.recipe import chain_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.core.recipe import Recipe

_ID = Qt.ItemDataRole.UserRole


class RecipeList(QListWidget):
    """Shows titles; the steps are in the tooltips.

    Signals:
        wanted: id of a recipe that the user chose.
    """

    wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("card", True)
        self.setProperty("rows", True)
        self.setIconSize(QSize(16, 16))
        self.setViewportMargins(GAP // 2, GAP // 2, GAP // 2, GAP // 2)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.currentRowChanged.connect(lambda row: self.wanted.emit(self._id(row)))

    @property
    def chosen(self) -> str:
        """Return the id of the recipe that is chosen, empty while there is none."""
        return self._id(self.currentRow())

    @property
    def neighbour(self) -> str:
        """Return the id of the recipe below the chosen one, or above the last."""
        row = self.currentRow()
        return self._id(row + 1) or self._id(row - 1)

    def show_recipes(self, recipes: Sequence[Recipe], chosen: str) -> None:
        """List `recipes` and choose one, or the first, without saying so."""
        self.blockSignals(True)
        self.clear()
        for recipe in recipes:
            item = QListWidgetItem(icons.icon(RECIPE_ICON, "muted"), shown_title(recipe))
            item.setData(_ID, recipe.id)
            item.setToolTip(f"{shown_title(recipe)}\n{' → '.join(_steps(recipe))}")
            self.addItem(item)
        self.blockSignals(False)
        self.select(chosen)

    def select(self, recipe_id: str) -> None:
        """Choose a recipe, or the first, without saying so."""
        rows = [row for row in range(self.count()) if self._id(row) == recipe_id]
        self.blockSignals(True)
        self.setCurrentRow(rows[0] if rows else 0)
        self.blockSignals(False)

    def _id(self, row: int) -> str:
        return str(self.item(row).data(_ID)) if 0 <= row < self.count() else ""


def shown_title(recipe: Recipe) -> str:
    """Return the title in the language of the window; what the user wrote stays as it is."""
    return translate("recipes", recipe.title) if recipe.shipped else recipe.title


def _steps(recipe: Recipe) -> list[str]:
    try:
        return [task_words(task)[0] for task in chain_of(recipe)]
    except RecipeInvalid:
        return [step.task for step in recipe.steps]
