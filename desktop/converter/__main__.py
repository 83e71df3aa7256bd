"""`python -I desktop/converter FOLDER --out DIR [--task T] [--keep-slow]`: JSON lines on standard output.

The log goes to standard error. `--keep-slow` is for tests, whose models are too small for the clock.

Exit status: 0 done, 1 failed, 2 usage, 130 and 143 when it was interrupted.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import sys
import types
from dataclasses import asdict
from pathlib import Path

ENVIRONMENT = {
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "HF_HUB_OFFLINE": "1",
    "ORT_DISABLE_TELEMETRY": "1",
    "TOKENIZERS_PARALLELISM": "false",
    "TRANSFORMERS_VERBOSITY": "error",
}


def stand_alone() -> None:
    """Make this folder importable as `desktop.converter`, and nothing else of what lies beside it."""
    here = Path(__file__).resolve().parent
    desktop = types.ModuleType("desktop")
    desktop.__path__ = []
    sys.modules[desktop.__name__] = desktop
    spec = importlib.util.spec_from_file_location(
        "desktop.converter", here / "__init__.py", submodule_search_locations=[str(here)]
    )
    assert spec is not None
    assert spec.loader is not None
    sys.modules[spec.name] = package = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(package)


def main(arguments: list[str]) -> int:
    """Convert one folder; returns the exit status."""
    options = _parse(arguments)
    os.environ.update(ENVIRONMENT)
    from desktop.converter import ending
    from desktop.converter.events import Events
    from desktop.converter.faults import named

    ending.watch(options.out, tied=options.tied)
    events = Events()
    try:
        from desktop.converter.conversion import convert

        variants = convert(
            options.folder, options.out, events, options.task, four_bits=options.four_bits, keep_slow=options.keep_slow
        )
    except Exception as error:  # noqa: BLE001 - the edge of the process: everything becomes a last line here
        fault = named(error)
        ending.clear(options.out)
        events.failed(fault.code, fault.message, fault.hint)
        return 1
    events.done(str(options.out), [asdict(variant) for variant in variants])
    return 0


def _parse(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="converter", description="Turn a model of the Hub into ONNX graphs.")
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="config.json, safetensors and what belongs to them")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="an empty or new folder")
    parser.add_argument("--task", default="", metavar="T", help="what the model is for; else its configuration says so")
    parser.add_argument("--four-bits", action="store_true", help="give a decoder weights of 4 bits instead of 8")
    parser.add_argument("--keep-slow", action="store_true", help="keep int8 also where it is not faster or smaller")
    parser.add_argument("--tied", action="store_true", help="end when standard input does")
    options = parser.parse_args(arguments)
    if not options.folder.is_dir():
        parser.error(f"{options.folder} is no folder")
    try:
        options.out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        parser.error(f"{options.out} cannot be made: {error.strerror}")
    if any(options.out.iterdir()):
        parser.error(f"{options.out} is not empty")
    return options


if __name__ == "__main__":
    if not __package__:
        stand_alone()
    sys.exit(main(sys.argv[1:]))
