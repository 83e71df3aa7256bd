"""Screenshots of the Privacy page: what was sent, and an engine that tries to get out."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from shots_steps import settle, wait

from desktop.state.ledger import Decision, Entry, Ledger

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from desktop.app import Program
    from desktop.ui.privacy_page import PrivacyPage

_BEGAN = 1_795_000_000.0
_REQUESTS = (
    ("search", "translation", "/api/models?search=translation", Decision.CONSENT, 800, 21_000),
    ("download", "isle/words", "/isle/words/resolve/main/onnx/model.onnx", Decision.CONSENT, 900, 80_000_000),
    ("update", "isle/words", "/api/models/isle/words", Decision.OFFLINE, 0, 0),
    ("download", "isle/photos", "/isle/photos/resolve/main/onnx/model.onnx", Decision.DECLINED, 0, 0),
)


def _visit(program: Program) -> PrivacyPage:
    page: PrivacyPage = program.window.visit("privacy")  # type: ignore[assignment]
    settle(program)
    return page


def _show(page: PrivacyPage, widget: QWidget) -> None:
    """Bring a part of the page to its top."""
    from PySide6.QtWidgets import QScrollArea

    (area,) = page.findChildren(QScrollArea)
    inner = area.widget()
    assert inner is not None
    area.verticalScrollBar().setValue(widget.mapTo(inner, widget.rect().topLeft()).y() - 16)


def _fill(program: Program) -> None:
    with closing(Ledger(program.window.services.home.ledger)) as ledger:
        for number, (reason, subject, path, decision, up, down) in enumerate(_REQUESTS):
            entry = Entry(
                time=_BEGAN + 60 * number,
                asker="window",
                reason=reason,
                subject=subject,
                method="GET",
                host="huggingface.co",
                path=path,
                decision=decision,
            )
            if decision.allowed:
                ledger.finish(ledger.begin(entry), status=200, sent_bytes=up, received_bytes=down)
            else:
                ledger.refuse(entry)


def nothing(program: Program) -> None:
    """Show the page before the first request."""
    _visit(program)


def requests(program: Program) -> None:
    """Show what was sent and what was refused."""
    _fill(program)
    page = _visit(program)
    _show(page, page.requests)


def damaged(program: Program) -> None:
    """Show the page when the record cannot be read."""
    _fill(program)
    ledger = program.window.services.home.ledger
    content = ledger.read_bytes()
    ledger.write_bytes(content[:4096] + b"\xff" * (len(content) - 4096))
    wait(program.window.traffic.changed, program.window.traffic.look)
    _visit(program)


def trying(program: Program) -> None:
    """Show an engine that tries to get out."""
    page = _visit(program)
    page.proof.button.click()
    _show(page, page.wall)


PRIVACY: dict[str, Callable[[Program], object]] = {
    "privacy": nothing,
    "privacy-requests": requests,
    "privacy-damaged": damaged,
    "privacy-trying": trying,
}
