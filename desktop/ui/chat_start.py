"""Where a conversation begins: which assistant answers, and what one may expect of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QPushButton, QVBoxLayout, QWidget

from desktop.core.assistant import Assistant
from desktop.core.errors import IlhaError
from desktop.state.assistants import Assistants, content
from desktop.state.files import given_away, replace_file
from desktop.state.paths import resources
from desktop.ui import icons, theme
from desktop.ui.flow_layout import FlowLayout
from desktop.ui.language import translate
from desktop.ui.row_paint import paint_line, paint_lines
from desktop.ui.tab_order import follow
from desktop.ui.text_label import text_label
from desktop.ui.theme import GAP

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.state.paths import Home

_TILE_WIDTH = 264
_SUMMARY_LINES = 2
_ICON = "message-circle"


def name_of(assistant: Assistant) -> str:
    """Return the name of an assistant, of those of the program in the language of the window."""
    return translate("assistants", assistant.name) if assistant.shipped else assistant.name


def summary_of(assistant: Assistant) -> str:
    """Return what it does, as `name_of`."""
    return translate("assistants", assistant.summary) if assistant.shipped else assistant.summary


class AssistantTile(QAbstractButton):
    """One assistant: icon, name, and what it does."""

    def __init__(self, assistant: Assistant) -> None:
        """Show `assistant`."""
        super().__init__()
        self.assistant = assistant
        self.setCheckable(True)
        self.setAutoExclusive(True)  # the group sees to that: said to screen readers
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.retranslate()

    def retranslate(self) -> None:
        """Write every text anew."""
        self.setText(name_of(self.assistant))
        self.setAccessibleName(self.text())
        self.setAccessibleDescription(summary_of(self.assistant))
        self.setToolTip(summary_of(self.assistant) or self.text())
        self.update()

    def sizeHint(self) -> QSize:
        """Return room for the name and the lines below it."""
        return QSize(_TILE_WIDTH, _height("strong") + _SUMMARY_LINES * _height("small") + 3 * GAP)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw a card; a frame and a sign say that it is chosen."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            chosen, focus = self.isChecked(), self.hasFocus()
            pen = painter.pen()
            pen.setColor(theme.colour("accent" if chosen or focus else "line"))
            pen.setWidthF(2.0 if focus else 1.0)
            painter.setPen(pen)
            painter.setBrush(theme.colour("accent_soft" if chosen else "hover" if self.underMouse() else "base"))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 10, 10)
            icon = self.assistant.icon
            known = (resources() / "icons" / f"{Path(icon).name}.svg").is_file()
            top = (self.height() - 20) / 2
            role = "accent" if chosen else "muted"
            icons.draw(painter, Path(icon).name if known else _ICON, QRectF(GAP + 6, top, 20, 20), role)
            inner = QRectF(self.rect()).adjusted(GAP * 2 + 26, 0, -GAP, 0)
            inner.setTop(GAP * 1.5)
            line = paint_line(painter, inner.adjusted(0, 0, -20, 0), self.text(), "strong", "text")
            painter.setFont(theme.font("small"))
            painter.setPen(theme.colour("muted"))
            below = inner.adjusted(0, line.height(), 0, 0)
            paint_lines(painter, below, summary_of(self.assistant), lines=_SUMMARY_LINES)
            if chosen:
                icons.draw(painter, "check", QRectF(self.width() - 26, GAP + 2, 16, 16), "accent")


def _height(role: str) -> int:
    return QFontMetrics(theme.font(role)).height()


class ChatStart(QWidget):
    """The assistants of this computer; one may take in more, keep the options as one, or give one away.

    Signals:
        picked: Assistant that should answer.
        told: a sentence about what just happened.
        failed: Failure that kept it from happening.
        edit_wanted: Assistant that should be shown as a form, one without a name for a new one.
    """

    picked = Signal(object)
    told = Signal(str)
    failed = Signal(object)
    edit_wanted = Signal(object)

    def __init__(self, home: Home, parent: QWidget | None = None) -> None:
        """Show the assistants of `home`."""
        super().__init__(parent)
        self._assistants = Assistants(home)
        self._group = QButtonGroup(self)
        self.heading, self.text = text_label("heading"), text_label("body", tone="muted", wrap=True)
        self.tiles: list[AssistantTile] = []
        self._field = QWidget()
        self._flow = FlowLayout(self._field)
        self.new, self.edit = QPushButton(), QPushButton()
        self.take, self.give, self.remove = QPushButton(), QPushButton(), QPushButton()
        self._buttons = QWidget()
        foot = FlowLayout(self._buttons, spacing=GAP // 2)
        for button, icon in (
            (self.new, "plus"),
            (self.edit, "pencil"),
            (self.take, "folder-open"),
            (self.give, "upload"),
            (self.remove, "trash-2"),
        ):
            foot.addWidget(button)
            button.setProperty("kind", "quiet")
            button.setIcon(icons.icon(icon, "accent"))
        self.new.clicked.connect(lambda: self.edit_wanted.emit(Assistant(id="", name="")))
        self.edit.clicked.connect(lambda: self.edit_wanted.emit(self.chosen))
        self.take.clicked.connect(self._ask_take)
        self.give.clicked.connect(self._ask_give)
        self.remove.clicked.connect(self._remove)
        self._group.buttonClicked.connect(self._pick)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, GAP, 0, 0)
        column.setSpacing(GAP)
        column.addWidget(self.heading)
        column.addWidget(self.text)
        column.addWidget(self._field)
        column.addWidget(self._buttons)
        column.addStretch(1)
        self.retranslate()
        self.load()

    @property
    def chosen(self) -> Assistant | None:
        """Return the assistant that is picked."""
        button = self._group.checkedButton()
        return button.assistant if isinstance(button, AssistantTile) else None

    def load(self, chosen: str = "") -> None:
        """Show the assistants there are now, with `chosen` picked or else the program's own."""
        for tile in self.tiles:
            self._group.removeButton(tile)
            self._flow.removeWidget(tile)
            tile.hide()
            tile.deleteLater()
        self.tiles = [AssistantTile(assistant) for assistant in self._assistants.all()]
        for tile in self.tiles:
            self._group.addButton(tile)
            self._flow.addWidget(tile)
            tile.show()
        wanted = [tile for name in (chosen, "ilha") for tile in self.tiles if tile.assistant.id == name]
        for tile in (*wanted, *self.tiles)[:1]:
            tile.setChecked(True)
            self._pick(tile)
        for tile in self.tiles:
            tile.setFocusPolicy(Qt.FocusPolicy.StrongFocus if tile.isChecked() else Qt.FocusPolicy.ClickFocus)
        follow(self._field, self._buttons)

    def keep(self, assistant: Assistant) -> None:
        """Keep an assistant of the user's and pick it."""
        self._try(lambda: self.load(self._assistants.save(assistant).id))

    def take_file(self, path: Path) -> None:
        """Take in the assistant that a file describes, and pick it."""
        self._try(lambda: self.load(self._assistants.take(path).id))

    def give_file(self, path: Path) -> None:
        """Write the assistant that is picked as a file; the dialog asked before one is written over."""
        chosen = self.chosen
        if chosen is not None and self._try(lambda: _write(path, content(chosen))):
            self.told.emit(self.tr("Saved as “%1”.").replace("%1", path.name))

    def _try(self, change: Callable[[], None]) -> bool:
        try:
            change()
        except IlhaError as error:
            self.failed.emit(error.failure())
            return False
        return True

    def _remove(self) -> None:
        chosen = self.chosen
        if chosen is not None and not chosen.shipped:
            self._try(lambda: self._assistants.remove(chosen))
            self.load()

    def _ask_take(self) -> None:
        ask_for_path(self, self.tr("Take in an assistant"), "", self.take_file)

    def _ask_give(self) -> None:
        if self.chosen is not None:
            ask_for_path(self, self.tr("Give the assistant away"), f"{self.chosen.id}.json", self.give_file)

    def _pick(self, tile: QAbstractButton) -> None:
        assert isinstance(tile, AssistantTile)
        own = not tile.assistant.shipped
        self.remove.setEnabled(own)
        self.remove.setToolTip("" if own else self.tr("It is part of the program"))
        self.picked.emit(tile.assistant)

    def retranslate(self) -> None:
        """Write every text anew."""
        self.heading.setText(self.tr("Who should answer?"))
        self.text.setText(self.tr("Everything that is said stays on this computer; nothing is sent anywhere."))
        self.new.setText(self.tr("New…"))
        self.new.setToolTip(self.tr("Make an assistant of your own: instructions, model, documents"))
        self.edit.setText(self.tr("Edit…"))
        self.edit.setToolTip(self.tr("Change the assistant that is picked; one of the program becomes a copy"))
        self.take.setText(self.tr("Import…"))
        self.take.setToolTip(self.tr("Take in an assistant from a file"))
        self.give.setText(self.tr("Export…"))
        self.give.setToolTip(self.tr("Write the assistant that is picked as one readable file"))
        self.remove.setText(self.tr("Remove"))
        for tile in self.tiles:
            tile.retranslate()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)


def _write(path: Path, described: bytes) -> None:
    replace_file(path, described)
    given_away(path, 0o666)


def ask_for_path(parent: QWidget, title: str, name: str, take: Callable[[Path], None]) -> None:
    """Ask for a file to read, or where `name` is given for one to write; tests replace this function."""
    from PySide6.QtWidgets import QFileDialog

    dialog = QFileDialog(parent, title)
    if name:
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(Path(name).suffix.removeprefix("."))
        dialog.selectFile(name)
    else:
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter("*.json")
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.fileSelected.connect(lambda path: take(Path(path)))
    dialog.open()
