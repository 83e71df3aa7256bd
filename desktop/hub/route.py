"""The way to the server for models: its address, proxies and whose certificates are trusted."""

from __future__ import annotations

import functools
import ipaddress
import os
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from desktop.core.errors import InputUnreadable
from desktop.core.network import HubStrange
from desktop.hub.access import USUAL_HOST, Access

if TYPE_CHECKING:
    import ssl
    from urllib.parse import SplitResult

    from desktop.state.settings import Settings

ENDPOINT_VARIABLE = "HF_ENDPOINT"


class Route:
    """Where requests go and through what.

    Attributes:
        endpoint: address of the server, without a slash at its end.
        host: of the server, with its port where it is no usual one.
        access: tokens.
    """

    def __init__(self, settings: Settings, access: Access) -> None:
        """Read the settings and the environment.

        Raises:
            HubStrange: the address is none.
        """
        self.endpoint = (os.environ.get(ENDPOINT_VARIABLE) or settings.hub or f"https://{USUAL_HOST}").rstrip("/")
        self.host = host_of(self.endpoint)
        if not self.host or urlsplit(self.endpoint).scheme not in {"http", "https"}:
            raise HubStrange(host=self.endpoint)
        self.access = access
        self._proxy = settings.proxy
        self._ca_file = settings.ca_file

    def owns(self, url: str) -> bool:
        """Say whether an address is one of the server itself."""
        return origin(url) == origin(self.endpoint)

    def permits(self, url: str) -> bool:
        """Say whether a file may be fetched from there: never in the clear when the server itself is asked safely."""
        scheme = urlsplit(url).scheme
        return scheme == "https" or (scheme == "http" and urlsplit(self.endpoint).scheme == "http")

    @property
    def token(self) -> str | None:
        """Return the access token; never for a server that would be sent it in the clear."""
        secret = urlsplit(self.endpoint).scheme == "https" or is_loopback(self.endpoint)
        return self.access.token(self.host) if secret else None

    def proxy_for(self, url: str) -> str | None:
        """Return the address of the proxy to take, with name and password; None for none."""
        if self._proxy == "none":
            return None
        parts = urlsplit(url)
        if self._proxy:
            return self._with_login(self._proxy)
        import urllib.request  # it loads OpenSSL, and the window knows the way before anybody goes it

        if parts.hostname is None or urllib.request.proxy_bypass(parts.hostname):
            return None
        proxies = urllib.request.getproxies()
        found = proxies.get(parts.scheme) or proxies.get("all")
        return self._with_login(found) if found else None

    def _with_login(self, proxy: str) -> str:
        parts = urlsplit(proxy if "://" in proxy else f"http://{proxy}")
        login = self.access.proxy_login(host_of(parts.geturl())) if parts.username is None else None
        if login is None:
            return parts.geturl()
        name, password = (quote(word, safe="") for word in login)
        return parts._replace(netloc=f"{name}:{password}@{parts.netloc}").geturl()

    def trusted(self) -> ssl.SSLContext:
        """Return whose certificates are trusted: the system's, or the ones in the file that was named.

        Raises:
            InputUnreadable: the file cannot be read.
        """
        try:
            return _trusted(self._ca_file, *(os.environ.get(name) for name in ("SSL_CERT_FILE", "SSL_CERT_DIR")))
        except OSError as error:
            raise InputUnreadable(name=self._ca_file, detail=str(error)) from error


@functools.cache
def _trusted(ca_file: str, *_system: str | None) -> ssl.SSLContext:
    """Read certificates, which takes a fifth of a second; where the system has them may change with its variables."""
    import ssl

    import httpx2

    return ssl.create_default_context(cafile=ca_file) if ca_file else httpx2.create_ssl_context()


def origin(url: str) -> tuple[str, str | None, int | None]:
    """Return scheme, host and port."""
    parts = urlsplit(url)
    return parts.scheme, parts.hostname, _port(parts)


def host_of(url: str) -> str:
    """Return the host as people read it, with its port where it is no usual one."""
    parts = urlsplit(url)
    usual = {"https": 443, "http": 80}.get(parts.scheme)
    port = _port(parts)
    return (parts.hostname or "") + (f":{port}" if port not in {None, usual} else "")


def is_loopback(url: str) -> bool:
    """Say whether an address is one of this computer."""
    name = urlsplit(url).hostname or ""
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return name == "localhost"


def _port(parts: SplitResult) -> int | None:
    try:
        return parts.port or {"https": 443, "http": 80}.get(parts.scheme)
    except ValueError:
        return None
