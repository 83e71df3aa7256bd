"""Errors of the network and of the servers on it: the part of the tree in `errors` that the model manager raises."""

from __future__ import annotations

from desktop.core.errors import IlhaError, ModelError, ModelNotInstalled
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
        "errors",
        "Allow it when you are asked, or in the settings; a command without a terminal takes --yes, and no --offline.",
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
    hint = QT_TRANSLATE_NOOP("errors", "Check the proxy's address, name and password in the settings.")


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


class AddressMalformed(UsageError):
    """What was given for the address of a server or a proxy cannot be one."""

    code = "address-malformed"
    message = QT_TRANSLATE_NOOP("errors", "“{address}” is no address.")
    hint = QT_TRANSLATE_NOOP("errors", "Write it like https://mirror.example, or http://proxy.example:3128.")


class TokenMalformed(UsageError):
    """What was given for a token cannot be one."""

    code = "token-malformed"
    message = QT_TRANSLATE_NOOP("errors", "That is no access token.")
    hint = QT_TRANSLATE_NOOP("errors", "Copy it whole from the server's site: letters and digits, without spaces.")


class KeyringMissing(NetworkError):
    """Nothing here keeps secrets for longer than a program runs."""

    code = "keyring-missing"
    message = QT_TRANSLATE_NOOP("errors", "This system has no keyring that would keep the token.")
    hint = QT_TRANSLATE_NOOP("errors", "Give it in the window, which knows it until it is closed, or set HF_TOKEN.")


# --- other machines --------------------------------------------------------------------------------------------------


class ClusterAddress(UsageError):
    """What should name a cluster does not."""

    code = "cluster-address"
    message = QT_TRANSLATE_NOOP("errors", "“{address}” is no address of a cluster.")
    hint = QT_TRANSLATE_NOOP("errors", "Name its scheduler, like tcp://192.0.2.7:8786 or tls://name:8786.")


class ClusterMissing(NetworkError):
    """The library that speaks to clusters is not there."""

    code = "cluster-missing"
    message = QT_TRANSLATE_NOOP("errors", "What speaks to clusters is not installed.")
    hint = QT_TRANSLATE_NOOP("errors", "Install it with Ilha: pip install “ilha[cluster]”.")


class ClusterEmpty(NetworkError):
    """A scheduler that has nobody to give work to."""

    code = "cluster-empty"
    message = QT_TRANSLATE_NOOP("errors", "The cluster at “{host}” has no workers.")
    hint = QT_TRANSLATE_NOOP("errors", "Start them on machines that have Ilha: dask worker ADDRESS --no-nanny")


class ClusterCertificates(NetworkError):
    """An encrypted cluster that takes only those who show a certificate, and shows one itself."""

    code = "cluster-certificates"
    message = QT_TRANSLATE_NOOP(
        "errors", "The cluster at “{host}” is reached with certificates, and these are missing or not accepted."
    )
    hint = QT_TRANSLATE_NOOP("errors", "Name their files in the configuration of Dask: {variables}.")


class ModelElsewhere(ModelNotInstalled):
    """The machine that should do the work lacks the model, or has another version of it."""

    reason = QT_TRANSLATE_NOOP("errors", "The model “{model}” ({revision}) is not on “{worker}”, where the work went.")
    remedy = QT_TRANSLATE_NOOP("errors", "Install the same model there, as a kit for example: ilha models export")


class WorkerBound(NetworkError):
    """A worker whose process may not start others."""

    code = "worker-bound"
    message = QT_TRANSLATE_NOOP("errors", "The worker on “{worker}” may not start an engine.")
    hint = QT_TRANSLATE_NOOP("errors", "Start it with --no-nanny, or set distributed.worker.daemon to false there.")


class WorkerLost(NetworkError):
    """Whoever got the work was gone before it was done, several times."""

    code = "worker-lost"
    message = QT_TRANSLATE_NOOP("errors", "The machines that worked on this were lost, one after the other.")
    hint = QT_TRANSLATE_NOOP(
        "errors", "Run it again, perhaps on this computer: it may need more memory than they have."
    )


class WorkerStrange(NetworkError):
    """A worker cannot run what it is given, or answers something else."""

    code = "worker-strange"
    message = QT_TRANSLATE_NOOP("errors", "A worker of the cluster gave no answer that can be used ({kind}).")
    hint = QT_TRANSLATE_NOOP("errors", "Every machine of the cluster needs the same version of Ilha.")


# --- repositories ----------------------------------------------------------------------------------------------------


class RepositoryUnnamed(UsageError):
    """No name of a repository."""

    code = "repository-unnamed"
    message = QT_TRANSLATE_NOOP("errors", "“{name}” names no model of a server.")
    hint = QT_TRANSLATE_NOOP("errors", "Write owner/name, or the address of its page.")


class PackUnknown(UsageError):
    """No starter pack has this name."""

    code = "pack-unknown"
    message = QT_TRANSLATE_NOOP("errors", "There is no starter pack “{name}”.")
    hint = QT_TRANSLATE_NOOP("errors", "Starter packs: {packs}.")


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
        "errors",
        "Accept them at {link}, make an access token there, and give it to Ilha beside the model or in the settings.",
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
