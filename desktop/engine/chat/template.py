"""A conversation in the words a model was trained with, by the Jinja template that came with it.

Templates are code from strangers. They run in Jinja's immutable sandbox, see nothing but texts, and are given the
functions that transformers gives them, so that its `apply_chat_template` would say the same.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from typing import TYPE_CHECKING, Any, NoReturn

from desktop.core.chat import Message, Role
from desktop.core.errors import ModelIncompatible
from desktop.core.text import QT_TRANSLATE_NOOP
from desktop.engine.tokens import optional_json
from desktop.engine.vocabulary import CONFIG, SPECIALS, content

if TYPE_CHECKING:
    from collections.abc import Sequence

    import jinja2

    from desktop.engine.loaded import LoadedModel

FILE = "chat_template.jinja"
_NAMES = ("bos_token", "eos_token", "unk_token", "sep_token", "pad_token", "cls_token", "mask_token")
_BETWEEN = "\n\n"
"""Stands between what is put into one text, where a model has no template or its template no system prompt."""


class ChatTemplate:
    """The template of a model.

    Attributes:
        specials: the tokeniser's special tokens by their names in the library (`bos_token` …).
        completes: whether the model has no template, and goes on writing what it is given.
    """

    def __init__(self, model: LoadedModel) -> None:
        """Read the template.

        Raises:
            ModelIncompatible: it is no template.
        """
        import jinja2

        self._model = model.spec.id
        written = optional_json(model, CONFIG)
        named = optional_json(model, SPECIALS) | written
        self.specials = {name: text for name in _NAMES if (text := content(named.get(name))) is not None}
        source = _source(model, written)
        self.completes = source is None
        try:
            self._template = _environment().from_string(source or "")
        except jinja2.TemplateError as error:
            raise self._refused(error) from error

    def render(self, messages: Sequence[Message]) -> str:
        """Return a conversation as the text that the model goes on with.

        A template that knows no system prompt gets it at the head of the first message.

        Raises:
            ModelIncompatible: the template refuses it all the same.
        """
        if self.completes:
            return _BETWEEN.join(message.text for message in messages)
        try:
            return self._render(messages)
        except Exception as error:
            if messages[0].role is not Role.SYSTEM or len(messages) < 2:
                raise self._refused(error) from error
        first = dataclasses.replace(messages[1], text=messages[0].text + _BETWEEN + messages[1].text)
        return self.render([first, *messages[2:]])

    def _render(self, messages: Sequence[Message]) -> str:
        said = [{"role": str(message.role), "content": message.text} for message in messages]
        return self._template.render(
            messages=said, tools=None, documents=None, add_generation_prompt=True, **self.specials
        )

    def _refused(self, error: Exception) -> ModelIncompatible:
        reason = QT_TRANSLATE_NOOP("errors", "Its chat template cannot be used ({said}).")
        said = f"{type(error).__name__}: {error}"
        return ModelIncompatible(model=self._model, reason=reason, said=said, detail=said)


def chat_template(model: LoadedModel) -> ChatTemplate:
    """Return the template of `model`, read once."""
    return model.part("chat-template", lambda: ChatTemplate(model))


def _source(model: LoadedModel, written: dict[str, Any]) -> str | None:
    """Return the template: a file of its own, or part of the tokeniser's configuration, where there may be several."""
    if any(file.path == FILE for file in model.spec.files):
        return model.file(FILE).read_text(encoding="utf-8")
    found = written.get("chat_template")
    if isinstance(found, list):
        named = {one.get("name"): one.get("template") for one in found if isinstance(one, dict)}
        found = named.get("default", next(iter(named.values()), None))
    return found if isinstance(found, str) else None


def _environment() -> jinja2.Environment:
    """Return the surroundings that transformers gives to templates."""
    from jinja2 import nodes
    from jinja2.ext import Extension, loopcontrols
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    class Generation(Extension):
        """Takes the marks around what a model says, which matter to those who train it alone."""

        tags = {"generation"}  # noqa: RUF012 - as Jinja has it

        def parse(self, parser: Any) -> list[nodes.Node]:
            next(parser.stream)
            body: list[nodes.Node] = parser.parse_statements(("name:endgeneration",), drop_needle=True)
            return body

    made = ImmutableSandboxedEnvironment(trim_blocks=True, lstrip_blocks=True, extensions=[Generation, loopcontrols])
    made.filters["tojson"] = _tojson
    made.globals["raise_exception"] = _raise_exception
    made.globals["strftime_now"] = _strftime_now
    return made


def _tojson(value: object, **layout: Any) -> str:
    """Return JSON as it is; Jinja's own filter would write it for HTML."""
    return json.dumps(value, **{"ensure_ascii": False, **layout})


def _raise_exception(message: str) -> NoReturn:
    import jinja2

    raise jinja2.TemplateError(message)


def _strftime_now(layout: str) -> str:
    return dt.datetime.now().strftime(layout)  # noqa: DTZ005 - the user's own day, as the library has it
