"""`ilha models`: what is kept: listed, checked, removed, given away and moved."""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from desktop import cli_update
from desktop.cli_output import DONE, SOME_FAILED, Meter, ask, emit
from desktop.core.model import ModelState
from desktop.core.text import fill, size

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.core.catalogue import CatalogueModel
    from desktop.core.model import InstalledModel
    from desktop.hub.fit import Fit
    from desktop.hub.store import KeptModel
    from desktop.state.paths import Home

    AddAction = Callable[[str, str], argparse.ArgumentParser]


def add_actions(action: AddAction) -> None:
    """Add the actions of `ilha models` that concern what is kept."""
    listed = action("list", "List the models on this computer.")
    listed.add_argument("--all", action="store_true", help="also those of the catalogue that could be installed")
    listed.add_argument("--details", action="store_true", help="also source, commit and last use, and the disk")
    listed.add_argument("--licences", action="store_true", help="whose work they are and under which licence, instead")
    checked = action("verify", "Compare every file of the models with its digest.")
    checked.add_argument("model", metavar="ID", nargs="?", help="this one only; all without")
    removed = action("remove", "Move a model to the trash of the store; “ilha models gc” empties it.")
    removed.add_argument("model", metavar="ID", help="as “ilha models list” writes it")
    removed.add_argument("--yes", action="store_true", help="do not ask")
    cli_update.add_action(action)
    action("du", "Say what the models take on the disk.")
    action("gc", "Empty the trash of the store and remove what interrupted imports left.")
    moved = action("move", "Move the store to another folder, and use it there from now on.")
    moved.add_argument("folder", metavar="DIR", help="new or empty")
    given = action("export", "Write models into one archive, for a computer without a network.")
    given.add_argument("models", metavar="ID", nargs="+", help="as “ilha models list” writes them")
    given.add_argument("--out", metavar="KIT", required=True, help="the archive to make; new")


def run(options: argparse.Namespace, home: Home) -> int:
    """Run one action; returns the exit status."""
    actions = {
        "list": _list,
        "verify": _verify,
        "remove": _remove,
        "du": _du,
        "gc": _gc,
        "move": _move,
        "export": _export,
        "update": cli_update.run,
    }
    return actions[options.action](options, home)


# --- looking ---------------------------------------------------------------------------------------------------------


def _list(options: argparse.Namespace, home: Home) -> int:
    from desktop.hub.offers import available
    from desktop.state.models import ModelShelf

    models = ModelShelf(home).all()
    if options.licences:
        return _licences(options, models)
    if options.details:
        return _details(options, home, models)
    rows = [_Row.of(model) for model in models]
    if options.all:
        rows += [_Row.of_entry(entry) for entry in available(models)]
    if options.json:
        for row in rows:
            emit({name: getattr(row, name) for name in ("id", "task", "state", "size_bytes", "licence")})
        return DONE
    widths = [max((len(getattr(row, name)) for row in rows), default=0) for name in ("id", "task")]
    for row in rows:
        about = "~" if row.state == ModelState.AVAILABLE else ""
        shown = f"{row.state:10} {about + size(row.size_bytes):>9}  {row.licence}{row.faults}"
        print(f"{row.id:{widths[0]}} {row.task:{widths[1]}} {shown}")
    return DONE


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    id: str
    task: str
    state: str
    size_bytes: int
    licence: str
    faults: str = ""

    @classmethod
    def of(cls, model: InstalledModel) -> _Row:
        spec = model.spec
        return cls(
            id=spec.id,
            task=spec.task,
            state=model.state.value,
            size_bytes=spec.size_bytes,
            licence=spec.licence,
            faults=f"  missing or altered: {', '.join(model.missing)}" if model.missing else "",
        )

    @classmethod
    def of_entry(cls, entry: CatalogueModel) -> _Row:
        return cls(
            id=entry.repo_id,
            task=entry.task,
            state=ModelState.AVAILABLE.value,
            size_bytes=entry.size_bytes,
            licence=entry.effective_licence,
        )


