"""What the system's refusals are called outside of the engine."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from desktop.core.job import Item
from desktop.core.media import InputFile, MediaKind
from desktop.worker.faults import failure_of

LETTER = InputFile(path=Path("/in/letter.txt"), kind=MediaKind.TEXT, mime="text/plain", label="", size_bytes=1)
ITEM = Item(job_id="job", input=LETTER, work=Path("/home/work/job"))


@pytest.mark.parametrize(
    ("number", "place", "code"),
    [
        (errno.ENOENT, "/in/letter.txt", "input-not-found"),
        (errno.EACCES, "/in/letter.txt", "input-unreadable"),
        (errno.EIO, "/in/letter.txt", "input-unreadable"),
        (errno.ENOSPC, None, "storage-full"),
        (errno.EFBIG, "/home/work/job/table.csv", "storage-full"),
        (errno.EACCES, "/home/work/job", "storage-not-writable"),
        (errno.EROFS, "/home/work/resume", "storage-not-writable"),
        (errno.EPERM, None, "internal-error"),
        (errno.EACCES, "/elsewhere", "internal-error"),
    ],
)
def test_a_refusal_is_called_by_what_was_refused(number: int, place: str | None, code: str) -> None:
    assert failure_of(OSError(number, os.strerror(number), place), ITEM).code == code
