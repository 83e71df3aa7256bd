"""Looking for models on a server: words and filters in, short descriptions out, page by page."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any, Literal

from desktop.core.network import HubRefused, HubStrange, SearchUnsupported
from desktop.hub.listing import licence_in, tags_of
from desktop.hub.names import is_repository, shown
from desktop.hub.purpose import task_by_card

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from huggingface_hub import HfApi

    from desktop.hub.client import Connection

Sort = Literal["downloads", "likes", "trending", "new"]
_SORTS = {"downloads": "downloads", "likes": "likes", "trending": "trending_score", "new": "created_at"}
_SAID = ["createdAt", "downloads", "gated", "lastModified", "likes", "pipeline_tag", "tags", "usedStorage"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What is looked for.

    Attributes:
        words: any of a name.
        task: id of a task; empty for any.
        language: two- or three-letter code; empty for any.
        licence: as the Hub writes it (`apache-2.0`); empty for any.
        parameters_at_most: millions of weights; 0 for any number.
        sort: what comes first.
        convertible: also repositories without a graph.
    """

    words: str = ""
    task: str = ""
    language: str = ""
    licence: str = ""
    parameters_at_most: int = 0
    sort: Sort = "downloads"
    convertible: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A repository, as its server describes it; see `hub/explanation.py` for what it really is.

    Attributes:
        id: `owner/name`.
        task: id of a task, or the Hub's name for one that Ilha has not; empty when nobody says.
        downloads: in the last month.
        likes: hearts.
        licence: SPDX name.
        gated: whether its terms have to be accepted first.
        changed: when; None when the server does not say.
        size_bytes: of everything in it; None when the server does not say.
        has_graph: whether the server knows of ONNX files.
    """

    id: str
    task: str
    downloads: int
    likes: int
    licence: str
    gated: bool
    changed: datetime | None
    size_bytes: int | None
    has_graph: bool


class Search:
    """A search that goes on where it stopped."""

    def __init__(self, connection: Connection, query: Query, at_most: int = 200) -> None:
        """Prepare; nothing is sent, and later no more than `at_most` models are asked for."""
        self._at_most = at_most
        self._connection = connection
        self._query = query
        self._left: Iterator[Any] | None = None

    def page(self, count: int = 20) -> tuple[Found, ...]:
        """Return the next models; fewer than `count` are the last ones.

        Raises:
            SearchUnsupported: the server has no search.
            NetworkError: it cannot be asked.
        """
        try:
            return self._connection.ask(lambda api: self._next(api, count))
        except HubRefused as error:
            if str(error.arguments["status"]).startswith("5"):
                raise
            raise SearchUnsupported(host=self._connection.host, detail=str(error)) from error
        except HubStrange as error:
            raise SearchUnsupported(host=self._connection.host, detail=error.detail) from error

    def _next(self, api: HfApi, count: int) -> tuple[Found, ...]:
        if self._left is None:
            self._left = self._started(api)
        named = (info for info in self._left if is_repository(str(info.id)))
        return tuple(_described(info) for info in islice(named, count))

    def _started(self, api: HfApi) -> Iterator[Any]:
        query = self._query
        tags = [] if query.convertible else ["onnx"]
        tags += [query.language] if query.language else []
        tags += [f"license:{query.licence.lower()}"] if query.licence else []
        limit = {"num_parameters": f"max:{query.parameters_at_most}M"} if query.parameters_at_most else {}
        yield from api.list_models(
            filter=tags or None,
            search=query.words or None,
            pipeline_tag=query.task or None,
            sort=_SORTS[query.sort],  # type: ignore[arg-type] # its names are a Literal
            limit=self._at_most,
            expand=_SAID,  # type: ignore[arg-type]
            **limit,  # type: ignore[arg-type]
        )


def _described(info: Any) -> Found:
    tags = tags_of(info)
    return Found(
        id=str(info.id),
        task=task_by_card(shown(str(info.pipeline_tag or ""))),
        downloads=int(info.downloads or 0),
        likes=int(info.likes or 0),
        licence=licence_in(tags),
        gated=bool(info.gated),
        changed=info.last_modified or info.created_at,
        size_bytes=info.used_storage,
        has_graph="onnx" in tags,
    )