def _licences(options: argparse.Namespace, models: tuple[InstalledModel, ...]) -> int:
    from desktop.hub.attribution import credits_of, credits_text

    if not options.json:
        print(credits_text(models), end="")
        return DONE
    for credit in credits_of(models):
        emit(
            {
                "id": credit.id,
                "title": credit.title,
                "repo": credit.repo,
                "licence": credit.licence,
                "base_licence": credit.base_licence,
                "files": [str(path) for path in credit.texts],
            }
        )
    return DONE


def _details(options: argparse.Namespace, home: Home, models: tuple[InstalledModel, ...]) -> int:
    from desktop.hub.fit import predict, this_computer, work_of
    from desktop.hub.offers import available
    from desktop.hub.store import kept_models
    from desktop.state.chats import answer_seconds
    from desktop.state.history import History
    from desktop.state.machine import measured_speeds
    from desktop.state.settings import load_settings
    from desktop.worker.inspector import EngineInspector

    with EngineInspector(home, load_settings(home.settings).threads) as inspector:
        speeds = measured_speeds(home, inspector)
    history = History(home.history)
    kept = kept_models(home, models, history)
    computer = this_computer(speeds, [model.spec for model in models], history, answer_seconds(home.chats))
    history.close()
    for model in kept:
        spec = model.model.spec
        graphs = sum(file.size_bytes for file in spec.files if file.role == "data" or file.path.endswith(".onnx"))
        _show(options, model, predict(computer, spec.task, spec.variant, graphs, work_of(spec)))
    for entry in available(models) if options.all else ():
        fit = predict(computer, entry.task, entry.variants[0].name, entry.size_bytes, entry.work)
        _show_entry(options, entry, fit)
    return DONE


def _show(options: argparse.Namespace, kept: KeptModel, fit: Fit) -> None:
    model, spec = kept.model, kept.model.spec
    if options.json:
        more = {
            "source": kept.source,
            "revision": spec.revision,
            "last_used": kept.last_used,
            "removable": kept.removable,
            "folder": str(model.folder),
            "fit": _fit(fit),
        }
        row = _Row.of(model)
        emit(
            {
                "id": row.id,
                "task": row.task,
                "state": row.state,
                "size_bytes": kept.size_bytes,
                "licence": row.licence,
                **more,
            }
        )
        return
    used = datetime.fromtimestamp(kept.last_used).astimezone() if kept.last_used is not None else None
    when = f"used {used:%Y-%m-%d}" if used else "never used"
    print(f"{spec.id}: {spec.task}, {model.state}, {size(kept.size_bytes)}, {spec.licence or 'unknown'}, {when}")
    print(f"    {kept.source} {spec.revision}, {model.folder}")
    print(f"    {_fit_text(fit)}")


def _show_entry(options: argparse.Namespace, entry: CatalogueModel, fit: Fit) -> None:
    row = _Row.of_entry(entry)
    if options.json:
        fields = {name: getattr(row, name) for name in ("id", "task", "state", "size_bytes", "licence")}
        emit({**fields, "source": entry.repo_id, "base": entry.base, "pack": entry.pack or None, "fit": _fit(fit)})
        return
    print(f"{row.id}: {row.task}, {row.state}, ~{size(row.size_bytes)}, {row.licence}")
    print(f"    {entry.summary}")
    print(f"    {_fit_text(fit)}")


_UNITS = {"thousand-words": "1,000 words", "picture": "a picture", "hour": "1 h of sound", "hundred-words": "100 words"}


def _fit(fit: Fit) -> dict[str, object]:
    return {
        "verdict": fit.verdict.value,
        "memory_bytes": fit.memory_bytes,
        "seconds": round(fit.seconds, 3) if fit.seconds is not None else None,
        "unit": fit.unit.value,
        "reason": fill(fit.reason, fit.arguments) or None,
    }


def _fit_text(fit: Fit) -> str:
    if fit.reason:
        return fill(fit.reason, fit.arguments)
    seconds = fit.seconds or 0.0
    short = f"{seconds:.2g} s" if seconds < 10 else f"{seconds:.0f} s"
    shown = f"{seconds / 60:.0f} min" if seconds >= 120 else short
    time = f", {_UNITS[fit.unit]} ≈ {shown}" if fit.seconds is not None else ""
    return f"takes about {size(fit.memory_bytes)} of memory{time}"


