"""Looking for models: words, filters, order, pages; and servers that cannot."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import pytest

from desktop.core.errors import IlhaError
from desktop.hub.search import Found, Query, Search
from tests.hub_server.faults import Fault
from tests.hub_server.repository import Repository
from tests.unit.hub.network import large_words

if TYPE_CHECKING:
    from desktop.hub.client import Hub
    from tests.hub_server.server import HubServer


@pytest.fixture
def many(server: HubServer) -> HubServer:
    for number in range(8):
        tags = ["onnx", "license:mit", "pt" if number % 2 else "en"]
        about = {"downloads": number * 10, "likes": 8 - number, "pipeline_tag": "sentence-similarity", "tags": tags}
        repository = Repository(id=f"isle/meaning-{number}", about=about, gated=number == 3)
        repository.commit({"onnx/model.onnx": b"graph"})
        server.add(repository)
    return server


def find(hub: Hub, at_most: int = 100, **query: Any) -> tuple[Found, ...]:
    with hub.connect("search", "") as connection:
        return Search(connection, Query(**query), at_most=at_most).page(100)


def test_words_and_filters_narrow_it_down(hub: Hub, many: HubServer) -> None:
    assert len(find(hub)) == 9
    assert [model.id for model in find(hub, words="MEANING-3")] == ["isle/meaning-3"]
    assert len(find(hub, words="meaning", language="pt")) == 4
    assert [model.id for model in find(hub, task="text-classification")] == ["isle/words"]
    assert len(find(hub, licence="MIT")) == 8
    assert not find(hub, words="nothing like it")
    many.repositories["isle/words"].about["tags"] = []
    assert not find(hub, words="words")
    assert find(hub, words="words", convertible=True)


def test_a_model_is_described_as_the_server_says(hub: Hub, many: HubServer) -> None:
    del many
    (model,) = find(hub, words="meaning-3")
    assert (model.task, model.downloads, model.likes, model.licence) == ("feature-extraction", 30, 5, "MIT")
    assert model.gated
    assert model.has_graph
    assert model.changed is not None


@pytest.mark.parametrize(("sort", "first"), [("downloads", "isle/meaning-7"), ("likes", "isle/meaning-0")])
def test_the_order_is_the_one_that_was_asked_for(hub: Hub, many: HubServer, sort: str, first: str) -> None:
    del many
    assert find(hub, words="meaning", sort=sort)[0].id == first


def test_pages_follow_one_another_without_repetition(hub: Hub, many: HubServer) -> None:
    with hub.connect("search", "meaning") as connection:
        search = Search(connection, Query(words="meaning"))
        pages = [search.page(3), search.page(3), search.page(3), search.page(3)]
    assert [len(page) for page in pages] == [3, 3, 2, 0]
    assert len({model.id for page in pages for model in page}) == 8
    asked = [parse_qs(urlsplit(asked.path).query) for asked in many.asked]
    assert len(asked) == 3
    assert len(find(hub, words="meaning", at_most=2)) == 2


def test_a_size_is_a_number_of_weights(hub: Hub, many: HubServer) -> None:
    find(hub, parameters_at_most=100)
    assert parse_qs(urlsplit(many.asked[-1].path).query)["num_parameters"] == ["max:100M"]


def test_names_that_cannot_be_folders_are_passed_over(hub: Hub, server: HubServer) -> None:
    hostile = ("isle/..", "isle/con", "local/words", "bert", "isle/a:b")
    for name in hostile:
        repository = Repository(id=name, about={"tags": ["onnx"]})
        repository.commit({})
        server.add(repository)
    assert [model.id for model in find(hub)] == ["isle/words"]


def test_a_mirror_without_a_search_says_so(hub: Hub, server: HubServer) -> None:
    server.searches = False
    with pytest.raises(IlhaError) as caught:
        find(hub)
    assert caught.value.code == "hub-search-unsupported"
    server.searches = True
    server.hub_faults.append(Fault(kind="portal"))
    with pytest.raises(IlhaError) as caught:
        find(hub)
    assert caught.value.code == "hub-search-unsupported"


def test_a_busy_server_is_not_taken_for_one_without(
    hub: Hub, server: HubServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.hub.patience._TRIES", 2)
    server.add(large_words())
    server.hub_faults.append(Fault(kind="status", at=503, times=None))
    with pytest.raises(IlhaError) as caught:
        find(hub)
    assert caught.value.code == "hub-refused"
