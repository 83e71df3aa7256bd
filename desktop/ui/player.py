"""Plays a recording; importing this brings QtMultimedia, so only what shows sound does it, when it does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLoggingCategory, QObject, QUrl, Signal, Slot
from PySide6.QtMultimedia import QAudioOutput, QMediaDevices, QMediaPlayer

if TYPE_CHECKING:
    from pathlib import Path

# FFmpeg would write the name of every recording that is played to the terminal, and with it into the system's journal.
QLoggingCategory.setFilterRules("qt.multimedia*.info=false")
_READY = {QMediaPlayer.MediaStatus.LoadedMedia, QMediaPlayer.MediaStatus.BufferedMedia}


class Player(QObject):
    """One recording at a time; the file is not opened before somebody wants to hear it.

    Signals:
        moved: seconds; another place is heard.
        playing_changed: whether it plays.
        lack_changed: `lack` is another.
    """

    moved = Signal(float)
    playing_changed = Signal(bool)
    lack_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        """Look for a device, now and whenever one comes or goes."""
        super().__init__(parent)
        self._path: Path | None = None
        self._wanted_ms: int | None = None
        self._broken = False
        self._devices = QMediaDevices(self)
        self._devices.audioOutputsChanged.connect(self._follow_devices)
        self._output: QAudioOutput | None = None
        self._player = QMediaPlayer(self)
        self._player.positionChanged.connect(self._tell_place)
        self._player.playbackStateChanged.connect(lambda _state: self.playing_changed.emit(self.playing))
        self._player.mediaStatusChanged.connect(self._follow_status)
        self._player.errorOccurred.connect(self._fail)

    @property
    def lack(self) -> str:
        """Say why nothing can be heard, in the language of the window; empty when it can."""
        if self._path is None or not self._path.is_file():
            return self.tr("The recording is no longer where it was, so it cannot be played.")
        if not QMediaDevices.audioOutputs():
            return self.tr("No loudspeaker or headphones were found, so it cannot be played.")
        if self._broken:
            return self.tr("This recording cannot be played here.")
        return ""

    @property
    def playing(self) -> bool:
        """Say whether it plays."""
        return self._player.playbackState() is QMediaPlayer.PlaybackState.PlayingState

    def open(self, path: Path) -> None:
        """Take another recording, from its beginning."""
        self._player.stop()
        self._player.setSource(QUrl())
        self._path, self._wanted_ms, self._broken = path, None, False
        self.lack_changed.emit()

    def toggle(self) -> None:
        """Play or pause; after its end it begins anew."""
        if self.playing:
            self._player.pause()
        elif not self.lack:
            self._load()
            self._player.play()

    def pause(self) -> None:
        """Be quiet."""
        self._player.pause()

    def seek(self, seconds: float) -> None:
        """Go to a moment, playing or not."""
        if not self.lack:
            self._load()
            self._wanted_ms = round(seconds * 1000)
            self._follow_status(self._player.mediaStatus())

    def set_speed(self, factor: float) -> None:
        """Play so many times as fast; voices keep their pitch."""
        self._player.setPlaybackRate(factor)

    def _load(self) -> None:
        if self._output is None:
            self._output = QAudioOutput(self)
            self._player.setAudioOutput(self._output)
        if self._player.source().isEmpty() and self._path is not None:
            self._player.setSource(QUrl.fromLocalFile(str(self._path)))

    def _follow_status(self, status: QMediaPlayer.MediaStatus) -> None:
        """Go where was wanted as soon as the recording is open."""
        if self._wanted_ms is not None and status in {*_READY, QMediaPlayer.MediaStatus.EndOfMedia}:
            wanted_ms, self._wanted_ms = self._wanted_ms, None  # first: the place is told while it is set
            self._player.setPosition(wanted_ms)

    def _tell_place(self, milliseconds: int) -> None:
        if self._wanted_ms is None and not self._player.source().isEmpty():
            self.moved.emit(milliseconds / 1000)

    @Slot()
    def _follow_devices(self) -> None:
        if not QMediaDevices.audioOutputs():
            self._player.pause()
        self.lack_changed.emit()

    def _fail(self, *_error: object) -> None:
        self._broken = True
        self._player.stop()
        self.lack_changed.emit()