def _verify(options: argparse.Namespace, home: Home) -> int:
    from desktop.hub.verification import verify
    from desktop.state.models import ModelShelf

    shelf, meter, status = ModelShelf(home), Meter(), DONE
    for model in (shelf.get(options.model),) if options.model else shelf.all():
        verdict = verify(model, lambda progress, name=model.spec.id: meter.show(name, progress))  # type: ignore[misc]
        meter.clear()
        if verdict.faults:
            status = SOME_FAILED
        if options.json:
            faults = [
                {"path": fault.path, "expected": fault.expected, "found": fault.found or None}
                for fault in verdict.faults
            ]
            emit({"id": verdict.id, "state": verdict.state.value, "faults": faults})
        else:
            print(f"{verdict.id:32} {verdict.state}")
            for fault in verdict.faults:
                found = f"altered, found {fault.found}" if fault.found else "missing"
                print(f"    {fault.path}: {found}, expected {fault.expected}")
    return status


def _du(options: argparse.Namespace, home: Home) -> int:
    from desktop.hub.store import disk_use
    from desktop.state.models import ModelShelf

    use = disk_use(home, ModelShelf(home).all())
    if options.json:
        for model, size_bytes in use.models.items():
            emit({"id": model, "size_bytes": size_bytes})
        emit(
            {
                "total_bytes": use.total_bytes,
                "trash_bytes": use.trash_bytes,
                "unfinished_bytes": use.unfinished_bytes,
                "free_bytes": use.free_bytes,
            }
        )
        return DONE
    rows = [*use.models.items(), ("trash", use.trash_bytes), ("unfinished", use.unfinished_bytes)]
    for name, size_bytes in rows:
        print(f"{size(size_bytes):>9}  {name}")
    print(f"{size(use.total_bytes):>9}  total in {home.models}, {size(use.free_bytes)} free")
    return DONE


# --- changing --------------------------------------------------------------------------------------------------------


def _remove(options: argparse.Namespace, home: Home) -> int:
    from desktop.hub.removal import remove
    from desktop.state.models import ModelShelf

    model = ModelShelf(home).get(options.model)
    if not options.yes:
        ask(f"Remove “{model.spec.id}” ({size(model.spec.size_bytes)}) from {model.folder}?")
    removed = remove(home, model)
    if options.json:
        emit({"id": removed.id, "freed_bytes": removed.freed_bytes})
    else:
        print(f"{removed.id}: {size(removed.freed_bytes)} in the trash; “ilha models gc” empties it")
    return DONE


def _gc(options: argparse.Namespace, home: Home) -> int:
    from desktop.hub.removal import collect_garbage

    gone = collect_garbage(home)
    for removed in gone:
        if options.json:
            emit({"id": removed.id, "freed_bytes": removed.freed_bytes})
        else:
            print(f"{size(removed.freed_bytes):>9}  {removed.id}")
    freed_bytes = sum(removed.freed_bytes for removed in gone)
    if options.json:
        emit({"freed_bytes": freed_bytes})
    else:
        print(f"{size(freed_bytes):>9}  freed")
    return DONE


def _move(options: argparse.Namespace, home: Home) -> int:
    from desktop.hub.relocation import move_store

    meter = Meter()
    try:
        moved = move_store(home, Path(options.folder), lambda progress: meter.show(options.folder, progress))
    finally:
        meter.clear()
    if options.json:
        emit({"from": str(home.models), "to": str(moved.models)})
    else:
        print(f"The models are in {moved.models} now.")
    return DONE


def _export(options: argparse.Namespace, home: Home) -> int:
    from desktop.hub.kit import export_kit
    from desktop.state.models import ModelShelf

    shelf, meter, out = ModelShelf(home), Meter(), Path(options.out).expanduser()
    models = [shelf.get(model) for model in options.models]
    try:
        ids = export_kit(models, out, home=home, report=lambda progress: meter.show(out.name, progress))
    finally:
        meter.clear()
    if options.json:
        emit({"kit": str(out.absolute()), "size_bytes": out.stat().st_size, "models": list(ids)})
    else:
        print(f"{out}: {size(out.stat().st_size)}, {', '.join(ids)}")
    return DONE
