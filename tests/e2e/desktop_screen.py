"""A screen driven through the X server, with nothing known of the program but its window."""

from __future__ import annotations

import os
import re
import subprocess
from dataclasses import dataclass

from tests.e2e.programs import PATIENCE_S, until


@dataclass(frozen=True, kw_only=True)
class Box:
    """Where a window is."""

    x: int
    y: int
    width: int
    height: int

    @property
    def middle(self) -> tuple[int, int]:
        """Return the point in the middle."""
        return self.x + self.width // 2, self.y + self.height // 2


@dataclass(frozen=True, kw_only=True)
class Screen:
    """An X display with a window manager."""

    display: str

    @property
    def variables(self) -> dict[str, str]:
        """Return the variables of a program that draws here."""
        return {
            "PATH": os.environ.get("PATH", os.defpath),
            "DISPLAY": self.display,
            "QT_QPA_PLATFORM": "xcb",
            "QT_LOGGING_RULES": "qt.text.font.db=false;qt.qpa.*=false",
        }

    def xdotool(self, *words: object, check: bool = True) -> str:
        """Run one chain of xdotool commands and return what it printed."""
        done = subprocess.run(
            ["xdotool", *map(str, words)],
            check=check,
            env=self.variables,
            capture_output=True,
            text=True,
            timeout=PATIENCE_S,
        )
        return done.stdout

    def managed(self) -> bool:
        """Say whether a window manager takes care of the screen."""
        return bool(self.xdotool("get_desktop", check=False).strip())

    def wake_keyboard(self) -> None:
        """Press keys until the window manager answers to its own; by default the Windows key and F2 change the desktop.

        The first key that comes from here brings another keyboard with it. The window manager grabs its keys anew then,
        and what is pressed before it is done goes to the window: a single Alt+F4 would be lost.
        """
        for number in (2, 1):

            def changed(number: int = number) -> bool:
                self.xdotool("key", f"super+F{number}")
                return self.xdotool("get_desktop", check=False).strip() == str(number - 1)

            until(changed, f"desktop {number}")

    def windows(self, title: str, pid: int | None = None) -> list[str]:
        """Return the visible windows with exactly this title."""
        owner = () if pid is None else ("--all", "--pid", pid)
        return self.xdotool("search", *owner, "--onlyvisible", "--name", f"^{re.escape(title)}$", check=False).split()

    def window(self, title: str, pid: int | None = None) -> str:
        """Wait for a window."""
        return until(lambda: self.windows(title, pid), f"a window called {title}")[0]

    def box(self, window: str) -> Box:
        """Return where a window is."""
        shown = self.xdotool("getwindowgeometry", "--shell", window)
        found = {name: int(value) for name, _, value in (line.partition("=") for line in shown.splitlines())}
        return Box(x=found["X"], y=found["Y"], width=found["WIDTH"], height=found["HEIGHT"])

    def place(self, window: str, x: int, y: int) -> Box:
        """Move a window and wait until it is about there; the frame takes a few pixels."""
        self.xdotool("windowmove", window, x, y)

        def there() -> Box | None:
            box = self.box(window)
            return box if abs(box.x - x) < 40 and abs(box.y - y) < 60 else None

        found = until(there, f"the window at {x}, {y}")
        assert found is not None
        return found

    def focus(self, window: str) -> None:
        """Give a window the keyboard."""
        self.xdotool("windowactivate", window)
        until(lambda: self.xdotool("getwindowfocus", check=False).strip() == window, "the window has the keyboard")

    def close(self, window: str) -> None:
        """Ask a window to close as a user does: the window manager sends WM_DELETE_WINDOW."""
        self.focus(window)
        self.xdotool("key", "--clearmodifiers", "alt+F4")

    def drag(self, start: tuple[int, int], end: tuple[int, int]) -> None:
        """Press, move in steps, rest on the target, release; XDND wants to see motion over the target."""
        (x, y), (to_x, to_y) = start, end
        words: list[object] = ["mousemove", x, y, "sleep", 0.1, "mousedown", 1]
        for step in (3, 6, 10, 16, 24):
            words += ["sleep", 0.04, "mousemove", x + step, y + step // 2]
        for step in range(1, 13):
            words += ["sleep", 0.04, "mousemove", x + (to_x - x) * step // 12, y + (to_y - y) * step // 12]
        for nudge in (1, 2, 3):
            words += ["sleep", 0.15, "mousemove", to_x + nudge, to_y]
        self.xdotool(*words, "sleep", 0.3, "mouseup", 1)
