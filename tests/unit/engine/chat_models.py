"""A model that chats in words of its own, drawn from all that was said: another conversation gets another answer."""

from __future__ import annotations

from typing import Any

import numpy as np

from tests.unit.engine.writing_models import summing

SPECIALS = ("<pad>", "</s>", "<unk>", "system", "user", "assistant", ":")
WORDS = tuple(f"{first}{second}" for first in "bdfgklmnprst" for second in "aeiou")
ROWS = 997
END = SPECIALS.index("</s>")
TEMPLATE = (
    "{% for message in messages %}{{ message.role }} : {{ message.content }} </s> {% endfor %}"
    "{% if add_generation_prompt %}assistant :{% endif %}"
)


def talker(*, ends: float = 0.5, context: int = 256, template: str | None = TEMPLATE, **config: Any) -> dict[str, Any]:
    """Return the files of a model; the higher `ends`, the sooner an answer is over."""
    from tokenizers import Tokenizer, models, pre_tokenizers

    known = (*SPECIALS, *WORDS)
    tokenizer = Tokenizer(models.WordLevel({word: number for number, word in enumerate(known)}, unk_token="<unk>"))
    tokenizer.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    tokenizer.add_special_tokens(["<pad>", "</s>"])
    table = np.random.default_rng(11).normal(0, 1, (ROWS, len(known)))
    table[:, : len(SPECIALS)] = -9
    table[:, END] = ends + np.random.default_rng(12).normal(0, 1, ROWS) if ends > -9 else -99
    return {
        "onnx/model.onnx": summing(table),
        "tokenizer.json": str(tokenizer.to_str()).encode(),
        "tokenizer_config.json": {"eos_token": "</s>", **({"chat_template": template} if template else {})},
        "config.json": {
            "architectures": ["LlamaForCausalLM"],
            "model_type": "llama",
            "max_position_embeddings": context,
            "eos_token_id": END,
            "pad_token_id": 0,
            **config,
        },
    }


ENDLESS = -99.0
"""For `ends`: an answer that never ends by itself."""
