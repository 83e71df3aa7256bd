"""Manifest of `pp-ocrv6`, whose three ONNX files stay inside the installed rapidocr package.

`python packaging/starter/pp_ocrv6.py` measures and writes it, in the program's own environment: it needs rapidocr.
"""

from __future__ import annotations

import json
import statistics
import time
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from folder import (
    MANIFEST,
    ROOT,
    SAMPLES,
    STARTER,
    Model,
    file_entry,
    revision_of,
    write_manifest,
)
from sources import Archive, PackageCache, Source, sha256_of

NAME = "pp-ocrv6"
PACKAGE = "rapidocr"
RAPIDOCR = Archive(
    package=PACKAGE,
    version="3.10.0",
    filename="rapidocr-3.10.0-py3-none-any.whl",
    sha256="2fc34e26cd0f48514804a94f8832283039c7334076bff60768b1fed9ad068050",
)
MODELS = {
    "models/PP-OCRv6_det_small.onnx": (
        "detector",
        "090f04abcd9d9a7498bc4ebf677e4cb9bdce1fe4197ddb7e529f1ef44e1ff94f",
    ),
    "models/PP-OCRv6_rec_small.onnx": (
        "recogniser",
        "6f327246b50388f3c176ae304bd95767ea6dc0c9ae92153ef8cbe210b3c14884",
    ),
    "models/ch_ppocr_mobile_v2.0_cls_mobile.onnx": (
        "orientation",
        "e47acedf663230f8863ff1ab0e64dd2d82b838fceb5957146dab185a89d6215c",
    ),
}
# rapidocr's list for this recogniser, as two-letter codes
LANGUAGES = (
    "af az bs ca cs cy da de en es et eu fi fr ga gl hr hu id is it ja ku la lb lt lv mi ms mt nl no oc pl pt qu rm ro "
    "sk sl sq sr sv sw tl tr uz vi zh"
)
ABOUT = Model(
    name=NAME,
    task="ocr",
    title="Read text (PP-OCRv6 small)",
    summary="Reads printed text in scans, photos and PDF pages.",
    repo="PaddlePaddle/PP-OCRv6_small_rec_onnx",
    variant="fp32",
    languages=tuple(LANGUAGES.split()),
    licence="Apache-2.0",
    base_licence="Apache-2.0",
    package=PACKAGE,
    sources=tuple(
        Source(archive=RAPIDOCR, member=f"{PACKAGE}/{path}", sha256=digest, licence="Apache-2.0")
        for path, (_, digest) in MODELS.items()
    ),
    notes=(
        "Nothing is copied: the paths are relative to the installed rapidocr package. Pass all three to its pipeline "
        "after checking them, or it downloads a missing or altered one by itself."
    ),
)
RUNS = 5


def package_folder() -> Path:
    """Return the folder of the installed package without importing it."""
    spec = find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(name=PACKAGE)
    return Path(spec.origin).parent


def verify(cache: PackageCache, folder: Path = STARTER / NAME) -> list[str]:
    """Compare the manifest with rapidocr: as installed here, else with the pinned wheel; return the faults."""
    manifest: dict[str, Any] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    faults = []
    if manifest["revision"] != revision_of(manifest["files"]):
        faults.append("the revision does not follow from the files")
    if {entry["path"]: (entry["role"], entry["sha256"]) for entry in manifest["files"]} != MODELS:
        faults.append("the manifest lists other files than the recipe")
    if manifest["package"] != PACKAGE:
        faults.append("the manifest names another package")
    return faults + (verify_installed(manifest) if find_spec(PACKAGE) else verify_wheel(manifest, cache))


def verify_installed(manifest: dict[str, Any]) -> list[str]:
    """Compare with the installed package."""
    root, found = package_folder(), version(PACKAGE)
    print(f"{NAME}: checked against the installed {PACKAGE} {found}")
    faults = [] if found == RAPIDOCR.version else [f"{PACKAGE} is {found}, not {RAPIDOCR.version}"]
    for entry in manifest["files"]:
        faults += compare_file(root / entry["path"], entry)
    return faults


