"""Where a search looks: everywhere, or in one of the folders that were added."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QComboBox, QWidget

if TYPE_CHECKING:
    from collections.abc import Mapping

_LETTERS = 14


class FolderChoice(QComboBox):
    """Hidden while there is no folder to choose."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Look everywhere."""
        super().__init__(parent)
        self.addItem("", None)
        self.setMinimumContentsLength(_LETTERS)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.hide()
        self.retranslate()

    @property
    def under(self) -> tuple[Path, ...]:
        """Return the folder to look in; nothing for everywhere."""
        folder = self.currentData()
        return () if folder is None else (Path(folder),)

    def show_folders(self, folders: Mapping[Path, str]) -> None:
        """Offer these by their names; one that is chosen stays so while it is there."""
        wanted = [str(folder) for folder in folders]
        if wanted == [self.itemData(row) for row in range(1, self.count())]:
            return
        chosen = self.currentData()
        self.blockSignals(True)
        while self.count() > 1:
            self.removeItem(1)
        for folder, name in folders.items():
            self.addItem(name, str(folder))
            self.setItemData(self.count() - 1, str(folder), Qt.ItemDataRole.ToolTipRole)
        self.setCurrentIndex(max(self.findData(chosen), 0) if chosen else 0)
        self.blockSignals(False)
        self.setVisible(bool(folders))
        if self.currentData() != chosen:
            self.currentIndexChanged.emit(self.currentIndex())

    def retranslate(self) -> None:
        """Write every text anew."""
        self.setItemText(0, self.tr("Everywhere"))
        self.setAccessibleName(self.tr("Where to look"))
        self.setToolTip(self.tr("Look in one of the folders alone"))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
