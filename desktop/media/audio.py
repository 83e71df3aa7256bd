"""Sound files, and the sound of films, as mono samples at the rate a model wants, a window at a time.

libsndfile (through soundfile) decodes, libsoxr (through soxr) changes the rate: it works on a stream, so that memory
does not grow with the recording, and takes half a megabyte on disk. What libsndfile does not know goes through
`decoding` first.
"""

from __future__ import annotations

import math
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Literal

from desktop.core.errors import InputCorrupt, InputEmpty, InputError, InputNotFound, InputUnreadable, InputUnsupported
from desktop.core.media import InputFile, MediaKind
from desktop.media.decoding import RATE_HZ, Step, decoded
from desktop.media.sniff import recognise

if TYPE_CHECKING:
    import numpy as np
    import soundfile

ACCEPTS = "WAV, FLAC, OGG, Opus, MP3, AIFF, M4A, AAC, MP4, MOV, WebM, MKV, AVI"
_SOUNDS = frozenset(f"audio/{name}" for name in ("wav", "flac", "ogg", "opus", "mpeg", "aiff"))
_OTHERS = frozenset(f"audio/{name}" for name in ("mp4", "aac", "webm", "matroska"))
_FILMS = frozenset(f"video/{name}" for name in ("mp4", "quicktime", "webm", "matroska", "vnd.avi", "ogg", "mpeg"))
_RATES_HZ = range(2_000, 768_001)
_BLOCK_VALUES = 1 << 18
# A file without sound is a header and little else.
_HEADER_BYTES = 8_192
# Of what a header promises so much must be there; encoders round, and trailing tags are counted differently.
_LEAST_SHARE = 0.99
# Programs that write to a pipe cannot know the length and put a number near the largest in its place.
_LONGEST_PROMISE = 0x7FFF_0000
_UNSUPPORTED_ENCODING = 4
_BYTE_ORDER: dict[bytes, Literal["little", "big"]] = {b"RIFF": "little", b"FORM": "big"}


def decodable(file: InputFile) -> bool:
    """Say whether `open_recording` reads this format: films that have sound as well."""
    return file.mime in _SOUNDS | _OTHERS | _FILMS


