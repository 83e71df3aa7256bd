"""Assistants: a model with instructions, options and what it may be asked about."""

from __future__ import annotations

from dataclasses import dataclass, field

from desktop.core.chat import Tool
from desktop.core.errors import InputError
from desktop.core.task import AUTOMATIC, Value
from desktop.core.text import QT_TRANSLATE_NOOP
from desktop.core.usage import UsageError


@dataclass(frozen=True, slots=True, kw_only=True)
class Assistant:
    """What a conversation is begun with.

    Attributes:
        id: name of its file without the ending.
        name: as people call it.
        summary: one sentence about it.
        icon: name of an SVG file in `resources/icons`.
        prompt: instructions that are said before the conversation.
        model: id of the model to ask, or `AUTOMATIC`.
        documents: paths of files and folders that its answers are drawn from.
        tools: what it does besides writing.
        params: options of the task that are not as usual.
        shipped: whether it came with the program; such a one is never changed, only copied.
    """

    id: str
    name: str
    summary: str = ""
    icon: str = "message-circle"
    prompt: str = ""
    model: str = AUTOMATIC
    documents: tuple[str, ...] = ()
    tools: tuple[Tool, ...] = ()
    params: dict[str, Value] = field(default_factory=dict)
    shipped: bool = False

    @property
    def all_params(self) -> dict[str, Value]:
        """Return the options of the task, the instructions among them."""
        return self.params | ({"system": self.prompt} if self.prompt else {})


class AssistantUnknown(UsageError):
    """No assistant has this name."""

    code = "assistant-unknown"
    message = QT_TRANSLATE_NOOP("errors", "There is no assistant “{name}”.")
    hint = QT_TRANSLATE_NOOP("errors", "Assistants: {assistants}.")


class AssistantInvalid(InputError):
    """A file that describes no assistant."""

    code = "assistant-invalid"
    message = QT_TRANSLATE_NOOP("errors", "“{name}” describes no assistant of Ilha.")
    hint = QT_TRANSLATE_NOOP("errors", "What is wrong in it: {said}.")
