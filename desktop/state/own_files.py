"""The files of a home that people write and change themselves: recipes and assistants."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.state import assistants, recipes
from desktop.state.given_file import faults

if TYPE_CHECKING:
    from desktop.core.errors import InputError
    from desktop.state.paths import Home


def unread(home: Home) -> list[InputError]:
    """Say which of them describe nothing, and why."""
    return [*faults(home.recipes, recipes.read), *faults(home.assistants, assistants.read)]
