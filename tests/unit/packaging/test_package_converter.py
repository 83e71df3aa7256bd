"""The converter's package carries what conversions need, under terms that are known; `package all --prove` runs it."""

from __future__ import annotations

import sys
import sysconfig
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[3] / "packaging"))

import package_bundle
import package_converter
from dev import CONVERTER

TORCH = "torch/lib/libtorch_cpu.so"


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    """A bundle with what the packages of the real environment say of themselves, and one library."""
    (packages,) = CONVERTER.path.glob("lib/python*/site-packages")
    target = tmp_path / "bundle" / package_bundle.INSIDE / package_bundle.PACKAGES
    (target / TORCH).parent.mkdir(parents=True)
    (target / TORCH).write_bytes(b"\x7fELF")
    for folder in packages.glob("*.dist-info"):
        if not package_converter._dropped(packages, packages, [folder.name]):
            (target / folder.name).symlink_to(folder)
    return tmp_path / "bundle"


def test_everything_in_it_may_be_shipped_and_is_named_with_its_licence(bundle: Path) -> None:
    package_bundle.add_licences(bundle)
    text = (bundle / package_bundle.LICENCES).read_text(encoding="utf-8")
    for name in ("torch 2.", "transformers 4.", "optimum-onnx", TORCH, "Intel Simplified Software License"):
        assert name in text
    assert "PySide6" not in text
    assert "pip 2" not in text


def test_sources_and_licences_go_along_and_what_builds_or_tests_does_not(tmp_path: Path) -> None:
    kept = {"torch/nn/modules/linear.py", "torch/bin/torch_shm_manager", TORCH, "transformers/testing_utils.py"}
    left = {
        *("torch/include/ATen/ATen.h", "torch/bin/protoc", "torch/lib/libtorchbind_test.so", "sympy/core/tests/a.py"),
        *("pip/__init__.py", "setuptools-84.2.1.dist-info/METADATA", "torch/__pycache__/a.pyc", "numpy/core/lib.a"),
    }

    def dropped(path: Path) -> bool:
        return any(
            package_converter._dropped(tmp_path, step.parent, [step.name])
            for step in (path, *path.parents)
            if tmp_path in step.parents
        )

    assert {path for path in kept | left if dropped(tmp_path / path)} == left


def test_all_of_pythons_library_goes_along_that_opens_no_windows() -> None:
    modules = package_converter.library(Path(sysconfig.get_path("stdlib")))
    assert {"unittest.mock", "xml.etree.ElementTree", "pdb", "_ctypes", "distutils.version"} <= set(modules)
    assert not [name for name in modules if name.partition(".")[0] in package_converter.LEFT_OUT]


def test_its_archive_goes_into_the_folder_of_the_programs(
    bundle: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790000000")
    program, place = tmp_path / "program", tmp_path / "place"
    program.mkdir()
    place.mkdir()
    (program / "ilha").touch()
    (bundle / package_converter.NAME).touch()
    for archive in (
        package_bundle.archive(program, tmp_path, tmp_path),
        package_bundle.archive(bundle, tmp_path, tmp_path, package_converter.NAME, package_converter.FOLDER),
    ):
        package_bundle.run("tar", "-xf", archive, "-C", place)
    (folder,) = place.iterdir()
    assert (folder / "ilha").is_file()
    assert (folder / "converter" / "ilha-converter").is_file()
