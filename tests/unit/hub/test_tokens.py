"""What is said of an access token: never all of it."""

from __future__ import annotations

import pytest

from desktop.core.network import AddressMalformed, TokenMalformed
from desktop.hub.access import Access
from desktop.hub.tokens import Token, Tokens, checked_server
from desktop.state.settings import Settings

TOKEN = "hf_abcdefghijklmnopqrstuvwxyz0123"


def tokens(access: Access | None = None, hub: str = "") -> Tokens:
    return Tokens(lambda: Settings(hub=hub), access or Access())


def test_a_token_is_known_by_its_end_and_can_be_forgotten() -> None:
    access = Access()
    asked = tokens(access)
    assert asked.look() == Token(host="huggingface.co")
    assert asked.keep(f"  {TOKEN}\n") == Token(host="huggingface.co", source="run", ending="0123")
    assert access.token("huggingface.co") == TOKEN
    assert tokens(access, "https://isle.example:8443").look() == Token(host="isle.example:8443")
    assert asked.forget() == Token(host="huggingface.co")
    assert access.token("huggingface.co") is None


def test_a_token_of_the_environment_stays_and_one_that_is_given_counts_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_TOKEN", "hf_of_the_environment_9876")
    asked = tokens()
    assert asked.look() == Token(host="huggingface.co", source="environment", ending="9876")
    assert asked.keep(TOKEN).source == "run"
    assert asked.forget().source == "environment"


@pytest.mark.parametrize(
    "text", ["", "   ", "short", "hf_two words here", "hf_line\nX-Header: 1", "hf_café_is_no_token", "x" * 600]
)
def test_what_could_be_no_token_is_refused_without_being_told(text: str) -> None:
    with pytest.raises(TokenMalformed) as caught:
        tokens().keep(text)
    assert not caught.value.arguments


def test_the_password_of_a_proxy_never_reaches_the_settings() -> None:
    access = Access()
    asked = tokens(access)
    assert asked.keep_proxy(" http://ana:p%40ss@proxy.example:3128/ ") == "http://proxy.example:3128"
    assert access.proxy_login("proxy.example:3128") == ("ana", "p@ss")
    assert asked.keep_proxy("proxy.example:3128") == "http://proxy.example:3128"
    assert (asked.keep_proxy("none"), asked.keep_proxy("  ")) == ("none", "")
    for wrong in ("http://", "ftp://x:secret@proxy.example", "http://a b", "http://ana:secret@proxy.example:99999999"):
        with pytest.raises(AddressMalformed) as caught:
            asked.keep_proxy(wrong)
        assert "secret" not in str(caught.value.arguments)


def test_the_address_of_a_server_is_looked_at() -> None:
    assert checked_server(" https://mirror.example/hub/ ") == "https://mirror.example/hub"
    assert checked_server("mirror.example") == "https://mirror.example"
    assert checked_server("") == ""
    for wrong in ("file:///etc", "https://ana:secret@mirror.example", "https://", "two words"):
        with pytest.raises(AddressMalformed) as caught:
            checked_server(wrong)
        assert "secret" not in str(caught.value.arguments)
