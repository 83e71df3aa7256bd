"""A download in place: what it asks, how far it is, why it failed, and what can be done about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QPushButton, QToolButton, QVBoxLayout, QWidget

from desktop.ui import icons, language
from desktop.ui.consent_card import ConsentCard
from desktop.ui.icon_label import IconLabel
from desktop.ui.language import failure_text
from desktop.ui.model_text import name_of
from desktop.ui.text_label import ElidedLabel, text_label
from desktop.ui.theme import GAP

if TYPE_CHECKING:
    from desktop.hub.pace import DownloadProgress
    from desktop.hub.pack import PackPlan
    from desktop.hub.pending import Pending
    from desktop.ui.downloads import Downloads, DownloadState

_ICONS = {
    "waiting": ("clock", "muted"),
    "asking": ("message-circle-question-mark", "accent"),
    "running": ("download", "accent"),
    "paused": ("pause", "muted"),
    "failed": ("circle-alert", "bad"),
}


class DownloadRow(QFrame):
    """One download, hidden while there is none of its key."""

    def __init__(self, downloads: Downloads, key: str, parent: QWidget | None = None) -> None:
        """Follow the download of `key`."""
        super().__init__(parent)
        self._downloads = downloads
        self.key = key
        self._icon = IconLabel("download", 18, "accent")
        self.name = ElidedLabel("strong")
        self.text = text_label("small", tone="muted", wrap=True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.pause, self.cancel = QToolButton(), QToolButton()
        self.again = QPushButton()
        self.card = ConsentCard()
        self._lay_out()
        self.pause.clicked.connect(lambda: self._downloads.pause(self.key))
        self.again.clicked.connect(lambda: self._downloads.resume(self.key))
        self.cancel.clicked.connect(lambda: self._downloads.cancel(self.key))
        self.card.answered.connect(lambda allowed: self._downloads.answer(self.key, allowed=allowed))
        downloads.changed.connect(self._follow)
        downloads.listed.connect(self.retranslate)
        self.retranslate()

    def _lay_out(self) -> None:
        for button, icon in ((self.pause, "pause"), (self.cancel, "x")):
            button.setIcon(icons.icon(icon, "text"))
            button.setIconSize(QSize(16, 16))
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        head = QHBoxLayout()
        head.setSpacing(GAP)
        head.addWidget(self._icon)
        head.addWidget(self.name, 1)
        head.addWidget(self.again)
        head.addWidget(self.pause)
        head.addWidget(self.cancel)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP // 2)
        column.addLayout(head)
        column.addWidget(self.bar)
        column.addWidget(self.text)
        column.addWidget(self.card)

    def retranslate(self) -> None:
        """Write every text anew."""
        self.name.setText(name_of(self.key))
        self.bar.setAccessibleName(self.tr("Progress of %1").replace("%1", name_of(self.key)))
        for button, text in (
            (self.pause, self.tr("Pause %1")),
            (self.cancel, self.tr("Give up %1; what has arrived is deleted")),
        ):
            button.setAccessibleName(text.replace("%1", name_of(self.key)))
            button.setToolTip(button.accessibleName())
        self._show()

    @Slot(str)
    def _follow(self, key: str) -> None:
        if key == self.key:
            self._show()

    def _show(self) -> None:
        state = self._downloads.state(self.key)
        self.setVisible(state is not None)
        self.card.show_inquiry(state.inquiry if state is not None else None)
        if state is None:
            return
        self._icon.show_icon(*_ICONS[state.stage])
        self.pause.setVisible(state.stage in {"waiting", "running"})
        self.again.setVisible(state.stage in {"paused", "failed"})
        self.again.setIcon(icons.icon("play" if state.stage == "paused" else "rotate-ccw", "text"))
        self.again.setText(self.tr("Go on") if state.stage == "paused" else self.tr("Try again"))
        self.again.setAccessibleName(f"{self.again.text()}: {name_of(self.key)}")
        self.text.setText(self._words(state))
        self.text.setVisible(bool(self.text.text()))
        self._move_bar(state)

    def _move_bar(self, state: DownloadState) -> None:
        progress = state.progress
        self.bar.setVisible(state.stage == "running" or (state.stage == "paused" and state.pending is not None))
        if state.stage == "paused" and state.pending is not None:
            done, total = _arrived(state, state.pending)
        else:
            done, total = (progress.done, progress.total) if progress is not None else (0, 0)
        self.bar.setRange(0, 1000 if total else 0)
        self.bar.setValue(round(1000 * done / total) if total else 0)

    def _words(self, state: DownloadState) -> str:
        if state.stage == "failed" and state.failure is not None:
            return " ".join(failure_text(state.failure))
        if state.stage == "running" and state.progress is not None:
            return self._running(state.progress)
        if state.stage == "paused" and state.pending is not None:
            done, total = _arrived(state, state.pending)
            return self.tr("Paused: {done} of {total} are here").format(
                done=language.size(done), total=language.size(total)
            )
        return {
            "waiting": self.tr("Waiting for its turn"),
            "paused": self.tr("Paused"),
        }.get(state.stage, "")

    def _running(self, progress: DownloadProgress) -> str:
        phase = {
            "plan": self.tr("Asking which files are needed"),
            "convert": self.tr("Making an ONNX graph of it"),
            "inspect": self.tr("Checking what has arrived"),
            "try": self.tr("Trying it on a small example"),
        }.get(progress.phase)
        if phase is not None:
            return phase
        parts = [
            self.tr("{done} of {total}").format(done=language.size(progress.done), total=language.size(progress.total))
        ]
        if progress.bytes_per_s:
            parts.append(self.tr("{size} a second").format(size=language.size(round(progress.bytes_per_s))))
        if progress.eta_s is not None:
            parts.append(self.tr("about {time} left").format(time=language.duration(progress.eta_s)))
        return " · ".join(parts)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)


def _arrived(state: DownloadState, pending: Pending | PackPlan) -> tuple[int, int]:
    """Return how many bytes are here, and of how many: what is being written right now may not lie on the disk yet."""
    progress = state.progress
    told = progress.done if progress is not None and progress.phase == "download" else 0
    return max(pending.arrived_bytes, told), pending.size_bytes


class DownloadRows(QWidget):
    """All downloads that are not finished, below one another."""

    def __init__(self, downloads: Downloads, parent: QWidget | None = None) -> None:
        """Follow all of them."""
        super().__init__(parent)
        self._downloads = downloads
        self._elsewhere = ""
        self.rows: dict[str, DownloadRow] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(GAP * 2)
        downloads.listed.connect(self.arrange)
        self.arrange()

    def leave_out(self, key: str) -> None:
        """Leave one out that is shown elsewhere on the page."""
        self._elsewhere = key
        self.arrange()

    def arrange(self) -> None:
        """Have a row for every download that is not shown elsewhere."""
        wanted = [key for key in self._downloads.keys if key != self._elsewhere]
        for key in [key for key in self.rows if key not in wanted]:
            row = self.rows.pop(key)
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        for key in wanted:
            if key not in self.rows:
                self.rows[key] = DownloadRow(self._downloads, key)
                self._column.addWidget(self.rows[key])
        self.setVisible(bool(wanted))
