"""Folders that become models, and imports that end early; with the real engine behind its wall."""

from __future__ import annotations

import hashlib
import json
import shutil
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.core.errors import Cancelled, IlhaError, ModelExists, StorageFull, describe
from desktop.core.job import Progress
from desktop.core.model import InstalledModel, ModelState
from desktop.core.usage import ModelVariantUnknown
from desktop.hub import staging
from desktop.hub.importing import import_folder
from desktop.state.holds import alone
from desktop.state.models import ModelShelf
from desktop.state.paths import Home
from desktop.worker.inspector import EngineInspector
from tests.unit.hub.folders import (
    CONFIG,
    WORDS,
    left_behind,
    picture_folder,
    picture_graph,
    text_folder,
    text_graph,
    write,
)

Import = Callable[..., InstalledModel]


def roles(model: InstalledModel) -> dict[str, str]:
    return {file.path: file.role for file in model.spec.files}


# --- what works ------------------------------------------------------------------------------------------------------


def test_a_folder_becomes_a_model_that_says_where_it_is_from(home: Home, install: Import, words: Path) -> None:
    model = install(words)
    assert model == ModelShelf(home).get("local/words")
    assert model.state is ModelState.READY
    assert model.folder == home.models / "local" / "words"
    spec = model.spec
    assert (spec.task, spec.variant, spec.title) == ("text-classification", "fp32", "Words, short and long")
    assert (spec.licence, spec.languages) == ("Apache-2.0", ("en", "pt"))
    assert len(spec.revision) == 40
    assert spec.measured["seconds_per_input"] > 0
    assert roles(model) == {
        "README.md": "card",
        "config.json": "config",
        "onnx/model.onnx": "model",
        "tokenizer.json": "tokenizer",
        "tokenizer_config.json": "tokenizer",
    }
    for file in spec.files:
        assert hashlib.sha256((model.folder / file.path).read_bytes()).hexdigest() == file.sha256
    assert [path.name for path in home.models.iterdir()] == ["local"]


def test_a_folder_of_a_picture_model_tells_its_task_by_its_configuration(install: Import, tmp_path: Path) -> None:
    assert install(picture_folder(tmp_path / "pictures")).spec.task == "image-classification"


def test_the_name_and_the_task_are_the_ones_that_were_given(install: Import, words: Path) -> None:
    write(words, {"config.json": {**CONFIG, "id2label": {"0": "contradiction", "1": "entailment"}, "label2id": {}}})
    model = install(words, name="My.words_2", task="zero-shot-classification")
    assert (model.spec.id, model.spec.task) == ("local/My.words_2", "zero-shot-classification")


def test_the_variant_that_runs_best_is_copied_alone(take: Import, tmp_path: Path) -> None:
    names = ("model", "model_fp16", "model_uint8", "model_q4", "model_quantized", "model_bnb4")
    folder = text_folder(tmp_path / "words", **{name: text_graph() for name in names})
    model = take(folder)
    assert model.spec.variant == "q8"
    assert [path for path in roles(model) if path.endswith(".onnx")] == ["onnx/model_quantized.onnx"]
    for variant, file in (("uint8", "model_uint8"), ("fp32", "model"), ("q4", "model_q4")):
        chosen = take(folder, name=variant, variant=variant)
        assert [path for path in roles(chosen) if path.endswith(".onnx")] == [f"onnx/{file}.onnx"]
    with pytest.raises(ModelVariantUnknown, match="q4f16"):
        take(folder, name="none", variant="q4f16")


def test_weights_beside_the_graph_come_along(install: Import, tmp_path: Path) -> None:
    folder = text_folder(tmp_path / "words", model=text_graph(elsewhere={"slope": "model.onnx_data"}))
    write(folder, {"onnx/model.onnx_data": b"\0" * 8, "onnx/other.onnx_data": b"\0" * 8})
    model = install(folder)
    assert roles(model)["onnx/model.onnx_data"] == "data"
    assert "onnx/other.onnx_data" not in roles(model)


