"""The states of the page of translation, with the real engine."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from shots_steps import SAMPLES, finish, wait_for

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.app import Program
    from desktop.core.media import InputFile
    from desktop.ui.translate_page import TranslatePage

LETTER = (
    "Dear Ms Pereira,\n\n"
    "Thank you for your letter of 12 May. The boat to Ilha Grande leaves at noon and comes back at six in the evening. "
    "We have kept two places for you and your brother. If the weather is bad, we will call you the day before.\n\n"
    "With kind regards,\nMaria Souza\nFarol Azul"
)
PAGE = (
    "<h1>The boat to the island</h1>\n<p>It leaves at noon from the <b>old harbour</b>. Please be there early.</p>\n"
    "<p>Tickets cost <em>40 reais</em>; children travel free.</p>\n"
)


def typed(program: Program, text: str = LETTER) -> TranslatePage:
    """Type a text and wait for its translation."""
    from desktop.ui.live_translation import LiveState

    page: TranslatePage = program.window.visit("task:translation")  # type: ignore[assignment] # what it is
    page.desk.insert(text)
    wait_for(page.live.changed, lambda: page.live.state in {LiveState.DONE, LiveState.FAILED})
    return page


def empty(program: Program) -> None:
    """Show the page before anything is typed."""
    program.window.show_page("task:translation")


def done(program: Program) -> None:
    """Show a letter, with the cursor in one of its sentences."""
    page = typed(program)
    cursor = page.desk.source.textCursor()
    cursor.setPosition(LETTER.index("noon"))
    page.desk.source.setTextCursor(cursor)


def working(program: Program) -> None:
    """Show the last translation dimmed while one types on."""
    page = typed(program)
    page.desk.insert("\n\nPS: Bring the")


def unknown(program: Program) -> None:
    """Show a language that no model knows, and what would help."""
    typed(program, "Guten Tag, Frau Pereira. Das Schiff fährt um zwölf Uhr ab und kommt am Abend zurück.")


def kept(program: Program) -> None:
    """Show a text that was kept, in the list."""
    page = typed(program)
    page.keep()
    wait_for(program.window.services.queue.jobs_added, lambda: page.model.rowCount() > 0)
    finish(program)


def document(program: Program) -> None:
    """Show a web page and its translation."""
    from desktop.media.sniff import recognise

    page: TranslatePage = program.window.visit("task:translation")  # type: ignore[assignment] # what it is
    page.run([recognise(SAMPLES / "letter.txt"), _web_page(program.window.services.home.root)])
    finish(program)
    page.jobs.select(program.window.services.queue.jobs()[-1].id)
    viewer = program.window.pane.viewer  # type: ignore[union-attr] # it shows the result
    viewer.target.setFocus()
    cursor = viewer.target.textCursor()
    cursor.setPosition(40)
    viewer.target.setTextCursor(cursor)


def options(program: Program) -> None:
    """Show the options, with terms that were kept."""
    page = typed(program)
    page.options_button.setChecked(True)
    page.form.set_values({"keep": "Ms Pereira, boat"})
    page.form.changed.emit()
    wait_for(page.live.changed, lambda: page.live.fresh)


def small(program: Program) -> None:
    """Show the smallest window, with a document's result beside the page."""
    program.window.resize(program.window.minimumSize())
    document(program)


def missing(program: Program) -> None:
    """Show the page without any model."""
    shelf = program.window.services.shelf
    shelf.for_task = lambda _task: ()  # type: ignore[method-assign, assignment] # the starter models cannot be taken away
    program.window.show_page("task:translation")


def _web_page(folder: Path) -> InputFile:
    from desktop.media.sniff import recognise

    path = folder / "boat.html"
    path.write_text(f"<!doctype html>\n<html><body>\n{PAGE}</body></html>\n", encoding="utf-8")
    return recognise(path)


TRANSLATIONS: dict[str, Callable[[Program], None]] = {
    "translate-empty": empty,
    "translate": done,
    "translate-working": working,
    "translate-unknown": unknown,
    "translate-kept": kept,
    "translate-document": document,
    "translate-options": options,
    "translate-small": small,
    "translate-missing": missing,
}
