"""A whole recording: windows are heard as it is read, what is finished is kept, and the pieces are put together."""

from __future__ import annotations

import json
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from desktop.core.result import Segments
from desktop.engine.speech import sequence, voice
from desktop.engine.speech import windows as cutting
from desktop.engine.speech.listener import as_json, from_json
from desktop.engine.speech.peaks import MIME, NAME, Peaks

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from concurrent.futures import Future

    import numpy as np

    from desktop.core.result import Segment
    from desktop.engine.checkpoint import Checkpoint
    from desktop.engine.context import Context
    from desktop.engine.loaded import LoadedModel
    from desktop.engine.speech.listener import Heard, Listener
    from desktop.engine.speech.windows import Window
    from desktop.media.audio import Recording


def transcribe(
    recording: Recording, listener: Listener, context: Context, checkpoint: Checkpoint, *, skip_pauses: bool
) -> Segments:
    """Return what is said in a recording.

    Raises:
        Cancelled: the job was given up.
        InputCorrupt: the recording breaks off.
    """
    peaks = Peaks(listener.rate_hz)
    blocks = peaks.through(recording.blocks(listener.rate_hz))
    detector = context.model.part("voice-activity", voice.detector) if skip_pauses else None
    fits = listener.rate_hz == voice.RATE_HZ
    ear = _Ear(listener, context, checkpoint, recording.duration_s)
    context.progress("run", 0, max(1, round(recording.duration_s)))  # the first window takes a while
    if detector is not None and fits:
        context.used = (*context.used, detector)
        segments = ear.by_pauses(blocks, detector)
    else:
        segments = ear.in_sequence(blocks)
    context.artifact(NAME, MIME).write_bytes(peaks.bytes())
    return Segments(
        text=" ".join(segment.text for segment in segments),
        language=listener.language if segments else "",
        segments=tuple(segments),
        duration_s=round(recording.duration_s, 3),
        spoken=listener.spoken if segments else None,
        peaks=NAME,
    )


class _Ear:
    """Hears the windows of one recording, those of an earlier run excepted, and tells what it has."""

    def __init__(self, listener: Listener, context: Context, checkpoint: Checkpoint, seconds: float) -> None:
        self._listener = listener
        self._context = context
        self._checkpoint = checkpoint
        self._seconds = seconds
        self._old: set[str] = set()  # windows that an earlier run heard
        self._old_s = self._told_s = 0.0  # of the recording: heard by that run, and reported

    def by_pauses(self, blocks: Iterable[np.ndarray], detector: LoadedModel) -> list[Segment]:
        """Hear windows that end in pauses, several at once."""
        listener, pad = self._listener, round(2 * cutting.PAD_SECONDS * self._listener.rate_hz)
        there = voice.Voice(detector, self._context.interrupt, listener.longest - pad)
        made: list[Segment] = []
        every = cutting.windows(there.through(self._watched(blocks)), listener.rate_hz, listener.longest)
        for window, heard in self._heard(every):
            made += self._told(window, heard)
        return made

    def in_sequence(self, blocks: Iterable[np.ndarray]) -> list[Segment]:
        """Hear windows of which each begins where the last was understood."""
        every = sequence.windows(self._watched(blocks), self._listener.rate_hz, self._listener.longest)
        made: list[Segment] = []
        window = next(every, None)
        while window is not None:
            heard = self._known(window)
            if heard is None:
                self._listener.meet([window])
                heard = self._kept(window, self._listener.hear([window])[0])
            made += self._told(window, heard)
            try:
                window = every.send(heard.until_s)
            except StopIteration:
                break
        return made

    def _watched(self, blocks: Iterable[np.ndarray]) -> Iterator[np.ndarray]:
        """Give the blocks on, unless the job was cancelled."""
        for block in blocks:
            self._context.interrupt.check()
            yield block

    def _heard(self, windows: Iterable[Window]) -> Iterator[tuple[Window, Heard]]:
        """Give the windows in their order with what is said in them."""
        lanes, together = self._listener.lanes, self._listener.together
        waiting: deque[tuple[list[Window], Future[list[Heard]] | list[Heard]]] = deque()
        batch: list[Window] = []
        met = False
        with ThreadPoolExecutor(lanes) as pool:
            try:
                for window in windows:
                    known = self._known(window)
                    if known is not None:
                        if batch:
                            waiting.append((batch, pool.submit(self._listener.hear, batch)))
                            batch = []
                        waiting.append(([window], [known]))
                    else:
                        if not met:
                            self._listener.meet([window])
                            met = True
                        batch.append(window)
                    if len(batch) == together:
                        waiting.append((batch, pool.submit(self._listener.hear, batch)))
                        batch = []
                    while len(waiting) > lanes:
                        yield from self._finish(*waiting.popleft())
                if batch:
                    waiting.append((batch, pool.submit(self._listener.hear, batch)))
                while waiting:
                    yield from self._finish(*waiting.popleft())
            finally:
                pool.shutdown(wait=True, cancel_futures=True)

    def _finish(
        self, windows: Sequence[Window], made: Future[list[Heard]] | list[Heard]
    ) -> Iterator[tuple[Window, Heard]]:
        if isinstance(made, list):
            yield from zip(windows, made, strict=True)
            return
        for window, heard in zip(windows, made.result(), strict=True):
            yield window, self._kept(window, heard)

    def _known(self, window: Window) -> Heard | None:
        """Return what an earlier run heard in a window."""
        kept = self._checkpoint.get(_key(window))
        if kept is None:
            return None
        try:
            found = json.loads(kept)
            self._listener.settle(str(found["language"]))
            heard = from_json(found)
        except (ValueError, KeyError, TypeError):
            return None
        self._old.add(_key(window))
        return heard

    def _kept(self, window: Window, heard: Heard) -> Heard:
        language = self._listener.spoken or self._listener.language
        self._checkpoint.put(_key(window), json.dumps({**as_json(heard), "language": language}))
        return heard

    def _told(self, window: Window, heard: Heard) -> Sequence[Segment]:
        """Report a window that is finished."""
        if heard.segments:
            self._context.partial(" ".join(segment.text for segment in heard.segments) + "\n")
        if _key(window) in self._old:
            self._old_s += window.end_s - self._told_s
        self._told_s = window.end_s
        total = max(1, round(self._seconds))
        self._context.progress("run", round(window.end_s), total, known=round(self._old_s))
        return heard.segments


def _key(window: Window) -> str:
    return f"{window.pieces[0].start}-{len(window.samples)}"
