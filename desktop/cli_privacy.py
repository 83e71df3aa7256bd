"""`ilha privacy`: what is enforced, what was ever sent, and the proof of both."""

from __future__ import annotations

import dataclasses
import errno
import os
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.cli_output import DONE, SOME_FAILED, emit
from desktop.core.proof import LEVELS, NAMES, VIAS
from desktop.core.text import fill, size
from desktop.core.usage import FileTaken

if TYPE_CHECKING:
    import argparse

    from desktop.core.proof import Attempt
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
    actions = command.add_subparsers(dest="action", parser_class=type(command))

    def action(name: str, text: str) -> argparse.ArgumentParser:
        return actions.add_parser(name, parents=[shared], help=text, description=text)

    action("prove", "Have an engine try to get past its wall, and print what the system answers.")
    ledger = action("ledger", "List the requests that were sent or refused, the newest last.")
    ledger.add_argument("--limit", type=int, metavar="N", help="only the newest N")
    ledger.add_argument("--export", type=Path, metavar="FILE", help="write them to FILE.csv or FILE.json instead")
    ledger.add_argument("--verify", action="store_true", help="only check that each row is as it was written")


def run(options: argparse.Namespace, home: Home) -> int:
    """Run one action, or tell how things stand; returns the exit status, 1 where privacy does not hold."""
    actions = {"prove": _prove, "ledger": _ledger}
    return actions.get(options.action, _tell)(options, home)


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

    proof = prove(home)
    if options.json:
        probes = [{**dataclasses.asdict(attempt), "refused": attempt.refused} for attempt in proof.attempts]
        emit({"ok": proof.holds, "level": proof.level, "probes": probes, "control": {"ok": proof.conclusive}})
    else:
        for attempt in proof.attempts:
            print(f"{'ok  ' if attempt.refused else 'BAD '} {_described(attempt)}: {_answer(attempt)}")
        without = "it works" if proof.conclusive else "refused too, so this proves nothing"
        print(f"{'ok  ' if proof.conclusive else 'BAD '} {NAMES['tcp']}, without the wall: {without}")
    return DONE if proof.holds else SOME_FAILED


def _described(attempt: Attempt) -> str:
    return f"{NAMES.get(attempt.name, attempt.name)}, {VIAS.get(attempt.via, attempt.via)}"


def _answer(attempt: Attempt) -> str:
    if not attempt.refused:
        return "it was let"
    return f"{attempt.errno}, {os.strerror(getattr(errno, attempt.errno, 0))}"


def _ledger(options: argparse.Namespace, home: Home) -> int:
    from desktop.worker.privacy import export, fields, record

    found = record(home)
    if options.verify:
        if options.json:
            emit({"ok": found.whole, "rows": len(found.rows), "first_bad": found.broken_at})
        else:
            print(fill(*found.verdict))
        return DONE if found.whole else SOME_FAILED
    rows = found.rows if options.limit is None else found.rows[max(len(found.rows) - max(options.limit, 0), 0) :]
    if options.export is not None:
        target = options.export.expanduser()
        if target.exists():
            raise FileTaken(file=target.name)
        export(rows, target)
        return DONE
    for row in rows:
        if options.json:
            emit(fields(row))
        else:
            print(_line(row))
    return DONE


def _line(row: Row) -> str:
    entry = row.entry
    when = datetime.fromtimestamp(entry.time).astimezone().isoformat(" ", "seconds")
    came = f"{size(entry.received_bytes)} received" if entry.received_bytes >= 0 else "broken off"
    about = f"{size(entry.sent_bytes)} sent, {came}; {entry.reason}, {entry.asker}"
    return f"{row.number:6}  {when}  {entry.decision:20} {entry.method} {entry.host}{entry.path}  ({about})"
