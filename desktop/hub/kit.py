"""Kits: models in one archive, for computers that have no network and for people who trust a stick more than a server.

`kit.json` names the models and the digest of `SHA256SUMS.txt`, which has the digest of everything else, so that no byte
of a kit can change unnoticed. The same models make the same kit, byte for byte.
"""

from __future__ import annotations

import hashlib
import os
import re
import zipfile
from pathlib import Path
from typing import IO, TYPE_CHECKING, Literal, NoReturn

import msgspec

from desktop.core.errors import ArchiveRefused, ModelDigestMismatch, ModelIncomplete, ModelKept
from desktop.core.job import Progress
from desktop.core.text import QT_TRANSLATE_NOOP, Argument
from desktop.core.usage import FileTaken
from desktop.hub.archive import Archive, open_archive
from desktop.hub.attribution import credits_text
from desktop.hub.importing import Identity, import_folder
from desktop.hub.meter import ByteMeter, Report
from desktop.hub.names import is_repository
from desktop.hub.removal import is_removable
from desktop.hub.staging import check_room, staging, write_down
from desktop.state.files import given_away, storage_errors
from desktop.state.models import MANIFEST, read_manifest

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from desktop.core.inspection import ModelInspector
    from desktop.core.model import InstalledModel
    from desktop.state.paths import Home

KIT, SUMS, CREDITS, MODELS = "kit.json", "SHA256SUMS.txt", "ATTRIBUTION.md", "models"
_LONGEST_LIST = 4 << 20
_CHUNK_BYTES = 1 << 20
_THE_EPOCH_OF_ZIP = (1980, 1, 1, 0, 0, 0)
_LARGE_BYTES = 1 << 31
_LOCAL = re.compile(r"local/[A-Za-z0-9][\w.-]*", re.ASCII)
_OUTER_ENDING = re.compile(r"\.(zip|tar|tar\.gz|tgz)$", re.IGNORECASE)
_SUM = re.compile(r"([0-9a-f]{64})  (.+)")


