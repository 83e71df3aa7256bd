"""The command that scores models against a column of right answers."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import IO, TYPE_CHECKING

from desktop.cli_output import DONE, Meter, emit
from desktop.cli_parser import WrongCall
from desktop.core.usage import FormatUnknown

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping

    from desktop.state.paths import Home

_MODELS = 2


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe what the command takes."""
    parser.add_argument("task", metavar="TASK", help="a task on texts")
    parser.add_argument(
        "table", metavar="TABLE", help="texts and right answers; a row without one of them does not count"
    )
    parser.add_argument("--model", action="append", default=[], metavar="ID", help="once, or twice to compare two")
    parser.add_argument(
        "--param", action="append", default=[], metavar="K=V", help="column=C, truth=T, or an option of the task"
    )
    parser.add_argument("--out", metavar="DIR", help="where reports go")
    parser.add_argument("--format", action="append", default=[], metavar="F", help="json, md or html; repeatable")


def run(options: argparse.Namespace, home: Home, params: Mapping[str, str]) -> int:
    """Score one model, or compare two."""
    from desktop.media.sniff import recognise
    from desktop.state.models import ModelShelf
    from desktop.state.settings import load_settings
    from desktop.worker import score_report
    from desktop.worker.score_run import compare

    unknown = next((name for name in options.format if name not in score_report.FORMATS), None)
    if unknown is not None:
        raise FormatUnknown(format=unknown, formats=", ".join(score_report.FORMATS))
    if len(options.model) > _MODELS:
        raise WrongCall(reason=f"{len(options.model)} models were named, and at most {_MODELS} are compared.")
    meter = Meter()
    file = recognise(Path(options.table).absolute())
    made = compare(
        file,
        options.task,
        options.model,
        params,
        home=home,
        shelf=ModelShelf(home),
        threads=load_settings(home.settings).threads,
        on_progress=meter.show,
    )
    meter.clear()
    if options.json:
        emit(score_report.to_json(made))
    else:
        print(score_report.plain(made))
    for form in options.format or (["md", "html", "json"] if options.out else []):
        _write(Path(options.out or "."), f"{file.path.stem}-score.{form}", score_report.written(made, form, file.name))
    return DONE


def _write(folder: Path, name: str, content: bytes) -> None:
    from desktop.media.names import candidates
    from desktop.media.storage import publish

    def fill(content: bytes, stream: IO[bytes]) -> None:
        stream.write(content)

    publish(folder.absolute(), candidates(name), partial(fill, content))
