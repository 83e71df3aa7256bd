from __future__ import annotations

import re
import unicodedata
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.errors import StorageNotWritable
from desktop.core.media import InputFile, MediaKind
from desktop.core.usage import ParameterInvalid
from desktop.media.names import MAX_BYTES, candidates, check_template, file_name, writable_folder
from desktop.state.settings import Settings

WHEN = datetime(2026, 8, 31, 14, 5, 59, tzinfo=UTC)


TEMPLATE = Settings().file_name_template


def name(source: str, template: str = TEMPLATE, task: str = "ocr", model: str = "starter/pp-ocrv6") -> str:
    return file_name(template, source, task, model, WHEN, "txt")


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("scan.png", "scan-ocr.txt"),
        ("São Luís – ilha 🏝️.jpeg", "São Luís – ilha 🏝️-ocr.txt"),
        ("v1.2 final.pdf", "v1.2 final-ocr.txt"),
        ("Mr. Smith wrote", "Mr. Smith wrote-ocr.txt"),
        ("a/b\\c:d*e?.txt", "a-b-c-d-e--ocr.txt"),
        ("line\nbreak\ttab\0nul", "line break tab nul-ocr.txt"),
        ("..", "-ocr.txt"),
        ("", "-ocr.txt"),
        ("\u202egpj.exe", "gpj-ocr.txt"),
        ("half \udcff", "half-ocr.txt"),
    ],
)
def test_default_template(source: str, expected: str) -> None:
    assert name(source) == expected


@pytest.mark.parametrize(
    ("source", "template", "expected"),
    [
        ("a.png", "{date} {time} {name} {model}", "2026-08-31 14-05-59 a starter-pp-ocrv6.txt"),
        ("a.png", "{{x}} {name}", "{x} a.txt"),
        ("a.png", "plain", "plain.txt"),
        ("a.png", "../{name}", "-a.txt"),
        ("a.png", "{name}/{task}", "a-ocr.txt"),
        ("CON.png", "{name}", "_CON.txt"),
        ("con.tar.png", "{name}", "_con.tar.txt"),
        ("lpt1", "{name}", "_lpt1.txt"),
        ("console", "{name}", "console.txt"),
        (".hidden", "{name}", "hidden.txt"),
        ("...", "{name}", "result.txt"),
        ("a. . .", "{name}", "a.txt"),
    ],
)
def test_templates(source: str, template: str, expected: str) -> None:
    assert name(source, template) == expected


@pytest.mark.parametrize(
    "template", ["", "  ", "{names}", "{name", "name}", "{}", "{0}", "{name!r}", "{name:>9}", "{name.x}"]
)
def test_wrong_templates(template: str) -> None:
    with pytest.raises(ParameterInvalid) as caught:
        check_template(template)
    assert caught.value.arguments == {
        "name": "template",
        "value": template,
        "expected": "{name}, {task}, {model}, {date}, {time}",
    }


def test_long_names_keep_their_end() -> None:
    made = name("🏝️" * 200 + ".png", "{name}-{task}-{date}")
    assert made.endswith("-ocr-2026-08-31.txt")
    assert 200 < len(made.encode()) <= MAX_BYTES - 8
    assert set(made.removesuffix("-ocr-2026-08-31.txt")) == {"🏝", "\ufe0f"}


def test_a_source_file_gives_its_name() -> None:
    file = InputFile(
        path=Path("/x/typed-1.txt"), kind=MediaKind.TEXT, mime="text/plain", label="", size_bytes=1, name="Hello"
    )
    assert file_name(TEMPLATE, file, "summarise", "m", WHEN, ".JSON") == "Hello-summarise.json"


def test_one_of_several_files_of_a_result() -> None:
    assert file_name(TEMPLATE, "cat.jpg", "depth", "m", WHEN, ".png", "mask 1") == "cat-depth-mask 1.png"
    assert file_name(TEMPLATE, "cat.jpg", "object-detection", "m", WHEN, "crops") == "cat-object-detection-crops"
    assert file_name(TEMPLATE, "cat.jpg", "depth", "m", WHEN, "", "..") == "cat-depth"


@given(
    source=st.text(max_size=300),
    template=st.text(max_size=300),
    task=st.text(max_size=40),
    model=st.text(max_size=40),
    part=st.text(max_size=100),
)
def test_every_name_is_safe(source: str, template: str, task: str, model: str, part: str) -> None:
    template = "{name}" + template.replace("{", "").replace("}", "") + "{task}{model}"
    made = file_name(template, source, task, model, WHEN, "json", part)
    check_name(made)
    assert made.endswith(".json")
    check_name(file_name(template, source, task, model, WHEN, "", part))
    for other in islice(candidates(made), 3):
        check_name(other)


def check_name(made: str) -> None:
    assert 0 < len(made.encode()) <= MAX_BYTES
    assert not re.search(r'[<>:"/\\|?*\x00-\x1f]', made)
    assert made[-1] not in ". "
    assert made[0] not in ". "
    assert made.split(".", maxsplit=1)[0].upper() not in {"CON", "PRN", "AUX", "NUL", "COM1", "LPT1"}
    assert unicodedata.normalize("NFC", made) == made


def test_numbered_names_fit_too() -> None:
    made = list(islice(candidates("ã" * 126 + ".txt"), 12))
    assert all(len(one.encode()) <= MAX_BYTES for one in made)
    assert len(set(made)) == 12
    assert made[11].endswith("ã (12).txt")
    assert list(islice(candidates("no suffix"), 2)) == ["no suffix", "no suffix (2)"]


def test_writable_folder(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.touch()
    assert writable_folder(tmp_path / "new" / "deep", tmp_path / "other") == tmp_path / "new" / "deep"
    assert not (tmp_path / "other").exists()
    assert writable_folder(blocked / "below", tmp_path / "other") == tmp_path / "other"
    assert list((tmp_path / "other").iterdir()) == []
    with pytest.raises(StorageNotWritable) as caught:
        writable_folder(blocked / "below", blocked / "beside")
    assert caught.value.arguments["folder"] == str(blocked / "beside")


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="needs a file system that nobody can write to")
def test_a_read_only_file_system(tmp_path: Path) -> None:
    assert writable_folder(Path("/proc/self"), tmp_path) == tmp_path
