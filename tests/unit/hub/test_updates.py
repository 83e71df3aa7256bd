"""Repositories that moved on since a model was installed from them."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from desktop.hub.arrivals import Refused
from desktop.hub.gate import Question
from desktop.hub.listing import fetch_listing
from desktop.hub.updates import Update, compare, look_up, subject_of, updatable
from desktop.state.models import ModelShelf
from tests.hub_server.repository import Repository
from tests.hub_server.server import HubServer
from tests.unit.hub.kept import keep
from tests.unit.hub.network import DATA, DATA_BYTES, WORDS, download, make_hub, words_files

if TYPE_CHECKING:
    from desktop.core.model import InstalledModel
    from desktop.hub.client import Hub
    from desktop.state.paths import Home


def update(hub: Hub, model: InstalledModel) -> Update:
    with hub.connect("update", WORDS) as connection:
        return compare(model, fetch_listing(connection, WORDS))


def test_what_would_change_is_told_in_bytes(home: Home, hub: Hub, server: HubServer) -> None:
    model = download(hub)
    repository = server.repositories[WORDS]
    first = repository.newest
    same = update(hub, model)
    assert (same, same.is_newer) == (Update(id=WORDS, before=first, after=first, size_bytes=0), False)
    second = repository.commit(words_files() | {"training.md": b"# no part of the model\n"})
    assert update(hub, model) == Update(id=WORDS, before=first, after=second, size_bytes=0)
    config = words_files()["config.json"].replace(b"short", b"brief")
    third = repository.commit(words_files() | {"config.json": config})
    assert update(hub, model) == Update(id=WORDS, before=first, after=third, size_bytes=len(config))
    data = words_files()[DATA][:-1] + b"\n"
    fourth = repository.commit(words_files() | {"config.json": config, DATA: data})
    assert update(hub, model) == Update(id=WORDS, before=first, after=fourth, size_bytes=len(config) + DATA_BYTES)
    (model.folder / "tokenizer.json").write_bytes(b"x" * len(words_files()["tokenizer.json"]))
    assert update(hub, model).size_bytes == len(config) + DATA_BYTES + len(words_files()["tokenizer.json"])
    download(hub)
    assert not update(hub, ModelShelf(home).get(WORDS)).is_newer


def test_all_are_looked_up_and_one_that_is_gone_stops_none(home: Home, hub: Hub, server: HubServer) -> None:
    model = download(hub)
    lost = [keep(home, f"isle/{name}", repo=f"isle/{name}", revision="a" * 40) for name in ("gone", "old")]
    server.add(old := Repository(id="isle/old", about={"pipeline_tag": "text-classification"}))
    old.commit({"pytorch_model.bin": b"pickle", "config.json": b"{}"})
    first = server.repositories[WORDS].newest
    newer = server.repositories[WORDS].commit(words_files() | {"README.md": b"# Newer\n"})
    asked: list[Question] = []

    def agree(question: Question) -> bool:
        asked.append(question)
        return True

    models = [*lost, model]
    asking = make_hub(home, server, yes=False, ask=agree)
    with asking.connect("update", subject_of(models)) as connection:
        gone, of_no_use, update = look_up(connection, models)
    asking.close()
    assert [question.subject for question in asked] == [f"isle/gone, isle/old, {WORDS}"], "one question for all"
    assert isinstance(gone, Refused)
    assert (gone.name, gone.failure.code) == ("isle/gone", "repository-not-found")
    assert isinstance(of_no_use, Refused)
    assert (of_no_use.name, of_no_use.failure.code) == ("isle/old", "model-incompatible")
    assert isinstance(update, Update)
    assert (update.before, update.after, update.variant) == (first, newer, "fp32")


def test_only_what_came_from_a_repository_can_be_asked_for(home: Home, shelf: ModelShelf) -> None:
    theirs = keep(home, "owner/name", repo="owner/name", revision="a" * 40)
    assert updatable(theirs)
    assert not updatable(keep(home))
    assert not any(updatable(model) for model in shelf.all() if model.spec.id.startswith("starter/"))
    renamed = dataclasses.replace(theirs.spec, id="local/name")
    assert not updatable(dataclasses.replace(theirs, spec=renamed))
