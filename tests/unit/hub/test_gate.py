"""Who may send what: the three states of the setting, --offline, --yes, and the questions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from desktop.core.network import HubDeclined, HubOffline
from desktop.hub.gate import Gate, Proposal, Question
from desktop.hub.listing import fetch_listing
from desktop.hub.pending import pending_downloads
from desktop.hub.search import Query, Search
from desktop.state.ledger import Decision
from desktop.state.settings import load_settings
from tests.unit.hub.network import WORDS, download, ledger, make_hub

if TYPE_CHECKING:
    from desktop.state.paths import Home
    from tests.hub_server.server import HubServer

PROPOSAL = Proposal(
    repo=WORDS, commit="0" * 40, variant="q8", files=(), size_bytes=1, licence="MIT", base_licence="MIT"
)


class Somebody:
    """Answers questions, and remembers them."""

    def __init__(self, *answers: bool) -> None:
        self.answers = list(answers)
        self.asked: list[Question] = []

    def __call__(self, question: Question) -> bool:
        self.asked.append(question)
        return self.answers.pop(0)


def decide(mode: Any, *, host: str = "isle.example", proposal: Proposal | None = None, **how: Any) -> Decision:
    gate = Gate(lambda: mode, "window", **how)
    return gate.decide(Question(host=host, reason="search", subject="", mode=mode, proposal=proposal))


def test_a_fresh_home_is_offline(home: Home) -> None:
    assert load_settings(home.settings).network == "offline"


@pytest.mark.parametrize("mode", ["offline", "ask", "allowed"])
def test_offline_always_wins(mode: str) -> None:
    assert decide(mode, offline=True, yes=True, ask=lambda _: True) is Decision.OFFLINE


def test_the_setting_and_the_answers_decide() -> None:
    assert decide("allowed") is Decision.SETTING
    assert decide("allowed", proposal=PROPOSAL) is Decision.SETTING
    for mode in ("offline", "ask"):
        assert decide(mode) is Decision.OFFLINE, "nobody is there to be asked"
        assert decide(mode, yes=True) is Decision.YES
        assert decide(mode, ask=lambda _: True) is Decision.CONSENT
        assert decide(mode, ask=lambda _: False) is Decision.DECLINED


def test_offline_asks_for_each_errand_and_ask_once_for_looking_things_up() -> None:
    for mode, questions in (("offline", 4), ("ask", 3)):
        somebody = Somebody(True, True, True, True)
        gate = Gate(lambda mode=mode: mode, "window", ask=somebody)  # type: ignore[misc]
        for subject in ("one", "two"):
            errand = gate.errand("search", subject)
            assert errand.decision("isle.example").allowed
            assert errand.decision("isle.example").allowed, "an errand is decided once"
        for subject in ("one", "two"):
            gate.errand("download", subject).propose("isle.example", PROPOSAL)
        assert len(somebody.asked) == questions, mode


def test_nothing_is_sent_before_the_yes(home: Home, server: HubServer) -> None:
    def look(_: Question) -> bool:
        assert not server.asked
        return True

    hub = make_hub(home, server, yes=False, ask=look)
    with hub.connect("search", "words") as connection:
        assert Search(connection, Query(words="words")).page()
    hub.close()
    assert server.asked


@pytest.mark.parametrize(
    ("how", "error", "decision"),
    [
        ({"yes": False}, HubOffline, Decision.OFFLINE),
        ({"offline": True}, HubOffline, Decision.OFFLINE),
        ({"yes": False, "ask": lambda _: False}, HubDeclined, Decision.DECLINED),
    ],
)
def test_what_is_refused_sends_nothing_and_is_noted(
    home: Home, server: HubServer, how: dict[str, Any], error: type[Exception], decision: Decision
) -> None:
    hub = make_hub(home, server, **how)
    with pytest.raises(error, match=server.host):
        download(hub)
    hub.close()
    assert not server.asked
    (entry,) = ledger(home)
    assert (entry.decision, entry.method, entry.host) == (decision, "GET", server.host)
    assert entry.path == f"/api/models/{WORDS}/revision/main"


def test_a_download_is_asked_about_when_it_is_known_what_it_would_be(home: Home, server: HubServer) -> None:
    somebody = Somebody(True, False)
    hub = make_hub(home, server, yes=False, ask=somebody)
    with pytest.raises(HubDeclined):
        download(hub)
    hub.close()
    before, about = somebody.asked
    assert before.proposal is None
    assert about.proposal is not None
    assert about.host == server.host
    assert about.proposal.commit == server.repositories[WORDS].newest
    assert about.proposal.size_bytes == sum(size for _, size in about.proposal.files)
    assert about.proposal.licence == "Apache-2.0"
    assert not server.fetched("cdn")
    assert not pending_downloads(home)


def test_yes_is_written_to_the_ledger_with_every_request(home: Home, server: HubServer) -> None:
    hub = make_hub(home, server)
    download(hub)
    hub.close()
    entries = ledger(home)
    assert len(entries) == len(server.asked)
    assert {(entry.decision, entry.asker, entry.reason, entry.subject) for entry in entries} == {
        (Decision.YES, "command-line", "download", WORDS)
    }
    assert sum(entry.received_bytes for entry in entries if entry.host != server.host) > 600_000


def test_where_downloads_are_allowed_nobody_is_asked(home: Home, server: HubServer) -> None:
    hub = make_hub(home, server, mode="allowed", yes=False)
    with hub.connect("info", WORDS) as connection:
        assert fetch_listing(connection, WORDS).repo == WORDS
    hub.close()
    assert {entry.decision for entry in ledger(home)} == {Decision.SETTING}
