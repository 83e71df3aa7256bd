"""Which files are being written just now, and whether a folder lies on this computer at all."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

_PROCESSES = Path("/proc")
_REMOTE = frozenset({"9p", "afs", "ceph", "cifs", "davfs", "fuse.rclone", "fuse.sshfs", "nfs", "nfs4", "smb3", "smbfs"})

_PARTIAL = frozenset(
    {".!qb", ".!ut", ".aria2", ".bc!", ".crdownload", ".download", ".filepart", ".opdownload", ".part", ".partial"}
    | {".temp", ".tmp"}
)


def is_partial(name: str) -> bool:
    """Say whether a name is one that browsers and editors give to a file while they work on another one, or lock it."""
    return name.startswith("~$") or name.endswith("~") or os.path.splitext(name)[1].lower() in _PARTIAL  # noqa: PTH122 - a name


def written(paths: Collection[Path]) -> set[Path]:
    """Return which of some files a process of this user has open for writing; none where the system does not say."""
    wanted = {os.path.realpath(path): path for path in paths}
    if not wanted or not _PROCESSES.joinpath("self").exists():
        return set()
    found = set()
    for process in os.listdir(_PROCESSES):  # noqa: PTH208 - a name for each process, thousands of them at times
        if process.isdigit():
            found |= {wanted[name] for name in _opened(process) if name in wanted}
    return found


def _opened(process: str) -> set[str]:
    """Return the files that a process has open for writing, as far as one may look."""
    folder, names = f"{_PROCESSES}/{process}/fd", set()
    try:
        for number in os.listdir(folder):  # noqa: PTH208 - as above
            name = os.readlink(f"{folder}/{number}")  # noqa: PTH115 - as above
            if name.startswith("/") and _for_writing(process, number):
                names.add(name)
    except OSError:  # somebody else's, or it has just ended
        pass
    return names


def _for_writing(process: str, number: str) -> bool:
    try:
        told = Path(f"{_PROCESSES}/{process}/fdinfo/{number}").read_text(encoding="ascii")
    except OSError:
        return False
    flags = next((line.split()[1] for line in told.splitlines() if line.startswith("flags:")), "0")
    return bool(int(flags, 8) & (os.O_WRONLY | os.O_RDWR))


def remote_kind(folder: Path) -> str:
    """Return the kind of the network file system that a folder lies on, empty when it lies on this computer."""
    import psutil

    real = Path(os.path.realpath(folder))
    mounts = {Path(part.mountpoint): part.fstype for part in psutil.disk_partitions(all=True)}
    nearest = next((one for one in (real, *real.parents) if one in mounts), None)
    kind = mounts.get(nearest, "") if nearest is not None else ""
    return kind if kind.lower() in _REMOTE else ""
