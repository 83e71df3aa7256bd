"""Whose work is in the program is found in what is installed, or read from what was shipped."""

from __future__ import annotations

import re
from email.message import Message
from pathlib import Path

import pytest

from desktop.state import licences
from desktop.state.paths import checkout


@pytest.mark.parametrize(
    ("headers", "licence"),
    [
        ({"License-Expression": "Apache-2.0", "License": "something"}, "Apache-2.0"),
        ({"License": "Apache 2.0"}, "Apache-2.0"),
        ({"License": "A long text\nof many lines", "Classifier": "License :: OSI Approved :: MIT License"}, "MIT"),
        ({"Classifier": "License :: OSI Approved"}, ""),
        ({}, ""),
    ],
)
def test_a_package_says_its_licence_in_one_of_three_ways(headers: dict[str, str], licence: str) -> None:
    metadata = Message()
    for name, value in headers.items():
        metadata[name] = value
    assert licences.licence_of(metadata) == licence  # type: ignore[arg-type]  # read like a message


def test_every_package_that_is_needed_is_named_and_no_other() -> None:
    root = checkout()
    assert root is not None
    pins = re.findall(r"^([^#\s=]+)==", (root / "packaging/constraints.txt").read_text(encoding="utf-8"), re.MULTILINE)
    found = {re.sub(r"[-_.]+", "-", part.name).lower() for part in licences.packages()}
    assert found == {re.sub(r"[-_.]+", "-", pin).lower() for pin in pins}


def test_a_checkout_tells_what_is_installed() -> None:
    text = licences.third_parties()
    assert re.search(r"^onnxruntime \S+: MIT$", text, re.MULTILINE)
    assert "Qt, PySide6" in text
    assert "SIL OPEN FONT LICENSE" in text


def test_what_was_shipped_is_shown_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "licences").mkdir()
    (tmp_path / "licences" / licences.NAME).write_text("As it was shipped.", encoding="utf-8")
    monkeypatch.setattr(licences, "resources", lambda: tmp_path)
    assert licences.third_parties() == "As it was shipped."


def test_a_licence_of_several_is_written_once() -> None:
    parts = [licences.Part(name=name, version="1", licence="MIT", texts=("The terms.\n",)) for name in ("one", "two")]
    text = licences.document({"Packages": parts})
    assert text.count("The terms.") == 1
    assert "one, two" in text


def test_a_document_falls_into_its_chapters() -> None:
    parts = [licences.Part(name=name, version="1", licence="MIT", texts=(f"Terms of {name}.",)) for name in ("a", "b")]
    (nobody, overview), (first, text), *_ = licences.chapters(licences.document({"Packages": parts}))
    assert nobody == ""
    assert "a 1: MIT" in overview
    assert (first, text) == ("a", "Terms of a.")
