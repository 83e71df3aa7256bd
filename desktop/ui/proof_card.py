"""The wall: which level is in force, what that means, and a button that has an engine try to get past it."""

from __future__ import annotations

import errno
import os
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, Qt, Slot
from PySide6.QtGui import QColor, QFontMetrics
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QMenu,
    QProgressBar,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from desktop.core.errors import IlhaError
from desktop.core.proof import LEVELS, NAMES, VIAS
from desktop.ui import icons, theme
from desktop.ui.flow_layout import FlowLayout
from desktop.ui.icon_label import IconLabel
from desktop.ui.language import failure_text, number, translate
from desktop.ui.text_label import set_tone, text_label
from desktop.ui.viewers.scores import Index
from desktop.worker.privacy import prove
from desktop.worker.proof_report import FORMATS, save

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from desktop.core.proof import Attempt, Proof
    from desktop.core.queue import EngineStatus
    from desktop.ui.services import Services

_LOOKS = {
    "enforced": ("shield-check", "good"),
    "network": ("shield-alert", "warning"),
    "inside": ("shield-alert", "warning"),
    "unavailable": ("shield-alert", "bad"),
}


class AttemptModel(QAbstractTableModel):
    """What was tried, how, and what the system answered."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._attempts: tuple[Attempt, ...] = ()

    def show(self, attempts: tuple[Attempt, ...]) -> None:
        """Show other attempts."""
        self.beginResetModel()
        self._attempts = attempts
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Return the number of attempts."""
        return 0 if parent.isValid() else len(self._attempts)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Return three."""
        return 0 if parent.isValid() else 3

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return words, the sign before them, and the colour of an answer."""
        if not index.isValid():
            return None
        attempt = self._attempts[index.row()]
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return self._words(attempt)[index.column()]
        if role == Qt.ItemDataRole.DecorationRole and index.column() == 0:
            return icons.icon("shield-check", "good") if attempt.refused else icons.icon("shield-alert", "bad")
        if role == Qt.ItemDataRole.ForegroundRole and index.column() == 2:
            return QColor(theme.colour("muted" if attempt.refused else "bad"))
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the name of a column; rows have none."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        names = (self.tr("What the engine tried"), self.tr("How"), self.tr("What the system answered"))
        return names[section] if role == Qt.ItemDataRole.DisplayRole else None

    def retranslate(self) -> None:
        """Write every text anew."""
        self.show(self._attempts)

    def _words(self, attempt: Attempt) -> tuple[str, str, str]:
        what = translate("privacy", NAMES.get(attempt.name, attempt.name))
        how = translate("privacy", VIAS.get(attempt.via, attempt.via))
        if not attempt.refused:
            return what, how, self.tr("It was let")
        said = os.strerror(getattr(errno, attempt.errno, 0))
        return what, how, self.tr("Refused: {error} ({said})").format(error=attempt.errno, said=said)


