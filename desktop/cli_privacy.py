"""`ilha privacy`: what is enforced, what was ever sent, and the proof of both."""

from __future__ import annotations

import argparse
import os
import sys
from contextlib import nullcontext
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.cli_output import DONE, SOME_FAILED, ask, emit, note
from desktop.cli_parser import at_least_one
from desktop.core.proof import LEVELS
from desktop.core.text import fill, size
from desktop.core.usage import FileTaken

if TYPE_CHECKING:
    from desktop.state.erasure import Share
    from desktop.state.ledger import Row
    from desktop.state.paths import Home

_NETWORK = {
    "offline": "nothing is sent but after a yes to a question that names it",
    "ask": "a server is asked about once in each run, every download by itself",
    "allowed": "what somebody starts is done without a question",
}


def add_actions(command: argparse.ArgumentParser, shared: argparse.ArgumentParser) -> None:
    """Add the actions of `ilha privacy`; `shared` has the options that every command takes."""
    command.set_defaults(action="")
    actions = command.add_subparsers(dest="action", metavar="ACTION", parser_class=type(command))

    def action(name: str, text: str) -> argparse.ArgumentParser:
        return actions.add_parser(name, parents=[shared], help=text, description=text)

    proof = action("prove", "Have an engine try to get past its wall, and print what the system answers.")
    for place, unset in ((command, None), (proof, argparse.SUPPRESS)):  # what stands before the action counts too
        about = "also write the report to FILE.json or FILE.txt"
        place.add_argument("--save", type=Path, metavar="FILE", default=unset, help=about)
    command.add_argument("--prove", action="store_true", help="the same as “prove”")
    ledger = action("ledger", "List the requests that were sent or refused, the newest last.")
    ledger.add_argument("--limit", type=at_least_one, metavar="N", help="only the newest N")
    ledger.add_argument("--export", type=Path, metavar="FILE", help="write them to FILE.csv or FILE.json instead")
    ledger.add_argument("--verify", action="store_true", help="only check that each row is as it was written")
    erased = action("erase", "Erase all that Ilha keeps: history, conversations, index, settings, models, record.")
    erased.add_argument("--yes", action="store_true", help="do not ask")
    erased.add_argument("--keep-models", action="store_true", help="leave the models where they are")


def run(options: argparse.Namespace, home: Home) -> int:
    """Run one action, or tell how things stand; returns the exit status, 1 where privacy does not hold."""
    actions = {"prove": _prove, "ledger": _ledger}
    wanted = "prove" if options.prove and not options.action else options.action
    return actions.get(wanted, _tell)(options, home)


def erase(options: argparse.Namespace, home: Home) -> int:
    """Erase a home; returns the exit status, 1 when the system kept something."""
    from desktop.hub.access import forget_all
    from desktop.state import erasure
    from desktop.state.session import apart
    from desktop.state.settings import load_settings

    models = not options.keep_models
    if not options.yes:
        _ask(home, erasure.shares(home, models=models))
    settings = load_settings(home.settings)
    with apart(home) if home.root.is_dir() else nullcontext():
        found = erasure.erase(home, models=models)
    forget_all(settings.hub, settings.proxy)
    if options.json:
        emit({"paths": [str(path) for path in found.paths], "bytes": found.size_bytes})
    else:
        print(f"{len(found.paths)} files erased, {size(found.size_bytes)}")
    for path in found.left:
        note(f"{path} could not be erased")
    return SOME_FAILED if found.left else DONE


def _ask(home: Home, listed: tuple[Share, ...]) -> None:
    """List what would be erased, and ask whoever is there."""
    for share in listed:
        if share.files:
            tops = ", ".join(map(str, share.tops))
            files = "1 file" if len(share.files) == 1 else f"{len(share.files)} files"
            print(f"{share.name:10} {files}, {size(share.size_bytes)}: {tops}", file=sys.stderr)
    total = size(sum(share.size_bytes for share in listed))
    ask(f"Erase all of this in {home.root}, {total}, for good?")


def _tell(options: argparse.Namespace, home: Home) -> int:
    from desktop.state.settings import load_settings
    from desktop.worker.privacy import level, record, sentence

    network, found, wall = load_settings(home.settings).network, record(home), level(home)
    said, verdict = fill(*sentence(found.totals)), fill(*found.verdict)
    if options.json:
        emit(
            {
                "level": wall,
                "network": network,
                "requests": found.totals.sent,
                **{name: getattr(found.totals, name) for name in ("refused", "sent_bytes", "received_bytes", "hosts")},
                "whole": found.whole,
                "first_bad": found.broken_at,
                "sentence": said,
            }
        )
    else:
        print(said)
        print(f"wall {wall}: {LEVELS.get(wall, '')}")
        print(f"network {network}: {_NETWORK[network]}")
        print(f"requests: {found.totals.sent} sent, {found.totals.refused} refused")
        print(verdict)
    return DONE if found.whole else SOME_FAILED


def _prove(options: argparse.Namespace, home: Home) -> int:
    from desktop.worker.privacy import prove
    from desktop.worker.proof_report import check_form, lines, save, verdict

    target = options.save.expanduser() if options.save is not None else None
    if target is not None:
        check_form(target)
        if os.path.lexists(target):
            raise FileTaken(file=target.name)
    proof = prove(home)
    digest = save(proof, target) if target is not None else ""
    if options.json:
        emit(verdict(proof))
    else:
        print("\n".join(lines(proof)))
    if digest:
        note(f"saved in {target}, sha256 {digest}")
    return DONE if proof.holds else SOME_FAILED


def _ledger(options: argparse.Namespace, home: Home) -> int:
    from desktop.worker.privacy import export, fields, record, sentence

    found = record(home)
    if options.verify:
        if options.json:
            emit({"ok": found.whole, "rows": len(found.rows), "first_bad": found.broken_at})
        else:
            print(fill(*found.verdict))
        return DONE if found.whole else SOME_FAILED
    rows = found.rows if options.limit is None else found.rows[-options.limit :]
    if options.export is not None:
        target = options.export.expanduser()
        if os.path.lexists(target):
            raise FileTaken(file=target.name)
        export(rows, target)
        if options.json:
            emit({"path": str(target.absolute()), "rows": len(rows)})
        else:
            print(f"{len(rows)} rows in {target}")
        return DONE
    for row in rows:
        if options.json:
            emit(fields(row))
        else:
            print(_line(row))
    if not found.rows:
        note(fill(*sentence(found.totals)))
    return DONE


def _line(row: Row) -> str:
    entry = row.entry
    when = datetime.fromtimestamp(entry.time).astimezone().isoformat(" ", "seconds")
    came = f"{size(entry.received_bytes)} received" if entry.received_bytes >= 0 else "broken off"
    about = f"{size(entry.sent_bytes)} sent, {came}; {entry.reason}, {entry.asker}"
    return f"{row.number:6}  {when}  {entry.decision:20} {entry.method} {entry.host}{entry.path}  ({about})"
