"""Kits that travel from one computer to another, and what happens to those that were altered on the way."""

from __future__ import annotations

import dataclasses
import hashlib
import io
import json
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.core.errors import (
    ArchiveRefused,
    IlhaError,
    ModelDigestMismatch,
    ModelExists,
    ModelIncomplete,
    ModelKept,
    StorageFull,
)
from desktop.core.model import InstalledModel, ModelState
from desktop.core.usage import FileTaken
from desktop.hub import staging
from desktop.hub.importing import Identity, import_folder
from desktop.hub.kit import export_kit, import_archive
from desktop.state.models import ModelShelf
from desktop.state.paths import Home, find_home
from desktop.worker.inspector import EngineInspector
from tests.unit.hub.folders import CONFIG, left_behind, picture_folder, text_folder, write
from tests.unit.hub.kept import keep
from tests.unit.hub.network import Trusting

COMMIT = "c0ffee" + "0" * 34


@dataclasses.dataclass(frozen=True, kw_only=True)
class Made:
    """A kit of two models, and the models it was made of."""

    kit: Path
    models: tuple[InstalledModel, ...]
    home: Home


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    folder = tmp_path_factory.mktemp("kit")
    home = find_home(folder / "home").make()
    words = write(text_folder(folder / "words"), {"LICENSE": "free"})
    with EngineInspector(home, threads=1) as inspector:
        hub = Identity(id="owner/words", repo="owner/words", revision=COMMIT)
        models = (
            import_folder(picture_folder(folder / "pictures"), home=home, inspector=inspector),
            import_folder(words, home=home, inspector=inspector, identity=hub),
        )
    export_kit(models, folder / "two.zip", home=home)
    return Made(kit=folder / "two.zip", models=models, home=home)


def stable(model: InstalledModel) -> object:
    """Return what must survive a journey: all but the place and the time that was measured."""
    return dataclasses.replace(model.spec, measured={})


# --- what works ------------------------------------------------------------------------------------------------------


def test_a_kit_brings_its_models_to_another_computer(made: Made, home: Home, inspector: EngineInspector) -> None:
    arrived = list(import_archive(made.kit, home=home, inspector=inspector))
    assert [stable(model) for model in arrived] == [stable(model) for model in made.models]
    assert all(model.state is ModelState.READY for model in arrived)
    words = ModelShelf(home).get("owner/words")
    assert (words.folder, words.spec.revision) == (home.models / "owner" / "words", COMMIT)
    assert (words.folder / "LICENSE").read_text() == "free"
    assert {path.name for path in home.models.iterdir()} == {"local", "owner"}
    again = list(import_archive(made.kit, home=home, inspector=inspector))
    assert again == arrived, "the same kit again changes nothing"


def test_the_same_models_make_the_same_kit(made: Made, tmp_path: Path) -> None:
    export_kit(tuple(reversed(made.models)), tmp_path / "again.zip", home=made.home)
    assert (tmp_path / "again.zip").read_bytes() == made.kit.read_bytes()


def test_a_kit_can_be_checked_by_hand(made: Made) -> None:
    with zipfile.ZipFile(made.kit) as kit:
        lines = [line.partition("  ") for line in kit.read("SHA256SUMS.txt").decode().splitlines()]
        sums = {name: digest for digest, _, name in lines}
        assert set(kit.namelist()) == {*sums, "kit.json", "SHA256SUMS.txt"}
        assert all(hashlib.sha256(kit.read(name)).hexdigest() == digest for name, digest in sums.items())
        credits_text = kit.read("ATTRIBUTION.md").decode()
        assert "`owner/words`): Apache-2.0" in credits_text
        assert {"models/owner/words/LICENSE", "models/owner/words/README.md"} <= set(sums)


@pytest.mark.parametrize(
    ("top", "name", "expected"),
    [("", "packed.tar.gz", "packed"), ("words/", "packed.tgz", "words"), ("", "...zip", "model")],
)
def test_the_folder_of_a_model_in_an_archive_is_a_model(
    home: Home, words: Path, tmp_path: Path, top: str, name: str, expected: str
) -> None:
    with tarfile.open(tmp_path / name, "w:gz") as archive:
        for place in sorted(words.rglob("*")):
            archive.add(place, f"{top}{place.relative_to(words)}", recursive=False)
    (model,) = import_archive(tmp_path / name, home=home, inspector=Trusting())
    assert model.spec.id == f"local/{expected}"
    assert {path.name for path in home.models.iterdir()} == {"local"}


# --- what was altered ------------------------------------------------------------------------------------------------


def rewritten(kit: Path, target: Path, change: Callable[[dict[str, bytes]], object]) -> Path:
    """Write a kit with changed content."""
    with zipfile.ZipFile(kit) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    change(files)
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return target


def put(name: str, content: bytes | Callable[[bytes], bytes]) -> Callable[[dict[str, bytes]], object]:
    return lambda files: files.update({name: content if isinstance(content, bytes) else content(files[name])})


def flipped(content: bytes) -> bytes:
    return content[:-1] + bytes([content[-1] ^ 1])


