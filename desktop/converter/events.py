"""What this program says: one JSON object a line on standard output, and nothing else there."""

from __future__ import annotations

import json
import os
import sys


class Events:
    """The real standard output; whatever libraries print goes to standard error."""

    def __init__(self) -> None:
        """Take standard output away from everybody else."""
        sys.stdout.flush()
        self._descriptor = os.dup(1)
        os.dup2(2, 1)

    def phase(self, name: str) -> None:
        """Say what is done now."""
        self._say("phase", name=name)

    def progress(self, done: int, total: int) -> None:
        """Say how many of the steps are done."""
        self._say("progress", done=done, total=total)

    def warning(self, message: str) -> None:
        """Say what did not go as it should and does not stop the conversion."""
        self._say("warning", message=message)

    def done(self, out: str, variants: list[dict[str, object]]) -> None:
        """Say the last word: the folder, and what became of each variant."""
        self._say("done", out=out, variants=variants)

    def failed(self, code: str, message: str, hint: str) -> None:
        """Say the last word: why there is no folder."""
        self._say("failed", code=code, message=message, hint=hint)

    def _say(self, event: str, **fields: object) -> None:
        line = json.dumps({"event": event, **fields}, ensure_ascii=False) + "\n"
        os.write(self._descriptor, line.encode("utf-8", "backslashreplace"))