@dataclass(frozen=True, slots=True)
class Recording:
    """A sound file that is open; `frames` of it at `rate_hz`, each with a sample of every channel."""

    frames: int
    rate_hz: int
    _file: InputFile
    _sound: soundfile.SoundFile

    @property
    def duration_s(self) -> float:
        """Return how long it is."""
        return self.frames / self.rate_hz

    def window_count(self, rate_hz: int, longest: int) -> int:
        """Return how many windows `windows` gives."""
        return math.ceil(self._samples(rate_hz) / longest)

    def windows(self, rate_hz: int, longest: int) -> Iterator[np.ndarray]:
        """Give the sound, its channels mixed, as windows of float32 [samples] at `rate_hz`, once.

        A recording of more than `longest` samples is covered by windows of that length which overlap as much as it
        takes: none is a short rest, about which a model would only guess. What has been given is not kept.

        Raises:
            InputCorrupt: the content breaks off or is no sound.
        """
        import numpy as np

        count = self.window_count(rate_hz, longest)
        step = (self._samples(rate_hz) - longest) / (count - 1) if count > 1 else 0.0
        blocks = self.blocks(rate_hz)
        held, begin = np.empty(0, np.float32), 0
        for number in range(count):
            start = round(number * step)
            parts, end = [held[start - begin :]], begin + len(held)
            while end < start + longest and (block := next(blocks, None)) is not None:
                parts.append(block[max(0, start - end) :])
                end += len(block)
            held, begin = np.concatenate(parts), start
            if len(held):
                yield held[:longest]
        next(blocks, None)  # where the end is checked

    def _samples(self, rate_hz: int) -> int:
        return math.ceil(self.frames * rate_hz / self.rate_hz)

    def blocks(self, rate_hz: int) -> Iterator[np.ndarray]:
        """Give the sound, its channels mixed, as blocks of float32 [samples] at `rate_hz` one after the other, once.

        Together they are never more samples than were announced.

        Raises:
            InputCorrupt: the content breaks off or is no sound.
        """
        import soxr

        left = self._samples(rate_hz)
        stream = soxr.ResampleStream(self.rate_hz, rate_hz, 1, dtype="float32") if rate_hz != self.rate_hz else None
        read = 0
        for block in self._mixed():
            read += len(block)
            last = read >= self.frames
            made = (block if stream is None else stream.resample_chunk(block, last=last))[:left]
            left -= len(made)
            if len(made):
                yield made
        if read < self.frames * _LEAST_SHARE:
            raise InputCorrupt(name=self._file.name, detail=f"{read} of {self.frames} frames")

    def _mixed(self) -> Iterator[np.ndarray]:
        import numpy as np
        import soundfile

        size = max(1, _BLOCK_VALUES // self._sound.channels)
        while True:
            try:
                block = self._sound.read(size, dtype="float32", always_2d=True)
            except soundfile.LibsndfileError as error:
                raise InputCorrupt(name=self._file.name, detail=str(error)) from error
            if not len(block):
                return
            mixed = block.mean(axis=1) if block.shape[1] > 1 else block[:, 0]
            if not np.isfinite(mixed).all():
                raise InputCorrupt(name=self._file.name, detail="a sample is no number")
            yield mixed


@contextmanager
def open_recording(source: Path | InputFile, step: Step | None = None) -> Iterator[Recording]:
    """Open a sound file or a film; its content decides, not its name.

    Args:
        source: the file.
        step: called with samples done and expected while a film is being decoded, which takes seconds for an hour;
            what it raises ends that.

    Raises:
        InputUnsupported: no sound, or of a format or an encoding that cannot be decoded.
        InputWithoutSound: a film of pictures alone.
        InputCorrupt: the content breaks off or contradicts itself.
        InputEmpty: zero bytes, or nothing was recorded.
        DecoderMissing: the sound of this film cannot be read on this computer.
        StorageFull, StorageNotWritable: no place for the decoded sound of a film.
        InputNotFound: nothing is there.
        InputUnreadable: cannot be opened.
    """
    import soundfile

    file = source if isinstance(source, InputFile) else recognise(source)
    try:
        stream = file.path.open("rb")
    except FileNotFoundError as error:
        raise InputNotFound(name=file.name, detail=str(error)) from error
    except OSError as error:
        raise InputUnreadable(name=file.name, detail=str(error)) from error
    with stream:
        if not decodable(file):
            raise _not_opened(file, "")
        if file.mime not in _SOUNDS:
            with _film(file, stream, step) as recording:
                yield recording
            return
        _check_length(file, stream)
        try:
            # By its number: libsndfile would look at the ending of a name.
            sound = soundfile.SoundFile(stream.fileno(), closefd=False)
        except soundfile.LibsndfileError as error:
            if error.code == _UNSUPPORTED_ENCODING:
                raise _unsupported(file, str(error)) from error
            raise _not_opened(file, str(error)) from error
        with sound:
            _check_header(file, sound)
            yield Recording(sound.frames, sound.samplerate, file, sound)


@contextmanager
def _film(file: InputFile, stream: IO[bytes], step: Step | None) -> Iterator[Recording]:
    import soundfile

    now = recognise(file.path, file.name)
    if now.mime != file.mime:
        raise _not_opened(now, "it changed")
    with (
        decoded(now, stream, step) as (samples, frames),
        soundfile.SoundFile(
            samples.fileno(), samplerate=RATE_HZ, channels=1, format="RAW", subtype="PCM_16", closefd=False
        ) as sound,
    ):
        yield Recording(frames, RATE_HZ, file, sound)


def _check_length(file: InputFile, stream: IO[bytes]) -> None:
    """Refuse a WAV or AIFF file that is shorter than it says: libsndfile would take what is left for the whole."""
    head = stream.read(8)
    size_bytes = stream.seek(0, os.SEEK_END) - len(head)
    stream.seek(0)
    order = _BYTE_ORDER.get(head[:4])
    promised = int.from_bytes(head[4:], order) if order else 0
    if size_bytes < promised * _LEAST_SHARE and promised < _LONGEST_PROMISE:
        raise InputCorrupt(name=file.name, detail=f"{size_bytes} of {promised} bytes")


def _check_header(file: InputFile, sound: soundfile.SoundFile) -> None:
    if sound.samplerate not in _RATES_HZ:
        raise InputCorrupt(name=file.name, detail=f"{sound.samplerate} samples in a second")
    if sound.frames <= 0:
        if file.size_bytes > _HEADER_BYTES:
            raise InputCorrupt(name=file.name, detail="no sound in it")
        raise InputEmpty(name=file.name)


def _not_opened(file: InputFile, detail: str) -> InputError:
    """Tell a damaged sound from a file that never was one; the file may have changed since it was recognised."""
    now = recognise(file.path, file.name)
    if now.kind is MediaKind.EMPTY:
        return InputEmpty(name=file.name)
    if decodable(now):
        return InputCorrupt(name=file.name, detail=detail)
    return _unsupported(now, detail)


def _unsupported(file: InputFile, detail: str) -> InputUnsupported:
    return InputUnsupported(name=file.name, label=file.label, accepts=ACCEPTS, detail=detail)
