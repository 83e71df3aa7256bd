"""What an engine tries against its wall, and what the system answered."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.core.text import QT_TRANSLATE_NOOP

NAMES = {
    "tcp": QT_TRANSLATE_NOOP("privacy", "Open a connection (TCP)"),
    "udp": QT_TRANSLATE_NOOP("privacy", "Send a datagram (UDP)"),
    "tcp-ipv6": QT_TRANSLATE_NOOP("privacy", "Open a connection over IPv6"),
    "udp-ipv6": QT_TRANSLATE_NOOP("privacy", "Send a datagram over IPv6"),
    "dns": QT_TRANSLATE_NOOP("privacy", "Ask for the address of a name (DNS)"),
    "https": QT_TRANSLATE_NOOP("privacy", "Open a page (HTTPS)"),
    "raw": QT_TRANSLATE_NOOP("privacy", "Write packets of its own (raw socket)"),
    "packet": QT_TRANSLATE_NOOP("privacy", "Talk to the network card (packet socket)"),
    "netlink": QT_TRANSLATE_NOOP("privacy", "Talk to the kernel (netlink)"),
    "unix": QT_TRANSLATE_NOOP("privacy", "Talk to another program (Unix socket)"),
    "unix-pair": QT_TRANSLATE_NOOP("privacy", "Send to another program (pair of Unix sockets)"),
    "other-families": QT_TRANSLATE_NOOP("privacy", "Open a socket of any other family"),
    "io-uring": QT_TRANSLATE_NOOP("privacy", "Set up a queue past the system calls (io_uring)"),
    "ptrace": QT_TRANSLATE_NOOP("privacy", "Take control of Ilha (ptrace)"),
    "read-memory": QT_TRANSLATE_NOOP("privacy", "Read the memory of Ilha"),
    "write-memory": QT_TRANSLATE_NOOP("privacy", "Write into the memory of Ilha"),
    "memory-file": QT_TRANSLATE_NOOP("privacy", "Open the memory of Ilha as a file"),
    "take-descriptor": QT_TRANSLATE_NOOP("privacy", "Take an open file away from Ilha"),
    "terminal": QT_TRANSLATE_NOOP("privacy", "Type a command into the terminal that Ilha was started from"),
    "shared-memory": QT_TRANSLATE_NOOP("privacy", "Attach memory of another program, such as the picture of a window"),
    "write-outside": QT_TRANSLATE_NOOP("privacy", "Write a file outside of its work folder"),
    "remove-outside": QT_TRANSLATE_NOOP("privacy", "Delete a file outside of its work folder"),
}
"""What each attempt would do."""
VIAS = {
    "python": QT_TRANSLATE_NOOP("privacy", "from Python"),
    "native": QT_TRANSLATE_NOOP("privacy", "from native code"),
    "child": QT_TRANSLATE_NOOP("privacy", "from a program it started"),
}
LEVELS = {
    "enforced": QT_TRANSLATE_NOOP(
        "privacy",
        "The operating system refuses the process that runs the models every network connection, the memory of other "
        "programs and writing anywhere but to its work folder.",
    ),
    "network": QT_TRANSLATE_NOOP(
        "privacy",
        "The operating system refuses the process that runs the models every network connection. The memory of the "
        "window is not protected, nor are your files from being written: this system lacks Landlock.",
    ),
    "inside": QT_TRANSLATE_NOOP(
        "privacy",
        "Ilha refuses the models every network connection by itself. On this computer the operating system does not "
        "stop native code in them from trying.",
    ),
}
"""What the levels of the wall mean, as in `engine.sandbox.Wall`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """One thing that was tried.

    Attributes:
        name: what, a key of `NAMES`.
        via: how, a key of `VIAS`.
        errno: the error the system answered with, such as `EPERM`; empty when it let it happen.
    """

    name: str
    via: str
    errno: str

    @property
    def refused(self) -> bool:
        """Say whether the system refused it."""
        return bool(self.errno)


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What an engine tried, and what a process without a wall could do at the same time.

    Attributes:
        level: of the wall that the engine found itself behind.
        attempts: of the engine.
        control: sockets that the same code tried to open without a wall.
    """

    level: str
    attempts: tuple[Attempt, ...]
    control: tuple[Attempt, ...]

    @property
    def conclusive(self) -> bool:
        """Say whether the attempts would have worked without the wall; else their refusal proves nothing."""
        return any(attempt.name == "tcp" and not attempt.refused for attempt in self.control)

    @property
    def holds(self) -> bool:
        """Say whether everything was refused, and that by the wall."""
        return self.conclusive and bool(self.attempts) and all(attempt.refused for attempt in self.attempts)
