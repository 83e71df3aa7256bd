"""One-pass models of realistic sizes: the worker against a bare onnxruntime loop and against torch's own pipeline."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path

from bench_figures import Broken, Measured, Unmeasurable, interleaved, of_rounds
from bench_inputs import write_paragraphs, write_photos
from bench_worker import THREADS, part, places, serving, starter, worker

from desktop.core.model import InstalledModel
from desktop.core.task import Value
from desktop.state.paths import Home

ROOT = Path(__file__).resolve().parent.parent
CONVERTER = ROOT / ".venv-converter" / "bin" / "python"
CACHE = ROOT / ".cache" / "bench"
TOKENS = 128
TEXTS = 32
PHOTOS = 6
EMBEDDED_TOKENS = 64
TORCH_ROUNDS = 5
_ILHA = (sys.executable, "-m", "desktop")


def distilbert() -> Mapping[str, Measured]:
    """Classify 32 texts of 128 tokens by a DistilBERT in int8, against the bare loop and against torch."""
    with ExitStack() as cleanup:
        home, folder = places(cleanup)
        model = converted(home, "distilbert", "text-classification")
        file = write_paragraphs(folder / "texts.txt", TEXTS, TOKENS)
        ours = cleanup.enter_context(worker(home, model, {"split": "lines"}, [file]))
        bare = ("sentiment", part(model, "model"), model.folder / "tokenizer.json", file, THREADS, TOKENS * 4, "[PAD]")
        return compared("distilbert", ours, bare, ("pipeline", "text-classification", file), TEXTS)


def vit_base() -> Mapping[str, Measured]:
    """Classify photos by a ViT-base in int8."""
    return _photos("vit-base", "image-classification", "photos", {})


def yolos_tiny() -> Mapping[str, Measured]:
    """Find things in photos by a YOLOS-tiny in int8."""
    return _photos("yolos-tiny", "object-detection", "boxes", {"threshold": 0.9})


def minilm() -> Mapping[str, Measured]:
    """Embed 32 texts of 64 tokens by the starter model in int8, against a network of its shape in torch's float32."""
    with ExitStack() as cleanup:
        home, folder = places(cleanup)
        model = starter(home, "feature-extraction")
        files = [write_paragraphs(folder / f"{n:02}.txt", 1, EMBEDDED_TOKENS, skip=n) for n in range(TEXTS)]
        lines = folder / "texts.txt"
        lines.write_text("".join(file.read_text(encoding="utf-8") for file in files), encoding="utf-8")
        ours = cleanup.enter_context(worker(home, model, {}, files))
        bare = ("embeddings", part(model, "model"), model.folder / "tokenizer.json", lines, THREADS)
        return compared("minilm", ours, bare, ("embeddings", lines), TEXTS)


def together() -> Mapping[str, Measured]:
    """Classify 32 small text files in one request, against a request for each."""
    with ExitStack() as cleanup:
        home, folder = places(cleanup)
        model = starter(home, "text-classification")
        files = [write_paragraphs(folder / f"{number:02}.txt", 1, TOKENS, skip=number) for number in range(TEXTS)]
        ours = cleanup.enter_context(worker(home, model, {}, files))
        alone = cleanup.enter_context(worker(home, model, {}, files, items_at_most=1))
        return {"files-together": of_rounds(interleaved(ours, alone), 1000 / TEXTS)}


def _photos(name: str, task: str, loop: str, params: Mapping[str, Value]) -> Mapping[str, Measured]:
    with ExitStack() as cleanup:
        home, folder = places(cleanup)
        model = converted(home, name, task)
        photos = write_photos(folder / "photos", PHOTOS)
        ours = cleanup.enter_context(worker(home, model, params, photos))
        processor = model.folder / "preprocessor_config.json"
        bare = (loop, part(model, "model"), processor, photos[0].parent, THREADS)
        return compared(name, ours, bare, ("pipeline", task, photos[0].parent), PHOTOS)