def test_a_tokeniser_is_made_of_a_vocabulary(install: Import, words: Path) -> None:
    (words / "tokenizer.json").unlink()
    write(words, {"vocab.txt": "\n".join(WORDS) + "\n"})
    model = install(words)
    assert roles(model)["tokenizer.json"] == "tokenizer"
    assert "[CLS]" in json.loads((model.folder / "tokenizer.json").read_text())["model"]["vocab"]
    assert install(words) == model, "the same folder again"


def test_a_bare_graph_needs_no_layout(install: Import, tmp_path: Path) -> None:
    folder = write(tmp_path / "bare", {"brightness.onnx": picture_graph(), "labels.txt": "dark\nbright\n"})
    model = install(folder, task="image-classification")
    assert roles(model) == {"brightness.onnx": "model", "labels.txt": "labels"}


def test_nothing_else_of_the_folder_is_copied(take: Import, words: Path) -> None:
    write(words, {"pytorch_model.bin": b"x", "run.py": "1", "notes.txt": "x", "training_args.json": {}, "LICENSE": "x"})
    write(words / ".git", {"config.json": {}})
    assert set(roles(take(words))) == {
        "README.md", "LICENSE", "config.json", "onnx/model.onnx", "tokenizer.json", "tokenizer_config.json",
    }  # fmt: skip


def test_a_snapshot_in_the_cache_of_the_hub_becomes_real_files(take: Import, tmp_path: Path, words: Path) -> None:
    cached = tmp_path / "models--owner--tiny-words"
    snapshot = cached / "snapshots" / ("0" * 40)
    for path in [path for path in words.rglob("*") if path.is_file()]:
        blob = cached / "blobs" / hashlib.sha256(path.read_bytes()).hexdigest()
        blob.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, blob)
        link = snapshot / path.relative_to(words)
        link.parent.mkdir(parents=True, exist_ok=True)
        link.symlink_to(blob)
    model = take(snapshot)
    assert model.spec.id == "local/tiny-words"
    assert not any(path.is_symlink() for path in model.folder.rglob("*"))


# --- what is there already -------------------------------------------------------------------------------------------


def test_the_same_folder_twice_is_the_same_model(take: Import, words: Path) -> None:
    first = take(words)
    written = first.folder.stat().st_mtime_ns
    assert take(words) == first
    assert first.folder.stat().st_mtime_ns == written


def test_another_model_of_the_name_is_left_alone(home: Home, take: Import, words: Path) -> None:
    first = take(words)
    write(words, {"config.json": {**CONFIG, "id2label": {"0": "kurz", "1": "lang"}}})
    with pytest.raises(ModelExists):
        take(words)
    assert ModelShelf(home).get("local/words") == first


def test_what_is_no_model_of_ours_is_left_alone(home: Home, install: Import, words: Path) -> None:
    own = write(home.models / "local" / "words", {"diary.txt": "mine"})
    told: list[Progress] = []
    with pytest.raises(ModelExists):
        install(words, report=told.append)
    assert {progress.phase for progress in told} == {"inspect"}  # nothing was copied for it
    assert (own / "diary.txt").exists()
    assert {path.name for path in home.models.rglob("*")} == {"local", "words", "diary.txt"}


def test_a_broken_model_is_replaced(home: Home, take: Import, words: Path) -> None:
    (take(words).folder / "config.json").unlink()
    assert ModelShelf(home).get("local/words").state is ModelState.PARTIAL
    assert take(words).state is ModelState.READY
    assert [path.name for path in home.models.iterdir()] == ["local"]


# --- manifests -------------------------------------------------------------------------------------------------------


def converted(folder: Path) -> Path:
    """A folder as the converter leaves it: of two graphs one is the model, the other a variant."""
    text_folder(folder, model=text_graph(), model_int8=text_graph())
    write(folder, {"onnx/model.onnx_data": b"none", "report.json": {}})
    special = {"onnx/model.onnx": "variant", "onnx/model.onnx_data": "variant", "onnx/model_int8.onnx": "model"}
    files = [
        {
            "path": (path := place.relative_to(folder).as_posix()),
            "size_bytes": place.stat().st_size,
            "sha256": hashlib.sha256(place.read_bytes()).hexdigest(),
            "role": special.get(path, "config"),
        }
        for place in sorted(folder.rglob("*"))
        if place.is_file()
    ]
    told = {"task": "text-classification", "title": "Converted", "variant": "q8", "licence": "MIT", "files": files}
    empty: dict[str, object] = {
        "summary": "",
        "repo": "",
        "revision": "0" * 40,
        "languages": [],
        "base_licence": "",
        "package": None,
    }
    rest = {"format": 1, "id": "local/made", "settings": {}, "sources": [], "measured": {}, "notes": ""}
    return write(folder, {"manifest.json": {**told, **empty, **rest}})


