from __future__ import annotations

import csv
import errno
import io
import json
import multiprocessing
import os
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import IO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from desktop.core.errors import InputNotFound, StorageFull, StorageNotWritable
from desktop.core.kind import ResultKind
from desktop.core.media import InputFile
from desktop.core.result import (
    Artifact,
    Label,
    Labels,
    Provenance,
    Result,
    Sentence,
    Text,
    TextLine,
    TextPage,
    Translation,
)
from desktop.core.usage import FormatUnknown
from desktop.media.export import Finished, formats, own_format, plain, to_json, write, write_many
from desktop.media.forms.markdown import escape, markdown
from desktop.media.forms.rows import cell
from desktop.media.sniff import recognise
from desktop.media.storage import copy_file, publish
from tests.unit.media.samples import SVG, pdf

PROVENANCE = Provenance(
    app="ilha 0.1.0",
    model="starter/pp-ocrv6",
    revision="0" * 40,
    files={"det.onnx": "ab" * 32},
    input_sha256="cd" * 32,
    params={"split": "none"},
    runtime={"python": "3.11"},
    started="2026-08-31T14:05:58Z",
    finished="2026-08-31T14:05:59Z",
)
BOX = ((10.0, 8.0), (60.0, 8.0), (60.0, 20.0), (10.0, 20.0))
LINES = (TextLine(text="=SUM(A1)", score=0.9, box=BOX), TextLine(text="# ilha | mar", score=0.8, box=BOX))
PAGE = TextPage(width=100, height=50, lines=LINES)
SCAN = Result(value=Text(text="=SUM(A1)\n# ilha | mar", pages=(PAGE,)), provenance=PROVENANCE)
LABELS = (Label(label="ferry, boat", score=0.75), Label(label="island", score=0.25))
PHOTO = Result(value=Labels(labels=LABELS), provenance=PROVENANCE)
SPLIT = Result(
    value=Labels(labels=LABELS, sentences=(Sentence(start=0, end=5, text="Hello", labels=LABELS),)),
    provenance=PROVENANCE,
)
TYPED = Result(value=Text(text="Olá 🏝️\nmundo"), provenance=PROVENANCE)


@pytest.fixture
def photo(tmp_path: Path) -> InputFile:
    path = tmp_path / "in" / "photo.png"
    path.parent.mkdir()
    Image.new("RGB", (200, 100), "white").save(path)
    return recognise(path)


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_formats(photo: InputFile, tmp_path: Path) -> None:
    assert formats(ResultKind.TEXT) == formats(ResultKind.LABELS) == ("txt", "md", "json", "csv")
    assert formats(ResultKind.TEXT, photo)[-1] == "png"
    for name, content in {"a.svg": SVG.encode(), "a.pdf": pdf(), "a.txt": b"x"}.items():
        (tmp_path / name).write_bytes(content)
        assert "png" not in formats(ResultKind.TEXT, recognise(tmp_path / name))


def test_a_translated_document_comes_first_and_is_itself(tmp_path: Path) -> None:
    made = tmp_path / "letter.pt.md"
    made.write_bytes(b"# Ol\xc3\xa1\n")
    way = Translation(
        source="en", target="pt", detected=False, via="", models=("x",), text="Hello", sentences=((0, 5, 0, 3),)
    )
    document = Artifact(name=made.name, path=made, mime="text/markdown")
    result = Result(value=Text(text="Olá", translation=way), provenance=PROVENANCE, artifacts=(document,))
    assert own_format(result) == "md"
    assert formats(result.kind, own="md") == ("md", "txt", "json", "csv")
    assert formats(result.kind, own="docx")[0] == "docx"
    assert write(result, "md", tmp_path / "out.md", source=None).read_bytes() == made.read_bytes()
    assert write(result, "txt", tmp_path / "out.txt", source=None).read_text(encoding="utf-8") == "Olá\n"
    made.unlink()
    with pytest.raises(InputNotFound):
        write(result, "md", tmp_path / "again.md", source=None)
    assert own_format(SCAN) == own_format(TYPED) == ""