class _Kit(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    format: Literal[1]
    models: tuple[str, ...]
    sums_sha256: str


# --- making one ------------------------------------------------------------------------------------------------------


def export_kit(
    models: Sequence[InstalledModel], out: Path, *, home: Home, report: Report = lambda _: None
) -> tuple[str, ...]:
    """Write models into one archive at `out`; whatever ends this early leaves nothing behind.

    Returns:
        The ids of the models in it.

    Raises:
        FileTaken: `out` is there already.
        ModelKept: a model is a part of the program.
        ModelIncomplete, ModelDigestMismatch: a model is not what was installed.
        StorageError: it cannot be written.
    """
    if os.path.lexists(out):
        raise FileTaken(file=str(out))
    for model in models:
        _check_whole(home, model)
    chosen = sorted({model.spec.id: model for model in models}.values(), key=lambda model: model.spec.id)
    partial = out.with_name(f".{out.name}.{os.getpid()}.part")
    with storage_errors(out.parent):
        check_room(out.parent, sum(model.spec.size_bytes for model in chosen))
        try:
            with partial.open("xb") as file:
                _write(file, chosen, report)
                given_away(partial, 0o666)
                file.flush()
                os.fsync(file.fileno())
            _name(partial, out)
            write_down(out.parent)
        finally:
            partial.unlink(missing_ok=True)
    return tuple(model.spec.id for model in chosen)


def _name(partial: Path, out: Path) -> None:
    """Give a finished file its name; unlike a rename alone this replaces nothing that appeared there meanwhile."""
    try:
        os.link(partial, out)
    except FileExistsError as error:
        raise FileTaken(file=str(out)) from error
    except OSError:  # a stick with a file system that knows no links
        partial.rename(out)


def _check_whole(home: Home, model: InstalledModel) -> None:
    if not is_removable(home, model):
        reason = QT_TRANSLATE_NOOP("errors", "It is a part of the program, so every computer with Ilha has it.")
        raise ModelKept(model=model.spec.id, reason=reason)
    for file in model.missing:
        raise ModelIncomplete(model=model.spec.id, file=file)


def _write(file: IO[bytes], models: Sequence[InstalledModel], report: Report) -> None:
    meter = ByteMeter("pack", sum(model.spec.size_bytes for model in models), report)
    sums: dict[str, str] = {}
    with zipfile.ZipFile(file, "w") as archive:
        sums[CREDITS] = _put(archive, CREDITS, credits_text(models).encode())
        for model in models:
            folder = f"{MODELS}/{model.spec.id}"
            manifest = (model.folder / MANIFEST).read_bytes()
            sums[f"{folder}/{MANIFEST}"] = _put(archive, f"{folder}/{MANIFEST}", manifest)
            for listed in sorted(model.spec.files, key=lambda listed: listed.path):
                path = f"{folder}/{listed.path}"
                sums[path] = _copy(archive, path, model.folder / listed.path, listed.size_bytes, meter)
                if sums[path] != listed.sha256:
                    raise ModelDigestMismatch(
                        model=model.spec.id, file=listed.path, expected=listed.sha256, found=sums[path]
                    )
        listing = "".join(f"{digest}  {path}\n" for path, digest in sorted(sums.items()))
        ids = tuple(model.spec.id for model in models)
        kit = _Kit(format=1, models=ids, sums_sha256=_put(archive, SUMS, listing.encode()))
        _put(archive, KIT, _canonical(kit))


def _canonical(kit: _Kit) -> bytes:
    return msgspec.json.format(msgspec.json.encode(kit), indent=2) + b"\n"


def _entry(path: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(path, _THE_EPOCH_OF_ZIP)
    info.create_system = 3
    info.external_attr = 0o100644 << 16
    return info


def _put(archive: zipfile.ZipFile, path: str, content: bytes) -> str:
    archive.writestr(_entry(path), content)
    return hashlib.sha256(content).hexdigest()


def _copy(archive: zipfile.ZipFile, path: str, source: Path, size_bytes: int, meter: ByteMeter) -> str:
    digest = hashlib.sha256()
    with source.open("rb") as file, archive.open(_entry(path), "w", force_zip64=size_bytes >= _LARGE_BYTES) as copy:
        while chunk := file.read(_CHUNK_BYTES):
            copy.write(chunk)
            digest.update(chunk)
            meter.add(len(chunk))
    return digest.hexdigest()


# --- taking one in ---------------------------------------------------------------------------------------------------


def import_archive(
    path: Path,
    *,
    home: Home,
    inspector: ModelInspector,
    name: str | None = None,
    task: str | None = None,
    variant: str | None = None,
    report: Report = lambda _: None,
) -> Iterator[InstalledModel]:
    """Install what an archive holds, one model after the other: a kit, or the folder of one model.

    Nothing is installed before every byte of a kit was compared with its digest. `name`, `task` and `variant` are for a
    model that comes without a kit, see `import_folder`.

    Raises:
        ArchiveRefused: it is damaged, was altered, or was made to do harm.
        InputError, ModelError, StorageError, UsageError: as `import_folder`.
    """
    report(Progress(phase="inspect", done=0, total=None))
    archive = open_archive(path)
    sums = _read_sums(archive)
    with storage_errors(home.models), staging(home.models, archive.size_bytes) as stage:
        digests = archive.unpack(stage, report)
        if sums is None:
            folder = stage / _only_folder(archive)
            named = folder if folder != stage else _renamed(stage, _OUTER_ENDING.sub("", path.name))
            yield import_folder(
                named, home=home, inspector=inspector, name=name, task=task, variant=variant, report=report
            )
            return
        ids, expected = sums
        for file, digest in expected.items():
            if digests.get(file) != digest:
                reason = QT_TRANSLATE_NOOP("errors", "Its file “{file}” was altered: digest {expected}, found {found}.")
                _refuse(path, reason, file=file, expected=digest, found=digests.get(file, ""))
        identities = [_identity(path, stage / MODELS / model_id, model_id, expected) for model_id in ids]
        for identity in identities:
            yield import_folder(
                stage / MODELS / identity.id,
                home=home,
                inspector=inspector,
                identity=identity,
                ours=True,
                report=report,
            )


def _read_sums(archive: Archive) -> tuple[tuple[str, ...], dict[str, str]] | None:
    """Return the ids of a kit and the digests of its files; None when the archive is no kit."""
    content = archive.read(KIT, _LONGEST_LIST)
    if not content:
        return None
    listing = archive.read(SUMS, _LONGEST_LIST)
    try:
        kit = msgspec.json.decode(content, type=_Kit)
        lines = listing.decode().splitlines()
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise ArchiveRefused(archive=archive.path.name, reason=_NOT_A_KIT, detail=str(error)) from error
    if _canonical(kit) != content or hashlib.sha256(listing).hexdigest() != kit.sums_sha256:
        _refuse(archive.path, _NOT_A_KIT)
    sums = {found[2]: found[1] for line in lines if (found := _SUM.fullmatch(line))}
    _check_list(archive, sums, kit)
    return kit.models, sums


_NOT_A_KIT = QT_TRANSLATE_NOOP("errors", "Its list of contents was altered.")


def _check_list(archive: Archive, sums: Mapping[str, str], kit: _Kit) -> None:
    """Refuse a kit that holds more or less than it lists, or models with names that are not theirs."""
    odd = set(archive.sizes) ^ {*sums, KIT, SUMS}
    for file in sorted(odd):
        reason = QT_TRANSLATE_NOOP("errors", "Its file “{file}” is missing or does not belong to it.")
        _refuse(archive.path, reason, file=file)
    for model_id in kit.models:
        if not (is_repository(model_id) or _LOCAL.fullmatch(model_id)) or f"{MODELS}/{model_id}/{MANIFEST}" not in sums:
            _refuse(archive.path, _NOT_A_KIT)


def _identity(path: Path, folder: Path, model_id: str, sums: Mapping[str, str]) -> Identity:
    """Return what a model is called; its manifest has to list the files that the kit holds of it."""
    try:
        known = read_manifest(folder / MANIFEST)
    except (OSError, msgspec.MsgspecError) as error:
        raise ArchiveRefused(archive=path.name, reason=_NOT_A_KIT, detail=str(error)) from error
    top = f"{MODELS}/{model_id}/"
    held = {file.removeprefix(top): digest for file, digest in sums.items() if file.startswith(top)}
    del held[MANIFEST]
    if known.id != model_id or {file.path: file.sha256 for file in known.files} != held:
        _refuse(path, _NOT_A_KIT)
    return Identity(id=known.id, repo=known.repo, revision=known.revision)


def _only_folder(archive: Archive) -> str:
    """Return the folder that holds everything, or the top."""
    tops = {name.partition("/")[0] for name in archive.sizes if "/" in name}
    whole = len(tops) == 1 and all("/" in name for name in archive.sizes)
    top = tops.pop() if whole else ""
    return "" if top in {"onnx", ""} else top


def _renamed(stage: Path, name: str) -> Path:
    """Move what lies at the top of `stage` into a folder of about this name in it."""
    folder = stage / (re.sub(r"[^\w-]+", "-", name).strip("-") or "model")
    while folder.exists():
        folder = folder.with_name(f"{folder.name}-model")
    inside = list(stage.iterdir())
    folder.mkdir(mode=0o700)
    for place in inside:
        place.rename(folder / place.name)
    return folder


def _refuse(path: Path, reason: str, **arguments: Argument) -> NoReturn:
    raise ArchiveRefused(archive=path.name, reason=reason, remedy="", detail="", **arguments)
