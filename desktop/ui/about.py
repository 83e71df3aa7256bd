"""About the program: its version, and under which terms the work of others in it may be used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.state.licences import SAID, chapters, third_parties
from desktop.ui import icons, theme
from desktop.ui.language import translate
from desktop.ui.text_label import text_label

if TYPE_CHECKING:
    from desktop.ui.services import Services

_SIZE = (980, 640)
_LIST = 220


class LicenceButtons(QWidget):
    """Two buttons that open the licences of the libraries and of the models."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        """Open nothing yet."""
        super().__init__(parent)
        self._services = services
        self.libraries, self.models = QPushButton(), QPushButton()
        self.libraries.setIcon(icons.icon("package"))
        self.models.setIcon(icons.icon("layers"))
        self.libraries.clicked.connect(self._show_libraries)
        self.models.clicked.connect(self._show_models)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.GAP)
        row.addWidget(self.libraries)
        row.addWidget(self.models)
        row.addStretch(1)
        self.retranslate()

    def retranslate(self) -> None:
        """Write every text anew."""
        self.libraries.setText(self.tr("Libraries…"))
        self.models.setText(self.tr("Models…"))
        self.libraries.setAccessibleName(self.tr("Licences of the libraries"))
        self.models.setAccessibleName(self.tr("Licences of the models"))
        for button in (self.libraries, self.models):
            button.setToolTip(button.accessibleName())

    def _show_libraries(self) -> None:
        LicencesDialog(self._services, self.window()).open()

    def _show_models(self) -> None:
        from desktop.ui.credits_dialog import CreditsDialog

        CreditsDialog(self._services.shelf.all(), self.window()).open()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)


class LicencesDialog(QDialog):
    """Every library in the program with its licence; opened with `open()`, filled when the text has been read."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        """Read the text in the background: in a checkout it is put together from what is installed."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, parent is not None)
        self._open = True
        self._chapters: tuple[tuple[str, str], ...] = ()
        self.heading = text_label("heading", wrap=True)
        self.parts = QListWidget()
        self.parts.setFixedWidth(_LIST)
        self.parts.setFrameShape(QFrame.Shape.NoFrame)
        self.parts.setProperty("card", True)
        self.parts.setProperty("rows", True)
        self.parts.setViewportMargins(*(theme.GAP,) * 4)
        self.parts.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.parts.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.parts.currentRowChanged.connect(self._read)
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setFont(theme.font("code"))
        self.copy_button, self.close_button = QPushButton(), QPushButton()
        self.copy_button.setIcon(icons.icon("copy"))
        self.copy_button.setEnabled(False)
        self.copy_button.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.text.toPlainText()))
        self.close_button.clicked.connect(self.accept)
        self.finished.connect(self._forget)
        foot = QHBoxLayout()
        foot.setSpacing(theme.GAP)
        foot.addWidget(self.copy_button)
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.GAP * 3,) * 4)
        column.setSpacing(theme.GAP * 2)
        column.addWidget(self.heading)
        both = QHBoxLayout()
        both.setSpacing(theme.GAP * 2)
        both.addWidget(self.parts)
        both.addWidget(self.text, 1)
        column.addLayout(both, 1)
        column.addLayout(foot)
        self.resize(*_SIZE)
        self.retranslate()
        services.background.run(lambda: chapters(third_parties()), self._show)

    def retranslate(self) -> None:
        """Write every text anew."""
        self.setWindowTitle(self.tr("Licences of the libraries"))
        self.heading.setText(self.tr("The work of others in Ilha"))
        self.parts.setAccessibleName(self.tr("Whose work it is"))
        self.text.setAccessibleName(self.windowTitle())
        if self._chapters:
            self.parts.item(0).setText(self.tr("Overview"))
            self._read(self.parts.currentRow())
        self.text.setPlaceholderText(self.tr("Reading the licences…"))
        self.copy_button.setText(self.tr("Copy"))
        self.copy_button.setAccessibleName(self.tr("Copy this text"))
        self.copy_button.setToolTip(self.copy_button.accessibleName())
        self.close_button.setText(self.tr("Close"))
        self.close_button.setAccessibleName(self.tr("Close"))

    def _show(self, found: tuple[tuple[str, str], ...]) -> None:
        """List whose work there is; a text is shown by itself, for all at once would hold the window up."""
        if not self._open:
            return
        self._chapters = found
        for names, _ in found:
            item = QListWidgetItem(names or self.tr("Overview"), self.parts)
            item.setToolTip(names)
            item.setSizeHint(QSize(0, self.parts.fontMetrics().height() + theme.GAP * 2))
        self.parts.setCurrentRow(0)
        self.copy_button.setEnabled(True)

    def _read(self, row: int) -> None:
        lines = self._chapters[row][1].split("\n")
        if row == 0:
            lines = [translate("licences", line) if line in SAID else line for line in lines]
        self.text.setPlainText("\n".join(lines))

    def _forget(self) -> None:
        self._open = False

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
