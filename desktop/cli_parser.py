"""How arguments are read and explained: one kind of parser for the program, its commands and their actions."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any, NoReturn

from desktop.core.text import QT_TRANSLATE_NOOP
from desktop.core.usage import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable

_EVERYWHERE = frozenset({"help", "home", "offline", "private", "verbose", "json"})
"""Options of every command, which a usage line need not repeat."""


class WrongCall(UsageError):
    """The arguments do not make a command."""

    code = "usage"
    message = "{reason}"
    hint = "{remedy}"
    remedy = QT_TRANSLATE_NOOP("errors", "“ilha --help” lists the commands.")

    def __init__(self, *, reason: str, remedy: str = "") -> None:
        """Say what is wrong, and where to read what would be right."""
        super().__init__(reason=reason, remedy=remedy or self.remedy)


class Parser(argparse.ArgumentParser):
    """Explains itself briefly, and says what is wrong as all of Ilha does."""

    def __init__(self, **settings: Any) -> None:
        """Make a parser; `settings` are those of the library."""
        super().__init__(**{"formatter_class": _Help, "allow_abbrev": False, **settings})

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        """Read arguments, and refuse the first one that this parser does not know."""
        found, unknown = super().parse_known_args(args, namespace)
        if unknown:
            word, _, _ = unknown[0].partition("=")
            known = [one for action in self._actions for one in action.option_strings]
            remedy = f"{did_you_mean(word, known)}“{self.prog} --help” explains what it takes."
            raise WrongCall(reason=f"“{self.prog}” does not take “{word}”.", remedy=remedy)
        return found, unknown

    def error(self, message: str) -> NoReturn:
        """Raise the error of a call that cannot be read."""
        raise WrongCall(reason=f"{message[:1].upper()}{message[1:]}.", remedy=f"“{self.prog} --help” explains it.")

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        if action.choices is not None and value not in action.choices:
            choices = ", ".join(map(str, action.choices))
            remedy = f"{did_you_mean(str(value), map(str, action.choices))}“{self.prog} --help” explains them."
            raise WrongCall(reason=f"“{value}” is none of these: {choices}.", remedy=remedy)


class _Help(argparse.HelpFormatter):
    """Leaves what every command takes out of usage lines, and the lines of examples as they are."""

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[Any],
        prefix: str | None = None,
    ) -> None:
        """Add a usage line of what is the command's own."""
        super().add_usage(usage, [one for one in actions if one.dest not in _EVERYWHERE], groups, prefix)

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        return text if "\n" in text else super()._fill_text(text, width, indent)


def at_least_one(text: str) -> int:
    """Return the number that an option such as `--limit` was given."""
    if not text.isdecimal() or int(text) < 1:
        fault = f"“{text}” is no number from 1 on"
        raise argparse.ArgumentTypeError(fault)
    return int(text)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return a question about the known word that is most like one, with a space behind; nothing when none is."""
    import difflib

    by_letters = {one.casefold().strip("-"): one for one in known}
    close = difflib.get_close_matches(word.casefold().strip("-"), by_letters, n=1)
    return f"Did you mean “{by_letters[close[0]]}”? " if close else ""
