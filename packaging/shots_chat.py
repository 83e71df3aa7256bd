"""The states of the pages of chat and search: a made-up conversation on real documents, and a real search."""

from __future__ import annotations

import atexit
import dataclasses
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from shots_steps import SAMPLES, embed, wait_for

from desktop.core.assistant import Assistant
from desktop.core.chat import TASK, MessageState, Role, Source, Tool
from desktop.core.model import ModelFile, ModelSpec
from desktop.core.passages import IndexState, Passage
from desktop.core.result import Usage
from desktop.state.models import MANIFEST, write_manifest

if TYPE_CHECKING:
    from desktop.app import Program
    from desktop.ui.chat_documents import ChatDocuments
    from desktop.ui.chat_page import ChatPage
    from desktop.ui.search_page import SearchPage

QUESTION = "What is wrong with the fountain pen?"
PASSAGE = (
    "Unfortunately the fountain pen was a great disappointment. It leaks badly and ruined one of my best shirts. "
    "I wrote to your support address twice and nobody answered, which is simply rude."
)
ANSWER = "The fountain pen leaks badly and ruined one of her best shirts. A new cap may help."
OTHER = "Who won the football world cup?"
SIZE_BYTES = 99_100_000
USAGE = Usage(
    prompt_tokens=214,
    cached_tokens=0,
    completion_tokens=24,
    first_token_s=0.62,
    tokens_per_s=41.3,
    context_tokens=8192,
    quotes=1,
)


def chat_start(program: Program) -> None:
    """Show who can answer, with documents that are put to the conversation."""
    page = chat_page(program)
    torn = program.window.services.home.root / "torn.pdf"
    torn.write_bytes(b"%PDF-1.7\n")
    page.documents.add([SAMPLES / "letter.txt", SAMPLES / "document.pdf", torn])
    page.documents.set_search(wanted=True)
    _read(page)


def chat_documents(program: Program) -> None:
    """Show an answer with the passage it was drawn from, and a question that the documents do not answer."""
    from desktop.state.chats import Chats

    page = chat_page(program)
    chats = Chats(program.window.services.home.chats)
    chat = chats.create(model="local/example", documents=[str(SAMPLES / "letter.txt")])
    asked = chats.add(chat.id, None, Role.USER, QUESTION)
    answer = chats.add(chat.id, asked.id, Role.ASSISTANT, ANSWER, model="local/example")
    source = Source(path=SAMPLES / "letter.txt", passage=Passage(start=0, end=len(PASSAGE), text=PASSAGE))
    chats.put(dataclasses.replace(answer, sources=(source,), usage=USAGE))
    other = chats.add(chat.id, answer.id, Role.USER, OTHER)
    nothing = chats.add(chat.id, other.id, Role.ASSISTANT, "")
    chats.put(dataclasses.replace(nothing, state=MessageState.NOTHING))
    chats.close()
    page.open_chat(chat.id)
    page.list.load()
    _read(page)
    page.view.cards[1].sources.head.setChecked(True)


def assistant_form(program: Program) -> None:
    """Show an assistant as a form."""
    page = chat_page(program)
    paths = tuple(str(SAMPLES / name) for name in ("letter.txt", "reviews.txt", "document.pdf"))
    tools = (Tool.SEARCH, Tool.READ)
    page.edit_assistant(
        Assistant(
            id="harbour",
            name="Farol Azul",
            summary="Knows our letters.",
            icon="book-open",
            prompt="You answer the customers of a bookshop, politely and in two sentences.",
            documents=paths,
            tools=tools,
        )
    )
    from desktop.ui.assistant_dialog import AssistantDialog

    form = page.findChild(AssistantDialog)
    assert form is not None
    _read(page, form.documents)
    embed(program, form)


def search(program: Program) -> None:
    """Show what was found in files of one's own."""
    page = _search_page(program)
    letters = Path(tempfile.mkdtemp(prefix="ilha-shots-")) / "Letters"
    atexit.register(shutil.rmtree, letters.parent)
    letters.mkdir()
    for name in ("letter.txt", "letter-pt.txt", "reviews.txt", "README.md"):
        shutil.copyfile(SAMPLES / name, letters / name)
    page.panel.add([letters, SAMPLES / "document.pdf"])
    wait_for(page.panel.renewed, lambda: not page.panel.running)
    page.field.setText("leaking pen")
    page.search()
    wait_for(program.window.services.queue.index.found, lambda: bool(page.model.hits))
    page.list.setCurrentIndex(page.model.index(0))


def search_place(program: Program) -> None:
    """Show a passage in what was read of its file."""
    from desktop.ui.place_dialog import PlaceDialog

    search(program)
    hit = _search_page(program).model.hits[0]
    embed(program, PlaceDialog(program.window.services.home, hit.path, hit.passage))


def search_start(program: Program) -> None:
    """Show the page before there is anything to search."""
    page = _search_page(program)
    wait_for(page.panel.changed, lambda: page.panel.known)


def _search_page(program: Program) -> SearchPage:
    from desktop.ui.rail import SEARCH
    from desktop.ui.search_page import SearchPage

    page = program.window.visit(SEARCH)
    assert isinstance(page, SearchPage)
    return page


def chat_page(program: Program) -> ChatPage:
    """Go to the page of conversations, with a model that is never run."""
    from desktop.ui.chat_page import ChatPage

    services = program.window.services
    write_model(services.home.models / "local" / "example")
    services.shelf.refresh()
    page = program.window.visit(f"task:{TASK}")
    assert isinstance(page, ChatPage)
    page.follow_models(None)
    return page


def _read(page: ChatPage, shown: ChatDocuments | None = None) -> None:
    """Wait until the documents are read."""
    documents = page.services.queue.documents
    paths = [Path(path) for path in (shown or page.documents).paths]
    wait_for(documents.changed, lambda: all(documents.state(path).state is not IndexState.INDEXING for path in paths))


def write_model(folder: Path) -> None:
    """Write a model as large as its file says, of zeros."""
    graph = folder / "onnx" / "model.onnx"
    graph.parent.mkdir(parents=True, exist_ok=True)
    with graph.open("wb") as file:
        file.truncate(SIZE_BYTES)
    spec = ModelSpec(
        id="local/example",
        task=TASK,
        title="SmolLM2 135M Instruct",
        summary="",
        repo="",
        revision="0" * 40,
        variant="q4",
        licence="Apache-2.0",
        base_licence="Apache-2.0",
        files=(ModelFile(path="onnx/model.onnx", size_bytes=SIZE_BYTES, sha256="0" * 64, role="model"),),
    )
    write_manifest(folder / MANIFEST, spec)


CHATS: dict[str, Callable[[Program], object]] = {
    "chat-start": chat_start,
    "chat-documents": chat_documents,
    "assistant-form": assistant_form,
    "search": search,
    "search-place": search_place,
    "search-start": search_start,
}
