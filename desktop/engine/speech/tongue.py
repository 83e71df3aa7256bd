"""The tokens by which Whisper is told what to do, by their names in its tokeniser."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from desktop.core.errors import ModelIncompatible
from desktop.core.text import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from collections.abc import Mapping

    import tokenizers

    from desktop.engine.loaded import LoadedModel

TICK_SECONDS = 0.02
"""Between two tokens that stand for a moment."""
_MULTILINGUAL_FROM = 51_865
"""Tokens of the smallest vocabulary that knows languages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tongue:
    """Numbers of the tokens with a meaning of their own.

    Attributes:
        start: begins a text; `end` ends it.
        before: begins what was said before, or how something is spelled.
        tasks: `transcribe` and `translate`; empty for a model that knows English alone.
        languages: by their code; empty likewise.
        untimed: asks for a text without moments.
        silence: its probability at the beginning says that nobody speaks.
        first_moment: stands for 0 seconds; later moments follow it, the rest of the vocabulary is before it.
    """

    start: int
    end: int
    before: int | None
    tasks: Mapping[str, int]
    languages: Mapping[str, int]
    untimed: int
    silence: int
    first_moment: int

    def is_moment(self, token: int) -> bool:
        """Say whether a token stands for a moment."""
        return token >= self.first_moment

    def seconds(self, token: int) -> float:
        """Return the moment that a token stands for, from the beginning of the window."""
        return (token - self.first_moment) * TICK_SECONDS

    def prompt(self, language: str, task: str, *, timed: bool) -> list[int]:
        """Return what follows the start."""
        tokens = [self.languages[language], self.tasks[task]] if self.languages else []
        return tokens if timed else [*tokens, self.untimed]


def tongue_of(model: LoadedModel, tokenizer: tokenizers.Tokenizer, settings: Mapping[str, Any]) -> Tongue:
    """Return the tokens of a model with these generation settings.

    Raises:
        ModelIncompatible: it has none of them.
    """
    start, end = tokenizer.token_to_id("<|startoftranscript|>"), tokenizer.token_to_id("<|endoftext|>")
    untimed = tokenizer.token_to_id("<|notimestamps|>")
    if start is None or end is None or untimed is None:
        reason = QT_TRANSLATE_NOOP("errors", "Its vocabulary is not that of Whisper.")
        raise ModelIncompatible(model=model.spec.id, reason=reason)
    named = {task: tokenizer.token_to_id(f"<|{task}|>") for task in ("translate", "transcribe")}
    tasks = {task: number for task, number in named.items() if number is not None}
    size = int(model.json("config.json").get("vocab_size", 0))
    languages = {}
    if bool(settings.get("is_multilingual", size >= _MULTILINGUAL_FROM)) and tasks:
        for number in range(start + 1, min(tasks.values())):
            name = tokenizer.id_to_token(number) or ""
            languages[name.strip("<|>")] = number
    return Tongue(
        start=start,
        end=end,
        before=tokenizer.token_to_id("<|startofprev|>"),
        tasks=tasks if languages else {},
        languages=languages,
        untimed=untimed,
        silence=untimed - 1,
        first_moment=untimed + 1,
    )
