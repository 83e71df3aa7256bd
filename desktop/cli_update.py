"""`ilha models update`: what is newest where models came from, asked as one question, and installed."""

from __future__ import annotations

import argparse
from contextlib import closing
from typing import TYPE_CHECKING

from desktop import cli_hub
from desktop.cli_output import DONE, SOME_FAILED, emit, report
from desktop.core.errors import ModelError
from desktop.core.text import size
from desktop.core.usage import NotUpdatable

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.hub.client import Hub
    from desktop.hub.updates import Update
    from desktop.state.paths import Home


def add_action(action: Callable[[str, str], argparse.ArgumentParser]) -> None:
    """Add the action; `action` makes a parser of a name and a description."""
    renewed = action("update", "Ask where models came from whether there is a newer commit, and install that.")
    renewed.add_argument("model", metavar="ID", nargs="?", help="this one only; all without")
    renewed.add_argument("--check", action="store_true", help="only say what would change")
    cli_hub.add_consent(renewed)


def run(options: argparse.Namespace, home: Home) -> int:
    """Run the action; returns the exit status."""
    from desktop.hub.updates import Update, look_up, subject_of, updatable
    from desktop.state.models import ModelShelf

    shelf = ModelShelf(home)
    models = [shelf.get(options.model)] if options.model else [model for model in shelf.all() if updatable(model)]
    if options.model and not updatable(models[0]):
        raise NotUpdatable(model=options.model)
    if not models and not options.json:
        print("No model here came from a server.")
    status, found = DONE, list[Update]()
    with closing(cli_hub.open_hub(options, home)) as hub:
        with hub.connect("update", subject_of(models)) as connection:
            for one in look_up(connection, models):
                if isinstance(one, Update):
                    found.append(one)
                else:
                    status = SOME_FAILED
                    report(one.failure, as_json=options.json, source=one.name)
        for update in found:
            if not _renew(hub, update, options):
                status = SOME_FAILED
    if options.json:
        emit({"checked": len(models), "newer": sum(update.is_newer for update in found)})
    return status


def _renew(hub: Hub, update: Update, options: argparse.Namespace) -> bool:
    """Install a newer model unless it is only to be told, and tell it; a model that is of no use stops no other."""
    if update.is_newer and not options.check:
        wanted = {"revision": update.after, "variant": update.variant, "json": False}
        try:
            cli_hub.fetch(hub, update.id, argparse.Namespace(**vars(options) | wanted))
        except ModelError as error:
            report(error.failure(), as_json=options.json, source=update.id)
            return False
    if options.json:
        emit({"id": update.id, "from": update.before, "to": update.after, "bytes": update.size_bytes})
    elif update.is_newer:
        changed = f"{size(update.size_bytes)} changed" if update.size_bytes else "no file of it changed"
        print(f"{update.id}: {update.before[:12]} → {update.after[:12]}, {changed}")
    else:
        print(f"{update.id}: {update.before[:12]} is the newest")
    return True