def believed(files: dict[str, bytes]) -> None:
    """Alter a file and the lists of digests, but not the manifest."""
    name = "models/owner/words/config.json"
    files[name] += b" "
    lines = [line.split("  ") for line in files["SHA256SUMS.txt"].decode().splitlines()]
    files["SHA256SUMS.txt"] = "".join(
        f"{hashlib.sha256(files[path]).hexdigest()}  {path}\n" for _, path in lines
    ).encode()
    kit = json.loads(files["kit.json"]) | {"sums_sha256": hashlib.sha256(files["SHA256SUMS.txt"]).hexdigest()}
    files["kit.json"] = (json.dumps(kit, indent=2) + "\n").encode()


def renamed(files: dict[str, bytes]) -> None:
    kit = json.loads(files["kit.json"]) | {"models": ["../../evil"]}
    files["kit.json"] = (json.dumps(kit, indent=2) + "\n").encode()


ALTERED: dict[str, Callable[[dict[str, bytes]], object]] = {
    "a graph": put("models/owner/words/onnx/model.onnx", flipped),
    "a licence": put("models/owner/words/LICENSE", b"paid"),
    "the attribution": put("ATTRIBUTION.md", lambda content: content + b" "),
    "a manifest": put("models/owner/words/manifest.json", lambda content: content.replace(b"MIT", b"BSD") + b" "),
    "the sums": put("SHA256SUMS.txt", flipped),
    "the list": put("kit.json", lambda content: content.replace(b"  ", b"\t", 1)),
    "a name in the list": renamed,
    "a file more": put("models/owner/words/extra.json", b"{}"),
    "a file less": lambda files: files.pop("models/owner/words/config.json"),
    "a file and all lists but the manifest": believed,
}


@pytest.mark.parametrize("change", ALTERED.values(), ids=ALTERED)
def test_an_altered_kit_is_refused_and_nothing_of_it_stays(
    made: Made, home: Home, inspector: EngineInspector, tmp_path: Path, change: Callable[[dict[str, bytes]], object]
) -> None:
    kit = rewritten(made.kit, tmp_path / "altered.zip", change)
    with pytest.raises(ArchiveRefused):
        list(import_archive(kit, home=home, inspector=inspector))
    assert not left_behind(home)


def test_every_byte_of_a_kit_counts(made: Made, home: Home, inspector: EngineInspector, tmp_path: Path) -> None:
    """Bytes of names, sizes and dates inside the archive may change; what is installed never does."""
    whole = bytearray(made.kit.read_bytes())
    altered = tmp_path / "altered.zip"
    expected = [stable(model) for model in made.models]
    for place in range(0, len(whole), 211):
        whole[place] ^= 0x04
        altered.write_bytes(whole)
        whole[place] ^= 0x04
        try:
            arrived = [stable(model) for model in import_archive(altered, home=home, inspector=inspector)]
        except IlhaError:
            continue
        assert arrived == expected


# --- what ends early -------------------------------------------------------------------------------------------------


def test_a_kit_does_not_replace_another_model(made: Made, home: Home, tmp_path: Path) -> None:
    other = text_folder(tmp_path / "words")
    write(other, {"config.json": {**CONFIG, "id2label": {"0": "kurz", "1": "lang"}, "label2id": {}}})
    identity = Identity(id="owner/words", repo="owner/words", revision="f" * 40)
    mine = import_folder(other, home=home, inspector=Trusting(), identity=identity)
    with pytest.raises(ModelExists):
        list(import_archive(made.kit, home=home, inspector=Trusting()))
    assert ModelShelf(home).get("owner/words") == mine


def test_a_full_disk_is_noticed_before_anything_is_unpacked(
    made: Made, home: Home, inspector: EngineInspector, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(staging, "SPARE_BYTES", 1 << 60)
    with pytest.raises(StorageFull):
        list(import_archive(made.kit, home=home, inspector=inspector))
    assert not left_behind(home)


def test_no_kit_is_made_of_what_is_not_whole_or_not_ours(home: Home, shelf: ModelShelf, tmp_path: Path) -> None:
    out = tmp_path / "out.zip"
    with pytest.raises(ModelKept, match="part of the program"):
        export_kit([shelf.get("starter/pp-ocrv6")], out, home=home)
    model = keep(home)
    graph = model.folder / "onnx/model.onnx"
    graph.write_bytes(b"other" * 100)
    with pytest.raises(ModelDigestMismatch):
        export_kit([model], out, home=home)
    graph.unlink()
    with pytest.raises(ModelIncomplete):
        export_kit([ModelShelf(home).get("local/words")], out, home=home)
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_written_over(home: Home, tmp_path: Path) -> None:
    out = tmp_path / "out.zip"
    out.write_bytes(b"mine")
    with pytest.raises(FileTaken):
        export_kit([keep(home)], out, home=home)
    assert out.read_bytes() == b"mine"
    assert list(tmp_path.iterdir()) == [out]


def test_an_archive_of_nothing(home: Home, inspector: EngineInspector, tmp_path: Path) -> None:
    with tarfile.open(tmp_path / "empty.tar", "w") as archive:
        info = tarfile.TarInfo("notes.txt")
        archive.addfile(info, io.BytesIO())
    with pytest.raises(IlhaError):
        list(import_archive(tmp_path / "empty.tar", home=home, inspector=inspector))
    assert not left_behind(home)
