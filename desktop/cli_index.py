"""`ilha index` and `ilha search`: the passages of the user's files, kept up to date and found again."""

from __future__ import annotations

import os
from contextlib import ExitStack, closing
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.cli_output import DONE, SOME_FAILED, Meter, emit, note, report
from desktop.cli_parser import at_least_one
from desktop.core.errors import describe
from desktop.core.passages import IndexedFile, IndexState, InputNotIndexed

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from desktop.core.passages import Hit
    from desktop.state.index import Index
    from desktop.state.paths import Home

_LIMIT = 10


def add_actions(command: argparse.ArgumentParser, shared: argparse.ArgumentParser) -> None:
    """Add the actions of `ilha index`; `shared` has the options that every command takes."""
    actions = command.add_subparsers(dest="action", metavar="ACTION", required=True, parser_class=type(command))

    def action(name: str, text: str, paths: str = "") -> argparse.ArgumentParser:
        made = actions.add_parser(name, parents=[shared], help=text, description=text)
        if paths:
            made.add_argument("paths", nargs=paths, metavar="PATH", help="a file or a folder")
        return made

    added = action("add", "Read files and folders, so that they can be searched.", "*")
    added.set_defaults(refuse=added.error)
    for made in (
        added,
        action("update", "Read again what has changed, in all that was added or in PATH alone.", "*"),
    ):
        made.add_argument(
            "--model", metavar="ID", help="make the vectors with this model; all is read anew for another"
        )
    added.add_argument(
        "--transcripts", action="store_true", help="read the transcripts of the history too, from now on"
    )
    action("remove", "Forget files and folders; the files themselves stay.", "+")
    action("list", "List the files with their states.")


def add_search_arguments(command: argparse.ArgumentParser) -> None:
    """Add the arguments of `ilha search`."""
    command.add_argument("words", nargs="+", metavar="WORDS", help="what to look for, in meaning or in words")
    most = f"passages at most ({_LIMIT})"
    command.add_argument("--limit", type=at_least_one, default=_LIMIT, metavar="N", help=most)
    command.add_argument(
        "--in", action="append", default=[], dest="under", metavar="PATH", help="only in this; repeatable"
    )


def run(options: argparse.Namespace, home: Home) -> int:
    """Run one action; returns the exit status."""
    from desktop.state.index import Index

    with closing(Index(home.index)) as index:
        match options.action:
            case "add":
                return _read(options, home, index, _added(options, home), add=True)
            case "update":
                return _read(options, home, index, _absolute(options.paths) or None, add=False)
            case "remove":
                return _remove(options, home, index)
            case _:
                return _list(options, index)


def search(options: argparse.Namespace, home: Home) -> int:
    """Print what was found, best first; the exit status is the same when that is nothing."""
    from desktop.state.index import Index
    from desktop.state.models import ModelShelf
    from desktop.worker.client import EngineClient
    from desktop.worker.search import SEARCH_THREADS, Searcher

    with ExitStack() as ending:
        index = ending.enter_context(closing(Index(home.index)))
        client = EngineClient(home.work, SEARCH_THREADS)
        ending.callback(client.stop)
        searcher = Searcher(index, ModelShelf(home), home, client)
        hits = searcher.find(" ".join(options.words), limit=options.limit, under=_absolute(options.under))
    for hit in hits:
        _print_hit(hit, as_json=options.json)
    if not hits:
        note("Nothing was found; “ilha index list” shows what is searched.")
    return DONE


def _read(options: argparse.Namespace, home: Home, index: Index, asked: Sequence[Path] | None, *, add: bool) -> int:
    """Bring the index up to date and print each file as soon as it is known what became of it."""
    from desktop.state.models import ModelShelf
    from desktop.state.settings import load_settings
    from desktop.worker.client import EngineClient
    from desktop.worker.indexing import brought_up_to_date

    client, meter, failed = EngineClient(home.work, load_settings(home.settings).threads), Meter(), False
    try:
        for file in brought_up_to_date(
            index,
            ModelShelf(home),
            home,
            client,
            asked,
            add=add,
            model=options.model,
            on_progress=lambda progress: meter.show("", progress),
        ):
            meter.clear()
            failed = file.state is IndexState.FAILED or failed
            _print_file(file, as_json=options.json)
    finally:
        client.stop()
        meter.clear()
    return SOME_FAILED if failed else DONE


def _added(options: argparse.Namespace, home: Home) -> list[Path]:
    from desktop.worker.transcripts import begin_transcripts

    if not options.paths and not options.transcripts:
        options.refuse("the following arguments are required: PATH")
    return _absolute(options.paths) + ([begin_transcripts(home)] if options.transcripts else [])


def _remove(options: argparse.Namespace, home: Home, index: Index) -> int:
    from desktop.worker.transcripts import let_go_transcripts

    failed = False
    for path in _absolute(options.paths):
        known = path in index.roots()
        gone = index.remove(path)
        if not gone and not known:
            failed = True
            report(InputNotIndexed(name=path.name).failure(), as_json=options.json, source=str(path))
        for forgotten in [file.path for file in gone] or ([path] if known else []):
            if options.json:
                emit({"path": str(forgotten), "state": "forgotten"})
            else:
                print(f"forgotten  {forgotten}")
    index.tidy()
    let_go_transcripts(home)
    return SOME_FAILED if failed else DONE


def _list(options: argparse.Namespace, index: Index) -> int:
    from desktop.media.sniff import natural_key
    from desktop.worker.survey import look

    entries = index.entries()
    for entry in sorted(entries, key=lambda entry: [natural_key(part) for part in entry.path.parts]):
        _print_file(look(entry), as_json=options.json)
    if not entries:
        note(f"Nothing is in the index yet: ilha index {'update' if index.roots() else 'add PATH'}")
    return DONE


def _print_file(file: IndexedFile, *, as_json: bool) -> None:
    reason = describe(file.failure)[0] if file.failure is not None else None
    if as_json:
        emit({"path": str(file.path), "state": file.state.value, "passages": file.passages, "reason": reason})
    else:
        print(f"{file.state.value:8} {file.passages:6}  {file.path}" + (f": {reason}" if reason else ""), flush=True)


def _print_hit(hit: Hit, *, as_json: bool) -> None:
    passage = hit.passage
    if as_json:
        place = {"start": passage.start, "end": passage.end, "page": passage.page, "text": passage.text}
        emit({"path": str(hit.path), **place, "score": hit.score})
        return
    page = f", page {passage.page}" if passage.page is not None else ""
    print(f"{hit.score:.2f}  {hit.path}{page}\n      {' '.join(passage.text.split())}\n")


def _absolute(paths: Sequence[str]) -> list[Path]:
    return [Path(os.path.abspath(Path(path).expanduser())) for path in paths]  # noqa: PTH100 - links keep their names