def compared(
    name: str, ours: Callable[[], float], bare: Sequence[object], torch: tuple[object, ...], inputs: int
) -> Mapping[str, Measured]:
    """Measure `ours` against the bare loop, then against torch, a command of `bench_torch` and its source."""
    with serving([sys.executable, "-m", "bench_bare", *bare]) as limit:
        near = of_rounds(interleaved(ours, limit), 1000 / inputs)
    *command, source = torch
    with serving([python(), "bench_torch.py", *command, made(name), THREADS, source]) as theirs:
        far = of_rounds(interleaved(ours, theirs, rounds=TORCH_ROUNDS), 1000 / inputs)
    return {f"{name}-bare": near, f"{name}-torch": far}


def python() -> Path:
    """Return the converter's Python.

    Raises:
        Unmeasurable: its environment was not made.
    """
    if not CONVERTER.exists():
        raise Unmeasurable("the converter is missing: python3 packaging/dev.py converter")
    return CONVERTER


def made(name: str) -> Path:
    """Return the Hub folder of a model with random weights, made when it is not there."""
    script = Path(__file__).with_name("bench_torch.py")
    folder = CACHE / hashlib.sha256(script.read_bytes()).hexdigest()[:16] / name
    if not folder.exists():
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent) as part_folder:
            _call(python(), script, "make", name, Path(part_folder) / name)
            (Path(part_folder) / name).rename(folder)
    return folder


def converted(home: Home, name: str, task: str) -> InstalledModel:
    """Return the int8 form of such a model, converted and imported into `home` by the program itself."""
    _call(*_ILHA, "--home", home.root, "models", "import", conversion(name), "--task", task, "--id", name)
    return starter(home, task, f"local/{name}")


def conversion(name: str) -> Path:
    """Return the folder that the program's converter makes of such a model."""
    source = made(name)
    folder = source.with_name(f"{name}-onnx")
    if not folder.exists():
        _call(*_ILHA, "models", "convert", source, "--out", folder)
    return folder


def in_float(name: str) -> Path:
    """Return such a folder with a manifest that names the graphs in float32."""
    whole = conversion(name)
    variants = json.loads((whole / "report.json").read_text(encoding="utf-8"))["variants"]
    return _beside(whole, "float", {path for one in variants if one["name"] == "fp32" for path in one["files"]})


def in_four_bits(name: str) -> Path:
    """Return such a folder of a decoder whose weights have 4 bits; random ones are too far off to pass a conversion."""
    whole = conversion(name)
    graph = whole / "onnx" / "model_q4.onnx"
    if not graph.exists():
        _call(python(), "-c", _FOUR_BITS, whole / "onnx" / "model.onnx", graph)
    return _beside(whole, "q4", {"onnx/model_q4.onnx"})


_FOUR_BITS = """
import sys, pathlib
from desktop.converter import decoders
decoders.quantise(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]), bits=4)
"""


def _beside(whole: Path, kind: str, graphs: set[str]) -> Path:
    """Return a folder of links to what is in `whole`, with a manifest that names these graphs."""
    folder = whole.with_name(f"{whole.name}-{kind}")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for path in whole.iterdir():
        (folder / path.name).symlink_to(path)
    manifest = json.loads((whole / "manifest.json").read_text(encoding="utf-8"))
    files = [file for file in manifest["files"] if not file["path"].startswith("onnx/")]
    for path in sorted(whole.glob("onnx/*")):
        name = path.relative_to(whole).as_posix()
        if name.removesuffix("_data") in graphs:
            role = path.stem.removesuffix("_q4") if name in graphs else "data"
            digest = hashlib.sha256(path.read_bytes()).hexdigest()
            files.append({"path": name, "size_bytes": path.stat().st_size, "sha256": digest, "role": role})
    (folder / "manifest.json").unlink()
    (folder / "manifest.json").write_text(json.dumps(manifest | {"files": files}), encoding="utf-8")
    return folder


def _call(*command: object) -> None:
    done = subprocess.run([*map(str, command)], cwd=ROOT, check=False, capture_output=True, text=True)
    if done.returncode:
        raise Broken(done.stderr.strip()[-500:])
