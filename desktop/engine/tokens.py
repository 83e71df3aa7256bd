"""Texts as token ids, through the model's own `tokenizer.json`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from desktop.core.errors import ModelIncompatible
from desktop.engine.rows import Row, Rows
from desktop.engine.vocabulary import CONFIG as TOKENIZER_CONFIG
from desktop.engine.vocabulary import SPECIALS, UNREADABLE, content

if TYPE_CHECKING:
    from collections.abc import Sequence

    import tokenizers

    from desktop.engine.loaded import LoadedModel

    Windows = tuple[list[int], list[tokenizers.Encoding]]

Words = str | tuple[str, str]
"""A text, or a pair that the model reads together."""

FILE = "tokenizer.json"
TOKENS_BY_DEFAULT = 512
TOKENS_AT_MOST = 2048
"""Attention grows with the square of the tokens; `max_tokens` in a manifest's settings may ask for more."""

_MEANT_AS_ENDLESS = 1_000_000
# Models whose first position is the one after the padding's (`create_position_ids_from_input_ids` of transformers).
_POSITIONS_AFTER_PADDING = frozenset(
    {
        *("roberta", "roberta-prelayernorm", "xlm-roberta", "xlm-roberta-xl", "camembert", "mpnet", "longformer"),
        *("data2vec-text", "ibert", "xmod"),
    }
)


