"""A recording and what is said in it: heard, followed, searched and corrected."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QDateTime, QEvent, QLocale, QPoint, Qt, QTimer, Slot
from PySide6.QtGui import QHideEvent, QKeyEvent, QKeySequence, QShortcut, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from desktop.core.result import Segments
from desktop.core.transcript import edited, named
from desktop.ui import icons, theme
from desktop.ui.icon_label import IconLabel
from desktop.ui.result_states import StatePage
from desktop.ui.shortcuts import find, tip
from desktop.ui.text_label import text_label
from desktop.ui.viewers.base import Viewer
from desktop.ui.viewers.find_bar import FindBar
from desktop.ui.viewers.segments_bar import EditBar, PlayBar
from desktop.ui.viewers.speaker_dialog import SpeakerDialog
from desktop.ui.viewers.text import selection
from desktop.ui.viewers.transcript import Transcript
from desktop.ui.viewers.waveform import SoundView

if TYPE_CHECKING:
    from desktop.core.job import Job
    from desktop.ui.player import Player
    from desktop.ui.services import Services

_KEEP_MS = 700  # of quiet after which what was written is kept


class SegmentsViewer(Viewer):
    """Shows a `Segments`. What is edited is kept in the history by itself; the original can be brought back."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(services, parent)
        self.player: Player | None = None
        self._value = Segments(text="", language="", segments=())
        self._changed = False
        self._keeping = QTimer(self, singleShot=True, interval=_KEEP_MS)
        self._keeping.timeout.connect(self.settle)
        self.bar = PlayBar()
        self.sound = SoundView()
        self.reason = text_label("small", tone="muted", wrap=True)
        self.transcript = Transcript()
        self.edit_bar = EditBar(self.transcript)
        self.find_bar = FindBar(self.transcript)
        self.silent = StatePage("audio-lines")
        self.notice = _EditedNotice()
        self.words = QStackedWidget()
        self.words.addWidget(self.transcript)
        self.words.addWidget(self.silent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP)
        for widget in (self.bar, self.sound, self.reason, self.edit_bar, self.find_bar):
            column.addWidget(widget)
        column.addWidget(self.words, 1)
        column.addWidget(self.notice)
        self.edit_bar.hide()
        self._connect()
        self.retranslate()

    def _connect(self) -> None:
        transcript = self.transcript
        transcript.sought.connect(self.seek)
        transcript.edited.connect(self._take_edit)
        transcript.editing.connect(self._follow_editing)
        transcript.gutter.name_wanted.connect(self.name_speaker)
        transcript.menu_wanted.connect(self._open_menu)
        self.sound.sought.connect(self.seek)
        self.bar.toggled.connect(self.toggle)
        self.bar.speed_wanted.connect(self._set_speed)
        self.bar.edit.toggled.connect(self._edit)
        self.edit_bar.name_wanted.connect(lambda: self.name_speaker(transcript.line))
        self.find_bar.found.connect(self._mark_found)
        self.notice.restore.clicked.connect(self.restore)
        toggling = QShortcut(QKeySequence(find("play").keys), self)  # Space alone is a letter while one edits
        toggling.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        toggling.activated.connect(self.toggle)

    # --- what it shows -----------------------------------------------------------------------------------------------

    def show_job(self, job: Job) -> None:
        """Show the recording of a finished job from its beginning."""
        self.settle()
        super().show_job(job)
        assert job.result is not None
        value = job.result.value
        assert isinstance(value, Segments)
        self._value = value
        self.transcript.set_pieces(value.segments)
        self.words.setCurrentWidget(self.transcript if value.segments else self.silent)
        self.bar.edit.setVisible(bool(value.segments))
        self.bar.show_recording(value)
        self.sound.set_sound(b"", value.duration_s)
        self.notice.show_time(job.result.provenance.edited)
        self.find_bar.refresh()
        peaks = next((one.path for one in job.result.artifacts if one.name == value.peaks), None)
        if peaks is not None:
            self.services.background.run(
                peaks.read_bytes, partial(self._take_peaks, job.id), lambda _error: None
            )  # without them the line stays
        QTimer.singleShot(0, self, partial(self._open_sound, job))  # the first time takes a moment

    def _take_peaks(self, job_id: str, peaks: bytes) -> None:
        if self.job is not None and self.job.id == job_id:
            self.sound.set_sound(peaks, self._value.duration_s)

    def selected_text(self) -> str:
        """Return what is selected in the transcript."""
        return self.transcript.textCursor().selection().toPlainText()

    def open_search(self) -> None:
        """Open the search."""
        if self._value.segments:
            self.find_bar.open_bar()

    def retranslate(self) -> None:
        """Set every visible string again."""
        self.transcript.setAccessibleName(self.tr("Transcript"))
        self.silent.say(self.tr("Nothing is said"), self.tr("No speech was found in this recording."))
        for part in (self.bar, self.sound, self.edit_bar, self.notice):
            part.retranslate()
        self._tell_reason()

    def _mark_found(self, cursors: list[QTextCursor], current: int) -> None:
        warning = theme.colours().warning
        self.transcript.set_found(
            [selection(cursor, warning, 150 if at == current else 70) for at, cursor in enumerate(cursors)]
        )

    # --- hearing it --------------------------------------------------------------------------------------------------

    def seek(self, seconds: float) -> None:
        """Go to a moment; what is said then comes into view whether it can be heard or not."""
        if self.player is not None and not self.player.lack:
            self.player.seek(seconds)
        self._show_place(seconds, jump=True)

    def toggle(self) -> None:
        """Play or pause."""
        if self.player is not None and not self.player.lack:
            self.player.toggle()

    def _open_sound(self, job: Job) -> None:
        if self.job is not job:  # another one is shown by now
            return
        if self.player is None:
            from desktop.ui.player import Player  # it brings QtMultimedia, which nothing else here needs

            self.player = Player(self)
            self.player.moved.connect(self._show_place)
            self.player.playing_changed.connect(self.bar.set_playing)
            self.player.lack_changed.connect(self._tell_reason)
        self.player.open(job.input.path)
        self._tell_reason()

    def _set_speed(self, factor: float) -> None:
        if self.player is not None:
            self.player.set_speed(factor)

    @Slot(float)
    def _show_place(self, seconds: float, *, jump: bool = False) -> None:
        self.bar.set_place(seconds)
        self.sound.set_place(seconds)
        self.transcript.follow(seconds, jump=jump)
        piece = self.transcript.current
        self.sound.mark(piece.start_s, piece.end_s) if piece is not None else self.sound.mark(0.0, 0.0)

    @Slot()
    def _tell_reason(self) -> None:
        lack = self.player.lack if self.player is not None else ""
        self.bar.block(lack)
        self.reason.setText(lack)
        self.reason.setVisible(bool(lack))

    # --- changing it -------------------------------------------------------------------------------------------------

    def settle(self) -> None:
        """Keep what was edited, now."""
        self._keeping.stop()
        if self._changed and self.job is not None:
            self._changed = False
            self._value = edited(self._value, self.transcript.pieces)
            self._take_job(self.services.queue.edits.keep(self.job, self._value))

    def restore(self) -> None:
        """Show what the model wrote, before anybody edited it; that can be undone."""
        self.settle()
        if self.job is None:
            return
        self._take_job(self.services.queue.edits.restore(self.job))
        if self.job.result is not None and isinstance(self.job.result.value, Segments):
            self._value = self.job.result.value
            self.transcript.replace_all(self._value.segments)
            self._changed = False
            self._keeping.stop()

    def name_speaker(self, line: int) -> None:
        """Ask who speaks at a line."""
        dialog = SpeakerDialog(self.transcript.pieces, line, self)
        dialog.accepted.connect(lambda: self._name(line, dialog))
        dialog.open()

    def _name(self, line: int, dialog: SpeakerDialog) -> None:
        self.transcript.replace_all(named(self.transcript.pieces, line, dialog.speaker, dialog.reach))

    def _take_edit(self) -> None:
        self._changed = True
        self._keeping.start()

    def _take_job(self, job: Job) -> None:
        """Take the job as the history has it now."""
        self.job = job
        if job.result is not None:
            self.notice.show_time(job.result.provenance.edited)

    def _edit(self, wanted: bool) -> None:
        if wanted:
            self.transcript.go_to_current()
        self.transcript.set_editable(wanted)
        self.transcript.setFocus(Qt.FocusReason.OtherFocusReason)

    def _follow_editing(self, editing: bool) -> None:
        self.bar.edit.setChecked(editing)
        self.edit_bar.setVisible(editing)
        self.edit_bar.refresh()
        if not editing:
            self.settle()

    def _open_menu(self, point: QPoint) -> None:
        """Offer what can be done with the line at a point."""
        transcript = self.transcript
        if not transcript.pieces:
            return
        cursor = transcript.textCursor()
        if not cursor.hasSelection():
            cursor = transcript.cursorForPosition(point)
            transcript.setTextCursor(cursor)
        line = cursor.blockNumber()
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self.tr("Hear this line"), partial(self.seek, transcript.pieces[line].start_s))
        menu.addAction(self.tr("Name the speaker…"), partial(self.name_speaker, line))
        merge = menu.addAction(self.tr("Merge with the next line"), partial(transcript.merge, line))
        merge.setEnabled(line < len(transcript.pieces) - 1)
        menu.addAction(self.tr("Split the line here"), transcript.split)
        menu.addSeparator()
        if cursor.hasSelection():
            menu.addAction(self.tr("Copy"), transcript.copy)
        if not transcript.editable:
            menu.addAction(tip(self.tr("Edit the transcript"), "edit"), partial(transcript.set_editable, True))
        menu.popup(transcript.viewport().mapToGlobal(point))

    # --- Qt ----------------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Play and pause with the space bar."""
        if event.key() == Qt.Key.Key_Space and not event.modifiers():
            self.toggle()
        else:
            super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Keep what was edited, and be quiet."""
        self.settle()
        if self.player is not None:
            self.player.pause()
        super().hideEvent(event)


class _EditedNotice(QWidget):
    """Says that somebody changed what the model wrote, and offers to go back."""

    def __init__(self) -> None:
        super().__init__()
        self._time = ""
        self.words = text_label("small", tone="muted", wrap=True)
        self.restore = QPushButton()
        self.restore.setProperty("kind", "quiet")
        self.restore.setIcon(icons.icon("rotate-ccw", "accent"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.GAP)
        row.addWidget(IconLabel("pencil", 14, "muted"))
        row.addWidget(self.words, 1)
        row.addWidget(self.restore)

    def show_time(self, moment: str) -> None:
        """Tell when it was edited, or nothing."""
        self._time = moment
        self.setVisible(bool(moment))
        self.retranslate()

    def retranslate(self) -> None:
        """Write every text anew."""
        moment = QDateTime.fromString(self._time, Qt.DateFormat.ISODateWithMs).toLocalTime()
        written = QLocale().toString(moment, QLocale.FormatType.ShortFormat)
        self.words.setText(self.tr("Edited by hand on %1").replace("%1", written))
        self.restore.setText(self.tr("Restore the original"))
        self.restore.setToolTip(self.tr("Show again what the model wrote"))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
