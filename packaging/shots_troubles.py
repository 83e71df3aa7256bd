"""Screenshots of what goes wrong, and of pages that have nothing to show; no server is asked anything."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from shots_chat import QUESTION, USAGE, chat_page, search, write_model
from shots_models import HOST, shown
from shots_steps import finish, recognise, settle, wait_for

from desktop.core.chat import MessageState, Role
from desktop.core.errors import EngineOutOfMemory
from desktop.core.network import HubOffline, HubUnreachable

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.app import Program

_WANTED = "onnx-community/depth-anything-v2-small"


def chat_failed(program: Program) -> None:
    """Show an answer that was stopped, and one that failed."""
    from desktop.state.chats import Chats

    page = chat_page(program)
    chats = Chats(program.window.services.home.chats)
    chat = chats.create(model="local/example")
    asked = chats.add(chat.id, None, Role.USER, QUESTION)
    stopped = chats.add(chat.id, asked.id, Role.ASSISTANT, "The pen leaks, and", model="local/example")
    chats.put(dataclasses.replace(stopped, state=MessageState.STOPPED, usage=USAGE))
    again = chats.add(chat.id, stopped.id, Role.USER, "Tell me all of it.")
    failed = chats.add(chat.id, again.id, Role.ASSISTANT, "", model="local/example")
    failure = EngineOutOfMemory().failure()
    chats.put(dataclasses.replace(failed, state=MessageState.FAILED, failure=failure))
    chats.close()
    page.open_chat(chat.id)
    page.list.load()


def model_damaged(program: Program) -> None:
    """Explain a model one of whose files is not the original."""
    home = program.window.services.home
    write_model(home.models / "local" / "example")
    (home.models / "local" / "example" / "onnx" / "model.onnx").write_bytes(b"torn")
    program.window.services.shelf.refresh()
    page = shown(program)
    rows = page.installed.model
    wait_for(rows.modelReset, lambda: any(row.id == "local/example" for row in rows.rows))
    page.installed.view.choose("local/example")


def download_failed(program: Program) -> None:
    """Show a download whose server cannot be reached."""
    page, network = shown(program), program.window.services.network
    network.download = lambda named, **_variant: named  # type: ignore[method-assign] # nothing is sent
    page.available.view.choose(_WANTED)
    page.explainer.download()
    network.failed.emit(_WANTED, HubUnreachable(host=HOST).failure())


def offline(program: Program) -> None:
    """Show a look-up that was refused because Ilha is offline."""
    page, network = shown(program), program.window.services.network
    network.explain = lambda *_named: 1  # type: ignore[method-assign] # nothing is sent
    page.available.view.choose(_WANTED)
    page.explainer.look_closer()
    network.refused.emit(page.explainer.look_up.token, HubOffline(host=HOST).failure())


def found_nothing(program: Program) -> None:
    """Show a search that finds nothing."""
    search(program)
    page = program.window.page
    page.field.setText("zeppelin")  # type: ignore[attr-defined] # what it is
    page.search()  # type: ignore[attr-defined]
    wait_for(program.window.services.queue.index.found, lambda: not page.model.hits)  # type: ignore[attr-defined]


def history_empty(program: Program) -> None:
    """Show the history before there is any."""
    program.window.show_page("history")


def table_failed(program: Program) -> None:
    """Show a workbook that cannot be read."""
    page = program.window.visit("task:text-classification")
    torn = program.window.services.home.root / "comments.xlsx"
    torn.write_bytes(b"PK\x03\x04 torn")
    queue = program.window.services.queue
    (job,) = queue.add(recognise(str(torn)), "text-classification", None, {"column": "comment"})
    finish(program)
    page.jobs.select(job.id)  # type: ignore[attr-defined] # what it is
    settle(program)


TROUBLES: dict[str, Callable[[Program], object]] = {
    "chat-failed": chat_failed,
    "models-damaged": model_damaged,
    "models-download-failed": download_failed,
    "models-offline": offline,
    "search-nothing": found_nothing,
    "history-empty": history_empty,
    "table-failed": table_failed,
}