class TextEncoder:
    """The tokeniser of a model.

    Attributes:
        max_tokens: length of one window, special tokens included: `max_tokens` in the manifest's settings, or what
            tokeniser, position table and sentence-transformers settle on; never more than the graph was exported for.
    """

    def __init__(self, model: LoadedModel, role: str = "model") -> None:
        """Load `tokenizer.json` and look at what the graph with `role` wants."""
        import tokenizers

        session = model.session(role)
        path = model.file(FILE)
        try:
            self._tokenizer: tokenizers.Tokenizer = tokenizers.Tokenizer.from_file(str(path))
        except Exception as error:  # the package raises nothing more precise
            raise ModelIncompatible(model=model.spec.id, reason=UNREADABLE, file=FILE, detail=str(error)) from error
        self._model = model
        self._role = role
        self._inputs = session.inputs
        self._first_position = _first_position(_config(model))
        self._pad = self._padding()
        self._tokenizer.no_padding()
        fixed = session.size("input_ids", 1)
        self.max_tokens = min(self._longest(), fixed or TOKENS_AT_MOST * TOKENS_AT_MOST)

    @property
    def knows_words(self) -> bool:
        """Whether a token tells by itself that it continues a word, as those of WordPiece do."""
        return bool(getattr(self._tokenizer.model, "continuing_subword_prefix", None))

    @property
    def unknown_id(self) -> int | None:
        """The id of the token for what the vocabulary lacks."""
        named = self._special("unk_token") or getattr(self._tokenizer.model, "unk_token", None)
        return self._tokenizer.token_to_id(named) if named else None

    def token(self, number: int) -> str:
        """Return a token of the vocabulary by its id."""
        return str(self._tokenizer.id_to_token(number))

    def windows(
        self, pieces: Sequence[tuple[int, Words]], *, overlap: int = 0, cut: str = "longest_first", at_most: int = 0
    ) -> Windows:
        """Encode texts that each have an owner; returns owner and encoding of every window.

        Args:
            pieces: owner, and a text or a pair.
            overlap: tokens that neighbouring windows share.
            cut: which text of a pair is spread over several windows, `only_first` or `only_second`; the other must
                leave it `room`.
            at_most: tokens of a window where fewer than `max_tokens` are wanted.
        """
        length = min(self.max_tokens, at_most or self.max_tokens)
        self._tokenizer.enable_truncation(length, stride=overlap, strategy=cut)
        owners, windows = [], []
        encodings = self._tokenizer.encode_batch([words for _, words in pieces])
        for (owner, _), encoding in zip(pieces, encodings, strict=True):
            parts = [encoding, *encoding.overflowing]
            owners += [owner] * len(parts)
            windows += parts
        return owners, windows

    def length(self, text: str) -> int:
        """Return how many tokens a text has by itself, special ones left out."""
        self._tokenizer.no_truncation()
        return len(self._tokenizer.encode(text, add_special_tokens=False).ids)

    def places(self, texts: Sequence[str]) -> list[list[tuple[int, int]]]:
        """Return where the tokens of each text lie in it (start, end), special ones left out."""
        self._tokenizer.no_truncation()
        encodings = self._tokenizer.encode_batch(list(texts), add_special_tokens=False)
        return [encoding.offsets for encoding in encodings]

    def room(self, text: str, at_most: int = 0) -> int:
        """Return how many tokens of another text fit in a window of a pair beside `text`."""
        specials = int(self._tokenizer.num_special_tokens_to_add(is_pair=True))
        return (at_most or self.max_tokens) - self.length(text) - specials

    def row(self, encoding: tokenizers.Encoding) -> Row:
        """Return what the graph wants to know of a window, each int64 [tokens]."""
        positions = range(self._first_position, self._first_position + len(encoding.ids))
        known: dict[str, Sequence[int]] = {
            "input_ids": encoding.ids,
            "attention_mask": encoding.attention_mask,
            "token_type_ids": encoding.type_ids,
            "position_ids": positions,
        }
        return {name: np.array(numbers, np.int64) for name, numbers in known.items() if name in self._inputs}

    def rows(self, encodings: Sequence[tokenizers.Encoding], outputs: tuple[str, ...]) -> Rows:
        """Ask for `outputs` of windows."""
        fill = {"input_ids": self._pad, "attention_mask": 0, "token_type_ids": 0, "position_ids": 0}
        return Rows(rows=[self.row(encoding) for encoding in encodings], outputs=outputs, role=self._role, fill=fill)

    def _special(self, name: str) -> str | None:
        """Return a special token as the files beside the tokeniser name it."""
        return content((optional_json(self._model, SPECIALS) | self._written()).get(name))

    def _written(self) -> dict[str, Any]:
        return optional_json(self._model, TOKENIZER_CONFIG)

    def _padding(self) -> int:
        """Return the id that lengthens windows; the mask keeps it from meaning anything, so any id will do."""
        named = content(self._model.spec.settings.get("pad_token"))
        if named is None and self._tokenizer.padding:
            return int(self._tokenizer.padding["pad_id"])
        named = named or self._special("pad_token")
        number = self._tokenizer.token_to_id(named) if named else None
        return int(number if number is not None else _config(self._model).get("pad_token_id") or 0)

    def _longest(self) -> int:
        settings = self._model.spec.settings
        if "max_tokens" in settings:
            return int(settings["max_tokens"])
        config = _config(self._model)
        limits = (
            self._written().get("model_max_length"),
            optional_json(self._model, "sentence_bert_config.json").get("max_seq_length"),
            (config.get("max_position_embeddings") or _MEANT_AS_ENDLESS) - self._first_position,
        )
        meant = [int(limit) for limit in limits if limit and 0 < limit < _MEANT_AS_ENDLESS - self._first_position]
        return min(min(meant, default=TOKENS_BY_DEFAULT), TOKENS_AT_MOST)


def text_encoder(model: LoadedModel, role: str = "model") -> TextEncoder:
    """Return the tokeniser of `model` for the graph with `role`, made once."""
    return model.part(f"text-encoder:{role}", lambda: TextEncoder(model, role))


def optional_json(model: LoadedModel, path: str) -> dict[str, Any]:
    """Return the content of a JSON file of the model, nothing when it has no such file."""
    return model.json(path) if any(file.path == path for file in model.spec.files) else {}


def _config(model: LoadedModel) -> dict[str, Any]:
    """Return what `config.json` says of the part that reads text."""
    config = optional_json(model, "config.json")
    part = config.get("text_config")
    return config | part if isinstance(part, dict) else config


def _first_position(config: dict[str, Any]) -> int:
    if config.get("model_type") not in _POSITIONS_AFTER_PADDING:
        return 0
    return int(config.get("pad_token_id", 1)) + 1
