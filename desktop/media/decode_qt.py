"""The decoder: a process of its own behind the wall, which turns a film's sound into plain samples by QtMultimedia.

It reads the file on its standard input, writes 16-bit mono samples to its standard output and says on standard error,
between what FFmpeg says there, how far it is: `{"at": samples, "of": samples}`, and at last what its `fault` was.
Nobody imports it but the door in `desktop/__main__.py`.
"""

from __future__ import annotations

import errno
import json
import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtCore import QCoreApplication
    from PySide6.QtMultimedia import QAudioDecoder

_REPORT_MS = 100


def main(rate_hz: int) -> int:
    """Decode standard input; returns the exit status."""
    os.environ.setdefault("QT_LOGGING_RULES", "*.debug=false;*.info=false")
    try:
        from PySide6.QtCore import QCoreApplication, QFile, QIODevice, QTimer
        from PySide6.QtMultimedia import QAudioDecoder, QAudioFormat
    except ImportError as error:
        return _failed("unavailable", str(error))
    application = QCoreApplication([])
    decoder = QAudioDecoder()
    if not decoder.isSupported():
        return _failed("unavailable", "QtMultimedia cannot load its decoder")
    wanted = QAudioFormat()
    wanted.setSampleRate(rate_hz)
    wanted.setChannelCount(1)
    wanted.setSampleFormat(QAudioFormat.SampleFormat.Int16)
    source = QFile()
    source.open(0, QIODevice.OpenModeFlag.ReadOnly)
    decoder.setAudioFormat(wanted)
    decoder.setSourceDevice(source)
    run = _Run(application, decoder, rate_hz)
    QTimer.singleShot(0, run.start)  # it may fail before it returns, and only a running loop can be left
    # Also when nothing comes: whoever waits can cancel then, and when nobody waits any more the process ends.
    reports = QTimer(interval=_REPORT_MS)
    reports.timeout.connect(run.report)
    reports.start()
    status = application.exec()
    os._exit(status)  # FFmpeg's threads need not be waited for


class _Run:
    """Writes what the decoder gives, until it ends or nobody takes it."""

    def __init__(self, application: QCoreApplication, decoder: QAudioDecoder, rate_hz: int) -> None:
        self._application = application
        self._decoder = decoder
        self._rate_hz = rate_hz
        self._samples = 0
        self._expected = 0
        decoder.durationChanged.connect(self._expect)
        decoder.bufferReady.connect(self._take)
        decoder.finished.connect(lambda: application.exit(0))
        decoder.error.connect(self._fail)

    def start(self) -> None:
        """Begin to decode, and say so."""
        self.report()
        self._decoder.start()

    def report(self) -> None:
        """Say how far it is."""
        _say(at=self._samples, of=self._expected)

    def _expect(self, milliseconds: int) -> None:
        self._expected = max(self._expected, milliseconds * self._rate_hz // 1000)

    def _take(self) -> None:
        try:
            while self._decoder.bufferAvailable():
                content = memoryview(self._decoder.read().constData())
                self._samples += len(content) // 2
                while content:
                    content = content[os.write(1, content) :]
        except OSError as error:
            fault = "full" if error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG} else "unwritable"
            os._exit(_failed(fault, str(error)))

    def _fail(self) -> None:
        self._application.exit(_failed("undecodable", self._decoder.errorString()))


def _failed(fault: str, detail: str) -> int:
    _say(fault=fault, detail=detail)
    return 1


def _say(**words: str | int) -> None:
    """Write a line in one piece, apart from what other threads write."""
    try:
        os.write(2, f"\n{json.dumps(words)}\n".encode())
    except OSError:
        os._exit(1)
