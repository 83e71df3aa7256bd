"""The wall on macOS: a profile of its sandbox around this process, its threads and whatever it starts.

It was written from the documentation and has not been run on a Mac. So nothing is taken on trust: the level is what a
socket is told afterwards. Everything is allowed that `PROFILE` does not name, reading above all; of rules that fit, the
last one counts. Standard library only. See sandbox_init(3) and the profiles in /System/Library/Sandbox/Profiles.
"""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import struct
import sys
from pathlib import Path

LIBRARY = "/usr/lib/libsandbox.1.dylib"
PROFILE = """\
(version 1)
(allow default)

; No network, and nobody who would go there on request.
(deny network*)
(deny appleevent-send)
(deny job-creation)
(deny lsopen)
(deny mach-lookup)
(allow mach-lookup
    (global-name "com.apple.system.logger")
    (global-name "com.apple.system.notification_center"))

; No way into other processes, and no programs but our own.
(deny mach-priv*)
(deny signal)
(allow signal (target same-sandbox))
(deny process-exec*)
(allow process-exec*
    (subpath (param "INTERPRETER"))
    (subpath (param "ENVIRONMENT"))
    (subpath (param "PROGRAM")))

; One folder to write to.
(deny file-write*)
(allow file-write*
    (subpath (param "WORK"))
    (literal "/dev/null"))
"""
_INET, _UNIX, _STREAM, _DATAGRAM = 2, 1, 1, 2
_LOOPBACK = struct.pack(">BBH4B8x", 16, _INET, 9, 127, 0, 0, 1)  # sockaddr_in of macOS; no byte leaves the computer
_NOBODY = struct.pack("BB12s", 14, _UNIX, b"/absent/one")  # sockaddr_un


def put_up(work: Path, program: str = "", library: str = LIBRARY) -> bool:
    """Put the sandbox up around this process for good; False where the system has none or lets sockets through.

    Args:
        work: the only folder where files may still be written, made or removed.
        program: what this process is going to become.
        library: holds the calls of the sandbox.
    """
    words = [word.encode() for pair in parameters(work, program).items() for word in pair]
    try:
        start = ctypes.CDLL(library).sandbox_init_with_parameters
    except (OSError, AttributeError):
        return False
    start.argtypes = (ctypes.c_char_p, ctypes.c_uint64, ctypes.POINTER(ctypes.c_char_p), ctypes.c_void_p)
    return start(PROFILE.encode(), 0, (ctypes.c_char_p * (len(words) + 1))(*words), None) == 0 and _refused()


def parameters(work: Path, program: str = "") -> dict[str, str]:
    """Return what the names in `PROFILE` stand for; the sandbox compares paths without symbolic links."""
    places: dict[str, str | Path] = {
        "WORK": work,
        "INTERPRETER": sys.base_prefix,
        "ENVIRONMENT": sys.prefix,
        "PROGRAM": Path(os.path.realpath(shutil.which(program) or sys.executable)).parent,
    }
    return {name: os.path.realpath(place) for name, place in places.items()}


def _refused() -> bool:
    """Try to reach this computer itself in every common way; True when the system refused each."""
    libc = ctypes.CDLL(None, use_errno=True)
    for family, kind, address in (
        (_INET, _STREAM, _LOOPBACK),
        (_INET, _DATAGRAM, _LOOPBACK),
        (_UNIX, _STREAM, _NOBODY),
    ):
        descriptor = libc.socket(family, kind, 0)
        answer = descriptor if descriptor < 0 else libc.connect(descriptor, address, len(address))
        number = ctypes.get_errno() if answer < 0 else 0
        if descriptor >= 0:
            os.close(descriptor)
        if number != errno.EPERM:
            return False
    return True
