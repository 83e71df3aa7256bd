"""Questions to a server that is wrong, absent, or somebody else: what is said, what is sent to whom, what is noted."""

from __future__ import annotations

import socket
import ssl
import subprocess
import threading
from typing import TYPE_CHECKING

import pytest

from desktop.core.errors import IlhaError, InputUnreadable, describe
from desktop.core.network import HubOffline
from desktop.hub import door
from desktop.hub.access import HOST_VARIABLE, Access
from desktop.hub.listing import fetch_listing
from desktop.hub.route import Route, host_of, is_loopback
from desktop.state.ledger import Decision
from desktop.state.settings import Settings
from tests.hub_server.faults import Fault
from tests.hub_server.proxy import NAME, PASSWORD, Proxy
from tests.hub_server.server import STRANGER, TOKEN, HubServer
from tests.unit.hub.network import WORDS, download, large_words, ledger, make_hub

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.hub.client import Hub
    from desktop.hub.listing import Listing
    from desktop.state.paths import Home


def ask(hub: Hub, repo: str = WORDS, revision: str = "") -> Listing:
    with hub.connect("info", repo) as connection:
        return fetch_listing(connection, repo, revision)


def code_of(hub: Hub, repo: str = WORDS, revision: str = "") -> str:
    with pytest.raises(IlhaError) as caught:
        ask(hub, repo, revision)
    assert "{" not in "".join(describe(caught.value.failure()))
    return caught.value.code


# --- what is wrong with the repository -------------------------------------------------------------------------------


def test_a_missing_repository_and_revision_are_named(hub: Hub) -> None:
    assert code_of(hub, "isle/none") == "repository-not-found"
    assert code_of(hub, WORDS, "f" * 40) == "revision-not-found"


def test_a_deleted_commit_is_named_and_what_is_installed_stays(home: Home, hub: Hub, server: HubServer) -> None:
    model = download(hub)
    repository = server.repositories[WORDS]
    gone = repository.commit({"config.json": b"{}"})
    del repository.commits[gone]
    assert code_of(hub, WORDS, gone) == "revision-not-found"
    assert (home.models / WORDS / "config.json").exists()
    assert model.spec.revision != gone


def test_private_gated_and_disabled_repositories(
    home: Home, server: HubServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.add(large_words())
    repository = server.repositories[WORDS]
    repository.private = True
    hub = make_hub(home, server)
    assert code_of(hub) == "repository-not-found"
    monkeypatch.setenv("HF_TOKEN", TOKEN)
    monkeypatch.setenv(HOST_VARIABLE, server.host)
    assert ask(hub).repo == WORDS
    monkeypatch.setenv("HF_TOKEN", "hf_nonsense")
    assert code_of(hub) == "hub-token-invalid"
    repository.disabled = True
    monkeypatch.setenv("HF_TOKEN", TOKEN)
    assert code_of(hub) == "hub-refused"
    hub.close()


def test_a_gated_model_says_so_before_anything_is_fetched(
    home: Home, hub: Hub, server: HubServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.repositories[WORDS].gated = True
    with pytest.raises(IlhaError) as caught:
        download(hub)
    assert caught.value.code == "repository-gated"
    assert f"{server.url}/{WORDS}" in describe(caught.value.failure())[1]
    assert not server.fetched()
    monkeypatch.setenv(HOST_VARIABLE, server.host)
    monkeypatch.setenv("HF_TOKEN", STRANGER)
    with pytest.raises(IlhaError) as caught:
        download(hub)
    assert caught.value.code == "repository-gated"
    assert not server.fetched("cdn")
    assert not (home.models / "isle").exists()
    monkeypatch.setenv("HF_TOKEN", TOKEN)
    assert download(hub).spec.id == WORDS


# --- what is wrong with the server -----------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/revision/", "/tree/", "README.md"])
@pytest.mark.parametrize(
    "fault",
    [
        Fault(kind="status", at=503, times=2),
        Fault(kind="status", at=429, headers={"Retry-After": "0"}),
        Fault(kind="status", at=500),
        Fault(kind="silent"),
    ],
    ids=["503", "429", "500", "silent"],
)
def test_a_passing_fault_is_asked_again(hub: Hub, server: HubServer, fault: Fault, path: str) -> None:
    server.hub_faults.append(Fault(kind=fault.kind, at=fault.at, times=fault.times, headers=fault.headers, path=path))
    assert ask(hub).card.licence == "Apache-2.0"
    assert server.struck.is_set()


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        (Fault(kind="portal", times=None), "hub-strange"),
        (Fault(kind="redirect", where="http://127.0.0.2:9/", times=None), "hub-redirected"),
        (Fault(kind="status", at=503, times=None), "hub-refused"),
        (Fault(kind="status", at=418, times=None), "hub-refused"),
        (Fault(kind="status", at=429, headers={"Retry-After": "600"}, times=None), "hub-busy"),
        (Fault(kind="silent", times=None), "hub-timed-out"),
        (Fault(kind="endless", times=None), "hub-strange"),
    ],
    ids=["portal", "redirect", "503", "418", "429", "silent", "endless"],
)
def test_a_lasting_fault_is_named(
    hub: Hub, server: HubServer, monkeypatch: pytest.MonkeyPatch, fault: Fault, code: str
) -> None:
    monkeypatch.setattr("desktop.hub.patience._TRIES", 2)
    monkeypatch.setattr(door, "ANSWER_BYTES_AT_MOST", 1 << 20)
    monkeypatch.setattr(door, "READ_S", 0.3)
    server.hub_faults.append(fault)
    assert code_of(hub) == code


