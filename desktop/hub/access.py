"""Access tokens and passwords of proxies: in the keyring of the system, or kept for this run alone; never in a file."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from types import ModuleType

Source = Literal["run", "environment", "keyring"]
"""Where a token is from: given during this run and kept by nobody, a variable, or the keyring of the system."""
_SERVICE = "ilha"
USUAL_HOST = "huggingface.co"
TOKEN_VARIABLES = ("HF_TOKEN", "HUGGING_FACE_HUB_TOKEN")
HOST_VARIABLE = "ILHA_TOKEN_HOST"
"""Names the server that `HF_TOKEN` is for, where it is not the usual one."""


class Access:
    """What Ilha may show to which server; a secret of one host is never given for another."""

    def __init__(self) -> None:
        """Know nothing beyond the environment and the keyring."""
        self._kept: dict[str, str] = {}
        self._lasting: set[str] = set()

    def token(self, host: str) -> str | None:
        """Return the access token for a server."""
        return self.found(host)[0]

    def found(self, host: str) -> tuple[str | None, Source | None]:
        """Return the access token for a server, and where it is from."""
        if host in self._kept:
            return self._kept[host], "keyring" if host in self._lasting else "run"
        token = _from_environment(host)
        if token is not None:
            return token, "environment"
        token = _looked_up(host)
        return token, "keyring" if token is not None else None

    def proxy_login(self, host: str) -> tuple[str, str] | None:
        """Return name and password for a proxy."""
        name, colon, password = (self._kept.get(_proxy(host)) or _looked_up(_proxy(host)) or "").partition(":")
        return (name, password) if colon else None

    def keep_token(self, host: str, token: str) -> bool:
        """Keep the access token for a server; says whether it will be known the next time the program runs."""
        return self._keep(host, token)

    def keep_proxy_login(self, host: str, name: str, password: str) -> bool:
        """Keep name and password for a proxy; says whether they will be known the next time the program runs."""
        return self._keep(_proxy(host), f"{name}:{password}")

    def forget(self, host: str) -> None:
        """Forget the access token for a server, and what is known of a proxy of that name."""
        for key in (host, _proxy(host)):
            self._kept.pop(key, None)
            self._lasting.discard(key)
            keyring = _keyring()
            if keyring is None or _looked_up(key) is None:
                continue
            try:
                keyring.delete_password(_SERVICE, key)
            except keyring.errors.KeyringError:
                continue

    def _keep(self, key: str, secret: str) -> bool:
        self._kept[key] = secret
        self._lasting.discard(key)
        keyring = _keyring()
        if keyring is None:
            return False
        try:
            keyring.set_password(_SERVICE, key, secret)
        except keyring.errors.KeyringError:
            return False
        self._lasting.add(key)
        return True


def forget_all(*addresses: str) -> None:
    """Forget what the keyring of the system has for the usual server, and for others and proxies by their addresses."""
    from desktop.hub.route import host_of

    access = Access()
    for host in dict.fromkeys((USUAL_HOST, *map(host_of, addresses))):
        if host:
            access.forget(host)


def _proxy(host: str) -> str:
    return f"proxy {host}"


def _from_environment(host: str) -> str | None:
    if host != (os.environ.get(HOST_VARIABLE) or USUAL_HOST):
        return None
    found = (os.environ.get(name, "").strip() for name in TOKEN_VARIABLES)
    return next(filter(None, found), None)


def _looked_up(key: str) -> str | None:
    keyring = _keyring()
    if keyring is None:
        return None
    try:
        secret: str | None = keyring.get_password(_SERVICE, key)
    except keyring.errors.KeyringError:
        return None
    return secret


def _keyring() -> ModuleType | None:
    """Return the library, where it is installed and finds a keyring that keeps secrets."""
    try:
        import keyring
        import keyring.errors
    except ImportError:
        return None
    if keyring.get_keyring().priority <= 0:  # the one that stands for none
        return None
    return keyring
