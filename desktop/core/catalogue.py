"""Models that are known to fit a task: named and described, never fetched unasked."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.core.routes import PIVOT

UNKNOWN_LICENCE = "unknown"
"""Stands for a licence that a card does not name."""
MULTILINGUAL = "multilingual"
"""Stands for more languages than are worth listing, as on the cards of the Hub."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueVariant:
    """One precision of a model.

    Attributes:
        name: `q8`, `q4`, `fp32` …
        files: its graphs; configuration and tokeniser come with them.
        size_bytes: of the graphs, about; the repository may have changed since.
    """

    name: str
    files: tuple[str, ...]
    size_bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """What a model multiplies, roughly, as layers and widths of its architecture tell.

    Attributes:
        weights_m: millions of weights that are applied at each place of the input; tables of words do not count, and
            where one place looks at a thousand others, its products with them do.
        places: tokens or patches of one unit: a token of a text, a picture, or a second of sound.
        writes_m: millions of weights that are read for every token a model writes; 0 for one that writes nothing.
        tokens: how many it writes for each unit.
    """

    weights_m: float
    places: float = 1.0
    writes_m: float = 0.0
    tokens: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueModel:
    """A model of the Hub in the layout Ilha installs.

    Attributes:
        repo_id: repository with its ONNX files.
        task: id of the task it is for.
        title: English name for people.
        summary: one English sentence, what it knows and in which language.
        licence: SPDX name on the card of the repository, or `unknown`.
        base: repository it was converted from.
        base_licence: SPDX name on the card of that one, or `unknown`.
        languages: two-letter codes, or `multilingual`; empty when it does not depend on a language.
        reads: languages it translates from, for models that translate.
        writes: languages it translates into.
        pack: starter pack it belongs to (`text`, `sound`, `image`, `chat`), or empty.
        variants: the best for a CPU first.
        work: what it multiplies.
    """

    repo_id: str
    task: str
    title: str
    summary: str
    licence: str
    base: str
    base_licence: str
    languages: tuple[str, ...]
    variants: tuple[CatalogueVariant, ...]
    work: Work
    reads: tuple[str, ...] = ()
    writes: tuple[str, ...] = ()
    pack: str = ""

    @property
    def size_bytes(self) -> int:
        """Return about how large the variant is that is installed unless another one is wanted."""
        return self.variants[0].size_bytes

    @property
    def effective_licence(self) -> str:
        """Return the licence to show: a repository that names none goes by that of the model it was converted from."""
        return self.licence if self.licence != UNKNOWN_LICENCE else self.base_licence

    @property
    def address(self) -> str:
        """Return where its files are."""
        return f"https://huggingface.co/{self.repo_id}"

    def helps(self, source: str, target: str) -> bool:
        """Say whether it translates from `source` into `target`, or is the half of that way which is not English."""
        begins = source in self.reads and bool({target, PIVOT} & set(self.writes))
        return begins or (target in self.writes and bool({source, PIVOT} & set(self.reads)))
