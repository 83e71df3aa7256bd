"""The bill of materials names every part once, with digests, and the digests of a release are those of its files."""

from __future__ import annotations

import hashlib
import re
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[3] / "packaging"))

import package_bundle
import package_checksums
import package_sbom

LIBRARY = "libpdfium.so"


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    inside = tmp_path / "bundle" / package_bundle.INSIDE
    inside.mkdir(parents=True)
    (inside / LIBRARY).write_bytes(b"\x7fELF something")
    return tmp_path / "bundle"


def test_every_part_is_named_once(bundle: Path) -> None:
    bill = package_sbom.bill(bundle)
    assert (bill["bomFormat"], bill["specVersion"], bill["version"]) == ("CycloneDX", "1.6", 1)
    assert re.fullmatch(r"urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", bill["serialNumber"])
    components = {component["bom-ref"]: component for component in bill["components"]}
    assert len(components) == len(bill["components"])
    assert bill["dependencies"] == [{"ref": "ilha", "dependsOn": list(components)}]
    kinds = {"library", "file", "machine-learning-model"}
    assert {component["type"] for component in components.values()} == kinds
    (runtime,) = (ref for ref in components if ref.startswith("pkg:pypi/onnxruntime@"))
    assert components[runtime]["licenses"] == [{"expression": "MIT"}]
    (native,) = components[f"file:{LIBRARY}"]["hashes"]
    assert native["content"] == hashlib.sha256(b"\x7fELF something").hexdigest()
    files = components["model:starter/whisper-base"]["components"]
    assert all(re.fullmatch("[0-9a-f]{64}", file["hashes"][0]["content"]) for file in files)


def test_a_licence_without_a_name_of_its_own_is_written_in_words(bundle: Path) -> None:
    components = {component["bom-ref"]: component for component in package_sbom.bill(bundle)["components"]}
    (licence,) = components["model:starter/yolov3-tiny"]["licenses"]
    assert licence == {"license": {"name": "Apache-2.0 AND Public-Domain"}}


def test_the_same_bundle_has_the_same_bill(bundle: Path, tmp_path: Path) -> None:
    first = package_sbom.write(bundle, tmp_path).read_bytes()
    assert package_sbom.write(bundle, tmp_path).read_bytes() == first


def test_digests_are_written_as_they_are_checked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(package_checksums.KEY, raising=False)
    files = [tmp_path / name for name in ("b.deb", "a.deb")]
    for file in files:
        file.write_text(file.name, encoding="utf-8")
    (listed,) = package_checksums.write(files, tmp_path)
    assert listed.read_text(encoding="utf-8").splitlines() == [
        f"{hashlib.sha256(name.encode()).hexdigest()}  {name}" for name in ("a.deb", "b.deb")
    ]
    assert package_bundle.run("sha256sum", "--check", listed, cwd=tmp_path).count(": OK") == 2
