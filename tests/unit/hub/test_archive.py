"""Archives that were made to do harm, and those that were not."""

from __future__ import annotations

import contextlib
import gzip
import io
import os
import stat
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from desktop.core.errors import ArchiveRefused, IlhaError, InputNotFound
from desktop.hub import archive as archives
from desktop.hub.archive import looks_like_archive, open_archive

Make = Callable[[Path, dict[str, bytes]], Path]


def zipped(path: Path, files: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return path


def tarred(path: Path, files: dict[str, bytes], mode: str = "w") -> Path:
    with tarfile.open(path, mode) as archive:  # type: ignore[call-overload]
        for name, content in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return path


def tarred_small(path: Path, files: dict[str, bytes]) -> Path:
    return tarred(path, files, "w:gz")


KINDS: dict[str, Make] = {"zip": zipped, "tar": tarred, "tar.gz": tarred_small}
every_kind = pytest.mark.parametrize("make", KINDS.values(), ids=KINDS)
HONEST = {"onnx/model.onnx": b"graph" * 1000, "config.json": b"{}", "LICENSE": b"free"}


@every_kind
def test_what_is_in_an_archive_comes_out_of_it(tmp_path: Path, make: Make) -> None:
    path = make(tmp_path / "a", HONEST)
    assert looks_like_archive(path)
    archive = open_archive(path)
    assert archive.sizes == {name: len(content) for name, content in HONEST.items()}
    assert archive.read("config.json", 10) == b"{}"
    assert archive.read("absent.json", 10) == b""
    with pytest.raises(ArchiveRefused):
        archive.read("onnx/model.onnx", 10)
    archive.unpack(tmp_path / "out")
    assert {
        place.relative_to(tmp_path / "out").as_posix(): place.read_bytes()
        for place in (tmp_path / "out").rglob("*")
        if place.is_file()
    } == HONEST


@every_kind
@pytest.mark.parametrize(
    "name",
    [
        *("../config.json", "/etc/config.json", "a/../../config.json", "C:/config.json", "c:config.json"),
        *("..\\config.json", "a//config.json", "./../config.json", "con.json", "aux/config.json", "a./config.json"),
        *("config.json ", "conf\nig.json", "conf\u202eig.json", ".git/config.json", ".cache/config.json", "x" * 300),
        *("run.py", "library.so", "pytorch_model.bin", "inner.zip", "model", "setup.exe"),
    ],
)
def test_a_name_that_leads_elsewhere_or_is_of_no_use_is_refused(tmp_path: Path, make: Make, name: str) -> None:
    path = make(tmp_path / "a", {"config.json": b"{}", name: b"x"})
    with pytest.raises(ArchiveRefused):
        open_archive(path)
    assert [place.name for place in tmp_path.iterdir()] == ["a"]


@every_kind
@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("config.json", "Config.JSON"),
        ("onnx/model.onnx", "ONNX/other.onnx"),
        ("\u00e4.json", "a\u0308.json"),
        ("stra\u00dfe.json", "STRASSE.json"),
        ("a.json", "a.json/b.json"),
    ],
)
def test_names_that_some_disk_takes_for_one_are_refused(tmp_path: Path, make: Make, one: str, two: str) -> None:
    with pytest.raises(ArchiveRefused):
        open_archive(make(tmp_path / "a", {one: b"1", two: b"2"}))


def test_the_same_name_twice_is_refused(tmp_path: Path) -> None:
    with tarfile.open(tmp_path / "a.tar", "w") as archive:
        for content in (b"1", b"22"):
            info = tarfile.TarInfo("config.json")
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as zipped_twice:
        zipped_twice.writestr("config.json", "1")
        with pytest.warns(UserWarning, match="Duplicate"):
            zipped_twice.writestr("config.json", "22")
    for name in ("a.tar", "a.zip"):
        with pytest.raises(ArchiveRefused, match="twice"):
            open_archive(tmp_path / name)


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.BLKTYPE, tarfile.FIFOTYPE])
def test_links_and_devices_in_a_tar_are_refused(tmp_path: Path, kind: bytes) -> None:
    with tarfile.open(tmp_path / "a.tar", "w") as archive:
        info = tarfile.TarInfo("config.json")
        info.type, info.linkname = kind, "/etc/passwd"
        archive.addfile(info)
    with pytest.raises(ArchiveRefused, match="link or a device"):
        open_archive(tmp_path / "a.tar")


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFCHR, stat.S_IFIFO])
def test_links_and_devices_in_a_zip_are_refused(tmp_path: Path, kind: int) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        info = zipfile.ZipInfo("config.json")
        info.create_system, info.external_attr = 3, (kind | 0o777) << 16
        archive.writestr(info, "/etc/passwd")
    with pytest.raises(ArchiveRefused, match="link or a device"):
        open_archive(tmp_path / "a.zip")