def test_a_manifest_in_the_folder_is_believed(install: Import, tmp_path: Path) -> None:
    folder = converted(tmp_path / "made")
    model = install(folder)
    assert (model.spec.title, model.spec.licence, model.spec.variant) == ("Converted", "MIT", "q8")
    assert [path for path in roles(model) if path.startswith("onnx/")] == ["onnx/model_int8.onnx"]
    assert install(folder, name="floats", variant="fp32").spec.variant == "fp32"


def test_a_manifest_gives_roles_to_names_that_tell_nothing(take: Import, tmp_path: Path) -> None:
    folder = converted(tmp_path / "made")
    text = (folder / "manifest.json").read_text()
    for name in ("model_int8", "model"):
        (folder / f"onnx/{name}.onnx").rename(folder / f"onnx/x{name}.onnx")
        text = text.replace(f"/{name}.onnx", f"/x{name}.onnx")
    (folder / "manifest.json").write_text(text)
    (folder / "onnx/model.onnx_data").unlink()
    assert roles(take(folder))["onnx/xmodel_int8.onnx"] == "model"


def test_a_file_that_its_manifest_does_not_know_is_refused(home: Home, install: Import, tmp_path: Path) -> None:
    folder = converted(tmp_path / "made")
    graph = bytearray((folder / "onnx/model_int8.onnx").read_bytes())
    graph[-1] ^= 1
    (folder / "onnx/model_int8.onnx").write_bytes(graph)
    with pytest.raises(IlhaError) as refused:
        install(folder)
    assert refused.value.code == "model-digest-mismatch"
    said = " ".join(describe(refused.value.failure()))
    assert "onnx/model_int8.onnx" in said
    assert hashlib.sha256(graph).hexdigest() in said
    assert not left_behind(home)


def test_somebody_elses_manifest_is_none_of_ours(take: Import, words: Path) -> None:
    write(words, {"manifest.json": {"name": "a web page", "icons": []}})
    assert take(words).state is ModelState.READY


# --- what ends early -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("phase", ["inspect", "copy", "try"])
@pytest.mark.parametrize("interruption", [KeyboardInterrupt, Cancelled])
def test_an_import_that_is_given_up_leaves_nothing(
    home: Home, inspector: EngineInspector, words: Path, phase: str, interruption: type[BaseException]
) -> None:
    def give_up(progress: Progress) -> None:
        if progress.phase == phase:
            raise interruption

    with pytest.raises(interruption):
        import_folder(words, home=home, inspector=inspector, report=give_up)
    assert not left_behind(home)


def test_an_import_is_given_up_from_another_thread(home: Home, inspector: EngineInspector, words: Path) -> None:
    def give_up(progress: Progress) -> None:
        if progress.phase == "try":
            thread = threading.Thread(target=inspector.cancel)
            thread.start()
            thread.join()

    with pytest.raises(Cancelled):
        import_folder(words, home=home, inspector=inspector, report=give_up)
    assert not left_behind(home)


def test_a_full_disk_is_noticed_before_anything_is_copied(
    home: Home, take: Import, words: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(staging, "SPARE_BYTES", 1 << 60)
    with pytest.raises(StorageFull):
        take(words)
    assert not left_behind(home)


def test_what_a_killed_program_left_is_not_seen_and_goes_with_the_next_import(
    home: Home, take: Import, words: Path
) -> None:
    model = take(words)
    for name in (".part-dead", ".part-alive"):
        shutil.copytree(model.folder, home.models / name)
    assert [found.spec.id for found in ModelShelf(home).all() if found.spec.id.startswith("local/")] == ["local/words"]
    with alone(home.models / ".part-alive"):
        take(words, name="more")
    assert {path.name for path in home.models.iterdir()} == {".part-alive", "local"}
