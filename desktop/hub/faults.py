"""Errors of huggingface_hub and of answers that are none, in our words."""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import TYPE_CHECKING

import httpx2

from desktop.core.errors import Cancelled, IlhaError, ModelIncomplete
from desktop.core.network import (
    HubProxy,
    HubRefused,
    HubStrange,
    RepositoryGated,
    RepositoryNotFound,
    RevisionNotFound,
    TokenInvalid,
)
from desktop.hub.patience import explained

if TYPE_CHECKING:
    from collections.abc import Iterator

    from huggingface_hub.errors import HfHubHTTPError

    from desktop.hub.route import Route

_WRONG_TOKEN = "Invalid credentials in Authorization header"  # noqa: S105 - what servers say
_DETAIL_CHARACTERS, _SENTENCE_CHARACTERS = 1000, 120


@contextmanager
def translated(route: Route, repo: str, revision: str = "", file: str = "", *, passing: bool = False) -> Iterator[None]:
    """Turn what goes wrong in the block into errors of ours; not what is `passing`, for those who try again."""
    from huggingface_hub.errors import HfHubHTTPError

    try:
        yield
    except (IlhaError, Cancelled):
        raise
    except HfHubHTTPError as error:
        raise _answered(error, route, repo, revision, file) from error
    except httpx2.TransportError as error:
        if passing:
            raise
        raise explained(error, route.host) from error
    except httpx2.RequestError as error:  # too many redirects, or a coding that is none
        raise HubStrange(host=route.host, detail=str(error)) from error
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError) as error:
        raise HubStrange(host=route.host, detail=f"{type(error).__name__}: {error}"[:500]) from error


def gated(route: Route, repo: str) -> RepositoryGated:
    """Return the error for a repository whose terms nobody accepted."""
    return RepositoryGated(model=repo, link=f"{route.endpoint}/{repo}")


def _answered(error: HfHubHTTPError, route: Route, repo: str, revision: str, file: str) -> IlhaError:
    return _about_model(error, route, repo, revision, file) or _about_server(error, route)


def _about_model(error: HfHubHTTPError, route: Route, repo: str, revision: str, file: str) -> IlhaError | None:
    """Return what the server says about a repository; None when it says something else."""
    from huggingface_hub import errors

    detail, status = str(error)[:_DETAIL_CHARACTERS], error.response.status_code
    if isinstance(error, errors.GatedRepoError):
        return gated(route, repo)
    if isinstance(error, errors.RevisionNotFoundError):
        return RevisionNotFound(model=repo, revision=revision, detail=detail)
    if isinstance(error, errors.RemoteEntryNotFoundError) and file:
        return ModelIncomplete(model=repo, file=file, detail=detail)
    missing = isinstance(error, errors.RepositoryNotFoundError) or status in {401, 404}
    if repo and missing and _said(error) != _WRONG_TOKEN:
        return RepositoryNotFound(host=route.host, model=repo, detail=detail)
    return None


def _about_server(error: HfHubHTTPError, route: Route) -> IlhaError:
    status = error.response.status_code
    if status == 401 and _said(error) == _WRONG_TOKEN:
        return TokenInvalid(host=route.host)
    if status == 407:
        return HubProxy(host=route.host)
    said = re.sub(r"[^\x20-\x7e]", "", _said(error))[:_SENTENCE_CHARACTERS]
    return HubRefused(host=route.host, status=said or status, detail=str(error)[:_DETAIL_CHARACTERS])


def _said(error: HfHubHTTPError) -> str:
    return str(error.response.headers.get("X-Error-Message", ""))
