"""Records what a microphone hears; importing this brings QtMultimedia, so only what records does it, when it does."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QIODevice, QObject, QTimer, Signal, Slot
from PySide6.QtMultimedia import QAudioDevice, QAudioFormat, QAudioSource, QMediaDevices, QtAudio

from desktop.core.errors import IlhaError, MicrophoneLost
from desktop.core.text import QT_TRANSLATE_NOOP
from desktop.media.wave_file import WaveFile

if TYPE_CHECKING:
    import numpy as np

_RATE_HZ = 16_000
_LEVELS_PER_S = 20
_BUFFER_S = 0.2
_PATIENCE_MS = 4_000
_HARMLESS = {QtAudio.Error.NoError, QtAudio.Error.UnderrunError}
_Sample = QAudioFormat.SampleFormat
_NO_DEVICE = QT_TRANSLATE_NOOP("microphone", "No microphone was found on this computer.")
# How a sample of each form is spelt, what stands for silence, and what for the loudest.
_FORMS = {_Sample.UInt8: ("u1", 128, 128), _Sample.Int32: ("<i4", 0, 1 << 31), _Sample.Float: ("<f4", 0, 1)}


class Microphone(QObject):
    """One recording at a time, into a file that can be read even if the program ends before the recording does.

    Signals:
        changed: `recording`, `paused` or `lack` is another.
        level: the loudest sample of the last moment, 0 to 1; at most twenty a second.
        recorded: Path of a recording that is finished; one without a sample is not kept.
        failed: Failure that ended a recording, or kept it from beginning; what was recorded follows as `recorded`.
    """

    changed = Signal()
    level = Signal(float)
    recorded = Signal(object)
    failed = Signal(object)

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        """Look for devices, now and whenever one comes or goes; recordings are written to `folder`."""
        super().__init__(parent)
        self._folder = folder
        self._device_id = b""
        self._used_id = b""
        self._devices = QMediaDevices(self)
        self._devices.audioInputsChanged.connect(self._follow_devices)
        self._source: QAudioSource | None = None
        self._stream: QIODevice | None = None
        self._file: WaveFile | None = None
        self._heard, self._peak = 0, 0.0
        # PulseAudio leaves a stream whose device was taken away open, and Qt says nothing of it.
        self._silence = QTimer(self, singleShot=True, interval=_PATIENCE_MS)
        self._silence.timeout.connect(lambda: self._end(MicrophoneLost()))

    @property
    def devices(self) -> tuple[tuple[str, str], ...]:
        """Return id and name of each microphone, the usual one first."""
        usual = QMediaDevices.defaultAudioInput().id()
        found = sorted(QMediaDevices.audioInputs(), key=lambda device: device.id() != usual)
        return tuple((bytes(device.id().data()).decode("utf-8", "replace"), device.description()) for device in found)

    @property
    def lack(self) -> str:
        """Say why nothing can be recorded, as a template of the context `microphone`; empty when it can."""
        return "" if QMediaDevices.audioInputs() else _NO_DEVICE

    @property
    def recording(self) -> bool:
        """Say whether a recording has begun and not ended."""
        return self._file is not None

    @property
    def paused(self) -> bool:
        """Say whether it waits."""
        return self._source is not None and self._source.state() is QtAudio.State.SuspendedState

    @property
    def seconds(self) -> float:
        """Return how long the recording is so far, without pauses."""
        return self._file.seconds if self._file is not None else 0.0

    def choose(self, device_id: str) -> None:
        """Take another microphone for the next recording; an empty id stands for the usual one."""
        self._device_id = device_id.encode()

    def start(self) -> None:
        """Begin a recording."""
        if self.recording:
            return
        device = self._device()
        if device.isNull():
            self.failed.emit(MicrophoneLost().failure())
            return
        self._used_id = bytes(device.id().data())
        form = _usable(device)
        name = f"{time.strftime('%Y-%m-%d %H.%M.%S')} {time.time_ns() % 10**6:06}.wav"
        try:
            self._file = WaveFile(self._folder / name, form.sampleRate())
        except IlhaError as error:
            self.failed.emit(error.failure())
            return
        self._heard, self._peak = 0, 0.0
        self._source = QAudioSource(device, form, self)
        self._source.setBufferSize(form.bytesForDuration(round(_BUFFER_S * 1e6)))
        self._source.stateChanged.connect(self._follow_state)
        self._stream = self._source.start()
        if self._source.error() is not QtAudio.Error.NoError:
            self._end(MicrophoneLost())
            return
        self._stream.readyRead.connect(self._take)
        self._silence.start()
        self.changed.emit()

    def pause(self) -> None:
        """Stop listening for a while."""
        if self._source is not None and not self.paused:
            self._take()
            self._source.suspend()
            self._silence.stop()
            self.changed.emit()

    def resume(self) -> None:
        """Go on listening."""
        if self._source is not None and self.paused:
            self._source.resume()
            self._silence.start()
            self.changed.emit()

    def stop(self) -> None:
        """End the recording and announce it."""
        if self.recording:
            self._take()
            self._end(None)

    def _device(self) -> QAudioDevice:
        chosen = (device for device in QMediaDevices.audioInputs() if device.id().data() == self._device_id)
        return next(chosen, QMediaDevices.defaultAudioInput())

    @Slot()
    def _take(self) -> None:
        """Write what was heard."""
        if self._stream is None or self._source is None or self._file is None:
            return
        content = bytes(self._stream.readAll().data())
        if not content:
            return
        self._silence.start()
        samples = _mono(content, self._source.format())
        try:
            self._file.write(samples.tobytes())
        except IlhaError as error:
            self._end(error)
            return
        self._measure(samples)

    def _measure(self, samples: np.ndarray) -> None:
        """Announce how loud it is, in steps of time whatever pieces the sound comes in."""
        import numpy as np

        assert self._file is not None
        step = self._file.rate_hz // _LEVELS_PER_S
        while len(samples):
            piece, samples = samples[: step - self._heard], samples[step - self._heard :]
            self._peak = max(self._peak, float(np.abs(piece.astype(np.int32)).max()) / 0x8000)
            self._heard += len(piece)
            if self._heard == step:
                peak, self._heard, self._peak = self._peak, 0, 0.0
                if len(samples) < step:  # of several that came at once the last is shown
                    self.level.emit(peak)

    @Slot()
    def _follow_state(self) -> None:
        """End the recording when the device fails."""
        source = self._source
        if source is not None and self.recording and source.error() not in _HARMLESS:
            self._end(MicrophoneLost())

    @Slot()
    def _follow_devices(self) -> None:
        """End the recording when its device is no longer there."""
        there = {bytes(device.id().data()) for device in QMediaDevices.audioInputs()}
        if self.recording and self._used_id not in there:
            self._take()
            self._end(MicrophoneLost())
        else:
            self.changed.emit()

    def _end(self, error: IlhaError | None) -> None:
        file, source = self._file, self._source
        self._file = self._source = self._stream = None
        self._silence.stop()
        if source is not None:
            source.stop()
            source.deleteLater()
        assert file is not None
        try:
            file.close()
        except IlhaError as fault:
            error = error or fault
        if not file.samples:
            file.path.unlink(missing_ok=True)
        self.changed.emit()
        if error is not None:
            self.failed.emit(error.failure())
        if file.samples:
            self.recorded.emit(file.path)


def _usable(device: QAudioDevice) -> QAudioFormat:
    """Return what models of speech want, else the nearest to it that the device gives."""
    usual = device.preferredFormat()
    for rate_hz, channels, sample in (
        (_RATE_HZ, 1, _Sample.Int16),
        (usual.sampleRate(), 1, _Sample.Int16),
        (usual.sampleRate(), usual.channelCount(), _Sample.Int16),
    ):
        wanted = QAudioFormat()
        wanted.setSampleRate(rate_hz)
        wanted.setChannelCount(channels)
        wanted.setSampleFormat(sample)
        if device.isFormatSupported(wanted):
            return wanted
    return usual


def _mono(content: bytes, form: QAudioFormat) -> np.ndarray:
    """Return int16 [samples], the channels mixed."""
    import numpy as np

    channels = form.channelCount()
    if form.sampleFormat() is _Sample.Int16 and channels == 1:
        return np.frombuffer(content, "<i2")
    spelt, silence, loudest = _FORMS.get(form.sampleFormat(), ("<i2", 0, 1 << 15))
    samples = (np.frombuffer(content, spelt).astype(np.float32) - silence) / loudest
    mixed = samples[: len(samples) // channels * channels].reshape(-1, channels).mean(axis=1)
    return np.asarray(np.clip(np.rint(mixed * 0x8000), -0x8000, 0x7FFF), "<i2")
