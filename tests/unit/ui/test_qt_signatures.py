"""What is made late says the same; each in a process of its own, for PySide6 is imported once."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

PROBE = """
import sys
import {first}
from PySide6.QtCore import QPoint, QRect, QTimer

made = "pyside_type_init" in vars(sys.modules["shibokensupport.signature.parser"])
print("made" if made else "late", file=sys.stderr)
for mistake in (lambda: QPoint("wide", 2), lambda: QRect(1, 2, 3, QTimer()), lambda: QTimer.singleShot("soon", 1)):
    try:
        mistake()
    except TypeError as error:
        print(error)
print(QTimer.singleShot.__doc__)
{more}
"""
UPDATE = "import PySide6.support.signature.mapping as mapping; mapping.update_mapping(); print(mapping.type_map['int'])"
STUBS = "from PySide6.support.signature.lib.enum_sig import HintingEnumerator; print(HintingEnumerator.__module__)"


def said(first: str, more: str) -> tuple[str, str]:
    command = [sys.executable, "-c", PROBE.format(first=first, more=more)]
    variables = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "LC_ALL": "C.UTF-8"}
    done = subprocess.run(command, env=variables, capture_output=True, text=True, timeout=60, check=True)
    return done.stdout, done.stderr.strip()


@pytest.mark.parametrize("more", [UPDATE, STUBS])
def test_mistakes_are_explained_as_pyside_explains_them(more: str) -> None:
    ours, when = said("desktop.ui", more)
    assert when == "late", "nobody waits for it at the start"
    assert "(xpos: int, ypos: int, /)" in ours
    assert ours == said("PySide6.QtCore", more)[0]