def test_the_forms_of_the_command_line() -> None:
    assert to_json(PHOTO) == {
        "kind": "labels",
        "labels": [{"label": "ferry, boat", "score": 0.75}, {"label": "island", "score": 0.25}],
    }
    labels = to_json(PHOTO)["labels"]
    assert to_json(SPLIT)["sentences"] == [{"start": 0, "end": 5, "text": "Hello", "labels": labels}]
    corners = [[10.0, 8.0], [60.0, 8.0], [60.0, 20.0], [10.0, 20.0]]
    lines = [{"text": line.text, "score": line.score, "box": corners} for line in LINES]
    assert to_json(SCAN) == {"kind": "text", "text": "=SUM(A1)\n# ilha | mar", "pages": [{"lines": lines}]}
    assert to_json(TYPED) == {"kind": "text", "text": "Olá 🏝️\nmundo", "pages": []}


def test_plain() -> None:
    assert plain(TYPED) == "Olá 🏝️\nmundo"
    assert plain(SPLIT) == "ferry, boat\t0.7500\nisland\t0.2500\nferry, boat\t0.7500\tHello"


def test_json_holds_everything(photo: InputFile, tmp_path: Path) -> None:
    path = write(SCAN, "json", tmp_path / "out" / "scan.json", source=photo, task="ocr")
    assert json.loads(path.read_text("utf-8")) == {
        "input": str(photo.path),
        "task": "ocr",
        "model": "starter/pp-ocrv6",
        "result": to_json(SCAN),
        "provenance": asdict(PROVENANCE),
    }
    typed = InputFile(path=photo.path, kind=photo.kind, mime=photo.mime, label="", size_bytes=1, name="-")
    again = write(TYPED, "json", path, source=typed)
    assert again.name == "scan (2).json"
    assert json.loads(again.read_text("utf-8"))["input"] == "-"


def test_text_and_markdown(tmp_path: Path) -> None:
    assert write(TYPED, "txt", tmp_path / "a.txt", source=None).read_bytes() == "Olá 🏝️\nmundo\n".encode()
    made = write(SCAN, "md", tmp_path / "a.md", source=None, task="ocr").read_text("utf-8")
    assert made.startswith("# ocr\n\n=SUM(A1)  \n\\# ilha \\| mar\n\n---\nocr · starter/pp-ocrv6")
    two = Result(value=Text(text="x", pages=(PAGE, PAGE)), provenance=PROVENANCE)
    assert "## 2\n\n=SUM(A1)" in markdown(Finished(input=None, task="ocr", result=two))
    assert "| ferry, boat | 0.7500 |" in markdown(Finished(input=None, task="x", result=SPLIT))
    assert escape("- 1. *a*") == "\\- 1. \\*a\\*"
    assert escape("1. one") == "1\\. one"
    assert escape("2026 was good.") == "2026 was good."


def test_tables(tmp_path: Path) -> None:
    scan = rows(write(SCAN, "csv", tmp_path / "scan.csv", source=None))
    assert scan[0]["text"] == "'=SUM(A1)"
    assert (scan[1]["page"], scan[1]["line"], scan[1]["x2"], scan[1]["y3"]) == ("1", "2", "60.0", "20.0")
    assert rows(write(PHOTO, "csv", tmp_path / "p.csv", source=None))[0] == {"label": "ferry, boat", "score": "0.75"}
    split = rows(write(SPLIT, "csv", tmp_path / "s.csv", source=None))
    assert [(row["start"], row["text"], row["label"]) for row in split][1:3] == [
        ("", "", "island"),
        ("0", "Hello", "ferry, boat"),
    ]
    assert rows(write(TYPED, "csv", tmp_path / "t.csv", source=None))[1] == {"line": "2", "text": "mundo"}


