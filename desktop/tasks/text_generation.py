"""Answer a message, or a whole conversation, with a model that chats."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING, Any

from desktop.core.kind import ResultKind
from desktop.core.late_dataclass import LateDataclass
from desktop.core.media import InputFile, MediaKind
from desktop.core.task import Task
from desktop.core.text import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.core.chat import Message
    from desktop.core.result import Text
    from desktop.engine.context import Context


class Params(LateDataclass):
    """Options of chatting."""

    system: str = field(
        default="",
        metadata={
            "label": QT_TRANSLATE_NOOP("tasks", "Instructions"),
            "help": QT_TRANSLATE_NOOP("tasks", "What the model should be and do, said before the conversation begins."),
            "placeholder": QT_TRANSLATE_NOOP("tasks", "You answer in one short sentence."),
        },
    )
    max_new_tokens: int = field(
        default=512,
        metadata={
            "label": QT_TRANSLATE_NOOP("tasks", "Longest answer"),
            "help": QT_TRANSLATE_NOOP("tasks", "How many tokens an answer may have; a word is one or a few of them."),
            "minimum": 1,
            "maximum": 8192,
        },
    )
    temperature: float = field(
        default=0.3,
        metadata={
            "label": QT_TRANSLATE_NOOP("tasks", "Temperature"),
            "help": QT_TRANSLATE_NOOP(
                "tasks", "0 takes the likeliest word each time; more lets chance play, and answers differ."
            ),
            "minimum": 0,
            "maximum": 2,
        },
    )
    top_k: int = field(
        default=0,
        metadata={
            "label": QT_TRANSLATE_NOOP("tasks", "Likeliest words"),
            "help": QT_TRANSLATE_NOOP(
                "tasks", "Chance chooses among so many of them; 0: as the model's makers meant it."
            ),
            "minimum": 0,
            "maximum": 1000,
        },
    )
    top_p: float = field(
        default=0.0,
        metadata={
            "label": QT_TRANSLATE_NOOP("tasks", "Likeliest share"),
            "help": QT_TRANSLATE_NOOP(
                "tasks", "Chance chooses among the words that make up this share; 0: as the model's makers meant it."
            ),
            "minimum": 0,
            "maximum": 1,
        },
    )
    repetition_penalty: float = field(
        default=0.0,
        metadata={
            "label": QT_TRANSLATE_NOOP("tasks", "Against repetition"),
            "help": QT_TRANSLATE_NOOP(
                "tasks", "Above 1 words that were there become less likely; 0: as the model's makers meant it."
            ),
            "minimum": 0,
            "maximum": 2,
        },
    )
    seed: int = field(
        default=0,
        metadata={
            "label": QT_TRANSLATE_NOOP("tasks", "Seed"),
            "help": QT_TRANSLATE_NOOP(
                "tasks", "The same number draws the same answer again; in a chat, 0 draws another one each time."
            ),
            "minimum": 0,
            "maximum": 2147483647,
        },
    )
    stop: str = field(
        default="",
        metadata={
            "label": QT_TRANSLATE_NOOP("tasks", "Stop before"),
            "help": QT_TRANSLATE_NOOP(
                "tasks", "Texts that end the answer, with commas between them; “\\n” stands for the end of a line."
            ),
        },
    )


TASK = Task(
    id="text-generation",
    title=QT_TRANSLATE_NOOP("tasks", "Chat"),
    summary=QT_TRANSLATE_NOOP("tasks", "Answers a message, and remembers what was said."),
    icon="message-circle",
    group="chat",
    accepts=(MediaKind.TEXT, MediaKind.TABLE),
    produces=ResultKind.TEXT,
    params=Params,
    rank=60,
)


def run(file: InputFile, params: Params, context: Context) -> Text:
    """Answer a text as one message."""
    from desktop.core.chat import Message, Role
    from desktop.engine.passages import refuse_endless
    from desktop.media.text import read_text

    text = read_text(file).strip()
    refuse_endless(file, len(text))
    value = answer([Message(role=Role.USER, text=text)], params, context)
    context.interrupt.check()  # half an answer is worth something in a conversation alone
    return value


def answer(messages: Sequence[Message], params: Params, context: Context, *, remember: bool = False) -> Text:
    """Answer a conversation; see `engine.chat.conversation.reply`."""
    from desktop.core.chat import Message, Role
    from desktop.engine.chat.conversation import reply
    from desktop.engine.generation.settings import settings_of

    chosen: dict[str, Any] = {
        name: value for name in ("top_k", "top_p", "repetition_penalty") if (value := getattr(params, name))
    }
    settings = settings_of(
        context.model,
        max_new_tokens=params.max_new_tokens,
        do_sample=params.temperature > 0,
        temperature=params.temperature or 1.0,
        num_beams=1,
        seed=params.seed,
        stop_strings=tuple(stop for text in params.stop.split(",") if (stop := text.strip().replace("\\n", "\n"))),
        **chosen,
    )
    system = params.system.strip() or str(context.model.spec.settings.get("system", ""))
    head = [Message(role=Role.SYSTEM, text=system)] if system else []
    return reply(
        context.model, [*head, *messages], settings, context.interrupt, show=context.partial, remember=remember
    )
