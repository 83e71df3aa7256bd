"""What is typed or pasted becomes a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.core.media import MediaKind
from desktop.jobs.intake import Intake

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.state.paths import Home


def test_half_a_character_in_a_clipboard_costs_nothing(home: Home, qtbot: QtBot) -> None:
    intake = Intake(home)
    with qtbot.waitSignal(intake.recognised) as told:
        intake.add_text("half a smile \ud83d\n")
    intake.stop()
    ((file,),) = told.args
    assert (file.kind, file.name) == (MediaKind.TEXT, "half a smile ?")
    assert file.path.read_bytes() == b"half a smile ?\n"
