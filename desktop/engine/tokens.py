"""Texts as token ids, through the model's own `tokenizer.json`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from desktop.engine.rows import Rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    import tokenizers

    from desktop.engine.loaded import LoadedModel


class TextEncoder:
    """The tokeniser of a model."""

    def __init__(self, model: LoadedModel) -> None:
        """Load `tokenizer.json`; `max_tokens` in the manifest's settings caps the length of one window."""
        import tokenizers

        self._tokenizer: tokenizers.Tokenizer = tokenizers.Tokenizer.from_file(str(model.file("tokenizer.json")))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self.max_tokens = int(model.spec.settings.get("max_tokens", 512))
        self._pad = self._tokenizer.token_to_id(str(model.spec.settings.get("pad_token", "[PAD]"))) or 0
        self._tokenizer.enable_truncation(self.max_tokens)

    def windows(self, pieces: Sequence[tuple[int, str]]) -> tuple[list[int], list[tokenizers.Encoding]]:
        """Encode texts that each have an owner; returns owner and encoding of every window.

        A text longer than `max_tokens` has several windows.
        """
        owners, windows = [], []
        encodings = self._tokenizer.encode_batch([text for _, text in pieces])
        for (owner, _), encoding in zip(pieces, encodings, strict=True):
            parts = [encoding, *encoding.overflowing]
            owners += [owner] * len(parts)
            windows += parts
        return owners, windows

    def rows(self, encodings: Sequence[tokenizers.Encoding], outputs: tuple[str, ...]) -> Rows:
        """Ask for `outputs` of windows: `input_ids`, `attention_mask` and `token_type_ids`, each int64 [tokens]."""
        rows = [
            {
                "input_ids": np.array(encoding.ids, np.int64),
                "attention_mask": np.ones(len(encoding.ids), np.int64),
                "token_type_ids": np.array(encoding.type_ids, np.int64),
            }
            for encoding in encodings
        ]
        fill = {"input_ids": self._pad, "attention_mask": 0, "token_type_ids": 0}
        return Rows(rows=rows, outputs=outputs, fill=fill)


def text_encoder(model: LoadedModel) -> TextEncoder:
    """Return the tokeniser of `model`, made once."""
    return model.part("text-encoder", lambda: TextEncoder(model))