@given(st.text())
def test_no_cell_is_a_formula(text: str) -> None:
    safe = cell(text)
    assert isinstance(safe, str)
    assert not safe.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert safe in {text, f"'{text}"}
    assert cell(-1.5) == -1.5


@settings(deadline=None)
@given(st.lists(st.text(alphabet=st.characters(exclude_categories=["Cs"])), min_size=1, max_size=4))
def test_csv_reads_back(texts: list[str]) -> None:
    from desktop.media.export import _write_csv

    labels = tuple(Label(label=text, score=0.5) for text in texts)
    one = Finished(input=None, task="", result=Result(value=Labels(labels=labels), provenance=PROVENANCE))
    stream = io.BytesIO()
    _write_csv([one], stream, many=False)
    back = list(csv.DictReader(io.StringIO(stream.getvalue().decode(), newline="")))
    assert [row["label"] for row in back] == [cell(text) for text in texts]


def test_pictures(photo: InputFile, tmp_path: Path) -> None:
    with Image.open(write(SCAN, "png", tmp_path / "scan.png", source=photo)) as drawn:
        assert drawn.size == (200, 100)
        # The page was read at half the size: the box lies at twice its numbers.
        assert drawn.getpixel((20, 28)) == (214, 69, 65)
        assert drawn.getpixel((100, 60)) == (255, 255, 255)
    long = tuple(Label(label="a very long name of a thing " * 4, score=1 / 12) for _ in range(12))
    with Image.open(
        write(Result(value=Labels(labels=long), provenance=PROVENANCE), "png", tmp_path / "b.png", source=photo)
    ) as drawn:
        assert drawn.width > 600
        assert drawn.height > 500


def test_a_picture_of_a_vanished_photo(photo: InputFile, tmp_path: Path) -> None:
    photo.path.unlink()
    with pytest.raises(InputNotFound):
        write(SCAN, "png", tmp_path / "out" / "scan.png", source=photo)
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("format", ["png", "docx", ""])
def test_unknown_format(format: str, tmp_path: Path) -> None:  # noqa: A002
    with pytest.raises(FormatUnknown) as caught:
        write(SCAN, format, tmp_path / "a", source=None)
    assert caught.value.arguments == {"format": format, "formats": "txt, md, json, csv"}
    with pytest.raises(FormatUnknown):
        write_many([], format, tmp_path / "a")
    assert list(tmp_path.iterdir()) == []


def test_many_as_one_file(photo: InputFile, tmp_path: Path) -> None:
    finished = [Finished(input=photo, task="ocr", result=SCAN), Finished(input=None, task="classify", result=SPLIT)]
    made = json.loads(write_many(finished, "json", tmp_path / "all.json").read_text("utf-8"))
    assert [one["task"] for one in made] == ["ocr", "classify"]
    assert json.loads(write_many([], "json", tmp_path / "none.json").read_text("utf-8")) == []
    table = rows(write_many(finished, "csv", tmp_path / "all.csv"))
    assert (table[0]["input"], table[0]["text"], table[0]["label"]) == (str(photo.path), "'=SUM(A1)", "")
    assert (table[-1]["label"], table[-1]["x1"]) == ("island", "")
    text = write_many(iter(finished), "txt", tmp_path / "all.txt").read_text("utf-8")
    assert "── photo.png ──" in text
    assert text.endswith("ferry, boat\t0.7500\tHello\n")
    assert write_many(finished, "md", tmp_path / "all.md").read_text("utf-8").count("\n---\n") == 2


def test_half_characters_do_not_fail(tmp_path: Path) -> None:
    result = Result(value=Text(text="a\udcff"), provenance=PROVENANCE)
    path = write(result, "json", tmp_path / "a.json", source=None)
    assert json.loads(path.read_text("utf-8"))["result"]["text"] == "a\udcff"
    for name in ("txt", "md", "csv"):
        assert "a\\udcff" in write(result, name, tmp_path / "a", source=None).read_text("utf-8").replace("\\\\", "\\")


