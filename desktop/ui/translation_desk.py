"""Two panes: a text that is typed or pasted, and its translation, which follows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QMimeData, QSize, Qt, Signal
from PySide6.QtGui import QFont, QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QPushButton, QSplitter, QToolButton, QVBoxLayout, QWidget

from desktop.core.languages import LanguageUnknown, TranslationUnavailable
from desktop.ui import drops, icons, theme
from desktop.ui.language import failure_text
from desktop.ui.live_translation import LiveState, LiveTranslation
from desktop.ui.shortcuts import tip
from desktop.ui.text_label import text_label
from desktop.ui.translation_text import made_by, source_of, tongue
from desktop.ui.viewers.reading import Reading
from desktop.ui.viewers.sentence_links import SentenceLinks

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from desktop.core.errors import Failure

NO_WAY = frozenset({LanguageUnknown.code, TranslationUnavailable.code})
"""Codes of failures that another model would mend."""

_SIDE_BY_SIDE = 560  # pixels from which the two panes stand beside each other
_ROW = 34  # pixels that the buttons below them need


class TranslationDesk(QWidget):
    """Shows what a `LiveTranslation` says about the text that is typed here."""

    keep_wanted = Signal()
    """The translation should become a job that stays."""
    pasted = Signal(object)
    """QMimeData with files or a picture, valid during the call."""

    def __init__(self, live: LiveTranslation, parent: QWidget | None = None) -> None:
        """Start with an empty text."""
        super().__init__(parent)
        self._live = live
        self._shown = ""
        self.source, self.target = _Source(), Reading()
        for editor in (self.source, self.target):
            editor.setFont(_large())
            editor.setMinimumSize(160, 56)
        self.links = SentenceLinks(self.source, self.target)
        self.count, self.status = text_label("small", tone="muted"), text_label("small", tone="muted", wrap=True)
        self.clear, self.copy = _tool("x"), _tool("copy")
        self.stop, self.again, self.keep = QPushButton(), QPushButton(), QPushButton()
        self.keep.setIcon(icons.icon("save", "accent"))
        self.again.setIcon(icons.icon("rotate-ccw", "accent"))
        self.stop.setIcon(icons.icon("x", "accent"))
        for button in (self.stop, self.again, self.keep):
            button.setProperty("kind", "quiet")
        self._lay_out()
        self._connect()
        self.retranslate()

    @property
    def text(self) -> str:
        """Return the text on the left."""
        return self.source.toPlainText()

    def insert(self, text: str) -> None:
        """Put a text where the cursor is, as pasting does."""
        self.source.insertPlainText(text)
        self.source.setFocus(Qt.FocusReason.OtherFocusReason)

    def turn(self) -> None:
        """Make the translation the text."""
        value = self._live.value
        if value is not None and self._live.fresh:
            self.source.selectAll()
            self.source.insertPlainText(value.text)  # unlike setting it, this can be undone
            self._live.begin()

    def retranslate(self) -> None:
        """Write every text anew."""
        self.source.setPlaceholderText(self.tr("Type or paste a text"))
        self.source.setAccessibleName(self.tr("Text to translate"))
        self.target.setAccessibleName(self.tr("Translation"))
        self._splitter.setAccessibleName(self.tr("Text and translation"))
        self.clear.setAccessibleName(self.tr("Clear the text"))
        self.clear.setToolTip(self.clear.accessibleName())
        self.copy.setAccessibleName(self.tr("Copy the translation"))
        keys = QKeySequence(QKeySequence.StandardKey.Copy).toString(QKeySequence.SequenceFormat.NativeText)
        self.copy.setToolTip(f"{self.copy.accessibleName()} ({keys})")
        self.stop.setText(self.tr("Stop"))
        self.stop.setToolTip(tip(self.tr("Give this translation up"), "cancel"))
        self.again.setText(self.tr("Try again"))
        self.keep.setText(self.tr("Keep"))
        self.keep.setToolTip(
            tip(self.tr("Keep text and translation in the list and the history; else nothing of them stays"), "run")
        )
        self._tell()

    def _connect(self) -> None:
        self._live.changed.connect(self._tell)
        self.source.textChanged.connect(self._follow)
        self.source.pasted.connect(self.pasted)
        self.clear.clicked.connect(self._clear)
        self.copy.clicked.connect(self._copy)
        self.stop.clicked.connect(self._live.stop)
        self.again.clicked.connect(self._live.begin)
        self.keep.clicked.connect(self.keep_wanted)
        copying = QShortcut(QKeySequence(QKeySequence.StandardKey.Copy), self.target)
        copying.setContext(Qt.ShortcutContext.WidgetShortcut)
        copying.activated.connect(self._copy)

    def _lay_out(self) -> None:
        self._splitter = QSplitter()
        self._splitter.setChildrenCollapsible(False)
        self._splitter.setHandleWidth(theme.GAP * 2)
        self._splitter.setStyleSheet("QSplitter::handle { background: transparent; }")
        self._splitter.addWidget(self.source)
        self._splitter.addWidget(self.target)
        left = QHBoxLayout()
        left.addWidget(self.count)
        left.addWidget(self.clear)
        left.addStretch(1)
        right = QHBoxLayout()
        right.addWidget(self.status, 1)
        for button in (self.stop, self.again, self.keep, self.copy):
            right.addWidget(button)
        right.addStrut(_ROW)
        for part in (left, right):
            part.setSpacing(theme.GAP // 2)
        self._row = QHBoxLayout()
        self._row.setSpacing(theme.GAP * 2)
        self._row.addLayout(left, 1)
        self._row.addLayout(right, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP // 2)
        column.addWidget(self._splitter, 1)
        column.addLayout(self._row)

    def _follow(self) -> None:
        self.links.clear()
        self._live.follow(self.text)

    def _clear(self) -> None:
        self.source.selectAll()
        self.source.insertPlainText("")
        self.source.setFocus(Qt.FocusReason.OtherFocusReason)

    def _copy(self) -> None:
        value = self._live.value
        if value is not None:
            QGuiApplication.clipboard().setText(self.target.textCursor().selection().toPlainText() or value.text)

    def _tell(self) -> None:
        """Show the state: every one in words, the last translation dimmed while the next is on its way."""
        live, state = self._live, self._live.state
        characters = len(self.text)
        self.count.setText(self.tr("%Ln character(s)", "", characters) if characters else "")
        self.clear.setVisible(characters > 0)
        self._show_text(live.value.text if live.value else live.text_so_far)
        _set(self.target, "dimmed", on=not live.fresh)
        made = live.value.translation if live.value else None
        if live.fresh and made is not None and live.value is not None:
            self.links.set_sentences(made.text, live.value.text, made.sentences)
        empty = state is LiveState.EMPTY
        self.target.setPlaceholderText(self.tr("The translation appears here while you type.") if empty else "")
        self.status.setText(self._words())
        _set(self.status, "tone", on="bad" if state is LiveState.FAILED else "muted")
        self.stop.setVisible(state is LiveState.WORKING)
        self.again.setVisible(state in {LiveState.FAILED, LiveState.STOPPED})
        self.keep.setVisible(state is LiveState.DONE)
        self.copy.setEnabled(live.value is not None)

    def _words(self) -> str:
        live = self._live
        made = live.value.translation if live.value else None
        if live.failure is not None:
            return self._reason(live.failure)
        if live.state is LiveState.STOPPED:
            return self.tr("Stopped. It goes on when you type.")
        if live.state is LiveState.WORKING:
            return self.tr("Detecting the language…") if live.detecting else self.tr("Translating…")
        if made is None:
            return ""
        return f"{source_of(made)} → {tongue(made.target)} · {made_by(made)}"

    def _reason(self, failure: Failure) -> str:
        """Say why there is no translation; what would help where no model knows the way is shown on the page."""
        message, hint = failure_text(failure)
        return message if failure.code in NO_WAY else f"{message} {hint}"

    def _show_text(self, text: str) -> None:
        """Show a translation; what is the same already stays, with its selection and its place."""
        if text == self._shown:
            return
        self.links.clear()
        bar = self.target.verticalScrollBar()
        at = bar.value()
        self.target.setPlainText(text)
        bar.setValue(at)
        self._shown = text

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the translation under the text where there is no room beside it."""
        super().resizeEvent(event)
        wide = event.size().width() >= _SIDE_BY_SIDE
        self._splitter.setOrientation(Qt.Orientation.Horizontal if wide else Qt.Orientation.Vertical)
        self._row.setStretch(0, 1 if wide else 0)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)


class _Source(QPlainTextEdit):
    pasted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.setAcceptDrops(False)
        self.document().setDocumentMargin(theme.GAP)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:  # noqa: N802
        return drops.usable(source)

    def insertFromMimeData(self, source: QMimeData) -> None:  # noqa: N802
        if drops.paths_of(source) or source.hasImage():
            self.pasted.emit(source)
        else:
            self.insertPlainText(source.text())


def _tool(icon: str) -> QToolButton:
    button = QToolButton()
    button.setIcon(icons.icon(icon, "muted"))
    button.setIconSize(QSize(18, 18))
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return button


def _large() -> QFont:
    """Return the font of a text that one works on."""
    font = theme.font("body")
    font.setPointSizeF(theme.font("heading").pointSizeF())
    return font


def _set(widget: QWidget, name: str, *, on: bool | str) -> None:
    """Change a property that the style sheet looks at."""
    if widget.property(name) != on:
        widget.setProperty(name, on)
        widget.style().unpolish(widget)
        widget.style().polish(widget)
