"""The catalogues say all that the code says; `python packaging/translations.py` brings them up to date."""

from __future__ import annotations

import ast
import importlib.util
import re
import sys
import weakref
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QApplication

from desktop.state.models import read_manifest
from desktop.ui import language
from desktop.ui.language import resolve
from desktop.ui.model_text import model_title
from desktop.ui.viewers.scores import shown, thing

if TYPE_CHECKING:
    import translations
    from translations import Entry
else:

    def _load() -> ModuleType:
        """Load the script by path: `packaging` in the root is no package."""
        path = Path(__file__).resolve().parents[2] / "packaging" / "translations.py"
        spec = importlib.util.spec_from_file_location("translations", path)
        module = importlib.util.module_from_spec(spec)
        sys.modules["translations"] = module
        spec.loader.exec_module(module)
        return module

    translations = _load()

_PLACEHOLDER = re.compile(r"\{[a-z_]+\}|%L?n|%[0-9]")
_PORTUGUESE = translations.FOLDER / "ilha_pt_BR.ts"
_ENGLISH = translations.FOLDER / "ilha_en.ts"


def _literal(node: ast.expr) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def _calls(path: Path) -> Iterator[tuple[str | None, str]]:
    """Every string marked in a file, with its context where it is written beside it; f-strings are looked into too."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        name = getattr(node.func, "attr", getattr(node.func, "id", ""))
        if name == "tr":
            text = _literal(node.args[0])
            assert text is not None, f"{path.name}:{node.lineno}: tr() wants a literal"
            yield None, text
        elif name in {"QT_TRANSLATE_NOOP", "translate"} and len(node.args) > 1:
            context, text = _literal(node.args[0]), _literal(node.args[1])
            if context is not None and text is not None:
                yield context, text


def _marked() -> list[tuple[str | None, str, str]]:
    files = sorted((translations.ROOT / "desktop").rglob("*.py"))
    said = [(context, text, path.name) for path in files for context, text in _calls(path)]
    said += [("catalogue", text, "resources") for text in translations.model_texts()]
    return [*said, *(("things", text, "resources/starter") for text in translations.thing_texts())]


@pytest.fixture(scope="module")
def portuguese() -> list[Entry]:
    return list(translations.entries(_PORTUGUESE))


def test_files_are_up_to_date() -> None:
    assert translations.stale() == [], "run: python packaging/translations.py"


def test_every_string_of_the_code_is_in_the_catalogue(portuguese: list[Entry]) -> None:
    known = {(entry.context, entry.source) for entry in portuguese}
    sources = {entry.source for entry in portuguese}
    missing = [
        (file, text)
        for context, text, file in _marked()
        if (text not in sources if context is None else (context, text) not in known)
    ]
    assert missing == [], "lupdate does not see these, perhaps because they stand inside an f-string"


def test_everything_is_translated() -> None:
    assert translations.todo() == {}


@pytest.mark.parametrize("catalogue", [_PORTUGUESE, _ENGLISH])
def test_nothing_is_obsolete_or_unfinished(catalogue: Path) -> None:
    assert [entry.source for entry in translations.entries(catalogue) if entry.state] == []


@pytest.mark.parametrize("catalogue", [_PORTUGUESE, _ENGLISH])
def test_placeholders_are_kept(catalogue: Path) -> None:
    wrong = [
        (entry.source, form)
        for entry in translations.entries(catalogue)
        for form in entry.forms
        if Counter(_PLACEHOLDER.findall(form)) != Counter(_PLACEHOLDER.findall(entry.source))
    ]
    assert wrong == []


@pytest.mark.parametrize("catalogue", [_PORTUGUESE, _ENGLISH])
def test_plural_forms_are_complete(catalogue: Path) -> None:
    for entry in translations.entries(catalogue):
        if entry.plural:
            assert len(entry.forms) == translations.PLURAL_FORMS[catalogue.stem], entry.source
            assert "(s)" not in "".join(entry.forms), entry.source


def test_ends_agree(portuguese: list[Entry]) -> None:
    """A sentence stays a sentence, an ellipsis an ellipsis, and no space is lost or added at the ends."""
    for entry in filter(lambda entry: entry.finished, portuguese):
        for form in entry.forms:
            for mark in (".", "…", "?", ":"):
                assert form.endswith(mark) == entry.source.endswith(mark), (entry.source, form)
            assert form == form.strip(), (entry.source, form)


def test_filling_changes_the_named_entries_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("translations.FOLDER", tmp_path)
    text = (
        '<TS version="2.1" language="pt_BR"><context><name>A</name>'
        '<message><source>One</source><translation type="unfinished"/></message>'
        '<message numerus="yes"><source>%n file(s)</source><translation type="unfinished"/></message>'
        '<message><source>Two</source><translation type="unfinished"/></message></context></TS>'
    )
    (tmp_path / "ilha_pt_BR.ts").write_text(text, encoding="utf-8")
    translations.fill({"ilha_pt_BR": {"A": {"One": "Um", "%n file(s)": ["%n arquivo", "%n arquivos"], "Two": ""}}})
    made = {entry.source: entry for entry in translations.entries(tmp_path / "ilha_pt_BR.ts")}
    assert made["One"].finished
    assert made["%n file(s)"].forms == ("%n arquivo", "%n arquivos")
    assert not made["Two"].finished


def test_photos_and_the_models_of_the_program_speak_portuguese(qapp: QApplication) -> None:
    language.install(qapp, "pt_BR")
    assert [thing(label) for label in ("cup", "tabby, tabby cat", "an unknown thing")] == [
        "Xícara",
        "Gato rajado",
        "An unknown thing",
    ]
    assert shown("cup") == "Cup", "a label of somebody's own is left as it is"
    spec = read_manifest(translations.ROOT / "resources" / "starter" / "whisper-base" / "manifest.json")
    assert model_title(spec) == "Whisper base (99 idiomas)"


def test_a_language_that_is_left_takes_its_catalogues_along(qapp: QApplication) -> None:
    before = len(qapp.children())
    language.install(qapp, "pt_BR")
    left = [weakref.ref(translator) for translator in language._installed]
    assert left
    language.install(qapp, "en")
    assert not any(translator() for translator in left)
    assert len(qapp.children()) == before


def test_only_known_languages_are_resolved() -> None:
    assert resolve("pt_BR") == "pt_BR"
    assert resolve("auto") in {"en", "pt_BR"}
