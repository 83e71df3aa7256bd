"""Collect what the window says, keep the catalogues up to date and compile them.

    python packaging/translations.py             update resources/translations/*.ts and compile them to .qm
    python packaging/translations.py --check     change nothing; fail when the above would change a file
    python packaging/translations.py --todo      print what has no translation yet, as JSON
    python packaging/translations.py --fill FILE take translations from such a file, then update and compile

Strings are found by Qt's own lupdate: `self.tr("…")`, `translate("context", "…")` and
`QT_TRANSLATE_NOOP("context", "…")`. It does not look inside f-strings; a test does and complains.
What is said of models is read from the catalogue's TOML files and from the manifests of those in the program,
and what is seen in photos from their configurations.
English is a catalogue of plural forms alone.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import tomllib
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "resources" / "translations"
# Catalogues and the number of plural forms of their language.
PLURAL_FORMS = {"ilha_pt_BR": 2, "ilha_en": 2}
PLURALS_ONLY = {"ilha_en"}

Todo = dict[str, dict[str, dict[str, str | list[str]]]]


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One message of a catalogue; `forms` holds one translation, or one for each plural form."""

    context: str
    source: str
    forms: tuple[str, ...]
    plural: bool
    state: str

    @property
    def finished(self) -> bool:
        """Say whether nothing is missing."""
        return not self.state and all(self.forms) and bool(self.forms)


def tool(name: str) -> str:
    """Return the path of a program that ships with PySide6."""
    import PySide6

    folder = Path(PySide6.__file__).parent
    return str(folder / (f"{name}.exe" if sys.platform == "win32" else name))


def sources() -> list[str]:
    """Return every file that may hold visible strings, relative to the root, in a stable order."""
    return sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "desktop").rglob("*.py"))


def model_texts() -> list[str]:
    """Return what the window says of models: summaries of the built-in catalogue, titles too of those in the program.

    Titles in the catalogue are names.
    """
    files = sorted((ROOT / "resources" / "catalogue").glob("*.toml"))
    texts = [tomllib.loads(path.read_text(encoding="utf-8"))["summary"] for path in files]
    for path in sorted((ROOT / "resources" / "starter").glob("*/manifest.json")):
        manifest = json.loads(path.read_text(encoding="utf-8"))
        texts += [manifest["title"], manifest["summary"]]
    return list(dict.fromkeys(texts))


def thing_texts() -> list[str]:
    """Return the names of things that the program's own models know in photos, which are those of nearly all others."""
    folders = (ROOT / "resources" / "starter" / name for name in ("efficientnet-lite0", "yolov3-tiny"))
    known = (json.loads((folder / "config.json").read_text(encoding="utf-8"))["id2label"] for folder in folders)
    return list(dict.fromkeys(name for names in known for name in names.values()))


def collect(catalogue: Path) -> None:
    """Bring a .ts file up to date with the code; what the code no longer says is dropped."""
    options = ["-no-obsolete", "-locations", "none", "-source-language", "en", "-silent", "-sort-messages"]
    options += ["-disable-heuristic", "sametext", "-disable-heuristic", "similartext"]
    if catalogue.stem in PLURALS_ONLY:
        options.append("-pluralonly")
    with tempfile.TemporaryDirectory() as folder:
        marked = Path(folder) / "models.py"  # in the clothes that lupdate knows
        texts = [("catalogue", text) for text in model_texts()] + [("things", text) for text in thing_texts()]
        lines = [f'QT_TRANSLATE_NOOP("{context}", {json.dumps(text, ensure_ascii=False)})\n' for context, text in texts]
        marked.write_text("".join(lines), encoding="utf-8")
        command = [tool("lupdate"), *options, *sources(), str(marked), "-ts", str(catalogue)]
        subprocess.run(command, cwd=ROOT, check=True)


def compile_catalogue(catalogue: Path, target: Path) -> None:
    """Compile a .ts file to a .qm file."""
    subprocess.run([tool("lrelease"), "-silent", str(catalogue), "-qm", str(target)], check=True)


