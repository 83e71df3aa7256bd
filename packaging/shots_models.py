"""Screenshots of the page of models: what is asked before anything comes or moves. No server is asked anything."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from shots_steps import settle, wait_for

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.app import Program
    from desktop.ui.models_page import ModelsPage

HOST = "huggingface.co"


def shown(program: Program) -> ModelsPage:
    """Go to the page and wait for its lists."""
    page: ModelsPage = program.window.visit("models")  # type: ignore[assignment] # what it is
    wait_for(page.available.model.modelReset, lambda: page.available.model.rowCount() > 0)
    return page


def explained(program: Program) -> None:
    """Explain a model of the catalogue."""
    shown(program).available.view.choose("onnx-community/depth-anything-v2-small")


def narrow(program: Program) -> None:
    """Show a task without a model where there is the least room for it."""
    program.window.show_page("task:depth-estimation")
    program.window.resize(960, 600)
    program.window.show_job("")


def dropped(program: Program) -> None:
    """Ask about a kit that was dropped."""
    shown(program).desk.take([Path("holiday-kit.zip")])


def moving(program: Program) -> None:
    """Ask about another folder for the models."""
    from desktop.hub.relocation import Move

    target = Path("/media/disk/ilha-models")
    move = Move(target=target, size_bytes=3_400_000_000, free_bytes=212_000_000_000, copies=True)
    shown(program).desk.ask_to_move(move)


def found(program: Program) -> None:
    """Show what a search has found, with what narrows it."""
    from desktop.hub.search import Found

    pane, network = shown(program).available, program.window.services.network
    network.search = lambda _query: 1  # type: ignore[method-assign, assignment] # nothing is sent
    pane.search("depth", "")
    names = ("depth-anything-v2-small", "dpt-hybrid-midas", "zoedepth-nyu", "depth-anything-large")
    network.found.emit(
        1,
        tuple(
            Found(
                id=f"onnx-community/{name}",
                task="depth-estimation",
                downloads=9000 // (at + 1),
                likes=40 - 9 * at,
                licence="Apache-2.0",
                gated=at == 2,
                changed=None,
                size_bytes=(at + 1) * 99_000_000,
                has_graph=True,
            )
            for at, name in enumerate(names)
        ),
    )


def gated(program: Program) -> None:
    """Explain a model whose terms have to be accepted, with the place for a token."""
    found(program)
    page: ModelsPage = program.window.page  # type: ignore[assignment] # what it is
    page.available.view.choose("onnx-community/zoedepth-nyu")
    token = page.explainer.token
    program.window.services.background.wait()
    token.look()
    settle(program)


def packed(program: Program) -> None:
    """Ask about a whole starter pack."""
    from desktop.hub.gate import Proposal, Question
    from desktop.jobs.inquiries import Inquiry
    from desktop.state.catalogue import pack

    page = shown(program)
    page.available.view.choose("pack:text")
    row = page.explainer.row
    assert row is not None
    network = program.window.services.network
    network.download_pack = lambda _key, _repos: None  # type: ignore[method-assign, assignment] # nothing is sent
    page.explainer.download()
    parts = tuple(
        Proposal(
            repo=entry.repo_id,
            commit=f"{at + 10}4bc29a1f02d7" + "0" * 27,
            variant=entry.variants[0].name,
            files=tuple((name, entry.size_bytes) for name in ("model.onnx", "tokenizer.json", "config.json")),
            size_bytes=entry.size_bytes,
            licence=entry.effective_licence,
            base_licence="",
        )
        for at, entry in enumerate(pack("text"))
    )
    proposal = Proposal(
        repo="pack:text",
        commit="",
        variant="",
        files=(),
        size_bytes=sum(part.size_bytes for part in parts),
        licence="",
        base_licence="",
        parts=parts,
    )
    question = Question(host=HOST, reason="download", subject="pack:text", mode="offline", proposal=proposal)
    network.asked.emit(Inquiry(number=1, question=question))


def newer(program: Program) -> None:
    """Ask whether models that have newer commits shall be updated."""
    from desktop.hub.updates import Update

    page, network = shown(program), program.window.services.network
    network.compare = lambda _models: 1  # type: ignore[method-assign, assignment] # nothing is sent
    page.desk.look_for_newer()
    names = ("onnx-community/depth-anything-v2-small", "Xenova/whisper-small")
    sizes = (27_300_000, 1_200)
    network.compared.emit(
        1,
        tuple(
            Update(id=name, before="3f1c" * 10, after="a02b" * 10, size_bytes=size)
            for name, size in zip(names, sizes, strict=True)
        ),
    )


MODELS: dict[str, Callable[[Program], object]] = {
    "models": explained,
    "models-missing-narrow": narrow,
    "models-dropped": dropped,
    "models-moving": moving,
    "models-newer": newer,
    "models-found": found,
    "models-gated": gated,
    "models-pack": packed,
}
