from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.core.errors import FolderEmpty, InputError, InputNotFound, InputUnreadable
from desktop.core.media import MediaKind
from desktop.media import sniff
from desktop.media.formats import LABELS
from desktop.media.sniff import expand, natural_key, recognise
from tests.unit.media.samples import SAMPLES, Sample, ooxml, pdf, picture


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
def test_the_table_of_kinds(sample: Sample, tmp_path: Path) -> None:
    path = tmp_path / sample.name
    path.write_bytes(sample.content)
    file = recognise(path)
    assert (file.kind, file.mime) == (sample.kind, sample.mime)
    assert file.label in LABELS
    assert file.size_bytes == len(sample.content)
    assert (file.name, file.path) == (sample.name, path)


@pytest.mark.parametrize("suffix", [".png", ".pdf", ".mp3", ".exe"])
def test_a_lying_suffix_changes_no_family(suffix: str, tmp_path: Path) -> None:
    honest = {MediaKind.TEXT, MediaKind.TABLE}
    for sample in SAMPLES:
        path = tmp_path / f"renamed{suffix}"
        path.write_bytes(sample.content)
        kind = recognise(path).kind
        assert kind is sample.kind or (sample.mime.startswith("text/") and {kind, sample.kind} <= honest)


def test_at_least_thirty_kinds() -> None:
    assert len({sample.mime for sample in SAMPLES}) >= 50


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("moving.gif", "Animated GIF image"),
        ("still.gif", "GIF image"),
        ("utf16.txt", "Plain text (UTF-16)"),
        ("utf16-no-bom.txt", "Plain text (UTF-16)"),
        ("utf32.txt", "Plain text (UTF-32)"),
        ("latin1.txt", "Plain text (Latin-1 or similar)"),
        ("utf8-bom.txt", "Plain text"),
    ],
)
def test_labels_say_what_matters(name: str, label: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(next(sample.content for sample in SAMPLES if sample.name == name))
    assert recognise(path).label == label


@pytest.mark.parametrize(
    ("name", "content", "mime"),
    [
        ("notes.txt", b"a,b\nc,d\ne,f\n", "text/plain"),
        ("notes.csv", b"one cell only\n", "text/csv"),
        ("notes.md", b"nothing special\n", "text/markdown"),
        ("notes.md", b"<p align=center>Logo</p>\n\n# Title\n", "text/markdown"),
        ("notes.txt", b"%PDF- is how a PDF begins?", "application/pdf"),
        ("notes.txt", b"This letter says: %PDF-1.4", "text/plain"),
        ("notes.txt", b"MZ and BM and GGUF and PAR1 are letters too\n", "text/plain"),
        ("notes.txt", b"GGUF is a format\n", "text/plain"),
        ("notes.txt", b"[note] not json\n", "text/plain"),
        ("notes", b'[1, 2, {"a": null}]\n', "application/json"),
        ("broken.json", b'{"a": ', "application/json"),
        ("rows.jsonl", b'{"a": "' + b"b " * 60_000 + b'"}\n{"a": ""}\n', "application/x-ndjson"),
        ("page.txt", b'<!-- saved -->\n<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01//EN">\n<HTML>', "text/html"),
        ("page.xhtml", b'<?xml version="1.0"?>\n<html xmlns="http://www.w3.org/1999/xhtml"/>', "text/html"),
        ("feed", b'<?xml version="1.0"?>\n<!DOCTYPE rss [<!ENTITY x "y">]>\n<rss/>', "application/xml"),
        ("program.py", b"# one\n# two\nx = [1](2)\n- y\n", "text/plain"),
        ("prose", b"Dear Ana, hello\nI write, late\nBest, Rui\n", "text/plain"),
        ("semicolons", b"a;b\n1;2\n3;4\n", "text/csv"),
        ("one", b"x", "text/plain"),
        ("blank", b"\n\n  \n", "text/plain"),
        ("nul", b"\0", "application/octet-stream"),
        ("short.bin", b"\x00\x01\x02\x03\x04", "application/octet-stream"),
        ("cut.png", b"\x89PNG\r", "image/png"),
        ("cut.jpg", b"\xff\xd8\xff", "image/jpeg"),
        ("word", b"RIFF", "text/plain"),
        ("photoshop", b"8BPS\0\1" + bytes(40), "application/octet-stream"),
    ],
)
def test_close_calls(name: str, content: bytes, mime: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert recognise(path).mime == mime


def test_what_only_the_library_knows_gets_a_family(tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_bytes(b"MThd\0\0\0\x06\0\1\0\2\1\xe0MTrk" + bytes(40))
    assert recognise(path).kind is MediaKind.AUDIO


def test_a_film_whose_clusters_nest_without_end(tmp_path: Path) -> None:
    def element(kind: str, content: bytes) -> bytes:
        return bytes.fromhex(kind) + (1 << 56 | len(content)).to_bytes(8) + content

    clusters = b""
    for _ in range(2 * sys.getrecursionlimit()):
        clusters = element("1f43b675", clusters)
    sound = element("1654ae6b", element("ae", element("d7", b"\x01") + element("83", b"\x02")))
    path = tmp_path / "deep.mkv"
    path.write_bytes(element("1a45dfa3", element("4282", b"matroska")) + element("18538067", sound + clusters))
    assert recognise(path).kind is MediaKind.AUDIO


def test_a_suffix_breaks_the_tie_of_office_files(tmp_path: Path) -> None:
    path = tmp_path / "odd.pptx"
    path.write_bytes(ooxml("other/part.xml"))
    assert recognise(path).label == "PowerPoint presentation"


def test_a_name_for_people(tmp_path: Path) -> None:
    path = tmp_path / "pasted-1.txt"
    path.write_text("Hello")
    assert recognise(path, "Hello…").name == "Hello…"


def test_missing_and_unreadable(tmp_path: Path) -> None:
    with pytest.raises(InputNotFound):
        recognise(tmp_path / "none")
    (tmp_path / "file").write_text("x")
    with pytest.raises(InputNotFound):
        recognise(tmp_path / "file" / "below")
    with pytest.raises(InputUnreadable):
        recognise(tmp_path)
    with pytest.raises(InputUnreadable):
        recognise(Path("a\0b"))
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(InputUnreadable):
        recognise(tmp_path / "pipe")


def test_refused_by_the_system(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "secret.txt"
    path.write_text("x")

    def refuse(*_: object, **__: object) -> object:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(InputUnreadable) as caught:
        recognise(path)
    assert caught.value.arguments["name"] == "secret.txt"


def test_awkward_names(tmp_path: Path) -> None:
    folder = tmp_path / "São Luís – ilha 🏝️"
    folder.mkdir()
    path = folder / ("pão de açúcar 🐬 " * 9 + "x" * 40 + ".png")
    assert len(path.name) > 170
    path.write_bytes(picture("PNG"))
    assert recognise(path).kind is MediaKind.IMAGE


_SEEDS = [sample.content[:600] for sample in SAMPLES]


@settings(max_examples=150, deadline=None)
@given(
    content=st.binary(max_size=400)
    | st.builds(
        lambda seed, at, junk: seed[:at] + junk + seed[at + len(junk) :],
        st.sampled_from(_SEEDS),
        st.integers(0, 600),
        st.binary(max_size=12),
    ),
    suffix=st.sampled_from(["", ".txt", ".json", ".zip", ".csv"]),
)
def test_never_raises_on_content(tmp_path_factory: pytest.TempPathFactory, content: bytes, suffix: str) -> None:
    path = tmp_path_factory.getbasetemp() / f"any{suffix}"
    path.write_bytes(content)
    file = recognise(path)
    assert file.label in LABELS
    assert (file.kind is MediaKind.EMPTY) == (not content)


@pytest.mark.parametrize(
    "content",
    [
        b"<" * 200_000,
        b"<?xml version='1.0'?>" + b"<!-- -- " * 20_000,
        b"<!--" + b"a-->" + b" " * 100_000,
        b"[" * 200_000,
        b'{"' + b"a" * 200_000,
        b"a," * 100_000,
        b"*" * 200_000,
        b"\n" * 200_000,
        b"PK\x03\x04" * 50_000,
        b"\x1f\x04" * 100_000,
        b"#" * 200_000,
        b"- **" * 50_000,
        pdf(400),
    ],
    ids=lambda content: repr(content[:12]),
)
def test_milliseconds_for_the_worst(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "worst"
    path.write_bytes(content)
    start = time.thread_time()
    recognise(path)
    assert time.thread_time() - start < 0.1


def test_milliseconds_for_all(tmp_path: Path) -> None:
    for sample in SAMPLES:
        (tmp_path / sample.name).write_bytes(sample.content)
        recognise(tmp_path / sample.name)
    start = time.thread_time()
    for sample in SAMPLES:
        recognise(tmp_path / sample.name)
    assert (time.thread_time() - start) / len(SAMPLES) < 0.005


def test_imports_nothing_slow() -> None:
    code = (
        "import sys\n"
        "from desktop.media import export, image, pdf, sniff, text\n"
        "print([m for m in ('PIL','numpy','onnxruntime','pypdfium2','charset_normalizer','puremagic','PySide6')"
        " if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_docstring_gives_the_measured_numbers() -> None:
    assert sniff.__doc__
    assert re.search(r"this\s+80 of 80\s", sniff.__doc__)
    assert len(SAMPLES) == 80


# --- folders ---------------------------------------------------------------------------------------------------------


def names(paths: Iterator[Path], top: Path) -> list[str]:
    return [path.relative_to(top).as_posix() for path in paths]


def test_folders_in_natural_order(tmp_path: Path) -> None:
    for name in ("page 10.png", "page 2.png", "Page 1.png", "b/x.txt", "a/10/x", "a/9/x", ".hidden", ".git/config"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")
    (tmp_path / "broken").symlink_to(tmp_path / "nowhere")
    os.mkfifo(tmp_path / "pipe")
    expected = ["a/9/x", "a/10/x", "b/x.txt", "Page 1.png", "page 2.png", "page 10.png"]
    assert names(expand([tmp_path]), tmp_path) == expected


def test_link_loops_end(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "file").write_text("x")
    (tmp_path / "a" / "up").symlink_to(tmp_path)
    (tmp_path / "self").symlink_to(tmp_path / "self")
    (tmp_path / "again").symlink_to(tmp_path / "a")
    assert names(expand([tmp_path]), tmp_path) == ["a/file"]


def test_files_pass_as_they_are(tmp_path: Path) -> None:
    hidden = tmp_path / ".given"
    hidden.write_text("x")
    missing = tmp_path / "missing"
    assert list(expand([hidden, missing])) == [hidden, missing]


def test_an_empty_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "empty" / "below").mkdir(parents=True)
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "file").write_text("x")
    with pytest.raises(FolderEmpty) as caught:
        list(expand([tmp_path / "empty"]))
    assert caught.value.arguments["name"] == "empty"
    told: list[tuple[Path, InputError]] = []
    found = list(expand([tmp_path / "empty", tmp_path / "full"], lambda path, error: told.append((path, error))))
    assert found == [tmp_path / "full" / "file"]
    assert [(path, type(error)) for path, error in told] == [(tmp_path / "empty", FolderEmpty)]


def test_an_unreadable_folder_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "locked").mkdir()
    (tmp_path / "file").write_text("x")
    scandir = os.scandir

    def refuse(path: Path) -> object:
        if path.name == "locked":
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    told: list[str] = []
    found = list(expand([tmp_path], lambda path, error: told.append(f"{path.name} {error.code}")))
    assert (found, told) == ([tmp_path / "file"], ["locked input-unreadable"])


def test_expanding_is_lazy(tmp_path: Path) -> None:
    for index in range(50):
        (tmp_path / f"{index}.txt").write_text("x")
    walk = expand([tmp_path])
    assert next(walk).name == "0.txt"
    (tmp_path / "1.txt").unlink()
    assert len(list(walk)) == 49


def test_a_deep_tree(tmp_path: Path) -> None:
    deep = tmp_path.joinpath(*["d"] * 300)
    deep.mkdir(parents=True)
    (deep / "file").write_text("x")
    assert len(list(expand([tmp_path]))) == 1


@given(st.lists(st.text(max_size=20), max_size=6))
def test_natural_keys_compare(texts: list[str]) -> None:
    assert len(sorted(texts, key=natural_key)) == len(texts)