def verify_wheel(manifest: dict[str, Any], cache: PackageCache) -> list[str]:
    """Compare with the members of the pinned wheel."""
    print(f"{NAME}: {PACKAGE} is not installed here, checked against its wheel")
    paths = {source.member: cache.path(source) for source in ABOUT.sources}
    faults = []
    for entry in manifest["files"]:
        faults += compare_file(paths[f"{PACKAGE}/{entry['path']}"], entry)
    return faults


def compare_file(path: Path, entry: dict[str, Any]) -> list[str]:
    """Return the fault of one file, if any."""
    if not path.is_file():
        return [f"{entry['path']} is missing"]
    same = path.stat().st_size == entry["size_bytes"] and sha256_of(path) == entry["sha256"]
    return [] if same else [f"{entry['path']} is not the file of the manifest"]


def measure(root: Path) -> dict[str, object]:
    """Read the sample scan; return the seconds of one page and the share of its words that were read right."""
    from rapidocr import RapidOCR
    from samples import INVOICE

    keys = {"detector": "Det", "recogniser": "Rec", "orientation": "Cls"}
    paths = {f"{keys[role]}.model_path": str(root / path) for path, (role, _) in MODELS.items()}
    reader = RapidOCR(params={**paths, "Global.log_level": "warning"})
    scan = SAMPLES / "scan.png"
    found = reader(scan)
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        reader(scan)
        times.append(time.perf_counter() - start)
    cells = INVOICE.replace("# ", "").replace("-\n", "\n").replace("|", "\n").split("\n")
    wanted = ["".join(cell.split()) for cell in cells if cell.strip()]
    read = ["".join(text.split()) for text in found.txts]
    return {
        "seconds_per_input": round(statistics.median(times), 2),
        "scan_cells": len(wanted),
        "scan_cells_read_exactly": sum(cell in read for cell in wanted),
        "scan_lowest_score": round(float(min(found.scores)), 3),
    }


def main() -> None:
    folder, root = STARTER / NAME, package_folder()
    folder.mkdir(parents=True, exist_ok=True)
    files = [file_entry(root / path, path, role) for path, (role, _) in MODELS.items()]
    measured = measure(root)
    (folder / "README.md").write_text(CARD.format(**measured), encoding="utf-8")
    write_manifest(folder, ABOUT, sorted(files, key=lambda entry: str(entry["path"])), measured)
    print(json.dumps(measured, indent=2))
    for fault in verify(PackageCache(ROOT / ".cache" / "starter")):
        raise SystemExit(fault)


CARD = """\
# pp-ocrv6

Reads printed text in scans, photos and PDF pages: finds the lines, turns those that stand on their head, reads them.

* **Models**: PP-OCRv6 small (detector and recogniser) and the PP-OCR mobile v2.0 line orientation classifier, by
  PaddleOCR (Baidu), converted to ONNX by RapidOCR. They are **not copied here**: `manifest.json` names the three files
  inside the installed Python package `rapidocr` 3.10.0 (`rapidocr/models/`) with their digests.
* **Licence**: Apache-2.0, code and weights; attribution in `resources/licences/models/PP-OCR-NOTICE.md`.
* **Languages**: Chinese, Japanese and some 45 languages in Latin script with one recogniser.

## Measured

On `resources/samples/scan.png`, {scan_cells_read_exactly} of {scan_cells} cells (lines, or columns of the table) are
read without a fault when spaces are ignored; the least certain line scores {scan_lowest_score:.2f}. A page takes
{seconds_per_input:.1f} s (median, two shared cores).

Measured, and the manifest written, by `python packaging/starter/pp_ocrv6.py` in the program's own environment.

## Limits

Printed text; handwriting is unreliable. Spaces between words are lost now and then.
"""

if __name__ == "__main__":
    main()