# --- on the disk -----------------------------------------------------------------------------------------------------


def test_never_over_another_file(tmp_path: Path) -> None:
    wanted = tmp_path / "a.txt"
    made = [write(TYPED, "txt", wanted, source=None).name for _ in range(3)]
    assert made == ["a.txt", "a (2).txt", "a (3).txt"]
    assert {path.name for path in tmp_path.iterdir()} == set(made)


def test_usual_permissions(tmp_path: Path) -> None:
    path = write(TYPED, "txt", tmp_path / "a.txt", source=None)
    (tmp_path / "plain").write_text("x")
    assert path.stat().st_mode == (tmp_path / "plain").stat().st_mode
    assert path.stat().st_nlink == 1


def _race(folder: Path, barrier: Callable[[], object], number: int) -> None:
    barrier()
    for _ in range(10):
        publish(folder, (f"a ({index})" for index in range(999)), lambda stream: _put(stream, number))


def _put(stream: IO[bytes], number: int) -> None:
    stream.write(f"{number}".encode())


@pytest.mark.parametrize("links", [True, False])
def test_processes_that_race_get_different_names(links: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if not links:
        monkeypatch.setattr(Path, "hardlink_to", refusing(errno.EPERM))
    context = multiprocessing.get_context("fork")
    barrier = context.Barrier(3)
    processes = [context.Process(target=_race, args=(tmp_path, barrier.wait, number)) for number in range(3)]
    for process in processes:
        process.start()
    for process in processes:
        process.join(20)
    assert [process.exitcode for process in processes] == [0, 0, 0]
    written = [path.read_text() for path in tmp_path.iterdir()]
    assert sorted(written) == sorted("012" * 10)


def refusing(code: int) -> Callable[..., object]:
    def refuse(*_: object, **__: object) -> object:
        raise OSError(code, os.strerror(code))

    return refuse


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        (errno.ENOSPC, StorageFull),
        (errno.EDQUOT, StorageFull),
        (errno.EROFS, StorageNotWritable),
        (errno.EACCES, StorageNotWritable),
        (errno.EIO, StorageNotWritable),
    ],
)
def test_the_disk_says_no(
    code: int, expected: type[StorageFull | StorageNotWritable], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "fsync", refusing(code))
    with pytest.raises(expected) as caught:
        write(TYPED, "txt", tmp_path / "a.txt", source=None)
    assert caught.value.arguments == {"folder": str(tmp_path)}
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_disk_that_is_full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.open
    monkeypatch.setattr(os, "open", lambda path, flags, mode=0o777: real("/dev/full", os.O_WRONLY))
    big = Result(value=Text(text="x" * 100_000), provenance=PROVENANCE)
    with pytest.raises(StorageFull):
        write(big, "txt", tmp_path / "a.txt", source=None)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StorageNotWritable):
        write(TYPED, "txt", tmp_path / "file" / "a.txt", source=None)


def test_a_reserved_name_is_given_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "hardlink_to", refusing(errno.EPERM))
    monkeypatch.setattr(Path, "replace", refusing(errno.ENOSPC))
    with pytest.raises(StorageFull):
        write(TYPED, "txt", tmp_path / "a.txt", source=None)
    assert list(tmp_path.iterdir()) == []


def test_long_names_get_their_number(tmp_path: Path) -> None:
    wanted = tmp_path / ("ã" * 125 + ".txt")
    made = [write(TYPED, "txt", wanted, source=None).name for _ in range(2)]
    assert made[1].endswith(" (2).txt")


def test_copying_artifacts(tmp_path: Path) -> None:
    (tmp_path / "page.png").write_bytes(b"123")
    copied = [copy_file(tmp_path / "page.png", tmp_path / "out", [f"{n}.png" for n in range(5)]) for _ in range(2)]
    assert [path.name for path in copied] == ["0.png", "1.png"]
    assert copied[1].read_bytes() == b"123"
