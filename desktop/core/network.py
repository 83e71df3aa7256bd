"""Errors of the network and of the servers on it: the part of the tree in `errors` that the model manager raises."""

from __future__ import annotations

from desktop.core.errors import IlhaError, ModelError
from desktop.core.text import QT_TRANSLATE_NOOP
from desktop.core.usage import UsageError

NOTHING_INSTALLED = QT_TRANSLATE_NOOP("errors", "Nothing was installed; try again later, or choose another server.")


class NetworkError(IlhaError):
    """Something about the network, or about who answers there."""


class HubOffline(NetworkError):
    """A request was not sent, since nobody allowed it."""

    code = "hub-offline"
    message = QT_TRANSLATE_NOOP("errors", "Ilha is offline: nothing was sent to “{host}”.")
    hint = QT_TRANSLATE_NOOP(
        "errors", "Allow it when you are asked, or in the settings; a command without a terminal takes --yes."
    )


class HubDeclined(NetworkError):
    """Somebody was asked and said no."""

    code = "hub-declined"
    message = QT_TRANSLATE_NOOP("errors", "You did not allow it: nothing more was sent to “{host}”.")
    hint = QT_TRANSLATE_NOOP("errors", "Start it again to be asked again.")


class HubUnreachable(NetworkError):
    """No connection to the server comes about, or it breaks off again and again."""

    code = "hub-unreachable"
    message = QT_TRANSLATE_NOOP("errors", "“{host}” cannot be reached.")
    hint = QT_TRANSLATE_NOOP("errors", "Check the connection and try again; what has arrived so far is kept.")


class HubTimedOut(NetworkError):
    """The server accepts the connection and says nothing."""

    code = "hub-timed-out"
    message = QT_TRANSLATE_NOOP("errors", "“{host}” gives no answer.")
    hint = QT_TRANSLATE_NOOP("errors", "Try again later; what has arrived so far is kept.")


class HubProxy(NetworkError):
    """The proxy of the network refuses."""

    code = "hub-proxy"
    message = QT_TRANSLATE_NOOP("errors", "The proxy of this network does not let Ilha through to “{host}”.")
    hint = QT_TRANSLATE_NOOP("errors", "Check the proxy's address, name and password in the settings of the system.")


class HubCertificate(NetworkError):
    """The server cannot prove that it is the one it should be."""

    code = "hub-certificate"
    message = QT_TRANSLATE_NOOP("errors", "“{host}” could not prove that it is the right server.")
    hint = QT_TRANSLATE_NOOP(
        "errors", "If your network has a certificate authority of its own, name its file in the settings."
    )


class HubBusy(NetworkError):
    """The server wants to be left alone for longer than anybody waits."""

    code = "hub-busy"
    message = QT_TRANSLATE_NOOP("errors", "“{host}” is busy and asks to be left alone for {seconds} seconds.")
    hint = QT_TRANSLATE_NOOP("errors", "Try again after that; what has arrived so far is kept.")


class HubStrange(NetworkError):
    """Whoever answers is no hub: a sign-in page, or a server for something else."""

    code = "hub-strange"
    message = QT_TRANSLATE_NOOP("errors", "“{host}” does not answer like a server for models.")
    hint = QT_TRANSLATE_NOOP(
        "errors", "Is there a sign-in page of this network? Open a browser first. Else check the server's address."
    )


class HubRedirected(NetworkError):
    """The server sends its questions on to somebody else."""

    code = "hub-redirected"
    message = QT_TRANSLATE_NOOP("errors", "“{host}” sent Ilha on to “{other}”, where nobody allowed it to go.")
    hint = QT_TRANSLATE_NOOP(
        "errors", "Is there a sign-in page of this network? Open a browser first. Else check the server's address."
    )


class HubRefused(NetworkError):
    """The server says no, with a number."""

    code = "hub-refused"
    message = QT_TRANSLATE_NOOP("errors", "“{host}” refused the request ({status}).")
    hint = QT_TRANSLATE_NOOP("errors", "Try again later; what has arrived so far is kept.")


class SearchUnsupported(NetworkError):
    """A mirror that serves models and cannot look for them."""

    code = "hub-search-unsupported"
    message = QT_TRANSLATE_NOOP("errors", "“{host}” cannot search.")
    hint = QT_TRANSLATE_NOOP("errors", "Name the model as owner/name, or use another server.")


class TokenInvalid(NetworkError):
    """The access token is wrong, or too old."""

    code = "hub-token-invalid"
    message = QT_TRANSLATE_NOOP("errors", "“{host}” does not know your access token.")
    hint = QT_TRANSLATE_NOOP("errors", "Remove it, or make a new one on the server's site.")


# --- repositories ----------------------------------------------------------------------------------------------------


class RepositoryUnnamed(UsageError):
    """No name of a repository."""

    code = "repository-unnamed"
    message = QT_TRANSLATE_NOOP("errors", "“{name}” names no model of a server.")
    hint = QT_TRANSLATE_NOOP("errors", "Write owner/name, or the address of its page.")


class RepositoryNotFound(ModelError):
    """The server has no such repository, or does not show it to everybody."""

    code = "repository-not-found"
    message = QT_TRANSLATE_NOOP("errors", "“{host}” has no model “{model}”, or it is private.")
    hint = QT_TRANSLATE_NOOP("errors", "Check the name; a private model needs an access token.")


class RevisionNotFound(ModelError):
    """The repository has no such branch, tag or commit."""

    code = "revision-not-found"
    message = QT_TRANSLATE_NOOP("errors", "The model “{model}” has no revision “{revision}” any more.")
    hint = QT_TRANSLATE_NOOP("errors", "Leave the revision out for the newest one.")


class RepositoryGated(ModelError):
    """Its files are given only to those who accepted its terms."""

    code = "repository-gated"
    message = QT_TRANSLATE_NOOP("errors", "The model “{model}” is given only to those who accepted its terms.")
    hint = QT_TRANSLATE_NOOP(
        "errors", "Accept them at {link}, make an access token there and give it to Ilha as HF_TOKEN."
    )


class RepositoryUnsafe(ModelError):
    """What the server lists must not become files here."""

    code = "repository-unsafe"
    message = QT_TRANSLATE_NOOP("errors", "The model “{model}” lists a file that Ilha does not take: “{file}”.")
    hint = QT_TRANSLATE_NOOP("errors", "Choose another model for this task.")


class DownloadDamaged(ModelError):
    """The bytes are not the ones that were announced, also the second time."""

    code = "download-damaged"
    message = QT_TRANSLATE_NOOP(
        "errors", "The file “{file}” of the model “{model}” arrived damaged twice from “{host}”."
    )
    hint = NOTHING_INSTALLED


class DownloadElsewhere(ModelError):
    """Another window or command downloads the same."""

    code = "download-elsewhere"
    message = QT_TRANSLATE_NOOP("errors", "The model “{model}” is being downloaded by another window or command.")
    hint = QT_TRANSLATE_NOOP("errors", "Wait for it to finish, or stop it there.")
