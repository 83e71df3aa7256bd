"""What the library says to a model that chats, and what the model answers.

A case's folder holds `answers.json`: for each template the texts that `apply_chat_template` makes of the conversations,
null where the template refuses one, and for the case's own template the ids it makes and the ids that torch writes.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from tests.parity.chat_cases import TEMPLATES, conversations
from tests.parity.reference.tokenisers import byte_pairs
from tests.parity.reference.weights import random_model

if TYPE_CHECKING:
    from pathlib import Path

    from tests.parity.case import Case

_MAX_NEW_TOKENS = 12


def write(case: Case, place: Path) -> None:
    """Write the model, and what the library makes of the conversations."""
    import torch
    import transformers

    hub = place / "hub"
    hub.mkdir()
    tokeniser = byte_pairs(hub, kind="BartTokenizerFast")
    tokeniser.chat_template = TEMPLATES[str(case.params["template"])]
    tokeniser.save_pretrained(hub)
    sized = replace(case, settings={**case.settings, "vocab_size": len(tokeniser)})
    random_model(sized, {}).save_pretrained(hub)
    model = getattr(transformers, case.model).from_pretrained(hub, local_files_only=True, use_safetensors=True).eval()
    talks = conversations()
    with torch.inference_mode():
        answers = [_answer(tokeniser, model, talk) for talk in talks]
    written = {
        "rendered": {name: [_rendered(tokeniser, talk, text) for talk in talks] for name, text in TEMPLATES.items()},
        "answers": answers,
    }
    (place / "answers.json").write_text(json.dumps(written), encoding="utf-8")
    (hub / "README.md").write_text("---\npipeline_tag: text-generation\n---\n", encoding="utf-8")


def _rendered(tokeniser: Any, talk: list[dict[str, str]], template: str) -> str | None:
    import jinja2

    try:
        text: str = tokeniser.apply_chat_template(
            talk, chat_template=template, add_generation_prompt=True, tokenize=False
        )
    except jinja2.TemplateError:
        return None
    return text


def _answer(tokeniser: Any, model: Any, talk: list[dict[str, str]]) -> dict[str, list[int]] | None:
    import jinja2
    import torch

    try:
        prompt = tokeniser.apply_chat_template(talk, add_generation_prompt=True)
    except jinja2.TemplateError:
        return None
    made = model.generate(
        torch.tensor([prompt]),
        attention_mask=torch.ones(1, len(prompt), dtype=torch.long),
        do_sample=False,
        max_new_tokens=_MAX_NEW_TOKENS,
    )
    return {"prompt": prompt, "answer": made[0, len(prompt) :].tolist()}
