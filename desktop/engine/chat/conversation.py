"""Answers in a conversation. What a model remembers of it stays there for the next turn."""

from __future__ import annotations

import dataclasses
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from desktop.core.errors import Cancelled
from desktop.core.result import Text, Usage
from desktop.engine.chat.context import context_tokens, fit
from desktop.engine.chat.quotes import worded
from desktop.engine.chat.template import chat_template
from desktop.engine.generation import search
from desktop.engine.generation.decoder import Decoder, Past, Prompts, writes_in_place
from desktop.engine.generation.scores import processors
from desktop.engine.generation.stream import TextStream
from desktop.engine.interrupt import running
from desktop.engine.translation.translator import tokenizer_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from desktop.core.chat import Message
    from desktop.engine.generation.settings import Settings
    from desktop.engine.interrupt import Interrupt
    from desktop.engine.loaded import LoadedModel

REMEMBERED_AT_MOST = 4
REMEMBERED_BYTES = 256_000_000
"""The last conversation is remembered whatever it takes; its context is limited."""
_SAME = 0.5
"""A conversation that shares less of what is remembered than this is another one, which leaves it as it is."""


def reply(
    model: LoadedModel,
    messages: Sequence[Message],
    settings: Settings,
    interrupt: Interrupt,
    *,
    show: Callable[[str], None],
    remember: bool,
) -> Text:
    """Answer a conversation, of which the last message is the user's.

    Args:
        model: one whose graph writes.
        messages: the conversation, perhaps with a system prompt.
        settings: how to write.
        interrupt: ends the answer; what was written until then is returned.
        show: given each new piece of the answer.
        remember: use what is remembered of the conversation, and keep it for the next turn.

    Raises:
        Cancelled: it was given up before there was anything.
        InputTooLarge: the last message has no room in the model's context.
        ModelIncompatible: its template or its graph cannot be used.
    """
    template, tokenizer, decoder = chat_template(model), tokenizer_of(model), _decoder(model, interrupt)
    began = time.perf_counter()
    limit = context_tokens(model)

    def encode(said: Sequence[Message]) -> list[int]:
        told = template.render(worded(said, small=model.spec.small))
        return list(tokenizer.encode(told, add_special_tokens=template.completes).ids)

    prompt, dropped, quotes = fit(messages, encode, limit, settings.max_new_tokens)
    end = tokenizer.token_to_id(template.specials.get("eos_token", ""))
    settings = dataclasses.replace(
        settings,
        max_new_tokens=min(settings.max_new_tokens, limit - len(prompt)),
        eos_token_ids=tuple(dict.fromkeys([*settings.eos_token_ids, *([] if end is None else [end])])),
    )
    memory = model.part("conversations", Memory)
    cached = memory.recall(prompt, decoder) if remember else 0
    stream = TextStream(tokenizer, settings.stop_strings, show)
    answer = _Answer(stream=stream, ends=settings.eos_token_ids)
    stopped = not _written(decoder, prompt, settings, interrupt, answer)
    if stopped and not answer.tokens:
        raise Cancelled
    if remember:
        memory.keep([*prompt, *answer.tokens], decoder.past)
    usage = Usage(
        prompt_tokens=len(prompt),
        cached_tokens=cached,
        completion_tokens=len(answer.tokens),
        first_token_s=round(answer.times[0] - began, 6),
        tokens_per_s=round(answer.speed, 3),
        context_tokens=limit,
        dropped_turns=dropped,
        ended="stopped" if stopped else "end" if answer.finished else "length",
        quotes=quotes,
    )
    return Text(text=stream.end(), usage=usage)


def _decoder(model: LoadedModel, interrupt: Interrupt) -> Decoder:
    with running([interrupt]) as options:
        in_place = model.part("writes in place", lambda: writes_in_place(model, options))
    return Decoder(model, {}, in_place=in_place)


@dataclass(slots=True, kw_only=True)
class _Answer:
    """An answer as it grows: its tokens, when the first and the last of them came, and whether it is finished.

    Tokens that end it are no text, also where the tokeniser does not know them to be special.
    """

    stream: TextStream
    ends: tuple[int, ...]
    tokens: list[int] = field(default_factory=list)
    times: tuple[float, float] = (0.0, 0.0)
    finished: bool = False

    def add(self, token: int) -> bool:
        """Take a token; says whether the answer is finished."""
        now = time.perf_counter()
        self.times = (self.times[0] if self.tokens else now, now)
        self.tokens.append(token)
        self.finished = token in self.ends or self.stream.add(token)
        return self.finished

    @property
    def speed(self) -> float:
        """Return how many tokens came in a second, the first left out."""
        first, last = self.times
        return (len(self.tokens) - 1) / (last - first) if last > first else 0.0


def _written(
    decoder: Decoder, prompt: Sequence[int], settings: Settings, interrupt: Interrupt, answer: _Answer
) -> bool:
    """Write the answer; False when it was stopped."""
    prompts = Prompts.of([prompt], settings.pad_token_id)
    try:
        with running([interrupt]) as options:
            search.write(
                decoder,
                prompts,
                settings,
                processors(settings, len(prompt)),
                options,
                watch=lambda _, token: answer.add(token),
            )
    except Cancelled:
        return False
    return True


class Memory:
    """What a model remembers of its last conversations, the newest last."""

    def __init__(self) -> None:
        """Start empty."""
        self._kept: list[tuple[list[int], Past]] = []

    def recall(self, prompt: Sequence[int], decoder: Decoder) -> int:
        """Let `decoder` begin behind the longest beginning of `prompt` that is remembered; returns its length."""
        shared, index = max(
            ((_shared(prompt, tokens), at) for at, (tokens, _) in enumerate(self._kept)), default=(0, 0)
        )
        if not shared:
            return 0
        _, past = self._kept[index]
        if not decoder.resume(past, shared):
            return 0
        if shared >= _SAME * past.length:
            del self._kept[index]
        return shared

    def keep(self, tokens: Sequence[int], past: Past) -> None:
        """Remember what was read of `tokens`, and forget the oldest conversations when it is too much."""
        self._kept.append((list(tokens[: past.length]), past))
        while len(self._kept) > 1 and self._is_full():
            del self._kept[0]

    def _is_full(self) -> bool:
        return len(self._kept) > REMEMBERED_AT_MOST or sum(past.size_bytes for _, past in self._kept) > REMEMBERED_BYTES


def _shared(prompt: Sequence[int], tokens: Sequence[int]) -> int:
    """Return how many tokens two texts begin with in common; the last of a prompt is always read again."""
    count = min(len(prompt) - 1, len(tokens))
    return next((at for at in range(count) if prompt[at] != tokens[at]), count)
