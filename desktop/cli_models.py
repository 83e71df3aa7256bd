"""`ilha models`: what is added to this computer, and what is made of models that have no graph yet."""

from __future__ import annotations

import argparse
import signal
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from desktop import cli_hub, cli_store
from desktop.cli_ending import tidy_end
from desktop.cli_output import DONE, SOME_FAILED, USAGE, Meter, emit, failure_form, note, report
from desktop.core.errors import IlhaError
from desktop.core.text import size
from desktop.core.usage import UsageError

if TYPE_CHECKING:
    from desktop.core.model import InstalledModel
    from desktop.state.paths import Home
    from desktop.worker.conversion import Event, Variant

_PHASES = {
    "check": "looking at the folder",
    "load": "loading the model",
    "export": "exporting its graph",
    "compare": "asking the original",
    "optimise": "fusing the graph",
    "quantise": "making the int8 variant",
    "write": "writing the folder",
}


def add_actions(models: argparse.ArgumentParser, shared: argparse.ArgumentParser) -> None:
    """Add the actions of `ilha models`; `shared` has the options that every command takes."""
    actions = models.add_subparsers(dest="action", metavar="ACTION", required=True, parser_class=type(models))

    def action(name: str, text: str) -> argparse.ArgumentParser:
        return actions.add_parser(name, parents=[shared], help=text, description=text)

    cli_store.add_actions(action)
    cli_hub.add_actions(action)
    added = action("import", "Check a model, copy it, and make it one of those on this computer.")
    added.add_argument("path", metavar="PATH", help="a folder in the layout of the Hub, a kit, or a cache of the Hub")
    added.add_argument("--id", metavar="NAME", help="call it local/NAME; otherwise it is called like the folder")
    added.add_argument("--task", metavar="TASK", help="what it is for; otherwise the folder must tell")
    added.add_argument("--variant", metavar="V", help="precision (q8, q4, fp32 …); otherwise the best on a CPU")
    converted = action("convert", "Make ONNX graphs of a model that has none; needs the converter.")
    converted.add_argument("folder", metavar="FOLDER", help="a folder of the Hub with safetensors")
    converted.add_argument("--out", metavar="DIR", required=True, help="the folder to make; new, or empty")
    converted.add_argument("--task", metavar="TASK", default="", help="what it is for; else its configuration says so")
    converted.add_argument("--four-bits", action="store_true", help="half the size for a model that writes, less exact")


def run(options: argparse.Namespace, home: Home) -> int:
    """Run one action; returns the exit status."""
    match options.action:
        case "import":
            with tidy_end(signal.SIGINT):
                return _import(options, home)
        case "convert":
            with tidy_end(signal.SIGINT):
                return _convert(options)
        case "export" | "move" | "update":
            with tidy_end(signal.SIGINT):
                return cli_store.run(options, home)
        case action if action in cli_hub.ACTIONS:
            with tidy_end(signal.SIGINT):
                return cli_hub.run(options, home)
        case _:
            return cli_store.run(options, home)


def _import(options: argparse.Namespace, home: Home) -> int:
    from desktop.hub.arrivals import Refused, import_path
    from desktop.state.settings import load_settings
    from desktop.worker.inspector import EngineInspector

    meter, path, status = Meter(), Path(options.path).expanduser(), DONE
    with EngineInspector(home, load_settings(home.settings).threads) as inspector:
        arrivals = import_path(
            path,
            home=home,
            inspector=inspector,
            name=options.id,
            task=options.task,
            variant=options.variant,
            report=lambda progress: meter.show(path.name, progress),
        )
        with closing(arrivals):  # what was unpacked goes, also when a signal ends this loop
            try:
                for arrival in arrivals:
                    meter.clear()
                    if isinstance(arrival, Refused):
                        status = SOME_FAILED
                        report(arrival.failure, as_json=options.json, source=arrival.name)
                    else:
                        _print_model(arrival, as_json=options.json)
            finally:
                meter.clear()
    return status


def _print_model(model: InstalledModel, *, as_json: bool) -> None:
    spec = model.spec
    if as_json:
        emit(
            {
                "id": spec.id,
                "task": spec.task,
                "variant": spec.variant,
                "state": model.state.value,
                "size_bytes": spec.size_bytes,
                "licence": spec.licence,
                "folder": str(model.folder),
            }
        )
    else:
        print(f"{spec.id}: {spec.task}, {spec.variant}, {size(spec.size_bytes)}, in {model.folder}", flush=True)


def _convert(options: argparse.Namespace) -> int:
    from desktop import tasks
    from desktop.worker.conversion import Conversion

    show = _emit if options.json else _tell
    try:
        if options.task:
            tasks.get_task(options.task)
        source, out = Path(options.folder).expanduser(), Path(options.out).expanduser()
        conversion = Conversion(source, out, options.task, four_bits=options.four_bits)
        with closing(conversion.run()) as events:  # ends the converter, also when a signal ends this loop
            for event in events:
                show(event)
    except IlhaError as error:
        if not options.json:
            raise
        emit({"event": "failed", **failure_form(error.failure())})
        return USAGE if isinstance(error, UsageError) else SOME_FAILED
    return DONE


def _emit(event: Event) -> None:
    emit(msgspec.to_builtins(event))


def _tell(event: Event) -> None:
    """Print phases and warnings on standard error and what came out on standard output."""
    from desktop.worker.conversion import Converted, Phase, Warned

    match event:
        case Phase(name=name):
            note(f"{_PHASES.get(name, name)} …")
        case Warned(message=message):
            note(message)
        case Converted(out=out, variants=variants):
            print("\n".join([out, *map(_line, variants)]))


def _line(variant: Variant) -> str:
    if not variant.kept:
        return f"  {variant.name:6} dropped: {variant.reason}"
    faster = f", {variant.speedup:.1f} times as fast as fp32" if variant.speedup is not None else ""
    return f"  {variant.name:6} {size(variant.size_bytes):>9}, differs by {variant.max_diff:.2g} at most{faster}"
