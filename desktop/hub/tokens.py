"""The access token for the server of models as somebody sees it: where it is kept and how it ends, never all of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from desktop.core.network import AddressMalformed, TokenMalformed
from desktop.hub.access import Source
from desktop.hub.route import Route, host_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from urllib.parse import SplitResult

    from desktop.hub.access import Access
    from desktop.state.settings import Settings

_TOKEN = re.compile(r"[!-~]{8,512}")
"""What may stand in a header; those of the Hub have 37 letters."""
_SHOWN = 4
_NO_PROXY = "none"
_SERVERS, _PROXIES = frozenset({"http", "https"}), frozenset({"http", "https", "socks5", "socks5h"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """What may be said of a token.

    Attributes:
        host: the only server that is shown it.
        source: where it is kept; None when there is none.
        ending: its last letters, by which its owner knows it.
    """

    host: str
    source: Source | None = None
    ending: str = ""


class Tokens:
    """Keeps and forgets the token of the server in the settings; a keyring may ask its owner, and that takes time."""

    def __init__(self, settings: Callable[[], Settings], access: Access) -> None:
        """Keep in `access`; the settings are read whenever somebody asks."""
        self._settings = settings
        self._access = access

    def look(self) -> Token:
        """Return what is known.

        Raises:
            HubStrange: the address of the server is none.
        """
        host = Route(self._settings(), self._access).host
        found, source = self._access.found(host)
        return Token(host=host, source=source, ending=found[-_SHOWN:] if found else "")

    def keep(self, token: str) -> Token:
        """Keep a token, in the keyring where there is one.

        Raises:
            HubStrange: the address of the server is none.
            TokenMalformed: that is no token.
        """
        text = token.strip()
        if not _TOKEN.fullmatch(text):
            raise TokenMalformed
        self._access.keep_token(self.look().host, text)
        return self.look()

    def keep_proxy(self, address: str) -> str:
        """Keep the name and password in a proxy's address; returns the address without them, empty for no wish.

        Raises:
            AddressMalformed: that is no address.
        """
        text = address.strip()
        if text in {"", _NO_PROXY}:
            return text
        parts = _split(text if "://" in text else f"http://{text}", _PROXIES)
        plain = parts._replace(netloc=parts.netloc.rpartition("@")[2], path="", query="", fragment="").geturl()
        if parts.username is not None:
            self._access.keep_proxy_login(host_of(plain), unquote(parts.username), unquote(parts.password or ""))
        return plain

    def forget(self) -> Token:
        """Forget the token; one in a variable of the environment stays there.

        Raises:
            HubStrange: the address of the server is none.
        """
        self._access.forget(self.look().host)
        return self.look()


def checked_server(address: str) -> str:
    """Return the address of a server of models as the settings keep it, empty for the usual one.

    Raises:
        AddressMalformed: that is no address.
    """
    text = address.strip()
    if not text:
        return ""
    parts = _split(text if "://" in text else f"https://{text}", _SERVERS)
    if parts.username is not None:
        raise AddressMalformed(address=parts.netloc.rpartition("@")[2])
    return parts.geturl().rstrip("/")


def _split(address: str, schemes: Collection[str]) -> SplitResult:
    """Return the parts of an address; an error says nothing of a password in it."""
    plain = address.rpartition("@")[2]
    try:
        parts = urlsplit(address)
        complete = bool(parts.hostname) and parts.scheme in schemes and parts.port != 0
    except ValueError as error:
        raise AddressMalformed(address=plain) from error
    if not complete or any(sign.isspace() for sign in address):
        raise AddressMalformed(address=plain)
    return parts