def test_an_answer_that_trickles_ends(hub: Hub, server: HubServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desktop.hub.patience._TRIES", 1)
    monkeypatch.setattr(door, "ANSWER_S_AT_MOST", -1.0)
    assert code_of(hub) == "hub-timed-out"


@pytest.mark.parametrize("answer", ["[]", '"x"', "{}", '{"id": "isle/words", "sha": "main"}', '{"id": 3, "sha": null}'])
def test_an_answer_that_makes_no_sense_is_named(home: Home, answer: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with HubServer() as server:
        server.add(large_words())
        monkeypatch.setattr("tests.hub_server.repository.Repository.info", lambda *_: __import__("json").loads(answer))
        hub = make_hub(home, server)
        assert code_of(hub) == "hub-strange"
        hub.close()


def test_a_mirror_that_says_little_is_enough(hub: Hub, server: HubServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "tests.hub_server.repository.Repository.info", lambda self, commit: {"id": self.id, "sha": commit}
    )
    model = download(hub)
    assert (model.spec.task, model.spec.revision) == ("text-classification", server.repositories[WORDS].newest)


def test_nobody_there(home: Home, server: HubServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desktop.hub.patience._TRIES", 2)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    monkeypatch.setenv("HF_ENDPOINT", f"http://127.0.0.1:{port}/")
    hub = make_hub(home, server)
    assert code_of(hub) == "hub-unreachable"
    hub.close()
    assert not server.asked, "the environment counts more than the setting"


@pytest.mark.parametrize("address", ["ftp://isle.example", "isle", "http://", "file:///etc"])
def test_an_address_that_is_none(home: Home, server: HubServer, monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.setenv("HF_ENDPOINT", address)
    hub = make_hub(home, server)
    assert code_of(hub) == "hub-strange"
    hub.close()


# --- who is told what ------------------------------------------------------------------------------------------------


def test_the_token_goes_to_the_server_it_is_for_and_to_nobody_else(
    home: Home, hub: Hub, server: HubServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_TOKEN", TOKEN)
    download(hub)
    assert all("authorization" not in asked.headers for asked in server.asked), "it is for the usual server"
    server.asked.clear()
    server.repositories[WORDS].commit({"x.txt": b"x", **_files(server)})
    monkeypatch.setenv(HOST_VARIABLE, server.host)
    download(hub)
    told = {asked.port for asked in server.asked if "authorization" in asked.headers}
    assert told == {"hub"}, "never across the redirect to the other port"
    assert {asked.headers["authorization"] for asked in server.asked if asked.port == "hub"} == {f"Bearer {TOKEN}"}
    content = home.ledger.read_bytes()
    assert TOKEN.encode() not in content
    assert b"Signature" not in content


def test_nothing_else_is_told(hub: Hub, server: HubServer) -> None:
    server.hub_faults.append(
        Fault(kind="status", at=503, path="/revision/", headers={"Set-Cookie": "who=somebody; Path=/"})
    )
    download(hub)
    assert all("cookie" not in asked.headers for asked in server.asked)
    agents = {asked.headers["user-agent"] for asked in server.asked}
    assert all("torch" not in agent and "linux" not in agent.lower() for agent in agents)
    assert not [asked.path for asked in server.asked if "agent-harnesses" in asked.path or "telemetry" in asked.path]


def test_a_file_may_be_elsewhere_but_not_in_the_clear_when_the_server_is_safe() -> None:
    safe = Route(Settings(hub="https://isle.example"), Access())
    assert safe.permits("https://cdn.example/x")
    assert not safe.permits("http://isle.example/x")
    assert not safe.permits("file:///etc/passwd")
    assert safe.owns("https://isle.example:443/x")
    assert not safe.owns("https://isle.example:444/x")
    assert Route(Settings(hub="http://isle.example"), Access()).token is None


def test_what_nobody_asked_for_is_not_sent(hub: Hub, server: HubServer) -> None:
    ask(hub)
    server.asked.clear()
    import huggingface_hub

    with pytest.raises(HubOffline):
        huggingface_hub.HfApi(endpoint=server.url).model_info(WORDS)
    assert not server.asked


def test_a_refused_redirect_is_noted(home: Home, hub: Hub, server: HubServer) -> None:
    server.hub_faults.append(Fault(kind="redirect", where="http://127.0.0.2:9/", times=None))
    code_of(hub)
    refused = [entry for entry in ledger(home) if not entry.decision.allowed]
    assert [(entry.decision, entry.host) for entry in refused] == [(Decision.TARGET, "127.0.0.2:9")]


# --- proxies and certificates ----------------------------------------------------------------------------------------


def test_a_proxy_with_a_password_is_used(home: Home, server: HubServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("no_proxy", "")
    with Proxy() as proxy:
        hub = make_hub(home, server, proxy=f"http://{proxy.host}")
        assert code_of(hub) == "hub-proxy"
        assert hub.access.keep_proxy_login(proxy.host, NAME, PASSWORD) is False, "no keyring here, so for this run"
        assert download(hub).spec.id == WORDS
        assert len(proxy.passed) == len(server.asked)
        hub.close()
    assert PASSWORD.encode() not in home.ledger.read_bytes()


def test_the_proxy_of_the_system_is_used_unless_it_is_not_wanted(
    home: Home, server: HubServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Proxy() as proxy:
        monkeypatch.setenv("http_proxy", f"http://{NAME}:p%40ss%3Aword@{proxy.host}")
        hub = make_hub(home, server)
        ask(hub)
        assert proxy.passed
        hub.close()
        proxy.passed.clear()
        monkeypatch.setenv("no_proxy", "127.0.0.1")
        hub = make_hub(home, server)
        ask(hub)
        hub.close()
        monkeypatch.delenv("no_proxy")
        hub = make_hub(home, server, proxy="none")
        ask(hub)
        hub.close()
        assert not proxy.passed


def test_only_trusted_certificates_count(
    home: Home, server: HubServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    certificate, key = tmp_path / "ca.pem", tmp_path / "key.pem"
    request = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"]
    more = ["-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1", "-keyout", str(key), "-out", str(certificate)]
    subprocess.run([*request, *more], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    with HubServer(tls=context) as safe:
        safe.add(large_words())
        assert safe.url.startswith("https:")
        hub = make_hub(home, safe)
        assert code_of(hub) == "hub-certificate"
        hub.close()
        assert not safe.asked
        hub = make_hub(home, safe, ca_file=str(certificate))
        assert download(hub).spec.id == WORDS
        hub.close()
        hub = make_hub(home, safe, ca_file=str(tmp_path / "none.pem"))
        with pytest.raises(InputUnreadable):
            ask(hub)
        hub.close()


# --- tokens ----------------------------------------------------------------------------------------------------------


def test_a_keyring_keeps_what_it_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    keyring = pytest.importorskip("keyring")
    from keyring.backend import KeyringBackend
    from keyring.errors import PasswordDeleteError

    class Memory(KeyringBackend):
        priority = 1
        kept: dict[tuple[str, str], str]

        def get_password(self, service: str, username: str) -> str | None:
            return self.kept.get((service, username))

        def set_password(self, service: str, username: str, password: str) -> None:
            self.kept[service, username] = password

        def delete_password(self, service: str, username: str) -> None:
            if (service, username) not in self.kept:
                raise PasswordDeleteError
            del self.kept[service, username]

    memory, before = Memory(), keyring.get_keyring()  # type: ignore[no-untyped-call]
    memory.kept = {}
    monkeypatch.delenv("HF_TOKEN", raising=False)
    keyring.set_keyring(memory)
    try:
        assert Access().keep_token("isle.example", "hf_x")
        assert Access().found("isle.example") == ("hf_x", "keyring")
        assert Access().token("other.example") is None
        Access().forget("isle.example")
        assert Access().token("isle.example") is None
        assert not memory.kept
    finally:
        keyring.set_keyring(before)


def test_addresses() -> None:
    assert host_of("https://isle.example:443/x") == "isle.example"
    assert host_of("http://isle.example:8080/x") == "isle.example:8080"
    assert is_loopback("http://localhost:3/")
    assert is_loopback("http://[::1]:3/")
    assert not is_loopback("http://10.0.0.1/")


def _files(server: HubServer) -> dict[str, bytes]:
    repository = server.repositories[WORDS]
    return {path: blob.bytes for path, blob in repository.commits[repository.newest].items()}


def test_two_errands_at_once_do_not_disturb_each_other(home: Home, hub: Hub, server: HubServer) -> None:
    server.hub_faults.append(Fault(kind="slow", path="README", at=10, pause_s=0.01, times=None))
    threads = [threading.Thread(target=ask, args=(hub,)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(ledger(home)) == len(server.asked)