class ProofCard(QFrame):
    """What the operating system enforces, and the proof of it."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        """Follow the engine of the queue; nothing is tried before somebody wants it."""
        super().__init__(parent)
        self.setProperty("card", True)
        self._services = services
        self._proof: Proof | None = None
        self._trouble: IlhaError | None = None
        self.icon = IconLabel("shield", 24)
        self.level = text_label("strong", wrap=True)
        self.meaning = text_label("body", tone="muted", wrap=True)
        self.reading = text_label("body", tone="muted", wrap=True)
        self.button = QPushButton()
        self.button.setIcon(icons.icon("play"))
        self.button.clicked.connect(self.run)
        self.save = QPushButton()
        self.save.setProperty("kind", "menu")
        self.save.setIcon(icons.icon("download"))
        menu = QMenu(self.save)
        self._kinds = {kind: menu.addAction("", partial(self._ask_where, kind)) for kind in FORMATS}
        self.save.setMenu(menu)
        self.save.hide()
        self.news = text_label("body", wrap=True)
        self.news.hide()
        self.progress = QProgressBar()
        self.progress.setRange(0, 0)
        self.progress.hide()
        self.verdict = text_label("strong", wrap=True)
        self.model = AttemptModel(self)
        self.table = self._make_table()
        self._lay_out()
        services.queue.engine_changed.connect(self._show_level)
        theme.changed.connect(self.model.retranslate)
        self.retranslate()

    def run(self) -> None:
        """Have an engine of its own try, in the background."""
        self.button.setEnabled(False)
        self.progress.show()
        self._proof = self._trouble = None
        self.news.hide()
        self._show_proof()
        self._services.background.run(partial(prove, self._services.home), self._take, self._miss)

    def save_to(self, path: str) -> None:
        """Write the report to a file."""
        assert self._proof is not None
        try:
            digest = save(self._proof, Path(path))
        except IlhaError as error:
            text, tone = " ".join(failure_text(error.failure())), "bad"
        else:
            text = self.tr("Saved in “{file}”, with the digest {digest}.").format(file=Path(path).name, digest=digest)
            tone = "good"
        self.news.setText(text)
        set_tone(self.news, tone)
        self.news.show()

    def _ask_where(self, kind: str) -> None:
        start = Path(self._services.preferences.current.output_folder or Path.home()) / f"ilha-proof.{kind}"
        dialog = QFileDialog(self, self.tr("Save the report"), str(start.parent))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(kind)
        dialog.selectFile(start.name)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.save_to)
        dialog.open()

    def retranslate(self) -> None:
        """Write every text anew."""
        self.button.setText(self.tr("Try to break out"))
        self.button.setAccessibleName(self.button.text())
        self.button.setToolTip(
            self.tr("Starts an engine that tries sockets, the memory of Ilha and files of yours, and shows each answer")
        )
        self.save.setText(self.tr("Save the report"))
        self.save.setAccessibleName(self.save.text())
        self.save.setToolTip(self.tr("Save every attempt and answer in a file, with a digest"))
        for kind, text in (("json", self.tr("Data (.json)…")), ("txt", self.tr("Text (.txt)…"))):
            self._kinds[kind].setText(text)
        self.progress.setAccessibleName(self.tr("The engine tries"))
        self.reading.setText(
            self.tr("Reading files stays possible for it, because your files and models can lie anywhere.")
        )
        self.table.setAccessibleName(self.tr("What the engine tried"))
        self.model.retranslate()
        self._show_level(self._services.queue.status)
        self._show_proof()

    def _make_table(self) -> QTableView:
        table = QTableView()
        table.setModel(self.model)
        table.setFrameShape(QFrame.Shape.NoFrame)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setTabKeyNavigation(False)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        table.verticalHeader().hide()
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        table.hide()
        return table

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(theme.GAP // 2)
        for label in (self.level, self.meaning, self.reading):
            words.addWidget(label)
        words.addSpacing(theme.GAP // 2)
        controls = FlowLayout()
        for button in (self.button, self.save):
            controls.addWidget(button)
        words.addLayout(controls)
        head = QHBoxLayout()
        head.setSpacing(theme.GAP * 2)
        head.addWidget(self.icon, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(words, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.GAP * 2,) * 4)
        column.setSpacing(theme.GAP)
        column.addLayout(head)
        for widget in (self.progress, self.verdict, self.news, self.table):
            column.addWidget(widget)

    @Slot(object)
    def _show_level(self, status: EngineStatus) -> None:
        wall = "unavailable" if status.state == "unavailable" else status.wall
        titles = {
            "enforced": self.tr("Enforced by the operating system"),
            "network": self.tr("Network refused by the operating system, memory not protected"),
            "inside": self.tr("Enforced inside the program, not by the operating system"),
            "unavailable": self.tr("The engine does not start on this computer"),
        }
        icon, tone = _LOOKS.get(wall, ("shield", "muted"))
        self.icon.show_icon(icon, tone)
        self.level.setText(titles.get(wall, self.tr("The engine starts; then it is known what protects you.")))
        set_tone(self.level, "" if wall == "enforced" else tone)
        self.meaning.setText(translate("privacy", LEVELS.get(wall, "")))
        self.meaning.setVisible(wall in LEVELS)
        self.reading.setVisible(wall in {"enforced", "network"})

    def _take(self, proof: Proof) -> None:
        self._proof = proof
        self._end()

    def _miss(self, error: Exception) -> None:
        self._end()
        if not isinstance(error, IlhaError):
            raise error
        self._trouble = error
        self._show_proof()

    def _end(self) -> None:
        self.button.setEnabled(True)
        self.progress.hide()
        self._show_proof()

    def _show_proof(self) -> None:
        attempts = self._proof.attempts if self._proof is not None else ()
        text, tone = self._said()
        self.verdict.setText(text)
        self.verdict.setVisible(bool(text))
        set_tone(self.verdict, tone)
        self.model.show(attempts)
        self.save.setVisible(bool(attempts))
        self.table.setVisible(bool(attempts))
        row = QFontMetrics(self.table.font()).height() + 12
        self.table.verticalHeader().setDefaultSectionSize(row)
        self.table.setFixedHeight(row * len(attempts) + self.table.horizontalHeader().sizeHint().height() + 2)

    def _said(self) -> tuple[str, str]:
        """Return what came of it and the tone to say it in."""
        if self._trouble is not None:
            return " ".join(failure_text(self._trouble.failure())), "bad"
        proof = self._proof
        if proof is None:
            return (self.tr("The engine tries…"), "muted") if self.progress.isVisibleTo(self) else ("", "")
        through = sum(not attempt.refused for attempt in proof.attempts)
        if through:
            return self.tr("%n of these attempt(s) was let through.", "", through), "bad"
        if not proof.conclusive:
            return self.tr("All were refused, but so was a process without the wall: this proves nothing."), "warning"
        text = self.tr("All {count} attempts were refused. Without the wall, sockets can be opened here.")
        return text.format(count=number(len(proof.attempts))), "good"

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