def entries(catalogue: Path) -> Iterator[Entry]:
    """Read the messages of a .ts file."""
    for context in _parse(catalogue).iter("context"):
        for message in context.iter("message"):
            translation = message.find("translation")
            assert translation is not None
            plural = message.get("numerus") == "yes"
            forms = (
                [form.text or "" for form in translation.iter("numerusform")] if plural else [translation.text or ""]
            )
            yield Entry(
                context=context.findtext("name", ""),
                source=message.findtext("source", ""),
                forms=tuple(forms),
                plural=plural,
                state=translation.get("type", ""),
            )


def todo() -> Todo:
    """Return what has no finished translation, by catalogue, context and source."""
    missing: Todo = {}
    for name, count in PLURAL_FORMS.items():
        for entry in entries(FOLDER / f"{name}.ts"):
            if not entry.finished:
                empty: str | list[str] = [""] * count if entry.plural else ""
                missing.setdefault(name, {}).setdefault(entry.context, {})[entry.source] = empty
    return missing


def fill(done: Todo) -> None:
    """Write translations into the .ts files; empty ones are passed over."""
    for name, contexts in done.items():
        path = FOLDER / f"{name}.ts"
        tree = _parse(path)
        for context in tree.iter("context"):
            texts = contexts.get(context.findtext("name", ""), {})
            for message in context.iter("message"):
                text = texts.get(message.findtext("source", ""))
                if text and all(text):
                    _put(message, text)
        # lupdate writes the file again in its own form.
        tree.write(path, encoding="utf-8", xml_declaration=True)


def _parse(path: Path) -> ET.ElementTree[ET.Element]:
    return ET.parse(path)  # noqa: S314 - the file is ours


def _put(message: ET.Element, text: str | list[str]) -> None:
    translation = message.find("translation")
    assert translation is not None
    translation.attrib.pop("type", None)
    for child in list(translation):
        translation.remove(child)
    translation.text = None
    if isinstance(text, str):
        translation.text = text
        return
    for form in text:
        ET.SubElement(translation, "numerusform").text = form


def update(folder: Path) -> None:
    """Bring the catalogues in `folder` up to date and compile them."""
    for name in PLURAL_FORMS:
        catalogue = folder / f"{name}.ts"
        collect(catalogue)
        compile_catalogue(catalogue, folder / f"{name}.qm")


def stale() -> list[str]:
    """Return the names of committed files that `update` would change."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        names = [f"{name}{ending}" for name in PLURAL_FORMS for ending in (".ts", ".qm")]
        for name in names:
            if (FOLDER / name).is_file():
                shutil.copy(FOLDER / name, folder)
        update(folder)
        return [
            name
            for name in names
            if not (FOLDER / name).is_file() or (FOLDER / name).read_bytes() != (folder / name).read_bytes()
        ]


def main() -> int:
    """Run the command line; the exit status is 1 when something is stale or not translated."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--check", action="store_true", help="change nothing, fail when a file is out of date")
    parser.add_argument("--todo", action="store_true", help="print what has no translation yet, as JSON")
    parser.add_argument("--fill", type=Path, metavar="FILE", help="take translations from a file made by --todo")
    options = parser.parse_args()
    if options.check:
        old = stale()
        if old:
            print("Out of date:", ", ".join(old), file=sys.stderr)
            return 1
    else:
        update(FOLDER)
    if options.fill:
        fill(json.loads(options.fill.read_text(encoding="utf-8")))
        update(FOLDER)
    missing = todo()
    if options.todo:
        json.dump(missing, sys.stdout, ensure_ascii=False, indent=2)
        print()
        return 0
    for name, contexts in missing.items():
        for context, texts in contexts.items():
            print(*(f"{name}: {context}: {text!r} is not translated" for text in texts), sep="\n", file=sys.stderr)
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