@pytest.mark.parametrize("make", [zipped, tarred_small], ids=["zip", "tar.gz"])
def test_an_archive_that_grows_without_end_is_refused_before_a_byte_is_written(tmp_path: Path, make: Make) -> None:
    path = make(tmp_path / "a", {f"{number}.data": bytes(40 << 20) for number in range(2)})
    assert path.stat().st_size < 1 << 20
    with pytest.raises(ArchiveRefused, match="a hundred times"):
        open_archive(path)


def test_a_zip_that_says_less_than_it_holds_is_refused(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"model.data": bytes(5 << 20)})
    content = path.read_bytes().replace((5 << 20).to_bytes(4, "little"), (100).to_bytes(4, "little"))
    path.write_bytes(content)
    archive = open_archive(path)
    (tmp_path / "out").mkdir()
    with pytest.raises(ArchiveRefused, match="damaged"):
        archive.unpack(tmp_path / "out")
    assert (tmp_path / "out" / "model.data").stat().st_size <= 1 << 20


def test_a_header_of_gigabytes_is_not_read(tmp_path: Path) -> None:
    """A name in a tar may be as long as a file; here one of half a gigabyte that shrinks to nothing."""
    info = tarfile.TarInfo("././@LongLink")
    info.type, info.size = tarfile.GNUTYPE_LONGNAME, 512 << 20
    with gzip.open(tmp_path / "a.tar.gz", "wb") as file:
        file.write(info.tobuf(tarfile.GNU_FORMAT))
        for _ in range(8):
            file.write(b"a" * (1 << 20))
    with pytest.raises(ArchiveRefused):
        open_archive(tmp_path / "a.tar.gz")


def test_more_files_than_any_model_has_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "FILES_AT_MOST", 3)
    with pytest.raises(ArchiveRefused, match="more than 3"):
        open_archive(zipped(tmp_path / "a", {f"{number}.json": b"" for number in range(4)}))


@every_kind
def test_an_archive_that_breaks_off_is_damaged(tmp_path: Path, make: Make) -> None:
    whole = make(tmp_path / "a", {"model.onnx": os.urandom(50_000), "config.json": b"{}"}).read_bytes()
    broken = tmp_path / "broken"
    for size_bytes in (1, 200, 30_000, len(whole) // 2):
        broken.write_bytes(whole[:size_bytes])
        with pytest.raises(IlhaError):
            open_archive(broken).unpack(tmp_path / f"out{size_bytes}")


@every_kind
def test_a_flipped_bit_is_noticed_or_changes_nothing_but_the_file(tmp_path: Path, make: Make) -> None:
    files = {"model.onnx": os.urandom(3_000), "config.json": b"{}"}
    whole = bytearray(make(tmp_path / "a", files).read_bytes())
    altered = tmp_path / "altered"
    for place in range(0, len(whole), 97):
        whole[place] ^= 0x10
        altered.write_bytes(whole)
        whole[place] ^= 0x10
        out = tmp_path / f"out{place}"
        try:
            open_archive(altered).unpack(out)
        except ArchiveRefused:
            continue
        assert all(found.is_relative_to(out) and not found.is_symlink() for found in out.rglob("*"))


def test_an_encrypted_zip_and_strange_methods_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_BZIP2) as archive:
        archive.writestr("config.json", "{}" * 100)
    with pytest.raises(ArchiveRefused, match="does not read"):
        open_archive(path)


def test_what_is_no_archive(tmp_path: Path) -> None:
    text = tmp_path / "model.zip"
    text.write_text("not a zip")
    assert not looks_like_archive(text)
    with pytest.raises(ArchiveRefused):
        open_archive(text)
    with pytest.raises(InputNotFound):
        open_archive(tmp_path / "gone.zip")


NAMES = st.one_of(
    st.text(min_size=1, max_size=40),
    st.lists(
        st.sampled_from(["..", ".", "", "a", "con", "onnx", "model.onnx", "~", "C:", "\\", "a.json "]), min_size=1
    ).map("/".join),
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(names=st.lists(NAMES, min_size=1, max_size=4, unique=True), kind=st.sampled_from(sorted(KINDS)))
@example(names=[""], kind="zip")
def test_whatever_the_names_are_nothing_lands_outside(
    tmp_path_factory: pytest.TempPathFactory, names: list[str], kind: str
) -> None:
    folder = tmp_path_factory.mktemp("names")
    out = folder / "deep" / "out"
    out.mkdir(parents=True)
    try:
        path = KINDS[kind](folder / "a", dict.fromkeys(names, b"x"))
    except (ValueError, UnicodeError):
        return  # no archive can hold such a name
    with contextlib.suppress(ArchiveRefused):
        open_archive(path).unpack(out)
    outside = {place.relative_to(folder).as_posix() for place in folder.rglob("*") if not place.is_relative_to(out)}
    assert outside == {"a", "deep"}
